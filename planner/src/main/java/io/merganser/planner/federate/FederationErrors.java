package io.merganser.planner.federate;

import io.merganser.connectors.spi.QueryException;
import io.merganser.planner.PlannerError;

/// The texts of all that cannot be printed for several engines.
final class FederationErrors {
  private FederationErrors() {}

  static QueryException unsupported(String construct) {
    return new QueryException(
        PlannerError.UNSUPPORTED_FEATURE,
        construct + " is not served across sources",
        null,
        "use it on tables of one source",
        null);
  }
}
