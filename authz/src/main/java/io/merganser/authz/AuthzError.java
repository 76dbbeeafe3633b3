package io.merganser.authz;

import io.merganser.connectors.spi.ErrorCode;
import io.merganser.connectors.spi.ErrorKind;
import io.merganser.connectors.spi.Names;
import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.SourcePosition;
import io.merganser.connectors.spi.TableName;
import org.jspecify.annotations.Nullable;

/// What authorization says no with, and all its texts.
public enum AuthzError implements ErrorCode {
  /// The principal sees the table but may not do this to it.
  PERMISSION_DENIED("42501", ErrorKind.DENIED),
  /// Absent, or hidden from the principal: one answer for both.
  TABLE_NOT_FOUND("42P01", ErrorKind.USER),
  /// No scope of that name in the database, or none that the principal may read.
  SCOPE_NOT_FOUND("3F000", ErrorKind.USER);

  private final String sqlState;
  private final ErrorKind kind;

  AuthzError(String sqlState, ErrorKind kind) {
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

  /// The one wording for a table that is absent or hidden.
  public static QueryException tableNotFound(String name) {
    return new QueryException(TABLE_NOT_FOUND, "no table `" + name + "`");
  }

  /// The one wording for a scope that is absent or hidden.
  public static QueryException scopeNotFound(String name) {
    return new QueryException(SCOPE_NOT_FOUND, "no scope `" + name + "`");
  }

  static QueryException denied(Requirement requirement) {
    return new QueryException(
        PERMISSION_DENIED,
        "no right to " + Names.fold(requirement.verb().name()) + " `" + requirement.table() + "`",
        null,
        "ask an administrator for a grant",
        null);
  }

  /// @param position in the statement
  public static QueryException columnDenied(
      String column, TableName table, @Nullable SourcePosition position) {
    return new QueryException(
        PERMISSION_DENIED,
        "no right to write column `" + column + "` of `" + table + "`",
        position,
        "name the columns that you may write, or ask an administrator for a grant",
        null);
  }

  static QueryException deniedInPart(Requirement requirement) {
    return new QueryException(
        PERMISSION_DENIED,
        "no right to "
            + Names.fold(requirement.verb().name())
            + " all of `"
            + requirement.table()
            + "`",
        null,
        "the statement needs the whole of it, and a policy withholds a part",
        null);
  }
}
