package io.merganser.server.avatica;

import io.merganser.connectors.spi.QueryException;
import io.merganser.server.ServerError;
import io.merganser.server.session.Session;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A connection of Avatica: a session, who may use it, and its statements. Safe for use from any
/// thread.
///
/// @param tag recognizes the `Authorization` header it was opened with; null if it came without one
/// @param cookie recognizes the client where there is no such header
/// @param ownsSession whether the session ends with it
record OpenConnection(
    Session session,
    @Nullable String tag,
    @Nullable String cookie,
    boolean ownsSession,
    boolean exactTimes,
    Map<Integer, OpenStatement> statements,
    AtomicInteger lastStatement) {
  private static final int MOST_STATEMENTS = 1_000;

  static OpenConnection of(
      Session session,
      @Nullable String tag,
      @Nullable String cookie,
      boolean ownsSession,
      boolean exactTimes) {
    return new OpenConnection(
        session,
        tag,
        cookie,
        ownsSession,
        exactTimes,
        new ConcurrentHashMap<>(),
        new AtomicInteger());
  }

  /// @return the number of a new statement
  int add(OpenStatement statement) {
    if (statements.size() >= MOST_STATEMENTS) {
      throw new QueryException(
          ServerError.SERVER_BUSY,
          "the connection has " + MOST_STATEMENTS + " statements open",
          null,
          "close those that are done",
          null);
    }
    int id = lastStatement.incrementAndGet();
    statements.put(id, statement);
    return id;
  }

  boolean isIdleSince(Instant moment) {
    return session.lastUsed().isBefore(moment);
  }
}
