package io.merganser.server.query;

import io.merganser.connectors.spi.QueryException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Hears of statements; the one seam on which logs, metrics and the audit trail hang. Called on the
/// statement's thread; must be quick and must not throw.
public interface QueryListener {

  /// @param took from text to plan; also of what failed
  void planned(ObservedStatement statement, Duration took, @Nullable QueryException failure);

  void started(ObservedStatement statement);

  /// @param rows how many were delivered
  void ended(
      ObservedStatement statement, Duration took, long rows, @Nullable QueryException failure);
}
