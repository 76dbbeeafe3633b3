package io.merganser.server.avatica;

import io.merganser.connectors.spi.QueryException;
import io.merganser.server.ServerError;
import io.merganser.server.query.EngineThreads;
import io.merganser.server.session.Sessions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The open connections of Avatica. Safe for use from any thread.
final class AvaticaConnections {
  private static final int LONGEST_ID = 200;
  private static final Duration BETWEEN_SWEEPS = Duration.ofSeconds(30);

  private final Sessions sessions;
  private final EngineThreads threads;
  private final Duration idle;
  private final Map<String, OpenConnection> open = new ConcurrentHashMap<>();
  private volatile Instant lastSweep = Instant.now();

  /// @param idle how long a session may be unused before it ends
  AvaticaConnections(Sessions sessions, EngineThreads threads, Duration idle) {
    this.sessions = sessions;
    this.threads = threads;
    this.idle = idle;
  }

  /// Opens a connection for the caller under the identifier it chose.
  OpenConnection open(AvaticaCall call, @Nullable String id, Map<String, String> info) {
    if (id == null || id.isEmpty() || id.length() > LONGEST_ID) {
      throw AvaticaErrors.malformed();
    }
    if (open.containsKey(id)) {
      throw taken();
    }
    OpenConnection opened = call.open(id, info);
    if (open.putIfAbsent(id, opened) != null) {
      end(opened);
      throw taken();
    }
    return opened;
  }

  private static QueryException taken() {
    return new QueryException(
        ServerError.INVALID_REQUEST,
        "a connection with this identifier is open",
        null,
        "choose another, best a random UUID",
        null);
  }

  /// The connection, which the caller has opened and which has not ended since.
  OpenConnection find(AvaticaCall call, @Nullable String id) {
    if (id == null) {
      throw AvaticaErrors.malformed();
    }
    OpenConnection connection = open.get(id);
    if (connection == null) {
      if (call.authorization() == null) {
        throw call.anonymous();
      }
      throw new AvaticaErrors.Gone(id);
    }
    call.check(id, connection);
    try {
      sessions.find(connection.session().id());
    } catch (QueryException ended) {
      remove(id, connection);
      throw new AvaticaErrors.Gone(id);
    }
    return connection;
  }

  /// Ends a connection and all its statements.
  void close(AvaticaCall call, String id) {
    OpenConnection connection = find(call, id);
    remove(id, connection);
    call.closed(id, connection);
  }

  void closeAll() {
    open.forEach(this::remove);
  }

  /// Ends connections whose clients went away without a word. Their statements have ended by their
  /// deadline; what is left is memory.
  void sweep() {
    Instant now = Instant.now();
    if (lastSweep.plus(BETWEEN_SWEEPS).isAfter(now)) {
      return;
    }
    lastSweep = now;
    open.forEach((id, connection) -> {
      if (connection.isIdleSince(now.minus(idle))) {
        remove(id, connection);
      }
    });
  }

  void remove(String id, OpenConnection connection) {
    if (open.remove(id, connection)) {
      end(connection);
    }
  }

  private void end(OpenConnection connection) {
    connection.statements().keySet().forEach(id -> closeStatement(connection, id));
    if (connection.ownsSession()) {
      sessions.close(connection.session().id());
    }
  }

  /// Stops and forgets a statement; does nothing if there is none of that number.
  void closeStatement(OpenConnection connection, int id) {
    OpenStatement statement = connection.statements().remove(id);
    if (statement == null) {
      return;
    }
    statement.markClosed();
    statement.cancel();
    statement.exclusively(() -> {
      if (statement.cursor() != null) {
        closeCursor(statement);
      }
      return true;
    });
  }

  private void closeCursor(OpenStatement statement) {
    try {
      threads.call(() -> {
        statement.closeCursor();
        return true;
      });
    } catch (QueryException busy) {
      // No thread to be had; what is open must be closed all the same.
      statement.closeCursor();
    }
  }
}
