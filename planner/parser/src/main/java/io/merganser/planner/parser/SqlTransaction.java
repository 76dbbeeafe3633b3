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

/// `BEGIN`, `COMMIT` and `ROLLBACK`, with or without TRANSACTION.
public final class SqlTransaction extends SqlCall {
  /// The step.
  public enum Action {
    BEGIN,
    COMMIT,
    ROLLBACK
  }

  private static final SqlOperator OPERATOR = new SqlSpecialOperator("TRANSACTION", SqlKind.OTHER);
  private final Action action;

  SqlTransaction(SqlParserPos position, Action action) {
    super(position);
    this.action = action;
  }

  public Action action() {
    return action;
  }

  @Override
  public SqlOperator getOperator() {
    return OPERATOR;
  }

  @Override
  public List<SqlNode> getOperandList() {
    return ImmutableList.of();
  }

  @Override
  public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
    writer.keyword(action.name());
  }
}
