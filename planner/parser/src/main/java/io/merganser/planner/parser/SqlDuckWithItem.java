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
    print(writer, this);
  }

  /// Prints an item, ours or Calcite's.
  static void print(SqlWriter writer, SqlWithItem item) {
    final SqlDuckWithItem ours = item instanceof SqlDuckWithItem duck ? duck : null;
    item.name.unparse(writer, 0, 0);
    if (item.columnList != null) {
      Printing.list(writer, "(", item.columnList, ")");
    }
    if (ours != null && ours.key != null) {
      writer.keyword("USING KEY");
      Printing.list(writer, "(", ours.key, ")");
    }
    writer.keyword("AS");
    if (ours != null && ours.materialized != null) {
      writer.keyword(ours.materialized ? "MATERIALIZED" : "NOT MATERIALIZED");
    }
    final SqlWriter.Frame frame = writer.startList(SqlWriter.FrameTypeEnum.SUB_QUERY, "(", ")");
    item.query.unparse(writer, 0, 0);
    writer.endList(frame);
  }
}
