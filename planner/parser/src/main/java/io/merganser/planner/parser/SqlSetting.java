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

/// `SET name = value`, `RESET name` and `SHOW name`. `SET name = DEFAULT` is a RESET.
public final class SqlSetting extends SqlCall {
  /// What is done to the setting.
  public enum Action {
    SET,
    RESET,
    SHOW
  }

  private static final SqlOperator OPERATOR = new SqlSpecialOperator("SETTING", SqlKind.OTHER);
  private final Action action;
  private final String scope;
  private final SqlIdentifier name;
  private final SqlNode value;

  SqlSetting(
      SqlParserPos position, Action action, String scope, SqlIdentifier name, SqlNode value) {
    super(position);
    this.action = action;
    this.scope = scope;
    this.name = name;
    this.value = value;
  }

  public Action action() {
    return action;
  }

  /// SESSION, GLOBAL or LOCAL, or null where the statement does not say.
  public String scope() {
    return scope;
  }

  public SqlIdentifier name() {
    return name;
  }

  /// The value of a SET: an expression, in which a bare name (`SET x = on`) is the text of that
  /// name. Else null.
  public SqlNode value() {
    return value;
  }

  @Override
  public SqlOperator getOperator() {
    return OPERATOR;
  }

  @Override
  public List<SqlNode> getOperandList() {
    return value == null ? ImmutableList.of(name) : ImmutableList.of(name, value);
  }

  @Override
  public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
    writer.keyword(action.name());
    if (scope != null) {
      writer.keyword(scope);
    }
    name.unparse(writer, 0, 0);
    if (value != null) {
      writer.keyword("=");
      value.unparse(writer, 0, 0);
    }
  }
}
