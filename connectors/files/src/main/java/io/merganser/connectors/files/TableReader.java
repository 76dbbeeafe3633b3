package io.merganser.connectors.files;

import io.merganser.connectors.duckdb.EngineErrors;
import io.merganser.connectors.spi.Names;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Finds out how a table's files are read, in a scratch engine that sees nothing but the folder: so
/// a broken file takes down only its own table, and the hub never looks at a file before it is
/// sure.
///
/// A single CSV file is sniffed here once and read with fixed options, because DuckDB would sniff
/// it again for every statement (25 ms for 50 000 rows). Folders of CSV files are matched by column
/// name, which leaves the sniffing to each statement.
final class TableReader implements AutoCloseable {
  private final Connection connection;

  private TableReader(Connection connection) {
    this.connection = connection;
  }

  static TableReader open(Path folder) {
    Properties properties = new Properties();
    properties.setProperty("autoinstall_known_extensions", "false");
    properties.setProperty("autoload_known_extensions", "false");
    properties.setProperty("allow_persistent_secrets", "false");
    properties.setProperty("threads", "1");
    try {
      Connection connection = DriverManager.getConnection("jdbc:duckdb:", properties);
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET allowed_directories = [" + Names.literal(folder.toString()) + "]");
        statement.execute("SET enable_external_access = false");
        statement.execute("SET lock_configuration = true");
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
      return new TableReader(connection);
    } catch (SQLException e) {
      throw EngineErrors.translate(e);
    }
  }

  /// The query that reads the table, or empty if its files cannot be read.
  Optional<String> select(FolderScan.DataTable table) {
    try {
      String select = "SELECT * FROM " + call(table);
      try (Statement statement = connection.createStatement()) {
        statement.execute("CREATE OR REPLACE TEMP VIEW probe AS " + select);
        return Optional.of(select);
      }
    } catch (SQLException e) {
      return Optional.empty();
    }
  }

  private String call(FolderScan.DataTable table) throws SQLException {
    boolean several = table.files().size() > 1;
    String partitions = ", hive_partitioning = " + table.partitioned();
    String union = several ? ", union_by_name = true" : "";
    return switch (table.format()) {
      case PARQUET -> "read_parquet(" + list(table) + partitions + union + ")";
      case CSV ->
          several || table.partitioned()
              ? "read_csv(" + list(table) + partitions + union + ")"
              : "read_csv(" + list(table) + partitions + sniffed(table.files().getFirst()) + ")";
      case JSON -> "read_json(" + list(table) + partitions + union + ")";
      case JSON_LINES ->
          "read_json(" + list(table) + partitions + union + ", format = 'newline_delimited')";
    };
  }

  private static String list(FolderScan.DataTable table) {
    return table.files().stream()
        .map(file -> Names.literal(file.toString()))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /// The options that sniffing found. They are printed here, not taken from the text that
  /// `sniff_csv` offers, because a header may hold anything.
  private String sniffed(Path file) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT Delimiter, Quote, Escape, NewLineDelimiter, Comment, SkipRows, HasHeader,"
                + " DateFormat, TimestampFormat FROM sniff_csv(?)")) {
      statement.setString(1, file.toString());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        StringBuilder options = new StringBuilder(", auto_detect = false");
        option(options, "delim", row.getString(1));
        option(options, "quote", row.getString(2));
        option(options, "escape", row.getString(3));
        option(options, "new_line", row.getString(4));
        option(options, "comment", row.getString(5));
        options.append(", skip = ").append(row.getLong(6));
        options.append(", header = ").append(row.getBoolean(7));
        format(options, "dateformat", row.getString(8));
        format(options, "timestampformat", row.getString(9));
        return options.append(columns(file)).toString();
      }
    }
  }

  private String columns(Path file) throws SQLException {
    List<String> columns = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT c.name, c.type FROM (SELECT unnest(Columns) AS c FROM sniff_csv(?))")) {
      statement.setString(1, file.toString());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          columns.add(Names.literal(rows.getString(1)) + ": " + Names.literal(rows.getString(2)));
        }
      }
    }
    return ", columns = {" + String.join(", ", columns) + "}";
  }

  private static void option(StringBuilder options, String name, @Nullable String value) {
    String printed = value == null || value.equals("(empty)") || value.equals("\0") ? "" : value;
    options.append(", ").append(name).append(" = ").append(Names.literal(printed));
  }

  private static void format(StringBuilder options, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      options.append(", ").append(name).append(" = ").append(Names.literal(value));
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw EngineErrors.translate(e);
    }
  }
}
