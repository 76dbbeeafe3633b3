package io.merganser.catalog;

import io.merganser.connectors.spi.ErrorCode;
import io.merganser.connectors.spi.ErrorKind;
import io.merganser.connectors.spi.QueryException;
import org.jspecify.annotations.Nullable;

/// What can go wrong with what is declared and kept, and all its texts.
public enum CatalogError implements ErrorCode {
  /// A manifest that cannot be applied; the problems say why.
  MANIFEST_INVALID("F0000", ErrorKind.USER),
  /// The store cannot be opened, read or written.
  STORE_UNAVAILABLE("58030", ErrorKind.EXTERNAL),
  /// Wrong user, password or tenant: one answer for all.
  LOGIN_FAILED("28P01", ErrorKind.DENIED),
  /// No tenant of that name.
  TENANT_NOT_FOUND("3D000", ErrorKind.USER),
  /// A secret is not where its reference says.
  SECRET_UNRESOLVED("F0000", ErrorKind.EXTERNAL);

  private final String sqlState;
  private final ErrorKind kind;

  CatalogError(String sqlState, ErrorKind kind) {
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

  /// @param setting the server's setting that has to do with it
  public static QueryException storeUnavailable(
      String setting, String why, String hint, @Nullable Throwable cause) {
    String message = "the store is not available, see `" + setting + "`: " + why;
    return new QueryException(STORE_UNAVAILABLE, message, null, hint, cause);
  }

  /// The one answer to every login that fails, whatever the reason.
  public static QueryException loginFailed(@Nullable Throwable cause) {
    return new QueryException(
        LOGIN_FAILED,
        "user, password or tenant is wrong",
        null,
        "a user name that several tenants have needs the tenant",
        cause);
  }

  public static QueryException tenantNotFound(String name) {
    return new QueryException(TENANT_NOT_FOUND, "no tenant `" + name + "`");
  }

  /// @param reference as written, never what it leads to
  public static QueryException secretUnresolved(
      String reference, String why, @Nullable Throwable cause) {
    String message = "secret `" + reference + "` cannot be resolved: " + why;
    return new QueryException(SECRET_UNRESOLVED, message, null, null, cause);
  }
}
