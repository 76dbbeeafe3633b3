package io.merganser.server.avatica;

import io.merganser.connectors.spi.Cancellation;
import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.QueryException;
import io.merganser.server.ServerError;
import io.merganser.server.query.PreparedQuery;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A statement of a connection: what was prepared, with which values it ran last, and its cursor if
/// one is open. The lock is held by whoever runs or reads it; [#cancel()] needs none.
final class OpenStatement {
  private final ReentrantLock lock = new ReentrantLock();
  private long mostRows = -1;
  private long changes;
  private @Nullable PreparedQuery query;
  private List<@Nullable Object> values = List.of();
  private volatile @Nullable AvaticaCursor cursor;
  private @Nullable Cancellation cancellation;
  private boolean closed;

  /// Something that runs under the lock.
  interface Work<T> {
    T run();
  }

  <T> T exclusively(Work<T> work) {
    lock.lock();
    try {
      return work.run();
    } finally {
      lock.unlock();
    }
  }

  @Nullable PreparedQuery query() {
    return query;
  }

  /// @param most how many rows the client wants of the result, negative for all
  void prepared(PreparedQuery prepared, long most) {
    this.query = prepared;
    this.mostRows = most;
  }

  /// How many rows the last run has changed.
  long changes() {
    return changes;
  }

  void changed(long rows) {
    this.changes = rows;
  }

  long mostRows() {
    return mostRows;
  }

  List<@Nullable Object> values() {
    return values;
  }

  @Nullable AvaticaCursor cursor() {
    return cursor;
  }

  void opened(AvaticaCursor opened, List<@Nullable Object> with) {
    this.values = with;
    this.cursor = opened;
  }

  /// The switch of the run that starts now. The engine computes an aggregate while it starts, so
  /// there has to be one before there is a cursor.
  ///
  /// @throws QueryException if the statement was closed
  synchronized Cancellation begin() {
    if (closed) {
      throw new QueryException(ServerError.INVALID_REQUEST, "the statement was closed");
    }
    Cancellation begun = new Cancellation();
    cancellation = begun;
    return begun;
  }

  /// Stops what runs, from any thread.
  void cancel() {
    Cancellation running;
    synchronized (this) {
      running = cancellation;
    }
    if (running != null) {
      running.cancel(ConnectorError.STATEMENT_CANCELLED);
    }
  }

  void closeCursor() {
    AvaticaCursor open = cursor;
    cursor = null;
    if (open != null) {
      open.close();
    }
  }

  /// From now on nothing begins.
  synchronized void markClosed() {
    closed = true;
  }
}
