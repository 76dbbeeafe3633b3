package io.merganser.planner;

import java.time.Duration;

/// How long a statement may still be planned. It ends our own steps; a bind of the engine, which
/// takes no interrupt, is kept short by the other limits.
final class PlanningTime {
  private final Duration most;
  private final long end;

  PlanningTime(Duration most) {
    this.most = most;
    this.end = System.nanoTime() + most.toNanos();
  }

  /// @throws io.merganser.connectors.spi.QueryException [PlannerError#STATEMENT_TOO_COMPLEX]
  void check() {
    if (System.nanoTime() - end > 0) {
      throw PlannerErrors.planningTooLong(most);
    }
  }
}
