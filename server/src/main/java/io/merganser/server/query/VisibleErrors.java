package io.merganser.server.query;

import io.merganser.connectors.spi.ErrorKind;
import io.merganser.connectors.spi.QueryException;
import io.merganser.planner.PlannerError;
import io.merganser.server.ServerError;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What clients may know of a failure. What is our own fault they know by an id, under which the
/// log has the rest.
public final class VisibleErrors {
  private static final Logger log = LoggerFactory.getLogger(VisibleErrors.class);

  private VisibleErrors() {}

  public static QueryException of(Throwable failure) {
    return of(failure, UUID.randomUUID().toString());
  }

  /// @param id of the statement that failed
  public static QueryException of(Throwable failure, String id) {
    if (failure instanceof QueryException known
        && (known.code().kind() != ErrorKind.INTERNAL
            || known.code() == ServerError.INTERNAL_ERROR
            || isRenderedMismatch(known))) {
      return known;
    }
    log.atError().addKeyValue("id", id).setCause(failure).log("something failed inside");
    if (failure instanceof QueryException known && known.code() == PlannerError.PLAN_MISMATCH) {
      return new QueryException(
          known.code(), known.getMessage() + ", see the log of the server for " + id);
    }
    return new QueryException(
        ServerError.INTERNAL_ERROR, "something went wrong in the server, see its log for " + id);
  }

  /// What it is about is its cause, and no client's.
  private static boolean isRenderedMismatch(QueryException failure) {
    return failure.code() == PlannerError.PLAN_MISMATCH && failure.getCause() == null;
  }
}
