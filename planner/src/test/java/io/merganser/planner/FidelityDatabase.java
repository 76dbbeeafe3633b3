package io.merganser.planner;

import io.merganser.authz.Authorizer;
import io.merganser.authz.EffectiveSet;
import io.merganser.authz.Principal;
import io.merganser.connectors.duckdb.BoundStatement;
import io.merganser.connectors.duckdb.DuckDbEngine;
import io.merganser.connectors.duckdb.EngineConfig;
import io.merganser.connectors.duckdb.EngineConnection;
import io.merganser.connectors.duckdb.EngineSettings;
import io.merganser.connectors.spi.Attachment;
import io.merganser.connectors.spi.Cancellation;
import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.FragmentContext;
import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.ResultStream;
import io.merganser.planner.settings.SessionSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.jspecify.annotations.Nullable;

/// A hub with one catalog, `f`, that answers a statement as it is written and as we print it.
final class FidelityDatabase implements AutoCloseable, Catalogs {
  private static final String CATALOG = "f";

  private final DuckDbEngine hub;
  private final QueryPlanner planner;
  private final Authorizer authorizer = new Authorizer();
  private final RootAllocator allocator = new RootAllocator();

  /// What a statement gave. Values are text: both sides come the same way.
  record Answer(List<String> columns, List<List<String>> rows) {}

  FidelityDatabase(Path temp, List<String> setup) {
    List<String> statements =
        Stream.concat(Stream.of("ATTACH ':memory:' AS f"), setup.stream()).toList();
    this.hub =
        DuckDbEngine.open(
            EngineConfig.of("1GB", 2, temp, null),
            Map.of(CATALOG, new Attachment(List.of(), statements, List.of(), List.of())));
    this.planner = new QueryPlanner(this::bind, hub::parse, StatementLimits.DEFAULT);
  }

  /// As DuckDB answers the text, in the types that clients get.
  Answer original(String sql) {
    try (EngineConnection connection = hub.connect()) {
      run(connection, "USE f.main");
      return run(connection, inWireTypes(connection, sql));
    }
  }

  /// As we answer it; the connection has no default schema with tables in it.
  Answer ours(String sql) {
    String printed = printed(sql);
    try (EngineConnection connection = hub.connect()) {
      return run(connection, printed);
    }
  }

  /// What the hub is given to run.
  String printed(String sql) {
    EffectiveSet all = new EffectiveSet(new Principal("acme", "root", true), List.of());
    PlanningContext context = new PlanningContext(this, all, CATALOG, "main");
    AnalyzedStatement analyzed = planner.analyze(context, planner.parse(sql));
    ExecutablePlan plan =
        planner.plan(authorizer.authorize(all, analyzed, Requirements.of(analyzed)));
    return ((ExecutablePlan.OnHub) plan).sql();
  }

  /// The text, wrapped where a column has a type that clients cannot read. DuckDB cannot describe
  /// every statement; those it cannot have no such columns.
  private String inWireTypes(EngineConnection connection, String sql) {
    List<Column> columns;
    try {
      columns =
          run(connection, "SELECT column_name, column_type FROM (DESCRIBE " + sql + "\n)")
              .rows()
              .stream()
              .map(row -> new Column(row.get(0), DataType.parse(row.get(1)), true))
              .toList();
    } catch (QueryException | IllegalArgumentException e) {
      return sql;
    }
    return WireTypes.areReadable(columns) ? sql : WireTypes.wrap(sql, columns);
  }

  private Answer run(EngineConnection connection, String sql) {
    try (ResultStream stream =
        connection.execute(sql, List.of(), new FragmentContext(allocator, new Cancellation()))) {
      List<String> columns =
          stream.schema().getFields().stream()
              .map(field -> field.getName() + " " + field.getType() + " " + field.getChildren())
              .toList();
      List<List<String>> rows = new ArrayList<>();
      while (stream.next()) {
        List<FieldVector> vectors = stream.batch().getFieldVectors();
        for (int row = 0; row < stream.batch().getRowCount(); row++) {
          int at = row;
          rows.add(vectors.stream().map(vector -> text(vector.getObject(at))).toList());
        }
      }
      return new Answer(columns, rows);
    }
  }

  private static String text(@Nullable Object value) {
    return switch (value) {
      case byte[] bytes -> Arrays.toString(bytes);
      case null -> "NULL";
      default -> value.toString();
    };
  }

  private HubBinder.Binding bind(String sql, SessionSettings settings)
      throws HubBinder.BindException {
    try {
      BoundStatement bound = hub.bind(sql, EngineSettings.of(settings.ofEngine()));
      List<@Nullable DataType> parameters = new ArrayList<>();
      bound.parameters().forEach(type -> parameters.add(type.orElse(null)));
      return new HubBinder.Binding(bound.columns(), parameters);
    } catch (QueryException e) {
      Throwable cause = e.getCause();
      throw new HubBinder.BindException(String.valueOf(cause == null ? e : cause.getMessage()));
    }
  }

  @Override
  public List<String> names() {
    return List.of(CATALOG);
  }

  @Override
  public Optional<SourceCatalog> find(String name) {
    return name.equalsIgnoreCase(CATALOG)
        ? Optional.of(new SourceCatalog(CATALOG, hub.catalog(CATALOG), true, null))
        : Optional.empty();
  }

  @Override
  public long version() {
    return 0;
  }

  @Override
  public void close() {
    allocator.close();
    hub.close();
  }
}
