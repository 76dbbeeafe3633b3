package io.merganser.server.query;

import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.QueryException;
import io.merganser.planner.PlannerError;
import io.merganser.server.session.Session;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a session in a scope may know of a failure of an engine or source: these speak of tables
/// and values that only the definitions of datasets name. The log has the rest.
final class ScopeErrors {
  private static final Logger log = LoggerFactory.getLogger(ScopeErrors.class);

  private ScopeErrors() {}

  static QueryException of(QueryException failure, ObservedStatement statement) {
    Session session = statement.session();
    Throwable cause = failure.getCause();
    if (failure.code() == PlannerError.DATASET_INVALID && cause != null) {
      log.atWarn()
          .addKeyValue("tenant", session.database().tenant())
          .addKeyValue("scope", session.scope())
          .addKeyValue("reason", cause.getMessage())
          .log(failure.getMessage());
    }
    if (session.scope() == null
        || session.principal().superuser()
        || !(failure.code() instanceof ConnectorError code)) {
      return failure;
    }
    String message = message(code);
    if (message == null || failure.position() != null) {
      // What has a position was made for the statement, by the planner.
      return failure;
    }
    log.atInfo()
        .addKeyValue("id", statement.id())
        .addKeyValue("reason", failure.getMessage())
        .log("the reason of a failure stays untold in a scope");
    return new QueryException(code, message, null, null, failure);
  }

  /// Null where our own words, which name nothing, can stay.
  private static @Nullable String message(ConnectorError code) {
    return switch (code) {
      case DATA_ERROR -> "a value does not fit what the statement, or its dataset, makes of it";
      case SOURCE_UNREACHABLE, SOURCE_NOT_READY, SOURCE_MISCONFIGURED, EXTENSION_MISSING ->
          "a source of the dataset does not answer";
      case SOURCE_FAILED -> "a source of the dataset failed, or has changed";
      case UNSUPPORTED_TYPE -> "the dataset has a type that is not served";
      case ALREADY_EXISTS, DEFINITION_REFUSED, ROW_NOT_PERMITTED, ENGINE_FAILED ->
          "the statement failed";
      case STATEMENT_CANCELLED, STATEMENT_TIMEOUT, STATEMENT_REVOKED, OUT_OF_MEMORY -> null;
    };
  }
}
