package io.merganser.planner.parser;

import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;

/// `name AS [NOT] MATERIALIZED (query)`. A copy that Calcite makes of it is a plain item: the same
/// rows, perhaps slower.
public final class SqlMaterializedWithItem extends SqlWithItem {
  private final boolean materialized;

  SqlMaterializedWithItem(
      SqlParserPos position,
      SqlIdentifier name,
      SqlNodeList columns,
      SqlNode query,
      SqlLiteral recursive,
      boolean materialized) {
    super(position, name, columns, query, recursive);
    this.materialized = materialized;
  }

  public boolean materialized() {
    return materialized;
  }

  @Override
  public SqlNode clone(SqlParserPos position) {
    return new SqlMaterializedWithItem(position, name, columnList, query, recursive, materialized);
  }

  @Override
  public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
    name.unparse(writer, 0, 0);
    if (columnList != null) {
      Printing.list(writer, "(", columnList, ")");
    }
    writer.keyword(materialized ? "AS MATERIALIZED" : "AS NOT MATERIALIZED");
    final SqlWriter.Frame frame = writer.startList(SqlWriter.FrameTypeEnum.SUB_QUERY, "(", ")");
    query.unparse(writer, 0, 0);
    writer.endList(frame);
  }
}
