package io.merganser.planner;

import io.merganser.connectors.spi.ErrorCode;
import io.merganser.connectors.spi.ErrorKind;

/// What can be wrong with a statement.
public enum PlannerError implements ErrorCode {
  /// The text is not SQL as we read it.
  SYNTAX_ERROR("42601", ErrorKind.USER),
  /// More than one statement in one text, or none.
  NOT_ONE_STATEMENT("42601", ErrorKind.USER),
  /// A kind of statement that is not served.
  UNSUPPORTED_STATEMENT("0A000", ErrorKind.USER),
  /// A construct within a statement that is not served.
  UNSUPPORTED_FEATURE("0A000", ErrorKind.USER),
  /// No catalog of that name, or none that the principal sees.
  CATALOG_NOT_FOUND("3D000", ErrorKind.USER),
  /// No schema of that name in the catalog, or none that the principal sees.
  SCHEMA_NOT_FOUND("3F000", ErrorKind.USER),
  /// No table in reach has a column of that name.
  COLUMN_NOT_FOUND("42703", ErrorKind.USER),
  /// More than one thing has that name; say which.
  AMBIGUOUS_NAME("42702", ErrorKind.USER),
  /// No function of that name is served, or none with such arguments.
  FUNCTION_NOT_FOUND("42883", ErrorKind.USER),
  /// Types do not fit, grouping is wrong, and the like.
  INVALID_STATEMENT("42804", ErrorKind.USER),
  /// No setting of that name.
  NO_SUCH_SETTING("42704", ErrorKind.USER),
  /// A value that the setting cannot have.
  INVALID_SETTING("22023", ErrorKind.USER),
  /// The number or type of the values given for parameters is wrong.
  WRONG_PARAMETERS("07001", ErrorKind.USER),
  /// A row filter or column mask does not fit the table it is on; the table cannot be read.
  POLICY_INVALID("42P17", ErrorKind.DENIED),
  /// A session in a scope reads datasets of the scope by their bare names, and nothing else.
  NOT_IN_SCOPE("42501", ErrorKind.DENIED),
  /// The definition of a dataset does not fit what it reads; the dataset cannot be read.
  DATASET_INVALID("42P17", ErrorKind.DENIED),
  /// The text is longer than limits.statementBytes.
  STATEMENT_TOO_LONG("54000", ErrorKind.RESOURCES),
  /// The statement is nested too deeply to be planned.
  STATEMENT_TOO_COMPLEX("54001", ErrorKind.RESOURCES),
  /// What was printed is not what was authorized; refused.
  PLAN_MISMATCH("XX000", ErrorKind.INTERNAL);

  private final String sqlState;
  private final ErrorKind kind;

  PlannerError(String sqlState, ErrorKind kind) {
    this.sqlState = sqlState;
    this.kind = kind;
  }

  @Override
  public String sqlState() {
    return sqlState;
  }

  @Override
  public ErrorKind kind() {
    return kind;
  }
}
