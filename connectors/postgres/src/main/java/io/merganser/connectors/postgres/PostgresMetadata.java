package io.merganser.connectors.postgres;

import io.merganser.connectors.jdbc.JdbcMetadata;
import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.ColumnRange;
import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.TableName;
import io.merganser.connectors.spi.TableSchema;
import io.merganser.connectors.spi.TableSchema.Unsupported;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Reads a database's catalog from `pg_catalog`: tables, partitioned and foreign tables, views and
/// materialized views that have columns.
record PostgresMetadata(String alias) implements JdbcMetadata {
  private static final String SCHEMAS =
      """
      SELECT nspname FROM pg_catalog.pg_namespace
      WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
        AND pg_catalog.has_schema_privilege(oid, 'USAGE')
      ORDER BY nspname\
      """;

  private static final String TABLES =
      """
      SELECT c.oid, c.relname, c.relkind
      FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = ? AND c.relkind IN ('r', 'p', 'f', 'v', 'm')
        AND EXISTS (SELECT 1 FROM pg_catalog.pg_attribute a
          WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)
      ORDER BY c.relname\
      """;

  private static final String COLUMNS =
      """
      SELECT a.attname, a.attnotnull, a.atttypmod,
        CASE WHEN e.oid IS NULL THEN 0 ELSE greatest(a.attndims, 1) END AS dimensions,
        coalesce(e.typname, t.typname) AS type_name,
        coalesce(e.typnamespace, t.typnamespace) = 'pg_catalog'::regnamespace AS built_in,
        coalesce(e.typtype, t.typtype) AS type_kind,
        pg_catalog.obj_description(a.attrelid, 'pg_class') AS remarks,
        pg_catalog.format_type(a.atttypid, a.atttypmod) AS declared,
        (SELECT array_agg(l.enumlabel::text ORDER BY l.enumsortorder)
          FROM pg_catalog.pg_enum l WHERE l.enumtypid = coalesce(e.oid, t.oid)) AS labels
      FROM pg_catalog.pg_attribute a
      JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
      LEFT JOIN pg_catalog.pg_type e ON e.typarray = t.oid
      WHERE a.attrelid = ? AND a.attnum > 0 AND NOT a.attisdropped
      ORDER BY a.attnum\
      """;

  /// The planner's own way: rows for each page as last counted, times the pages there are now; rows
  /// for each page by the width of a row where nobody has counted. 32 bytes are what the planner
  /// takes a value of unknown length for, 28 are a row's header and pointer, 8168 a page's room.
  private static final String ROW_COUNT =
      """
      WITH leaves AS (
        SELECT c.oid, c.relkind, c.reltuples, c.relpages FROM pg_catalog.pg_class c WHERE c.oid = ?
        UNION
        SELECT c.oid, c.relkind, c.reltuples, c.relpages
        FROM pg_catalog.pg_partition_tree(?) p JOIN pg_catalog.pg_class c ON c.oid = p.relid
        WHERE p.isleaf),
      sizes AS (
        SELECT l.*,
          pg_catalog.pg_relation_size(l.oid) / current_setting('block_size')::float8 AS pages,
          (SELECT sum(CASE WHEN a.attlen > 0 THEN a.attlen ELSE 32 END) + 28
            FROM pg_catalog.pg_attribute a
            WHERE a.attrelid = l.oid AND a.attnum > 0 AND NOT a.attisdropped) AS width
        FROM leaves l WHERE l.relkind IN ('r', 'm', 'f'))
      SELECT sum(CASE
        WHEN relkind = 'f' THEN CASE WHEN reltuples >= 0 THEN reltuples END
        WHEN reltuples >= 0 AND relpages > 0 THEN reltuples / relpages * pages
        ELSE pages * 8168 / width END)::float8
      FROM sizes\
      """;

  /// The ends of what ANALYZE found: of the histogram, and of the commonest values, which are not
  /// in it. Of a partitioned table those over all its partitions.
  private static final String RANGES =
      """
      SELECT DISTINCT ON (attname) attname,
        most_common_vals::text::text[] AS common, histogram_bounds::text::text[] AS bounds
      FROM pg_catalog.pg_stats WHERE schemaname = ? AND tablename = ?
      ORDER BY attname, inherited DESC\
      """;

  /// A table as the catalog has it.
  private record Found(long oid, String name, boolean view) {}

  @Override
  public void check(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT 1")) {
      rows.next();
    }
  }

  @Override
  public List<String> schemas(Connection connection) throws SQLException {
    List<String> names = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(SCHEMAS)) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }

  @Override
  public List<String> tables(Connection connection, String schema) throws SQLException {
    Optional<String> name = spelled(schema, schemas(connection));
    return name.isEmpty()
        ? List.of()
        : tablesOf(connection, name.get()).stream().map(Found::name).toList();
  }

  @Override
  public Optional<TableSchema> findTable(Connection connection, String schema, String table)
      throws SQLException {
    Optional<String> schemaName = spelled(schema, schemas(connection));
    Optional<Found> found = find(connection, schemaName, table);
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(describe(connection, schemaName.orElseThrow(), found.get()));
  }

  @Override
  public OptionalLong rowCount(Connection connection, String schema, String table)
      throws SQLException {
    Optional<Found> found = find(connection, spelled(schema, schemas(connection)), table);
    if (found.isEmpty()) {
      return OptionalLong.empty();
    }
    try (PreparedStatement statement = connection.prepareStatement(ROW_COUNT)) {
      statement.setLong(1, found.get().oid());
      statement.setLong(2, found.get().oid());
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        double estimate = rows.getDouble(1);
        return rows.wasNull() ? OptionalLong.empty() : OptionalLong.of(Math.round(estimate));
      }
    }
  }

  @Override
  public Map<String, ColumnRange> ranges(Connection connection, String schema, String table)
      throws SQLException {
    Optional<TableSchema> found = findTable(connection, schema, table);
    if (found.isEmpty()) {
      return Map.of();
    }
    Map<String, DataType> types = new HashMap<>();
    found.get().columns().forEach(column -> types.put(column.name(), column.type()));
    Map<String, ColumnRange> ranges = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(RANGES)) {
      statement.setString(1, found.get().name().schema());
      statement.setString(2, found.get().name().table());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          String column = rows.getString("attname");
          DataType type = types.get(column);
          if (type != null && ColumnRange.isPlaced(type)) {
            range(type, rows).ifPresent(range -> ranges.put(column, range));
          }
        }
      }
    }
    return ranges;
  }

  private static Optional<ColumnRange> range(DataType type, ResultSet row) throws SQLException {
    DoubleSummaryStatistics places = new DoubleSummaryStatistics();
    for (String values : List.of("common", "bounds")) {
      Array array = row.getArray(values);
      if (array == null) {
        continue;
      }
      for (String value : (String[]) array.getArray()) {
        ColumnRange.place(type, value).ifPresent(places);
      }
    }
    return places.getCount() == 0
        ? Optional.empty()
        : Optional.of(new ColumnRange(places.getMin(), places.getMax()));
  }

  private TableSchema describe(Connection connection, String schema, Found table)
      throws SQLException {
    List<Column> columns = new ArrayList<>();
    List<Unsupported> unsupported = new ArrayList<>();
    @Nullable String remarks = null;
    try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
      statement.setLong(1, table.oid());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          remarks = rows.getString("remarks");
          String name = rows.getString("attname");
          Optional<DataType> type = PostgresTypes.typeOf(declared(rows));
          if (type.isPresent()) {
            columns.add(new Column(name, type.get(), !rows.getBoolean("attnotnull")));
          } else {
            unsupported.add(new Unsupported(name, rows.getString("declared")));
          }
        }
      }
    }
    return new TableSchema(
        new TableName(alias, schema, table.name()),
        table.view() ? TableSchema.Kind.VIEW : TableSchema.Kind.TABLE,
        columns,
        unsupported,
        remarks);
  }

  private static PostgresTypes.Declared declared(ResultSet rows) throws SQLException {
    Array labels = rows.getArray("labels");
    return new PostgresTypes.Declared(
        rows.getString("type_name"),
        rows.getBoolean("built_in"),
        rows.getString("type_kind").charAt(0),
        rows.getInt("atttypmod"),
        rows.getInt("dimensions"),
        labels == null ? List.of() : Arrays.asList((String[]) labels.getArray()));
  }

  private static Optional<Found> find(Connection connection, Optional<String> schema, String table)
      throws SQLException {
    if (schema.isEmpty()) {
      return Optional.empty();
    }
    List<Found> tables = tablesOf(connection, schema.get());
    Optional<String> name = spelled(table, tables.stream().map(Found::name).toList());
    return name.flatMap(
        spelling -> tables.stream().filter(found -> found.name().equals(spelling)).findFirst());
  }

  private static List<Found> tablesOf(Connection connection, String schema) throws SQLException {
    List<Found> tables = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(TABLES)) {
      statement.setString(1, schema);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          String kind = rows.getString(3);
          boolean view = kind.equals("v") || kind.equals("m");
          tables.add(new Found(rows.getLong(1), rows.getString(2), view));
        }
      }
    }
    return tables;
  }

  /// The source's spelling of a name: the very name if there is one, else one that differs in case.
  private static Optional<String> spelled(String name, Collection<String> candidates) {
    return candidates.contains(name)
        ? Optional.of(name)
        : candidates.stream().filter(name::equalsIgnoreCase).findFirst();
  }
}
