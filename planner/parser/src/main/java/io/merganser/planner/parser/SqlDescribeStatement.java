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
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/// `DESCRIBE` and `SUMMARIZE` of a table (then [#target] is its name) or of a query.
public final class SqlDescribeStatement extends SqlCall {
  private static final SqlOperator OPERATOR =
      new SqlSpecialOperator("DESCRIBE STATEMENT", SqlKind.OTHER);
  private final boolean summarize;
  private final boolean inFrom;
  private final SqlNode target;

  SqlDescribeStatement(SqlParserPos position, boolean summarize, SqlNode target) {
    this(position, summarize, target, false);
  }

  private SqlDescribeStatement(
      SqlParserPos position, boolean summarize, SqlNode target, boolean inFrom) {
    super(position);
    this.summarize = summarize;
    this.target = target;
    this.inFrom = inFrom;
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

  /// The same where a table could stand; always of a query.
  SqlDescribeStatement inFrom(SqlParserPos position) {
    final SqlNode query =
        isTable()
            ? SqlStdOperatorTable.EXPLICIT_TABLE.createCall(target.getParserPosition(), target)
            : target;
    return new SqlDescribeStatement(position, summarize, query, true);
  }

  /// The same of a query.
  public SqlDescribeStatement over(SqlNode query) {
    return new SqlDescribeStatement(getParserPosition(), summarize, query, inFrom);
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
    final SqlWriter.Frame frame =
        inFrom ? writer.startList("(", ")") : writer.startList(SqlWriter.FrameTypeEnum.SIMPLE);
    writer.keyword(summarize ? "SUMMARIZE" : "DESCRIBE");
    final SqlWriter.Frame body = writer.startList(SqlWriter.FrameTypeEnum.WITH_BODY, "", "");
    target.unparse(writer, 0, 0);
    writer.endList(body);
    writer.endList(frame);
  }
}
