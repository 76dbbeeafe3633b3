package io.merganser.server.query;

import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.QueryException;
import io.merganser.planner.PlannerError;
import io.merganser.planner.StatementFacts;
import io.merganser.server.session.Session;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What may be known of a failure of an engine or source that speaks of what its user has no part
/// in: of tables and values that only the definitions of datasets name, or of rows that a policy
/// hides. The log has the rest.
final class UntoldErrors {
  private static final Logger log = LoggerFactory.getLogger(UntoldErrors.class);

  private UntoldErrors() {}

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
    boolean scoped = session.scope() != null && !session.principal().superuser();
    StatementFacts facts = statement.facts();
    boolean untold = facts != null && facts.untold();
    if (!(scoped || untold) || !(failure.code() instanceof ConnectorError code)) {
      return failure;
    }
    String message = message(code, scoped);
    if (message == null || failure.position() != null) {
      // What has a position was made for the statement, by the planner.
      return failure;
    }
    log.atInfo()
        .addKeyValue("id", statement.id())
        .addKeyValue("reason", failure.getMessage())
        .log("the reason of a failure stays untold");
    return new QueryException(
        code,
        message,
        null,
        scoped ? null : "which one is not told: a policy withholds a part of what it reads",
        failure);
  }

  /// Null where our own words can stay.
  private static @Nullable String message(ConnectorError code, boolean scoped) {
    return switch (code) {
      case DATA_ERROR ->
          "a value does not fit what the statement"
              + (scoped ? ", or its dataset," : "")
              + " makes of it";
      case SOURCE_FAILED ->
          scoped
              ? "a source of the dataset failed, or has changed"
              : "a source failed, or has changed";
      case DEFINITION_REFUSED, ENGINE_FAILED -> "the statement failed";
      // These name sources and tables.
      case SOURCE_UNREACHABLE, SOURCE_NOT_READY, SOURCE_MISCONFIGURED, EXTENSION_MISSING ->
          scoped ? "a source of the dataset does not answer" : null;
      case UNSUPPORTED_TYPE -> scoped ? "the dataset has a type that is not served" : null;
      case ALREADY_EXISTS, ROW_NOT_PERMITTED -> scoped ? "the statement failed" : null;
      case STATEMENT_CANCELLED, STATEMENT_TIMEOUT, STATEMENT_REVOKED, OUT_OF_MEMORY -> null;
    };
  }
}
