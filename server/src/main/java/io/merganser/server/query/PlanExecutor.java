package io.merganser.server.query;

import io.merganser.connectors.duckdb.EngineConnection;
import io.merganser.connectors.spi.Cancellation;
import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.DirectConnector;
import io.merganser.connectors.spi.FragmentContext;
import io.merganser.connectors.spi.Names;
import io.merganser.connectors.spi.Parameter;
import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.RemoteQuery;
import io.merganser.connectors.spi.ResultStream;
import io.merganser.planner.ExecutablePlan;
import io.merganser.planner.Fragment;
import io.merganser.server.ServerError;
import io.merganser.server.database.RunningDatabase;
import io.merganser.server.session.Session;
import io.merganser.server.session.SessionTransaction;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;

/// Runs plans. Everything that a stream holds open it closes with itself; when starting fails half
/// way, what was started is closed.
public final class PlanExecutor {
  private final BufferAllocator allocator;

  /// @param allocator memory of all results; batches may outlive their statement while they are
  ///   sent
  public PlanExecutor(BufferAllocator allocator) {
    this.allocator = allocator;
  }

  ResultStream execute(
      Session session, ExecutablePlan plan, List<Parameter> parameters, Cancellation cancellation) {
    RunningDatabase database = session.database();
    FragmentContext context = new FragmentContext(allocator, cancellation);
    return switch (plan) {
      case ExecutablePlan.OnHub hub when hub.repeatable() && !session.transaction().isOpen() ->
          database.hub().repeat(hub.sql(), parameters, context);
      case ExecutablePlan.OnHub hub ->
          onHub(session, connection -> connection.execute(hub.sql(), parameters, context));
      case ExecutablePlan.Federated federated -> {
        requireNoTransaction(session, "a statement that sources take part in");
        yield federated(database, federated, parameters, context);
      }
      case ExecutablePlan.Staged staged -> {
        requireNoTransaction(session, "a statement that sources take part in");
        yield staged(database, staged, parameters, context);
      }
      case ExecutablePlan.Write write -> write(session, write, parameters, context);
      case ExecutablePlan.Rows rows -> RowsStream.of(rows, allocator);
      case ExecutablePlan.SessionChange(ExecutablePlan.Change change) -> {
        apply(session, change, context);
        yield RowsStream.empty(allocator);
      }
    };
  }

  /// On the connection of the session's transaction, or on one of its own.
  private static ResultStream onHub(Session session, Start start) {
    SessionTransaction transaction = session.transaction();
    EngineConnection pinned = transaction.take();
    if (pinned == null) {
      return closing(session.database().hub().connect(), start);
    }
    try {
      return new ConnectionStream(start.on(pinned), transaction::giveBack);
    } catch (RuntimeException e) {
      transaction.giveBack();
      throw e;
    }
  }

  private ResultStream write(
      Session session,
      ExecutablePlan.Write plan,
      List<Parameter> parameters,
      FragmentContext context) {
    if (plan.definition()) {
      // Names are looked up outside of the transaction, where its tables would not be seen.
      requireNoTransaction(session, "a change of tables");
    }
    ResultStream result =
        onHub(session, connection -> connection.execute(plan.sql(), parameters, context));
    if (!plan.columns().isEmpty()) {
      return result;
    }
    try (result) {
      long changed = 0;
      while (result.next()) {
        changed += ((BigIntVector) result.batch().getVector(0)).get(0);
      }
      if (plan.definition()) {
        session.database().catalogs().changed();
      }
      return new ChangeCount(RowsStream.empty(allocator), changed);
    }
  }

  private static void requireNoTransaction(Session session, String what) {
    if (session.transaction().isOpen()) {
      throw new QueryException(
          ServerError.TRANSACTION_STATE,
          what + " cannot run within a transaction",
          null,
          "COMMIT or ROLLBACK first",
          null);
    }
  }

  private ResultStream federated(
      RunningDatabase database,
      ExecutablePlan.Federated plan,
      List<Parameter> parameters,
      FragmentContext context) {
    String sql = plan.sql();
    if (sql == null) {
      return start(database, plan.fragments().get(0), parameters, context);
    }
    return closing(
        database.joiner().connect(),
        connection -> {
          for (Fragment fragment : plan.fragments()) {
            ResultStream stream = start(database, fragment, parameters, context);
            connection.register(fragment.name(), stream, context);
          }
          return connection.execute(sql, parameters, context);
        });
  }

  private ResultStream staged(
      RunningDatabase database,
      ExecutablePlan.Staged plan,
      List<Parameter> parameters,
      FragmentContext context) {
    return closing(
        database.hub().connect(),
        connection -> {
          for (Fragment fragment : plan.fragments()) {
            String stream = "stream_" + fragment.name();
            connection.register(stream, start(database, fragment, parameters, context), context);
            load(connection, fragment, stream, context);
          }
          return connection.execute(plan.sql(), parameters, context);
        });
  }

  private static void load(
      EngineConnection connection, Fragment fragment, String stream, FragmentContext context) {
    // Arrow has fewer types than the hub: JSON arrives as text, and would stay that.
    StringBuilder items = new StringBuilder();
    fragment
        .columns()
        .forEach(column ->
            items
                .append(items.isEmpty() ? "" : ", ")
                .append("CAST(")
                .append(Names.quote(column.name()))
                .append(" AS ")
                .append(column.type())
                .append(") AS ")
                .append(Names.quote(column.name())));
    String sql =
        "CREATE TEMP TABLE "
            + Names.quote(fragment.name())
            + " AS SELECT "
            + items
            + " FROM "
            + Names.quote(stream);
    try (ResultStream created = connection.execute(sql, List.of(), context)) {
      while (created.next()) {
        // The engine counts the rows; nobody asks.
      }
    }
  }

  private ResultStream start(
      RunningDatabase database,
      Fragment fragment,
      List<Parameter> parameters,
      FragmentContext context) {
    String catalog = fragment.catalog();
    if (catalog == null) {
      return closing(
          database.hub().connect(),
          connection -> connection.execute(fragment.sql(), parameters, context));
    }
    List<Parameter> own = fragment.parameters().stream().map(parameters::get).toList();
    return source(database, catalog)
        .execute(new RemoteQuery(fragment.sql(), own, fragment.columns()), context);
  }

  private static DirectConnector source(RunningDatabase database, String catalog) {
    return database
        .catalogs()
        .find(catalog)
        .map(found -> found.direct())
        .orElseThrow(() ->
            new QueryException(
                ConnectorError.SOURCE_NOT_READY,
                "the source `" + catalog + "` is gone",
                null,
                "run the statement again",
                null));
  }

  private static void apply(
      Session session, ExecutablePlan.Change change, FragmentContext context) {
    SessionTransaction transaction = session.transaction();
    switch (change) {
      case ExecutablePlan.Change.Use(String catalog, String schema) -> session.use(catalog, schema);
      case ExecutablePlan.Change.Transaction.BEGIN -> transaction.begin(context);
      case ExecutablePlan.Change.Transaction.COMMIT -> transaction.end(true, context);
      case ExecutablePlan.Change.Transaction.ROLLBACK -> transaction.end(false, context);
    }
  }

  /// A stream that takes its connection with it, or the connection closed if there is no stream.
  private static ResultStream closing(EngineConnection connection, Start start) {
    try {
      return new ConnectionStream(start.on(connection), connection::close);
    } catch (RuntimeException e) {
      try {
        connection.close();
      } catch (RuntimeException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
  }

  private interface Start {
    ResultStream on(EngineConnection connection);
  }
}
