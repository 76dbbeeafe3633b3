package io.merganser.server;

import io.merganser.connectors.spi.ErrorCode;
import io.merganser.connectors.spi.ErrorKind;

/// What can go wrong around statements: logins, sessions, limits, requests.
public enum ServerError implements ErrorCode {
  /// No credentials, or of a kind that is not served.
  AUTHENTICATION_REQUIRED("28000", ErrorKind.DENIED),
  /// The session ended, timed out, or never was.
  SESSION_NOT_FOUND("08003", ErrorKind.USER),
  /// The user has more than one tenant or database, and did not say which.
  DATABASE_NOT_CHOSEN("3D000", ErrorKind.USER),
  /// No such database for this user.
  DATABASE_NOT_FOUND("3D000", ErrorKind.USER),
  /// The user has as many sessions open as limits.sessionsPerUser allows.
  TOO_MANY_SESSIONS("53300", ErrorKind.RESOURCES),
  /// What a principal may do cannot be found out, so nothing is allowed; what decides is OpenFGA.
  AUTHORIZATION_UNAVAILABLE("58000", ErrorKind.EXTERNAL),
  /// The tenant has as many sessions open as limits.sessionsPerTenant allows.
  TOO_MANY_TENANT_SESSIONS("53300", ErrorKind.RESOURCES),
  /// A session has as many temporary views as it may have.
  TOO_MANY_VIEWS("54000", ErrorKind.RESOURCES),
  /// As many statements run as limits.statementsPerUser or limits.statementsPerTenant allows.
  TOO_MANY_STATEMENTS("53300", ErrorKind.RESOURCES),
  /// All threads for statements are taken.
  SERVER_BUSY("53300", ErrorKind.RESOURCES),
  /// A result had more rows than limits.rows allows.
  TOO_MANY_ROWS("54000", ErrorKind.RESOURCES),
  /// A result was larger than limits.resultBytes allows.
  RESULT_TOO_LARGE("54000", ErrorKind.RESOURCES),
  /// A request, handle or ticket that we do not understand or know any more.
  INVALID_REQUEST("08P01", ErrorKind.USER),
  /// The body of a request is larger than we read.
  REQUEST_TOO_LARGE("54000", ErrorKind.RESOURCES),
  /// A request or connection property that exists in the protocol and is not served.
  UNSUPPORTED_REQUEST("0A000", ErrorKind.USER),
  /// The server is being stopped.
  SERVER_STOPPING("57P01", ErrorKind.RESOURCES),
  /// Our fault; the log has the rest under the id in the message.
  INTERNAL_ERROR("XX000", ErrorKind.INTERNAL),
  /// BEGIN within a transaction, COMMIT without one, or a statement that cannot be part of one.
  TRANSACTION_STATE("25000", ErrorKind.USER);

  private final String sqlState;
  private final ErrorKind kind;

  ServerError(String sqlState, ErrorKind kind) {
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
