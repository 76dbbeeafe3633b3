package io.merganser.connectors.duckdb;

import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.Names;
import io.merganser.connectors.spi.QueryException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Closes an engine behind us: no files but the declared ones, no extensions, no settings but those
/// of [EngineSettings], which a connection may have for itself. It is the second wall; the first is
/// that only SQL we printed arrives here. The order of the settings was measured: some are refused
/// once a later one is set.
///
/// What stays possible after it, so that nobody relies on the contrary: `ATTACH ':memory:'`, writes
/// to writable attachments, `CREATE SECRET`, and the functions of loaded extensions
/// (`postgres_query`, `sqlite_scan` of any path).
final class LockDown {

  /// How deep expressions may nest. 247 nested SELECTs pass, 500 do not; chains of AND and OR count
  /// as one. Binding a chain of `+` took 0.55 s at 300 deep and 21 s at 990, whatever the stack,
  /// and cannot be interrupted, so there is no point in more.
  static final int MAX_EXPRESSION_DEPTH = 1000;

  private static final String NOWHERE = "/merganser-lock-down-probe";

  private LockDown() {}

  /// Properties that must be there when the instance opens.
  static Properties openingProperties(EngineConfig config, Path spill) {
    Properties properties = new Properties();
    properties.setProperty("jdbc_stream_results", "true");
    properties.setProperty("allow_persistent_secrets", "false");
    properties.setProperty("allow_unsigned_extensions", "false");
    properties.setProperty("autoinstall_known_extensions", "false");
    properties.setProperty("autoload_known_extensions", "false");
    properties.setProperty("allow_community_extensions", "false");
    properties.setProperty("memory_limit", config.memoryLimit());
    properties.setProperty("threads", Integer.toString(config.threads()));
    properties.setProperty("temp_directory", spill.toString());
    if (config.maxTempSize() != null) {
      properties.setProperty("max_temp_directory_size", config.maxTempSize());
    }
    if (config.extensions() != null) {
      properties.setProperty(
          "extension_directory", config.extensions().toAbsolutePath().toString());
    }
    return properties;
  }

  static void apply(Connection connection, EngineConfig config, Collection<Path> readable)
      throws SQLException {
    List<Path> folders = new ArrayList<>();
    List<Path> files = new ArrayList<>();
    for (Path path : readable) {
      (Files.isDirectory(path) ? folders : files).add(path.toAbsolutePath().normalize());
    }
    try (Statement statement = connection.createStatement()) {
      if (!folders.isEmpty()) {
        statement.execute("SET GLOBAL allowed_directories = " + list(folders));
      }
      if (!files.isEmpty()) {
        statement.execute("SET GLOBAL allowed_paths = " + list(files));
      }
      statement.execute("SET GLOBAL TimeZone = " + Names.literal(EngineSettings.ZONE));
      statement.execute(
          "SET GLOBAL disabled_optimizers = '"
              + String.join(",", config.disabledOptimizers())
              + "'");
      statement.execute("SET GLOBAL max_expression_depth = " + MAX_EXPRESSION_DEPTH);
      statement.execute("SET GLOBAL enable_external_access = false");
      statement.execute(
          "SET GLOBAL allowed_configs = ["
              + EngineSettings.NAMES.stream()
                  .sorted()
                  .map(Names::literal)
                  .collect(Collectors.joining(", "))
              + "]");
      statement.execute("SET GLOBAL lock_configuration = true");
    }
  }

  /// Tries what must not work any more.
  ///
  /// @throws QueryException if something works, or fails for another reason than the lock
  static void prove(Connection connection) {
    refuses(connection, "SELECT * FROM read_csv('" + NOWHERE + ".csv')", "Permission Error");
    refuses(connection, "ATTACH '" + NOWHERE + ".db' AS merganser_probe", "Permission Error");
    refuses(connection, "COPY (SELECT 1) TO '" + NOWHERE + ".csv'", "Permission Error");
    refuses(connection, "LOAD '" + NOWHERE + ".duckdb_extension'", "Permission Error");
    refuses(connection, "SET memory_limit = '1GB'", "has been locked");
    refuses(connection, "SET enable_external_access = true", "has been locked");
    refuses(connection, "SET GLOBAL allowed_configs = ['memory_limit']", "has been locked");
  }

  /// Tries to make a schema in a catalog that was attached to be read only.
  ///
  /// @throws QueryException if it was made, or failed for another reason
  static void proveReadOnly(Connection connection, String alias) throws SQLException {
    String probe = Names.quote(alias) + ".merganser_probe";
    try {
      refuses(connection, "CREATE SCHEMA " + probe, "read-only");
    } catch (QueryException e) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("DROP SCHEMA IF EXISTS " + probe);
      }
      throw e;
    }
  }

  private static void refuses(Connection connection, String sql, String reason) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      if (String.valueOf(e.getMessage()).contains(reason)) {
        return;
      }
      throw open(sql, e);
    }
    throw open(sql, null);
  }

  private static QueryException open(String sql, @Nullable Exception cause) {
    return new QueryException(
        ConnectorError.ENGINE_FAILED,
        "the engine does not refuse `" + sql + "`, so it is not locked down",
        null,
        "do not declare `/` as a folder of a source, nor one file for two of them",
        cause);
  }

  private static String list(List<Path> paths) {
    return paths.stream()
        .map(path -> Names.literal(path.toString()))
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
