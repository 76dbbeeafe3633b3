package io.merganser.server.flight;

import io.grpc.Context;
import io.merganser.connectors.spi.Cancellation;
import io.merganser.connectors.spi.ConnectorError;
import io.merganser.server.flight.SessionHandles.Execution;
import io.merganser.server.flight.SessionHandles.Prepared;
import io.merganser.server.query.EngineThreads;
import io.merganser.server.query.PreparedQuery;
import io.merganser.server.query.QueryPipeline;
import io.merganser.server.query.RunningQuery;
import io.merganser.server.session.Session;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.arrow.flight.FlightProducer.ServerStreamListener;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/// Statements over the pipeline: prepared, bound, ticketed, streamed or counted.
final class Statements {
  private final QueryPipeline pipeline;
  private final EngineThreads threads;
  private final AllHandles handles;
  private final ResultSender.Surroundings surroundings;

  Statements(QueryPipeline pipeline, AllHandles handles, ResultSender.Surroundings surroundings) {
    this.pipeline = pipeline;
    this.threads = surroundings.threads();
    this.handles = handles;
    this.surroundings = surroundings;
  }

  /// Plans; keeps nothing.
  Prepared prepare(Session session, String sql) {
    PreparedQuery query = threads.call(() -> pipeline.prepare(session, sql));
    return new Prepared(query, schema(query));
  }

  /// @return the handle under which the statement is kept
  String keep(Session session, Prepared prepared) {
    return handles.of(session).prepared.put(prepared);
  }

  Prepared find(Session session, String handle) {
    return handles.of(session).prepared(handle);
  }

  /// Does nothing if there is none.
  void forget(Session session, String handle) {
    handles.of(session).prepared.remove(handle);
  }

  /// @return a ticket; whoever shows it gets the result, as often as they want while it is kept,
  ///   but once if it changes something
  String ticket(Session session, Execution execution) {
    return handles.of(session).tickets.put(execution);
  }

  void stream(Session session, String ticket, ServerStreamListener listener) {
    stream(session, handles.of(session).ticket(ticket), ticket, listener);
  }

  /// @param ticket names the result for [#cancel]
  void stream(Session session, Execution execution, String ticket, ServerStreamListener listener) {
    SessionHandles its = handles.of(session);
    AtomicReference<@Nullable ResultSender> self = new AtomicReference<>();
    ResultSender sender =
        new ResultSender(
            ticket,
            execution,
            (values, cancellation) -> run(session, execution, values, cancellation),
            listener,
            surroundings,
            () -> its.running.remove(self.get()));
    self.set(sender);
    its.running.add(sender);
    sender.start();
  }

  /// Stops what runs under a ticket of the session.
  ///
  /// @return whether there was anything to stop
  boolean cancel(Session session, String ticket) {
    SessionHandles its = handles.of(session);
    boolean known = its.tickets.remove(ticket) != null;
    for (ResultSender sender : its.running) {
      if (sender.ticket().equals(ticket)) {
        sender.cancel();
        known = true;
      }
    }
    return known;
  }

  /// Runs to the end and throws the rows away.
  ///
  /// @return how many rows have changed, or were returned
  long count(Session session, Execution execution) {
    Cancellation cancellation = new Cancellation();
    Context call = Context.current();
    Context.CancellationListener onCancel =
        cancelled -> cancellation.cancel(ConnectorError.STATEMENT_CANCELLED);
    call.addListener(onCancel, Runnable::run);
    try {
      return threads.call(() -> {
        long rows = 0;
        for (List<@Nullable Object> values : execution.rows()) {
          try (RunningQuery query = run(session, execution, values, cancellation)) {
            while (query.next()) {
              rows += query.batch().getRowCount();
            }
            rows += query.changes();
          }
        }
        return rows;
      });
    } finally {
      call.removeListener(onCancel);
    }
  }

  /// Runs a statement without rows.
  void run(Session session, String sql) {
    count(session, prepare(session, sql).execution());
  }

  private RunningQuery run(
      Session session,
      Execution execution,
      List<@Nullable Object> values,
      Cancellation cancellation) {
    return pipeline.execute(session, execution.query(), values, cancellation);
  }

  private static Schema schema(PreparedQuery query) {
    return query.description(Schema.class, ResultSchema::of);
  }
}
