package io.merganser.planner.parser;

import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlWindow;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.dialect.AnsiSqlDialect;
import org.apache.calcite.sql.parser.SqlParserPos;

/// A window with a GROUPS frame. To Calcite it is ROWS, which takes the same bounds but holds other
/// rows.
public final class SqlGroupsWindow extends SqlWindow {
  SqlGroupsWindow(
      SqlParserPos position,
      SqlIdentifier base,
      SqlNodeList partition,
      SqlNodeList order,
      SqlLiteral isRows,
      SqlNode lower,
      SqlNode upper,
      SqlLiteral exclude) {
    super(position, null, base, partition, order, isRows, lower, upper, null, exclude);
  }

  @Override
  public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
    final SqlWriter.Frame frame = writer.startList("(", ")");
    if (getRefName() != null) {
      getRefName().unparse(writer, 0, 0);
    }
    if (!getPartitionList().isEmpty()) {
      writer.keyword("PARTITION BY");
      items(writer, getPartitionList());
    }
    if (!getOrderList().isEmpty()) {
      writer.keyword("ORDER BY");
      items(writer, getOrderList());
    }
    writer.keyword("GROUPS");
    if (getUpperBound() == null) {
      getLowerBound().unparse(writer, 0, 0);
    } else {
      writer.keyword("BETWEEN");
      getLowerBound().unparse(writer, 0, 0);
      writer.keyword("AND");
      getUpperBound().unparse(writer, 0, 0);
    }
    final String exclude = getExclude().toSqlString(AnsiSqlDialect.DEFAULT).getSql();
    if (!exclude.contains("NO OTHER")) {
      writer.keyword(exclude);
    }
    writer.endList(frame);
  }

  private static void items(SqlWriter writer, SqlNodeList list) {
    final SqlWriter.Frame frame = writer.startList("", "");
    for (SqlNode item : list) {
      writer.sep(",");
      item.unparse(writer, 0, 0);
    }
    writer.endList(frame);
  }
}
