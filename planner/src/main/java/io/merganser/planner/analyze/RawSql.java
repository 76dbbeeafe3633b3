package io.merganser.planner.analyze;

import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;

/// Text of ours in the place of a node.
final class RawSql extends SqlCall {
  private static final SqlOperator OPERATOR =
      new SqlSpecialOperator("a table under a policy", SqlKind.OTHER);

  private final String text;

  RawSql(String text, SqlParserPos position) {
    super(position);
    this.text = text;
  }

  @Override
  public SqlOperator getOperator() {
    return OPERATOR;
  }

  @Override
  public List<SqlNode> getOperandList() {
    return List.of();
  }

  @Override
  public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
    writer.print(text);
    writer.setNeedWhitespace(true);
  }
}
