package io.merganser.connectors.duckdb;

import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.ColumnRange;
import io.merganser.connectors.spi.Connector;
import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.Names;
import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.TableName;
import io.merganser.connectors.spi.TableSchema;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/// A catalog of the engine, read from DuckDB's catalog functions; each call takes a connection of
/// its own, so that what was committed elsewhere is seen.
final class CatalogConnector implements Connector {

  /// Leaves out what is a source's own. DuckDB's `internal` is no help: it marks every `main`.
  private static final String USER_SCHEMA =
      """
       lower(%1$s.schema_name) NOT IN ('information_schema', 'pg_catalog', 'pg_toast')
         AND NOT starts_with(lower(%1$s.schema_name), 'pg_temp_')
         AND NOT starts_with(lower(%1$s.schema_name), 'pg_toast_temp_')
         AND NOT (d.type = 'mysql'
           AND lower(%1$s.schema_name) IN ('mysql', 'sys', 'performance_schema'))
      """;

  private static final String SCHEMAS =
      "SELECT DISTINCT s.schema_name FROM duckdb_schemas() s"
          + " JOIN duckdb_databases() d ON d.database_name = s.database_name"
          + " WHERE s.database_name = $1 AND"
          + USER_SCHEMA.formatted("s")
          + " ORDER BY 1";

  private static final String TABLES =
      "SELECT t.* FROM (SELECT database_name, schema_name, table_name, FALSE AS is_view, comment,"
          + " estimated_size FROM duckdb_tables() WHERE NOT temporary AND NOT internal"
          + " UNION ALL SELECT database_name, schema_name, view_name, TRUE, comment, NULL"
          + " FROM duckdb_views() WHERE NOT temporary AND NOT internal) t"
          + " JOIN duckdb_databases() d ON d.database_name = t.database_name"
          + " WHERE t.database_name = $1 AND lower(t.schema_name) = lower($2) AND"
          + USER_SCHEMA.formatted("t");

  private static final String COLUMNS =
      "SELECT column_name, data_type, is_nullable, column_default IS NOT NULL FROM duckdb_columns()"
          + " WHERE database_name = $1 AND schema_name = $2 AND table_name = $3"
          + " ORDER BY column_index";

  private static final String TEXT =
      "SELECT sql FROM duckdb_tables()"
          + " WHERE database_name = $1 AND schema_name = $2 AND table_name = $3";

  private static final Pattern ESTIMATE =
      Pattern.compile("\"Estimated Cardinality\"\\s*:\\s*\"(\\d+)\"");

  private static final Pattern RANGE = Pattern.compile("^\\[Min: ([^,\\]]+), Max: ([^,\\]]+)\\]");

  private static final Pattern OPERATOR = Pattern.compile("\"name\"\\s*:\\s*\"([^\"]+?)\\s*\"");

  /// Operators of a plan that hand on the first row they get.
  private static final Set<String> CHEAP =
      Set.of("PROJECTION", "LIMIT", "STREAMING_LIMIT", "SEQ_SCAN", "READ_PARQUET", "PARQUET_SCAN");

  private final String alias;
  private final Supplier<DuckDBConnection> connections;

  CatalogConnector(String alias, Supplier<DuckDBConnection> connections) {
    this.alias = alias;
    this.connections = connections;
  }

  @Override
  public void check() {
    boolean there =
        !query("SELECT 1 FROM duckdb_databases() WHERE database_name = $1", row -> 1, alias)
            .isEmpty();
    if (!there) {
      throw new QueryException(
          ConnectorError.SOURCE_NOT_READY, "source `" + alias + "` is not attached");
    }
    schemas();
  }

  @Override
  public List<String> schemas() {
    return query(SCHEMAS, row -> row.getString(1), alias);
  }

  @Override
  public List<String> tables(String schema) {
    return query(
        TABLES + " ORDER BY t.table_name", row -> row.getString("table_name"), alias, schema);
  }

  @Override
  public Optional<TableSchema> findTable(String schema, String table) {
    return entry(schema, table).map(this::load);
  }

  private TableSchema load(Entry entry) {
    List<Column> columns = new ArrayList<>();
    List<TableSchema.Unsupported> unsupported = new ArrayList<>();
    List<String> valued = new ArrayList<>();
    query(
        COLUMNS,
        row -> {
          String name = row.getString(1);
          String type = row.getString(2);
          if (row.getBoolean(4)) {
            valued.add(name);
          }
          try {
            return columns.add(new Column(name, DataType.parse(type), row.getBoolean(3)));
          } catch (IllegalArgumentException e) {
            return unsupported.add(new TableSchema.Unsupported(name, type));
          }
        },
        alias,
        entry.schema,
        entry.table);
    return new TableSchema(
        new TableName(alias, entry.schema, entry.table),
        entry.view ? TableSchema.Kind.VIEW : TableSchema.Kind.TABLE,
        columns,
        unsupported,
        entry.remarks,
        entry.duckdb ? computed(entry, valued) : Set.of());
  }

  /// DuckDB lists an expression for a column that is computed, as for one with a default. Which it
  /// is, only its text of the table tells: behind the column's name and type.
  private Set<String> computed(Entry entry, List<String> valued) {
    if (valued.isEmpty()) {
      return Set.of();
    }
    String text =
        String.join("", query(TEXT, row -> row.getString(1), alias, entry.schema, entry.table));
    return valued.stream()
        .filter(name -> isComputed(text, name) || isComputed(text, Names.quote(name)))
        .collect(Collectors.toSet());
  }

  /// The name may stand in expressions and texts too; one place that says so is enough.
  private static boolean isComputed(String text, String name) {
    for (int at = text.indexOf(name + " "); at >= 0; at = text.indexOf(name + " ", at + 1)) {
      int computed = text.indexOf(" GENERATED ALWAYS AS(", at);
      int given = text.indexOf(" DEFAULT(", at);
      if (computed >= 0 && (given < 0 || computed < given)) {
        return true;
      }
    }
    return false;
  }

  /// A table's size as its catalog keeps it; for a view what DuckDB's optimizer expects of it,
  /// which for a view over Parquet files comes from their footers. Zero from another system than
  /// DuckDB means that it does not know.
  @Override
  public OptionalLong rowCount(String schema, String table) {
    Optional<Entry> found = entry(schema, table);
    if (found.isEmpty()) {
      return OptionalLong.empty();
    }
    Entry entry = found.get();
    if (entry.view) {
      return estimate(entry);
    }
    boolean known = entry.rows > 0 || (entry.rows == 0 && entry.duckdb);
    return known ? OptionalLong.of(entry.rows) : OptionalLong.empty();
  }

  private OptionalLong estimate(Entry entry) {
    String name = name(new TableName(alias, entry.schema, entry.table));
    List<String> plans =
        query("EXPLAIN (FORMAT json) SELECT * FROM " + name, row -> row.getString(2));
    for (String plan : plans) {
      Matcher matcher = ESTIMATE.matcher(plan);
      if (matcher.find()) {
        return OptionalLong.of(Long.parseLong(matcher.group(1)));
      }
    }
    return OptionalLong.empty();
  }

  /// From what the engine's optimizer knows of the columns. It says so beside a row of the table,
  /// so the table is asked only where a first row comes for nothing: where it is scanned and no
  /// more.
  @Override
  public Map<String, ColumnRange> ranges(String schema, String table) {
    Optional<TableSchema> found = findTable(schema, table);
    List<Column> placed =
        found.stream()
            .flatMap(it -> it.columns().stream())
            .filter(column -> ColumnRange.isPlaced(column.type()))
            .toList();
    if (placed.isEmpty()) {
      return Map.of();
    }
    String sql =
        placed.stream()
                .map(column -> "stats(" + Names.quote(column.name()) + ")")
                .collect(Collectors.joining(", ", "SELECT ", " FROM " + name(found.get().name())))
            + " LIMIT 1";
    if (!query("EXPLAIN (FORMAT json) " + sql, row -> row.getString(2)).stream()
        .allMatch(CatalogConnector::onlyScans)) {
      return Map.of();
    }
    Map<String, ColumnRange> ranges = new HashMap<>();
    query(
        sql,
        row -> {
          for (int i = 0; i < placed.size(); i++) {
            Column column = placed.get(i);
            Matcher range = RANGE.matcher(String.valueOf(row.getString(i + 1)));
            if (range.find()) {
              ColumnRange.of(column.type(), range.group(1), range.group(2))
                  .ifPresent(it -> ranges.put(column.name(), it));
            }
          }
          return ranges;
        });
    return ranges;
  }

  private static boolean onlyScans(String plan) {
    return OPERATOR.matcher(plan).results().allMatch(name -> CHEAP.contains(name.group(1)));
  }

  private static String name(TableName name) {
    return Names.quote(name.catalog())
        + "."
        + Names.quote(name.schema())
        + "."
        + Names.quote(name.table());
  }

  /// The entry of that very spelling, else any that differs in case only.
  private Optional<Entry> entry(String schema, String table) {
    return query(
            TABLES.replace("SELECT t.*", "SELECT t.*, d.type = 'duckdb' AS duckdb")
                + " AND lower(t.table_name) = lower($3)"
                + " ORDER BY t.schema_name = $2 DESC, t.table_name = $3 DESC LIMIT 1",
            Entry::of,
            alias,
            schema,
            table)
        .stream()
        .findFirst();
  }

  private <T> List<T> query(String sql, Row<T> row, String... parameters) {
    try (DuckDBConnection connection = connections.get();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      List<T> values = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          values.add(row.read(rows));
        }
      }
      return values;
    } catch (SQLException e) {
      throw EngineErrors.translate(e);
    }
  }

  @Override
  public void close() {
    // The engine owns the catalog.
  }

  private interface Row<T> {
    T read(ResultSet rows) throws SQLException;
  }

  private record Entry(
      String schema,
      String table,
      boolean view,
      @Nullable String remarks,
      long rows,
      boolean duckdb) {

    static Entry of(ResultSet row) throws SQLException {
      long size = row.getLong("estimated_size");
      long rows = row.wasNull() ? -1 : size;
      return new Entry(
          row.getString("schema_name"),
          row.getString("table_name"),
          row.getBoolean("is_view"),
          row.getString("comment"),
          rows,
          row.getBoolean("duckdb"));
    }
  }
}
