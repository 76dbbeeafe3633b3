package io.merganser.server.query;

import io.merganser.connectors.spi.QueryException;
import io.merganser.server.session.Session;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Hears of statements; the one seam on which logs and metrics hang. Called on the statement's
/// thread; must be quick and must not throw.
public interface QueryListener {

  /// @param took from text to plan; also of what failed
  void planned(Session session, Duration took, @Nullable QueryException failure);

  void started(Session session, String id);

  /// @param rows how many were delivered
  void ended(
      Session session, String id, Duration took, long rows, @Nullable QueryException failure);
}
