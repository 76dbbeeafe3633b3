package io.merganser.server.query;

import io.merganser.connectors.spi.Cancellation;
import io.merganser.connectors.spi.ConnectorError;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Stops statements that run longer than they may. The engine has no deadline of its own.
public final class Deadlines implements AutoCloseable {
  private final Duration timeout;
  private final ScheduledThreadPoolExecutor timer;

  public Deadlines(Duration timeout) {
    this.timeout = timeout;
    this.timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = Executors.defaultThreadFactory().newThread(task);
              thread.setName("deadlines");
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
  }

  /// @param own of the session, which may be shorter than the server's; null if it has none
  /// @return closes the deadline: the statement has ended
  Cancellation.Registration set(Cancellation cancellation, @Nullable Duration own) {
    Duration most = own == null || own.compareTo(timeout) > 0 ? timeout : own;
    ScheduledFuture<?> future =
        timer.schedule(
            () -> cancellation.cancel(ConnectorError.STATEMENT_TIMEOUT),
            most.toMillis(),
            TimeUnit.MILLISECONDS);
    return () -> future.cancel(false);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
