package io.merganser.server.avatica;

import io.merganser.connectors.spi.Cancellation;
import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.QueryException;
import io.merganser.server.ServerError;
import io.merganser.server.query.EngineThreads;
import io.merganser.server.query.PreparedQuery;
import io.merganser.server.query.QueryPipeline;
import io.merganser.server.query.RunningQuery;
import io.merganser.server.query.VisibleErrors;
import io.merganser.server.session.SessionTransaction;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.calcite.avatica.ConnectionPropertiesImpl;
import org.apache.calcite.avatica.MissingResultsException;
import org.apache.calcite.avatica.NoSuchStatementException;
import org.apache.calcite.avatica.QueryState;
import org.apache.calcite.avatica.remote.TypedValue;
import org.jspecify.annotations.Nullable;

/// The calls of the protocol that run statements, for one request. Metadata calls are in
/// [MetadataMeta].
///
/// Decisions: with autocommit switched off, the first change of rows opens a transaction; COMMIT
/// and ROLLBACK do nothing where none is open. The protocol has no cancel; closing a statement or
/// its connection stops what runs.
final class AvaticaMeta extends MetadataMeta {
  private static final int READ_COMMITTED = Connection.TRANSACTION_READ_COMMITTED;

  private final QueryPipeline pipeline;
  private final EngineThreads threads;

  AvaticaMeta(AvaticaEndpoint.Services services, AvaticaConnections connections, AvaticaCall call) {
    super(services.metadata(), services.threads(), connections, call);
    this.pipeline = services.pipeline();
    this.threads = services.threads();
  }

  @Override
  public void openConnection(ConnectionHandle ch, @Nullable Map<String, String> info) {
    connections.sweep();
    Map<String, String> properties = info == null ? Map.of() : info;
    OpenConnection opened = connections.open(call, ch.id, properties);
    try {
      defaults(opened, call.property(properties, "catalog"), call.property(properties, "schema"));
    } catch (RuntimeException e) {
      connections.remove(ch.id, opened);
      throw e;
    }
  }

  @Override
  public void closeConnection(ConnectionHandle ch) {
    connections.close(call, ch.id);
  }

  @Override
  public ConnectionProperties connectionSync(ConnectionHandle ch, ConnectionProperties wanted) {
    OpenConnection connection = connections.find(call, ch.id);
    Integer isolation = wanted.getTransactionIsolation();
    if (isolation != null && isolation > READ_COMMITTED) {
      throw AvaticaErrors.unsupported(
          "no other isolation than read committed is supported",
          "leave the isolation at what it is");
    }
    Boolean autocommit = wanted.isAutoCommit();
    SessionTransaction transaction = connection.session().transaction();
    if (autocommit != null && autocommit != transaction.isAutomatic()) {
      // To switch it commits, as JDBC has it.
      end(connection, true);
      transaction.automatic(autocommit);
    }
    defaults(connection, wanted.getCatalog(), wanted.getSchema());
    return new ConnectionPropertiesImpl(
        transaction.isAutomatic(),
        Boolean.TRUE.equals(wanted.isReadOnly()),
        isolation == null ? READ_COMMITTED : isolation,
        connection.session().defaults().catalog(),
        connection.session().defaults().schema());
  }

  @Override
  public void commit(ConnectionHandle ch) {
    end(connections.find(call, ch.id), true);
  }

  @Override
  public void rollback(ConnectionHandle ch) {
    end(connections.find(call, ch.id), false);
  }

  private void end(OpenConnection connection, boolean commit) {
    threads.call(() -> {
      pipeline.endTransaction(connection.session(), commit);
      return null;
    });
  }

  @Override
  public StatementHandle createStatement(ConnectionHandle ch) {
    OpenConnection connection = connections.find(call, ch.id);
    return new StatementHandle(ch.id, connection.add(new OpenStatement()), null);
  }

  @Override
  public StatementHandle prepare(ConnectionHandle ch, String sql, long maxRowCount) {
    OpenConnection connection = connections.find(call, ch.id);
    PreparedQuery query = threads.call(() -> pipeline.prepare(connection.session(), sql));
    OpenStatement statement = new OpenStatement();
    statement.prepared(query, maxRowCount);
    return new StatementHandle(ch.id, connection.add(statement), signature(connection, query));
  }

  @Deprecated
  @SuppressWarnings("InlineMeSuggester")
  @Override
  public ExecuteResult prepareAndExecute(
      StatementHandle h, String sql, long maxRowCount, PrepareCallback callback)
      throws NoSuchStatementException {
    return prepareAndExecute(h, sql, maxRowCount, 0, callback);
  }

  @Override
  public ExecuteResult prepareAndExecute(
      StatementHandle h, String sql, long maxRowCount, int firstFrame, PrepareCallback callback)
      throws NoSuchStatementException {
    OpenConnection connection = connections.find(call, h.connectionId);
    OpenStatement statement = statement(connection, h);
    return working(
        statement,
        () -> {
          statement.closeCursor();
          PreparedQuery query = pipeline.prepare(connection.session(), sql);
          statement.prepared(query, maxRowCount);
          return run(connection, statement, h, AvaticaParameters.none(query), firstFrame);
        });
  }

  @Deprecated
  @SuppressWarnings("InlineMeSuggester")
  @Override
  public ExecuteResult execute(
      StatementHandle h, @Nullable List<TypedValue> parameterValues, long maxRowCount)
      throws NoSuchStatementException {
    return execute(h, parameterValues, Math.clamp(maxRowCount, 0, Integer.MAX_VALUE));
  }

  @Override
  public ExecuteResult execute(
      StatementHandle h, @Nullable List<TypedValue> parameterValues, int firstFrame)
      throws NoSuchStatementException {
    OpenConnection connection = connections.find(call, h.connectionId);
    OpenStatement statement = statement(connection, h);
    PreparedQuery query = statement.query();
    if (query == null) {
      throw new QueryException(ServerError.INVALID_REQUEST, "the statement was not prepared");
    }
    List<@Nullable Object> values =
        AvaticaParameters.convert(parameterValues, query.parameterTypes());
    return working(statement, () -> run(connection, statement, h, values, firstFrame));
  }

  /// Works for a statement, on an engine thread and alone. Who hangs up meanwhile stops it.
  private <T> T working(OpenStatement statement, Callable<T> work) {
    return statement.exclusively(() -> {
      call.watch(statement::cancel);
      try {
        return threads.call(work);
      } finally {
        call.watched();
      }
    });
  }

  /// Runs what the statement was prepared with; on an engine thread, under the statement's lock.
  private ExecuteResult run(
      OpenConnection connection,
      OpenStatement statement,
      StatementHandle h,
      List<@Nullable Object> values,
      int firstFrame) {
    statement.changed(0);
    PreparedQuery query = start(connection, statement, values);
    AvaticaCursor cursor = statement.cursor();
    MetaResultSet result =
        cursor == null
            ? MetaResultSet.count(h.connectionId, h.id, statement.changes())
            : MetaResultSet.create(
                h.connectionId,
                h.id,
                false,
                signature(connection, query),
                fetch(statement, cursor, 0, firstFrame));
    return new ExecuteResult(List.of(result));
  }

  /// Leaves an open cursor behind, if the statement returns rows.
  private PreparedQuery start(
      OpenConnection connection, OpenStatement statement, List<@Nullable Object> values) {
    statement.closeCursor();
    PreparedQuery query = statement.query();
    if (query == null) {
      throw new QueryException(ServerError.INVALID_REQUEST, "the statement was not prepared");
    }
    Cancellation cancellation = statement.begin();
    RunningQuery running = pipeline.execute(connection.session(), query, values, cancellation);
    if (query.returnsRows()) {
      AvaticaCursor cursor = new AvaticaCursor(running, types(connection), statement.mostRows());
      statement.opened(cursor, values);
      Cancellation.Registration _ =
          cancellation.onCancel(() -> stopped(statement, cursor, cancellation));
    } else {
      try (running) {
        while (running.next()) {
          // A change has no rows; reading to the end makes it happen.
        }
        statement.changed(running.changes());
      }
    }
    return query;
  }

  /// Ends what the client has stopped reading, once its time is over or its rights have changed.
  /// Where the client stops it, it closes it, too.
  private void stopped(OpenStatement statement, AvaticaCursor cursor, Cancellation cancellation) {
    QueryException why = cancellation.exception();
    if (why != null && why.code() != ConnectorError.STATEMENT_CANCELLED) {
      boolean _ =
          threads.tryExecute(() ->
              statement.exclusively(() -> {
                cursor.stop(why);
                return true;
              }));
    }
  }

  private static Frame fetch(
      OpenStatement statement, AvaticaCursor cursor, long offset, int asked) {
    try {
      return cursor.fetch(offset, asked);
    } catch (RuntimeException e) {
      if (!(e instanceof QueryException known && known.code() == ServerError.INVALID_REQUEST)) {
        statement.closeCursor();
      }
      throw e;
    }
  }

  @Override
  public Frame fetch(StatementHandle h, long offset, int asked)
      throws NoSuchStatementException, MissingResultsException {
    OpenConnection connection = connections.find(call, h.connectionId);
    OpenStatement statement = statement(connection, h);
    Optional<Frame> frame = fetchOnEngine(statement, offset, asked);
    return frame.orElseThrow(() -> new MissingResultsException(h));
  }

  /// Avatica takes a NullPointerException for a statement that is not there, so ours must be none.
  private Optional<Frame> fetchOnEngine(OpenStatement statement, long offset, int asked) {
    try {
      return working(
          statement,
          () ->
              Optional.ofNullable(statement.cursor())
                  .map(cursor -> fetch(statement, cursor, offset, asked)));
    } catch (NullPointerException e) {
      throw VisibleErrors.of(e);
    }
  }

  /// The driver has lost its results and wants to go on at `offset`: we run the statement again,
  /// with the same values, and pass over what it has. Without an order the rows may be others.
  @Override
  public boolean syncResults(StatementHandle h, QueryState state, long offset)
      throws NoSuchStatementException {
    OpenConnection connection = connections.find(call, h.connectionId);
    OpenStatement statement = statement(connection, h);
    String sql = state.sql;
    if (sql == null) {
      throw AvaticaErrors.unsupported(
          "results of metadata calls cannot be continued", "call again");
    }
    return working(
        statement,
        () -> {
          PreparedQuery query = statement.query();
          if (query == null || !query.sql().equals(sql)) {
            query = pipeline.prepare(connection.session(), sql);
            statement.prepared(query, statement.mostRows());
          }
          if (query.writes()) {
            throw AvaticaErrors.unsupported(
                "results of a statement that changes something cannot be continued",
                "see what it has changed before you run it again");
          }
          start(connection, statement, statement.values());
          AvaticaCursor cursor = statement.cursor();
          return cursor != null && cursor.skip(offset);
        });
  }

  @Override
  public void closeStatement(StatementHandle h) {
    connections.closeStatement(connections.find(call, h.connectionId), h.id);
  }

  @Override
  public ExecuteBatchResult prepareAndExecuteBatch(StatementHandle h, List<String> commands) {
    connections.find(call, h.connectionId);
    throw noBatches();
  }

  @Override
  public ExecuteBatchResult executeBatch(StatementHandle h, List<List<TypedValue>> values) {
    connections.find(call, h.connectionId);
    throw noBatches();
  }

  private static QueryException noBatches() {
    return AvaticaErrors.unsupported("batches are not supported", "run statements one by one");
  }

  private Signature signature(OpenConnection connection, PreparedQuery query) {
    AvaticaTypes types = types(connection);
    return new Signature(
        types.columns(query.columns()),
        query.sql(),
        types.parameters(query.parameterTypes()),
        Map.of(),
        CursorFactory.LIST,
        query.returnsRows() ? StatementType.SELECT : StatementType.IS_DML);
  }

  private AvaticaTypes types(OpenConnection connection) {
    return new AvaticaTypes(call.isJson(), connection.exactTimes());
  }

  private static OpenStatement statement(OpenConnection connection, StatementHandle h)
      throws NoSuchStatementException {
    OpenStatement statement = connection.statements().get(h.id);
    if (statement == null) {
      throw new NoSuchStatementException(h);
    }
    return statement;
  }
}
