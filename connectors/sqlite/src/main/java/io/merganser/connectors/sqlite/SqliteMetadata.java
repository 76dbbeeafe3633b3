package io.merganser.connectors.sqlite;

import io.merganser.connectors.jdbc.JdbcMetadata;
import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.Names;
import io.merganser.connectors.spi.TableName;
import io.merganser.connectors.spi.TableSchema;
import io.merganser.connectors.spi.TableSchema.Unsupported;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads a file's catalog from `sqlite_schema` and the table-valued pragmas. There is one schema,
/// `main`. Generated columns are left out, as DuckDB's extension leaves them out.
record SqliteMetadata(String alias) implements JdbcMetadata {
  private static final String SCHEMA = "main";

  private static final String TABLES =
      """
      SELECT name, type FROM main.sqlite_schema
      WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
      ORDER BY name\
      """;

  private static final String COLUMNS =
      "SELECT name, type, \"notnull\", hidden FROM pragma_table_xinfo(?, 'main') ORDER BY cid";

  /// In a generated column's row of the pragma; 1 is a hidden column of a virtual table.
  private static final int HIDDEN = 1;

  private record Found(String name, boolean view) {}

  @Override
  public void check(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*) FROM main.sqlite_schema")) {
      rows.next();
    }
  }

  @Override
  public List<String> schemas(Connection connection) {
    return List.of(SCHEMA);
  }

  @Override
  public List<String> tables(Connection connection, String schema) throws SQLException {
    return SCHEMA.equalsIgnoreCase(schema)
        ? list(connection).stream().map(Found::name).toList()
        : List.of();
  }

  @Override
  public Optional<TableSchema> findTable(Connection connection, String schema, String table)
      throws SQLException {
    Optional<Found> found = find(connection, schema, table);
    return found.isEmpty() ? Optional.empty() : Optional.of(describe(connection, found.get()));
  }

  /// What ANALYZE counted, else the highest rowid, which the table's tree knows without a scan;
  /// tables without rowids have no estimate then.
  @Override
  public OptionalLong rowCount(Connection connection, String schema, String table)
      throws SQLException {
    Optional<Found> found = find(connection, schema, table);
    if (found.isEmpty() || found.get().view()) {
      return OptionalLong.empty();
    }
    OptionalLong analysed = analysed(connection, found.get().name());
    return analysed.isPresent() ? analysed : highestRowid(connection, found.get().name());
  }

  private TableSchema describe(Connection connection, Found table) throws SQLException {
    List<Column> columns = new ArrayList<>();
    List<Unsupported> unsupported = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
      statement.setString(1, table.name());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          String name = rows.getString("name");
          String declared = rows.getString("type");
          int hidden = rows.getInt("hidden");
          if (hidden == 0) {
            columns.add(
                new Column(name, SqliteTypes.typeOf(declared), !rows.getBoolean("notnull")));
          } else if (hidden != HIDDEN) {
            unsupported.add(new Unsupported(name, (declared + " GENERATED").strip()));
          }
        }
      }
    }
    return new TableSchema(
        new TableName(alias, SCHEMA, table.name()),
        table.view() ? TableSchema.Kind.VIEW : TableSchema.Kind.TABLE,
        columns,
        unsupported,
        null);
  }

  private static OptionalLong analysed(Connection connection, String table) throws SQLException {
    if (!hasStatistics(connection)) {
      return OptionalLong.empty();
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT max(CAST(stat AS INTEGER)) FROM main.sqlite_stat1 WHERE tbl = ?")) {
      statement.setString(1, table);
      return number(statement);
    }
  }

  private static boolean hasStatistics(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT 1 FROM main.sqlite_schema WHERE name = 'sqlite_stat1'")) {
      return rows.next();
    }
  }

  private static OptionalLong highestRowid(Connection connection, String table)
      throws SQLException {
    if (!hasRowids(connection, table)) {
      return OptionalLong.empty();
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT coalesce(max(_rowid_), 0) FROM main." + Names.quote(table))) {
      return number(statement);
    }
  }

  private static boolean hasRowids(Connection connection, String table) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT 1 FROM pragma_table_list(?) "
                + "WHERE schema = 'main' AND wr = 0 AND type = 'table'")) {
      statement.setString(1, table);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  private static OptionalLong number(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      if (!rows.next()) {
        return OptionalLong.empty();
      }
      long value = rows.getLong(1);
      return rows.wasNull() ? OptionalLong.empty() : OptionalLong.of(Math.max(0, value));
    }
  }

  private static Optional<Found> find(Connection connection, String schema, String table)
      throws SQLException {
    if (!SCHEMA.equalsIgnoreCase(schema)) {
      return Optional.empty();
    }
    return list(connection).stream().filter(it -> it.name().equalsIgnoreCase(table)).findFirst();
  }

  private static List<Found> list(Connection connection) throws SQLException {
    List<Found> tables = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(TABLES)) {
      while (rows.next()) {
        tables.add(new Found(rows.getString(1), rows.getString(2).equals("view")));
      }
    }
    return tables;
  }
}
