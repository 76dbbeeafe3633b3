package io.merganser.connectors.spi;

/// What can go wrong with a source.
public enum ConnectorError implements ErrorCode {
  /// The source does not answer, or refuses us.
  SOURCE_UNREACHABLE("08001", ErrorKind.EXTERNAL),
  /// The source answered a fragment with an error that is not the user's.
  SOURCE_FAILED("58000", ErrorKind.EXTERNAL),
  /// The source was configured with something that cannot be.
  SOURCE_MISCONFIGURED("F0000", ErrorKind.USER),
  /// The source has failed before and says why.
  SOURCE_NOT_READY("08004", ErrorKind.EXTERNAL),
  /// A value or computation failed on data: overflow, division, cast.
  DATA_ERROR("22000", ErrorKind.USER),
  /// A row that is written is not one that the row filters let its writer see.
  ROW_NOT_PERMITTED("44000", ErrorKind.DENIED),
  /// A table, view or column is to be made under a name that is taken.
  ALREADY_EXISTS("42P07", ErrorKind.USER),
  /// A change of a table or schema that its columns, or what depends on it, do not allow.
  DEFINITION_REFUSED("42P16", ErrorKind.USER),
  /// A type that we cannot carry.
  UNSUPPORTED_TYPE("0A000", ErrorKind.USER),
  /// A DuckDB extension that a source needs is not there.
  EXTENSION_MISSING("58P01", ErrorKind.EXTERNAL),
  /// Somebody cancelled the statement.
  STATEMENT_CANCELLED("57014", ErrorKind.RESOURCES),
  /// The deadline of the statement passed.
  STATEMENT_TIMEOUT("57014", ErrorKind.RESOURCES),
  /// What the statement reads was taken from the user, in whole or in part, while it ran.
  STATEMENT_REVOKED("42501", ErrorKind.DENIED),
  /// The engine ran out of memory or of disk for spilling.
  OUT_OF_MEMORY("53200", ErrorKind.RESOURCES),
  /// The engine refused what we printed: our bug.
  ENGINE_FAILED("XX000", ErrorKind.INTERNAL);

  /// What a printed statement has an engine say of [#ROW_NOT_PERMITTED].
  public static final String ROW_NOT_PERMITTED_TEXT =
      "a row that is written does not satisfy the row filters of its table";

  private final String sqlState;
  private final ErrorKind kind;

  ConnectorError(String sqlState, ErrorKind kind) {
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
