package io.merganser.server.rest;

import io.merganser.connectors.spi.Cancellation;
import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.QueryException;
import io.merganser.server.ServerError;
import io.merganser.server.http.Authenticator;
import io.merganser.server.http.ClientWatch;
import io.merganser.server.http.Exchange;
import io.merganser.server.http.values.ParameterValues;
import io.merganser.server.query.EngineThreads;
import io.merganser.server.query.PreparedQuery;
import io.merganser.server.query.QueryPipeline;
import io.merganser.server.query.RunningQuery;
import io.merganser.server.query.VisibleErrors;
import io.merganser.server.session.Session;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Runs statements: `POST .../query` with `{"sql": "...", "parameters": [...]}`.
///
/// The answer streams in the format that `Accept` names first: JSON, `text/csv`, or
/// `application/vnd.apache.arrow.stream`. What fails before the first rows has a status of its own.
/// What fails later shows in JSON as a member `error` in place of `rowCount`; in the other formats
/// as a connection that breaks off. A client that hangs up cancels its statement.
public final class QueryApi {
  private static final String CSV = "text/csv";
  private static final String ARROW = "application/vnd.apache.arrow.stream";
  private static final String JSON = "application/json";
  private static final int BUFFER_BYTES = 64 << 10;

  private final Authenticator authenticator;
  private final EngineThreads threads;
  private final QueryPipeline pipeline;

  public QueryApi(Authenticator authenticator, EngineThreads threads, QueryPipeline pipeline) {
    this.authenticator = authenticator;
    this.threads = threads;
    this.pipeline = pipeline;
  }

  void query(Exchange exchange) throws IOException {
    String authorization = exchange.header("Authorization");
    Session session =
        authenticator.authenticate(
            exchange, exchange.variable("tenant"), exchange.variable("database"));
    boolean own = authorization != null && Authenticator.isBearer(authorization);
    QueryRequest request = QueryRequest.read(exchange.body());
    String scope = request.scope();
    if (scope != null && !scope.isBlank()) {
      session =
          authenticator.authenticate(
              exchange, exchange.variable("tenant"), exchange.variable("database"), scope);
    }
    Session chosen = session;
    // The thread is kept to the end: a statement that has begun must not find all of them taken.
    IOException failure =
        threads.call(() -> {
          try {
            run(exchange, chosen, own, request);
            return null;
          } catch (IOException e) {
            return e;
          }
        });
    if (failure != null) {
      throw failure;
    }
  }

  private void run(Exchange exchange, Session session, boolean own, QueryRequest request)
      throws IOException {
    PreparedQuery query = pipeline.prepare(session, request.sql());
    if (query.changesSession() && !own) {
      throw new QueryException(
          ServerError.UNSUPPORTED_REQUEST,
          "a request has no session of its own whose settings could change",
          null,
          "write names in full, or send the token of a session as Bearer",
          null);
    }
    List<@Nullable Object> values =
        ParameterValues.convert(request.parameters(), query.parameterTypes());
    Cancellation cancellation = new Cancellation();
    try (ClientWatch watch =
            exchange.onHangUp(() -> cancellation.cancel(ConnectorError.STATEMENT_CANCELLED));
        RunningQuery running = pipeline.execute(session, query, values, cancellation)) {
      // Before the head is sent, so that what fails at once has a status.
      boolean more = running.next();
      exchange.setHeader("X-Query-Id", running.id());
      if (query.writes() && !query.returnsRows()) {
        exchange.setHeader("X-Changed-Rows", Long.toString(running.changes()));
      }
      OutputStream connection = send(exchange, query, running, more);
      watch.stop();
      connection.close();
    }
  }

  /// All but the end of the answer.
  ///
  /// @return what it was written to; closing it ends the answer
  private static OutputStream send(
      Exchange exchange, PreparedQuery query, RunningQuery running, boolean first)
      throws IOException {
    String format = format(exchange);
    String type = format.equals(CSV) ? CSV + "; charset=utf-8; header=present" : format;
    OutputStream connection = exchange.stream(200, type);
    BufferedOutputStream out = new BufferedOutputStream(connection, BUFFER_BYTES);
    ResultWriter writer =
        switch (format) {
          case CSV -> new ResultWriter.Csv(out, query.columns());
          case ARROW -> new ResultWriter.Arrow(out, running.batch());
          default -> new ResultWriter.Json(out, query.columns());
        };
    try {
      for (boolean more = first; more; more = running.next()) {
        writer.batch(running.batch());
      }
      writer.end();
    } catch (QueryException e) {
      if (!exchange.isCommitted() || !writer.broken(VisibleErrors.of(e))) {
        throw e;
      }
    }
    out.flush();
    return connection;
  }

  private static String format(Exchange exchange) {
    for (String accepted : exchange.accepted()) {
      String type = accepted.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
      if (type.equals(CSV) || type.equals(ARROW) || type.equals(JSON)) {
        return type;
      }
    }
    return JSON;
  }
}
