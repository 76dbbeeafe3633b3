package io.merganser.server.session;

import io.merganser.connectors.duckdb.DuckDbEngine;
import io.merganser.connectors.duckdb.EngineConnection;
import io.merganser.connectors.spi.FragmentContext;
import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.ResultStream;
import io.merganser.server.ServerError;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The transaction of a session, if one is open: a connection of the hub that all of the session's
/// statements run on until COMMIT or ROLLBACK. Safe for use from any thread; one statement at a
/// time has the connection.
public final class SessionTransaction {
  private final DuckDbEngine hub;
  private @Nullable EngineConnection connection;
  private String id = "";
  private boolean automatic = true;
  private boolean busy;
  private boolean closed;
  private boolean closedWhileOpen;

  SessionTransaction(DuckDbEngine hub) {
    this.hub = hub;
  }

  public synchronized boolean isOpen() {
    return connection != null;
  }

  /// Opens one; what statements see and change is the session's own until it ends.
  public synchronized void begin(FragmentContext context) {
    if (connection != null) {
      throw new QueryException(
          ServerError.TRANSACTION_STATE,
          "a transaction is open already",
          null,
          "COMMIT or ROLLBACK first",
          null);
    }
    if (closed) {
      // Nobody would end it.
      throw sessionEnded();
    }
    EngineConnection opened = hub.connect();
    try {
      run(opened, "BEGIN TRANSACTION", context);
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
    connection = opened;
    id = UUID.randomUUID().toString();
  }

  /// What a client knows the open transaction by.
  public synchronized String id() {
    if (connection == null) {
      throw notOpen();
    }
    return id;
  }

  /// @throws QueryException [ServerError#TRANSACTION_STATE] if another one is open, or none
  public synchronized void require(String wanted) {
    if (connection == null || !id.equals(wanted)) {
      throw notOpen();
    }
  }

  private static QueryException notOpen() {
    return new QueryException(
        ServerError.TRANSACTION_STATE, "no transaction is open", null, "BEGIN opens one", null);
  }

  /// Whether a change counts at once, unless a transaction is open.
  public synchronized boolean isAutomatic() {
    return automatic;
  }

  /// Has the first change of rows open a transaction, as JDBC wants it. What reads does not open
  /// one: sources cannot take part in it.
  public synchronized void automatic(boolean wanted) {
    automatic = wanted;
  }

  /// Opens one for a change that is about to come, if the session asked for that.
  public synchronized void beforeChange(FragmentContext context) {
    if (!automatic && connection == null) {
      begin(context);
    }
  }

  /// Makes the changes count, or takes them back. Ended it is in either case, also when the engine
  /// cannot commit: then nothing has changed.
  public synchronized void end(boolean commit, FragmentContext context) {
    EngineConnection open = connection;
    if (open == null) {
      throw notOpen();
    }
    requireIdle();
    connection = null;
    try (open) {
      run(open, commit ? "COMMIT" : "ROLLBACK", context);
    }
  }

  /// The connection for one statement, which must give it back by [#giveBack]; null if no
  /// transaction is open.
  public synchronized @Nullable EngineConnection take() {
    if (connection == null && closedWhileOpen) {
      // What was meant for the transaction must not be done outside of it.
      throw sessionEnded();
    }
    if (connection != null) {
      requireIdle();
      busy = true;
    }
    return connection;
  }

  public synchronized void giveBack() {
    busy = false;
    if (closed) {
      close();
    }
  }

  /// A statement on its way may find its session ended.
  private static QueryException sessionEnded() {
    return new QueryException(
        ServerError.SESSION_NOT_FOUND, "the session has ended", null, "log in again", null);
  }

  private void requireIdle() {
    if (busy) {
      throw new QueryException(
          ServerError.TRANSACTION_STATE,
          "another statement of this transaction is not read to its end",
          null,
          "read or close its result first, or use a second session",
          null);
    }
  }

  /// Rolls back what is open; while a statement runs, once that has ended.
  synchronized void close() {
    closed = true;
    EngineConnection open = connection;
    if (open != null && !busy) {
      closedWhileOpen = true;
      connection = null;
      open.close();
    }
  }

  private static void run(EngineConnection connection, String sql, FragmentContext context) {
    try (ResultStream done = connection.execute(sql, List.of(), context)) {
      while (done.next()) {
        // It has no rows.
      }
    }
  }
}
