package io.merganser.planner.federate;

import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.ColumnRange;
import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.TableName;
import io.merganser.connectors.spi.TableSchema;
import io.merganser.planner.ExecutablePlan;
import io.merganser.planner.Fragment;
import io.merganser.planner.SourceCatalog;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// TPC-H tables, small and made of hashes, spread over catalogs of one DuckDB: the catalog stands
/// for a site, and a fragment runs with nothing but its own catalog in view.
final class TestingSources implements AutoCloseable {
  /// Estimates are made as if the tables were that many times larger.
  private static final long SCALE = 500;

  enum Reach {
    HUB,
    DIRECT,
    BOTH
  }

  /// @param tables by name
  record Site(String catalog, Reach reach, TestingDialect dialect, List<String> tables) {}

  private final Connection connection;
  private final Map<String, SourceTable> tables = new LinkedHashMap<>();
  private final List<String> catalogs = new ArrayList<>();

  TestingSources(List<Site> sites) throws SQLException {
    connection = DriverManager.getConnection("jdbc:duckdb:");
    for (Site site : sites) {
      run("ATTACH ':memory:' AS " + site.catalog());
      catalogs.add(site.catalog());
      Map<String, Long> rows = new HashMap<>();
      Map<String, Map<String, ColumnRange>> ranges = new HashMap<>();
      for (String table : site.tables()) {
        run("USE " + site.catalog());
        run("CREATE TABLE " + table + " AS " + TestingTables.query(table));
        rows.put(table, (Long) query("SELECT COUNT(*) FROM " + table).getFirst().getFirst());
        ranges.put(table, ranges(table));
      }
      rows.replaceAll((table, count) -> count > 100 ? count * SCALE : count);
      TestingConnector connector =
          new TestingConnector(site.catalog(), site.dialect(), rows, ranges);
      SourceCatalog catalog =
          new SourceCatalog(
              site.catalog(),
              connector,
              site.reach() != Reach.DIRECT,
              site.reach() == Reach.HUB ? null : connector);
      for (String table : site.tables()) {
        TableName name = new TableName(site.catalog(), "main", table);
        TableSchema schema =
            new TableSchema(
                name, TableSchema.Kind.TABLE, describe("SELECT * FROM " + table), List.of(), null);
        tables.put(table, new SourceTable(catalog, schema));
      }
    }
    run("SET search_path = '" + searchPath() + "'");
  }

  /// Orders and lines in a source of its own, customers in one that is attached too, the rest on
  /// the hub.
  static TestingSources split(TestingDialect dialect) throws SQLException {
    return new TestingSources(
        List.of(
            new Site("pg", Reach.DIRECT, dialect, List.of("orders", "lineitem")),
            new Site("my", Reach.BOTH, dialect, List.of("customer", "nation", "region")),
            new Site(
                "duck",
                Reach.HUB,
                TestingDialect.scansOnly(),
                List.of("part", "partsupp", "supplier"))));
  }

  static TestingSources together(Reach reach, TestingDialect dialect) throws SQLException {
    return new TestingSources(List.of(new Site("pg", reach, dialect, TestingTables.names())));
  }

  /// Each table in a source of its own.
  static TestingSources scattered(TestingDialect dialect) throws SQLException {
    List<Site> sites = new ArrayList<>();
    for (String table : TestingTables.names()) {
      sites.add(new Site("s_" + table, Reach.DIRECT, dialect, List.of(table)));
    }
    return new TestingSources(sites);
  }

  private Map<String, ColumnRange> ranges(String table) throws SQLException {
    Map<String, ColumnRange> ranges = new HashMap<>();
    for (Column column : describe("SELECT * FROM " + table)) {
      String name = column.name();
      List<@Nullable Object> ends =
          query("SELECT min(%s)::VARCHAR, max(%s)::VARCHAR FROM %s".formatted(name, name, table))
              .getFirst();
      ColumnRange.of(column.type(), String.valueOf(ends.get(0)), String.valueOf(ends.get(1)))
          .ifPresent(range -> ranges.put(name, range));
    }
    return ranges;
  }

  Map<String, SourceTable> tables() {
    return tables;
  }

  private String searchPath() {
    return String.join(",", catalogs.stream().map(catalog -> catalog + ".main").toList());
  }

  Optional<ExecutablePlan.Federated> plan(String sql) throws SQLException {
    return plan(sql, List.of());
  }

  Optional<ExecutablePlan.Federated> plan(String sql, List<DataType> parameters)
      throws SQLException {
    run("SET search_path = '" + searchPath() + "'");
    List<Column> columns = describe(sql);
    return Federation.plan(new TestingParser(tables).parse(sql), columns, parameters);
  }

  /// What one DuckDB that sees all tables answers.
  List<List<@Nullable Object>> expected(String sql) throws SQLException {
    run("SET search_path = '" + searchPath() + "'");
    return query(sql);
  }

  /// What the fragments and their join answer.
  List<List<@Nullable Object>> actual(ExecutablePlan.Federated plan) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET disabled_optimizers = 'join_order,build_side_probe_side'");
    }
    try {
      for (Fragment fragment : plan.fragments()) {
        // A source sees its own tables under two-part names, the hub names catalogs.
        run("USE " + (fragment.catalog() == null ? "memory" : fragment.catalog()));
        if (plan.sql() == null) {
          return query(fragment.sql());
        }
        run("CREATE OR REPLACE TEMP TABLE " + fragment.name() + " AS " + fragment.sql());
        List<DataType> types =
            describe("FROM temp." + fragment.name()).stream().map(Column::type).toList();
        List<DataType> promised = fragment.columns().stream().map(Column::type).toList();
        if (fragment.catalog() != null && !types.equals(promised)) {
          throw new AssertionError(fragment.sql() + "\nsends " + types + ", not " + promised);
        }
      }
      run("USE memory");
      String sql = plan.sql();
      if (sql == null) {
        throw new AssertionError("no statement that joins");
      }
      List<Column> columns = describe(sql);
      if (!columns.stream()
          .map(Column::type)
          .toList()
          .equals(plan.columns().stream().map(Column::type).toList())) {
        throw new AssertionError(sql + "\nhas " + columns + ", not " + plan.columns());
      }
      return query(sql);
    } finally {
      run("SET disabled_optimizers = ''");
      for (Fragment fragment : plan.fragments()) {
        run("DROP TABLE IF EXISTS temp." + fragment.name());
      }
    }
  }

  List<Column> describe(String sql) throws SQLException {
    List<Column> columns = new ArrayList<>();
    for (List<@Nullable Object> row : query("DESCRIBE " + sql)) {
      String name = String.valueOf(row.get(0));
      columns.add(new Column(name, DataType.parse(String.valueOf(row.get(1))), true));
    }
    return columns;
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private List<List<@Nullable Object>> query(String sql) throws SQLException {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<@Nullable Object> row = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          row.add(result.getObject(i));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
