package io.merganser.server.query;

import io.merganser.connectors.duckdb.EngineConnection;
import io.merganser.connectors.duckdb.EngineErrors;
import io.merganser.connectors.duckdb.EngineSettings;
import io.merganser.connectors.spi.ArrowTypes;
import io.merganser.connectors.spi.Cancellation;
import io.merganser.connectors.spi.Column;
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
import io.merganser.planner.SessionView;
import io.merganser.planner.settings.SessionSetting;
import io.merganser.planner.settings.SessionSettings;
import io.merganser.server.ServerError;
import io.merganser.server.database.RunningDatabase;
import io.merganser.server.session.Session;
import io.merganser.server.session.SessionTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/// Runs plans. Everything that a stream holds open it closes with itself; when starting fails half
/// way, what was started is closed.
public final class PlanExecutor {
  private final BufferAllocator allocator;
  private final @Nullable Meter meter;

  /// @param allocator memory of all results; batches may outlive their statement while they are
  ///   sent
  public PlanExecutor(BufferAllocator allocator) {
    this(allocator, null);
  }

  private PlanExecutor(BufferAllocator allocator, @Nullable Meter meter) {
    this.allocator = allocator;
    this.meter = meter;
  }

  /// @param settings those that the plan was made under
  ResultStream execute(
      Session session,
      SessionSettings settings,
      ExecutablePlan plan,
      List<Parameter> parameters,
      Cancellation cancellation) {
    RunningDatabase database = session.database();
    FragmentContext context = new FragmentContext(allocator, cancellation);
    EngineSettings engine = EngineSettings.of(settings.ofEngine());
    return switch (plan) {
      case ExecutablePlan.OnHub hub when hub.repeatable() && !session.transaction().isOpen() ->
          database.hub().repeat(engine, hub.sql(), parameters, context);
      case ExecutablePlan.OnHub hub ->
          onHub(
              session,
              engine,
              connection -> read(connection, hub.sql(), hub.columns(), parameters, context));
      case ExecutablePlan.Federated federated -> {
        if (federated.fragments().stream().anyMatch(fragment -> fragment.catalog() == null)) {
          // They would not see what the transaction has changed.
          requireNoTransaction(session, "a statement over changeable tables and sources");
        }
        yield federated(database, engine, federated, parameters, context);
      }
      case ExecutablePlan.Staged staged -> {
        requireNoTransaction(session, "a statement that sources take part in");
        yield staged(database, engine, staged, parameters, context);
      }
      case ExecutablePlan.Write write -> write(session, engine, write, parameters, context);
      case ExecutablePlan.Measured measured ->
          measured(session, settings, measured, parameters, cancellation);
      case ExecutablePlan.Rows rows -> RowsStream.of(rows, allocator);
      case ExecutablePlan.SessionChange(ExecutablePlan.Change change) -> {
        apply(session, change, context);
        yield RowsStream.empty(allocator);
      }
    };
  }

  private ResultStream measured(
      Session session,
      SessionSettings settings,
      ExecutablePlan.Measured plan,
      List<Parameter> parameters,
      Cancellation cancellation) {
    Meter own = new Meter();
    PlanExecutor executor = new PlanExecutor(allocator, own);
    try (ResultStream result =
        own.whole(
            () -> executor.execute(session, settings, plan.plan(), parameters, cancellation))) {
      while (result.next()) {
        // Only what it takes counts.
      }
    }
    List<String> lines = new ArrayList<>(plan.lines());
    lines.addAll(own.lines(plan.telling()));
    return RowsStream.of(ExecutablePlan.Rows.ofPlan(lines), allocator);
  }

  /// On the connection of the session's transaction, or on one of its own.
  private static ResultStream onHub(Session session, EngineSettings settings, Start start) {
    SessionTransaction transaction = session.transaction();
    EngineConnection pinned = transaction.take();
    if (pinned == null) {
      return closing(session.database().hub().connect(settings), start);
    }
    try {
      pinned.apply(settings);
      return new ConnectionStream(start.on(pinned), transaction::giveBack);
    } catch (RuntimeException | Error e) {
      transaction.giveBack();
      throw e;
    }
  }

  private ResultStream write(
      Session session,
      EngineSettings settings,
      ExecutablePlan.Write plan,
      List<Parameter> parameters,
      FragmentContext context) {
    Supplier<ResultStream> change =
        () ->
            onHub(
                session,
                settings,
                connection -> connection.execute(plan.sql(), parameters, context));
    if (plan.definition()) {
      // Names are looked up outside of the transaction, where its tables would not be seen.
      requireNoTransaction(session, "a change of tables");
      return define(session, plan, change);
    }
    session.transaction().beforeChange(context);
    ResultStream result = plan.telling() ? change.get() : UntellingStream.of(change);
    return plan.columns().isEmpty() ? count(result) : result;
  }

  private ResultStream define(
      Session session, ExecutablePlan.Write plan, Supplier<ResultStream> change) {
    ResultStream answer;
    try {
      answer = count(change.get());
    } catch (QueryException e) {
      throw plan.telling() ? EngineErrors.definitionRefused(e) : e;
    }
    if (plan.ofSession()) {
      session.tablesChanged();
    } else {
      session.database().catalogs().changed();
    }
    return answer;
  }

  /// Runs a change to its end.
  private ResultStream count(ResultStream change) {
    try (change) {
      long changed = 0;
      while (change.next()) {
        changed += ((BigIntVector) change.batch().getVector(0)).get(0);
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

  private static ResultStream read(
      EngineConnection connection,
      String sql,
      List<Column> columns,
      List<Parameter> parameters,
      FragmentContext context) {
    try {
      return asPromised(columns, connection.execute(sql, parameters, context));
    } catch (QueryException e) {
      throw EngineErrors.unbound(e);
    }
  }

  /// An engine binds a statement anew when it runs it; by then an attached table may have other
  /// types.
  private static ResultStream asPromised(List<Column> columns, ResultStream stream) {
    List<Field> fields = stream.schema().getFields();
    boolean same = fields.size() == columns.size();
    for (int i = 0; same && i < fields.size(); i++) {
      ArrowType promised = ArrowTypes.field("", columns.get(i).type()).getType();
      same = kind(promised).equals(kind(fields.get(i).getType()));
    }
    if (same) {
      return stream;
    }
    stream.close();
    throw new QueryException(
        ConnectorError.SOURCE_FAILED,
        "a table has changed since the statement was planned",
        null,
        "run the statement again",
        null);
  }

  /// What decides how values are read; the zone of a moment does not.
  private static Object kind(ArrowType type) {
    return type instanceof ArrowType.Timestamp moment ? moment.getUnit() : type;
  }

  private ResultStream federated(
      RunningDatabase database,
      EngineSettings settings,
      ExecutablePlan.Federated plan,
      List<Parameter> parameters,
      FragmentContext context) {
    String sql = plan.sql();
    if (sql == null) {
      return start(database, settings, plan.fragments().get(0), parameters, context);
    }
    return closing(
        database.joiner().connect(settings),
        connection -> {
          for (Fragment fragment : plan.fragments()) {
            ResultStream stream = start(database, settings, fragment, parameters, context);
            connection.register(fragment.name(), stream, context);
          }
          List<Parameter> own = picked(plan.sqlParameters(), parameters);
          return read(connection, sql, plan.columns(), own, context);
        });
  }

  private static List<Parameter> picked(List<Integer> indexes, List<Parameter> parameters) {
    return indexes.stream().map(parameters::get).toList();
  }

  private ResultStream staged(
      RunningDatabase database,
      EngineSettings settings,
      ExecutablePlan.Staged plan,
      List<Parameter> parameters,
      FragmentContext context) {
    return closing(
        database.hub().connect(settings),
        connection -> {
          for (Fragment fragment : plan.fragments()) {
            String stream = "stream_" + fragment.name();
            connection.register(
                stream, start(database, settings, fragment, parameters, context), context);
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
      EngineSettings settings,
      Fragment fragment,
      List<Parameter> parameters,
      FragmentContext context) {
    return meter == null
        ? started(database, settings, fragment, parameters, context)
        : meter.fragment(
            fragment, () -> started(database, settings, fragment, parameters, context));
  }

  private static ResultStream started(
      RunningDatabase database,
      EngineSettings settings,
      Fragment fragment,
      List<Parameter> parameters,
      FragmentContext context) {
    List<Parameter> own = picked(fragment.parameters(), parameters);
    String catalog = fragment.catalog();
    if (catalog == null) {
      return closing(
          database.hub().connect(settings),
          connection -> connection.execute(fragment.sql(), own, context));
    }
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
      case ExecutablePlan.Change.Set(SessionSetting setting, String value) ->
          session.set(setting, value);
      case ExecutablePlan.Change.CreateView(SessionView view, SessionView.Mode mode) -> {
        requireNoTransaction(session, "a change of views");
        session.createView(view, mode);
      }
      case ExecutablePlan.Change.DropView(String name) -> {
        requireNoTransaction(session, "a change of views");
        session.dropView(name);
      }
      case ExecutablePlan.Change.Transaction.BEGIN -> transaction.begin(context);
      case ExecutablePlan.Change.Transaction.COMMIT -> transaction.end(true, context);
      case ExecutablePlan.Change.Transaction.ROLLBACK -> transaction.end(false, context);
    }
  }

  /// A stream that takes its connection with it, or the connection closed if there is no stream.
  private static ResultStream closing(EngineConnection connection, Start start) {
    try {
      return new ConnectionStream(start.on(connection), connection::close);
    } catch (RuntimeException | Error e) {
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
