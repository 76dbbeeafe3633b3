package io.merganser.server.flight;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import io.merganser.server.session.Session;
import io.merganser.server.session.Sessions;
import java.util.Map;
import org.apache.arrow.flight.CancelStatus;
import org.apache.arrow.flight.FlightEndpoint;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.SessionOptionValue;
import org.apache.arrow.flight.SetSessionOptionsResult;
import org.apache.arrow.flight.sql.impl.FlightSql.TicketStatementQuery;

/// What clients do to their sessions and running statements.
final class SessionActions {
  private final Sessions sessions;
  private final SessionOptions options;
  private final AllHandles handles;
  private final Statements statements;

  SessionActions(
      Sessions sessions, SessionOptions options, AllHandles handles, Statements statements) {
    this.sessions = sessions;
    this.options = options;
    this.handles = handles;
    this.statements = statements;
  }

  SetSessionOptionsResult set(Session session, Map<String, SessionOptionValue> values) {
    return new SetSessionOptionsResult(options.set(session, values));
  }

  Map<String, SessionOptionValue> get(Session session) {
    return options.get(session);
  }

  void close(Session session) {
    sessions.close(session.id());
    handles.close(session);
  }

  /// @return what the client knows the transaction by
  String begin(Session session) {
    statements.run(session, "BEGIN");
    return session.transaction().id();
  }

  void end(Session session, String transaction, boolean commit) {
    session.transaction().require(transaction);
    statements.run(session, commit ? "COMMIT" : "ROLLBACK");
  }

  CancelStatus cancel(Session session, FlightInfo info) {
    boolean any = false;
    for (FlightEndpoint endpoint : info.getEndpoints()) {
      any |= statements.cancel(session, ticket(endpoint.getTicket().getBytes()));
    }
    return any ? CancelStatus.CANCELLED : CancelStatus.NOT_CANCELLABLE;
  }

  private static String ticket(byte[] bytes) {
    try {
      Any any = Any.parseFrom(bytes);
      if (any.is(TicketStatementQuery.class)) {
        return any.unpack(TicketStatementQuery.class).getStatementHandle().toStringUtf8();
      }
    } catch (InvalidProtocolBufferException e) {
      throw FlightErrors.invalid("the ticket is not one of Flight SQL");
    }
    throw FlightErrors.invalid("only results of statements can be cancelled");
  }
}
