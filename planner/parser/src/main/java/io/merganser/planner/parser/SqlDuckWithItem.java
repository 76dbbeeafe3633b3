package io.merganser.planner.parser;

import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;

/// `name AS [NOT] MATERIALIZED (query)`, or `name USING KEY (columns) AS (query)`. The first is to
/// Calcite a plain item: the same rows, perhaps slower.
public final class SqlDuckWithItem extends SqlWithItem {
  private final Boolean materialized;
  private final SqlNodeList key;

  SqlDuckWithItem(
      SqlParserPos position,
      SqlIdentifier name,
      SqlNodeList columns,
      SqlNode query,
      SqlLiteral recursive,
      Boolean materialized,
      SqlNodeList key) {
    super(position, name, columns, query, recursive);
    this.materialized = materialized;
    this.key = key;
  }

  @Override
  public SqlNode clone(SqlParserPos position) {
    return new SqlDuckWithItem(position, name, columnList, query, recursive, materialized, key);
  }

  @Override
  public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
    name.unparse(writer, 0, 0);
    if (columnList != null) {
      Printing.list(writer, "(", columnList, ")");
    }
    if (key != null) {
      writer.keyword("USING KEY");
      Printing.list(writer, "(", key, ")");
    }
    writer.keyword("AS");
    if (materialized != null) {
      writer.keyword(materialized ? "MATERIALIZED" : "NOT MATERIALIZED");
    }
    final SqlWriter.Frame frame = writer.startList(SqlWriter.FrameTypeEnum.SUB_QUERY, "(", ")");
    query.unparse(writer, 0, 0);
    writer.endList(frame);
  }
}
