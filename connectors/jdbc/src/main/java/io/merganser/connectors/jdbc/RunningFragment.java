package io.merganser.connectors.jdbc;

import io.merganser.connectors.spi.Cancellation;
import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.FragmentContext;
import io.merganser.connectors.spi.QueryException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.memory.OutOfMemoryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A fragment, the connection that it runs on and its registration for cancellation. One thread
/// uses it; only the cancelling happens on another.
final class RunningFragment implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RunningFragment.class);

  /// A cancel that overtakes the statement it is for is lost, so it is repeated until the reader
  /// notices; a source that ignores them loses the connection.
  private static final long CANCEL_AGAIN_MILLIS = 250;

  private static final int CANCELS_BEFORE_ABORT = 20;

  private final JdbcPool pool;
  private final Connection connection;
  private final RowSource rows;
  private final FragmentContext context;
  private final JdbcErrors errors;
  private final CountDownLatch done = new CountDownLatch(1);
  private final Cancellation.Registration registration;
  private boolean closed;

  RunningFragment(
      JdbcPool pool,
      Connection connection,
      RowSource rows,
      FragmentContext context,
      JdbcErrors errors) {
    this.pool = pool;
    this.connection = connection;
    this.rows = rows;
    this.context = context;
    this.errors = errors;
    // Cancelling takes a round trip and the caller's action must be quick.
    this.registration =
        context
            .cancellation()
            .onCancel(() -> Thread.ofVirtual().name("cancel-fragment").start(this::stopSource));
  }

  RowSource rows() {
    return rows;
  }

  FragmentContext context() {
    return context;
  }

  /// The source has given its last row: there is nothing left to cancel.
  void finished() {
    registration.close();
  }

  QueryException failed(Exception failure) {
    if (failure instanceof OutOfMemoryException) {
      return new QueryException(
          ConnectorError.OUT_OF_MEMORY,
          "the statement needs more memory than it may use",
          null,
          "ask for less",
          failure);
    }
    return errors.translate(failure, context.cancellation());
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    done.countDown();
    registration.close();
    // A cancel may be under way still and would hit the next user of the connection.
    boolean reusable = !context.cancellation().isCancelled();
    try (connection) {
      if (rows.close() && reusable) {
        connection.rollback();
      } else {
        drop();
      }
    } catch (SQLException e) {
      // Nobody waits for anything of the fragment any more, and a broken connection is not reused.
      log.debug("a fragment's connection did not close cleanly", e);
      pool.discard(connection);
    }
  }

  private void drop() throws SQLException {
    connection.abort(Runnable::run);
    pool.discard(connection);
  }

  private void stopSource() {
    try {
      for (int i = 0; i < CANCELS_BEFORE_ABORT; i++) {
        cancelOnce();
        if (done.await(CANCEL_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
          return;
        }
      }
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      log.debug("a cancelled fragment's connection did not abort", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void cancelOnce() {
    try {
      rows.cancel();
    } catch (SQLException e) {
      log.debug("a source did not take a cancel", e);
    }
  }
}
