package io.merganser.server.flight;

import io.merganser.server.query.PreparedQuery;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/// What a session has open here: prepared statements, tickets for results, and results on their
/// way. Another session's identifiers are unknown. Safe for use from any thread.
final class SessionHandles {
  /// The JDBC driver loses handles when one Statement runs text after text.
  private static final int MOST_PREPARED = 1_000;

  private static final Duration PREPARED_IDLE = Duration.ofHours(12);

  private static final int MOST_TICKETS = 256;

  private static final Duration TICKET_IDLE = Duration.ofMinutes(10);

  final Shelf<Prepared> prepared;
  final Shelf<Execution> tickets;
  final Set<ResultSender> running = ConcurrentHashMap.newKeySet();

  /// The transport that the client was seen on last.
  volatile @Nullable Transport transport;

  SessionHandles(InstantSource clock) {
    this.prepared = new Shelf<>(MOST_PREPARED, PREPARED_IDLE, clock);
    this.tickets = new Shelf<>(MOST_TICKETS, TICKET_IDLE, clock);
  }

  /// @throws io.merganser.connectors.spi.QueryException if there is none under that identifier
  Prepared prepared(String id) {
    Prepared found = prepared.find(id);
    if (found == null) {
      throw FlightErrors.invalid(
          "there is no such prepared statement in this session, or it was closed");
    }
    return found;
  }

  /// @throws io.merganser.connectors.spi.QueryException if there is none under that identifier
  Execution ticket(String id) {
    Execution found = tickets.find(id);
    if (found != null && found.query().writes()) {
      // A client that fetches again must not change rows again: one of them takes it.
      found = tickets.remove(id);
    }
    if (found == null) {
      throw FlightErrors.invalid("there is no such ticket in this session, or it has expired");
    }
    return found;
  }

  /// Forgets all and stops what runs.
  void close() {
    prepared.clear();
    tickets.clear();
    running.forEach(ResultSender::cancel);
  }

  /// A statement and the values bound to its parameters last; one list for each time it shall run.
  static final class Prepared {
    private final PreparedQuery query;
    private final Schema schema;
    private volatile List<List<@Nullable Object>> rows = List.of();

    Prepared(PreparedQuery query, Schema schema) {
      this.query = query;
      this.schema = schema;
    }

    PreparedQuery query() {
      return query;
    }

    Schema schema() {
      return schema;
    }

    void bind(List<List<@Nullable Object>> values) {
      rows = values;
    }

    /// What running it now means.
    Execution execution() {
      return new Execution(query, schema, rows.isEmpty() ? List.of(List.of()) : rows);
    }
  }

  /// A statement that a client may fetch the result of.
  ///
  /// @param schema promised to the client
  /// @param rows values of the parameters, one list for each time it shall run
  record Execution(PreparedQuery query, Schema schema, List<List<@Nullable Object>> rows) {}

  /// A connection on the network.
  static final class Transport {
    private volatile boolean gone;

    void end() {
      gone = true;
    }

    boolean isGone() {
      return gone;
    }
  }
}
