package io.merganser.planner.parser;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;

/// `DESCRIBE` and `SUMMARIZE` of a table (then [#target] is its name) or of a query.
public final class SqlDescribeStatement extends SqlCall {
  private static final SqlOperator OPERATOR =
      new SqlSpecialOperator("DESCRIBE STATEMENT", SqlKind.OTHER);
  private final boolean summarize;
  private final SqlNode target;

  SqlDescribeStatement(SqlParserPos position, boolean summarize, SqlNode target) {
    super(position);
    this.summarize = summarize;
    this.target = target;
  }

  /// Whether it is SUMMARIZE, which reads the rows.
  public boolean summarize() {
    return summarize;
  }

  public SqlNode target() {
    return target;
  }

  public boolean isTable() {
    return target instanceof SqlIdentifier;
  }

  /// The same of a query.
  public SqlDescribeStatement over(SqlNode query) {
    return new SqlDescribeStatement(getParserPosition(), summarize, query);
  }

  @Override
  public SqlOperator getOperator() {
    return OPERATOR;
  }

  @Override
  public List<SqlNode> getOperandList() {
    return ImmutableList.of(target);
  }

  @Override
  public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
    writer.keyword(summarize ? "SUMMARIZE" : "DESCRIBE");
    target.unparse(writer, 0, 0);
  }
}
