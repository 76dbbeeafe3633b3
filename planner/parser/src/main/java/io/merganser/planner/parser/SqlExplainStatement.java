package io.merganser.planner.parser;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;

/// `EXPLAIN [ANALYZE] statement`.
public final class SqlExplainStatement extends SqlCall {
  private static final SqlOperator OPERATOR =
      new SqlSpecialOperator("EXPLAIN STATEMENT", SqlKind.OTHER);
  private final boolean analyze;
  private final SqlNode statement;

  SqlExplainStatement(SqlParserPos position, boolean analyze, SqlNode statement) {
    super(position);
    this.analyze = analyze;
    this.statement = statement;
  }

  /// Whether the statement is run for the sake of its figures.
  public boolean analyze() {
    return analyze;
  }

  public SqlNode statement() {
    return statement;
  }

  @Override
  public SqlOperator getOperator() {
    return OPERATOR;
  }

  @Override
  public List<SqlNode> getOperandList() {
    return ImmutableList.of(statement);
  }

  @Override
  public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
    writer.keyword(analyze ? "EXPLAIN ANALYZE" : "EXPLAIN");
    writer.newlineAndIndent();
    statement.unparse(writer, 0, 0);
  }
}
