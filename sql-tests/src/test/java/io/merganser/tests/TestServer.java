package io.merganser.tests;

import io.merganser.server.MerganserServer;
import io.merganser.server.config.ConfigReader;
import io.merganser.server.config.ServerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// A whole server over real sources in a folder of its own: `parts`, a DuckDB file; `geo`, Parquet
/// files; `crm`, an SQLite file read in direct mode. Tenant `demo`, database `shop`; `admin` is a
/// superuser, `analyst` reads everything, `clerk` reads `geo.main.*`; all have the password
/// `secret`.
public final class TestServer implements AutoCloseable {
  /// A statement whose only row would take the engine years.
  public static final String ENDLESS =
      "SELECT count(*) FROM range(10000000000) AS a(x), range(1000000) AS b(y)"
          + " WHERE x * y % 7 = 3";

  private static final String MANIFEST =
      """
      apiVersion: merganser.io/v1
      tenants:
        - name: demo
          databases:
            - name: shop
              kind: memory
              defaultCatalog: geo
              defaultSchema: main
              sources:
                - { alias: parts, type: duckdb, options: { path: ./parts.duckdb } }
                - { alias: geo, type: files, options: { path: ./geo } }
                - { alias: crm, type: sqlite, mode: direct, options: { path: ./crm.sqlite } }
                # more sources
          roles:
            - { name: all, grants: [ { on: "parts.*", verbs: [read] }, { on: "geo.*", verbs: [read] }, { on: "crm.*", verbs: [read] } ] }
            - { name: making, grants: [ { on: "parts.main.mine", verbs: [read, ddl] } ] }
            - { name: places, grants: [ { on: "geo.main.*", verbs: [read] } ] }
          users:
            - { name: admin, password: { value: secret }, superuser: true }
            - { name: analyst, password: { value: secret }, roles: [all] }
            - { name: maker, password: { value: secret }, roles: [making] }
            - { name: clerk, password: { value: secret }, roles: [places] }
      """;

  private final Path folder;
  private final MerganserServer server;
  private boolean closed;

  private TestServer(Path folder, MerganserServer server) {
    this.folder = folder;
    this.server = server;
  }

  public static TestServer start() {
    return start(List.of());
  }

  /// @param moreSources of database `shop`, each in YAML's braces
  public static TestServer start(List<String> moreSources) {
    return start(manifest(moreSources));
  }

  /// The same with `parts` declared writable.
  public static TestServer startWritable() {
    return start(manifest(List.of()).replace("type: duckdb,", "type: duckdb, readOnly: false,"));
  }

  private static TestServer start(String text) {
    try {
      Path folder = Files.createTempDirectory("merganser-test");
      makeParts(folder);
      makeGeo(folder);
      makeCrm(folder);
      return over(folder, text, Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String manifest(List<String> moreSources) {
    String items = moreSources.isEmpty() ? "" : "- " + String.join("\n          - ", moreSources);
    return MANIFEST.replace("# more sources", items);
  }

  /// A server with a manifest and settings of the test's own, in a folder that goes with it.
  public static TestServer over(Path folder, String manifest, Map<String, String> settings)
      throws IOException {
    Path file = Files.writeString(folder.resolve("manifest.yaml"), manifest);
    return new TestServer(folder, MerganserServer.start(config(folder, settings), file));
  }

  /// A connection of one of its users.
  ///
  /// @param protocol `flight`, or the serialization of Avatica
  public Connection connect(String protocol, String user) throws SQLException {
    return connect(protocol, user, Map.of());
  }

  /// As the other, with properties of a connection: tenant, database, scope.
  public Connection connect(String protocol, String user, Map<String, String> properties)
      throws SQLException {
    if (protocol.equals("flight")) {
      StringBuilder url =
          new StringBuilder("jdbc:arrow-flight-sql://127.0.0.1:" + flightPort())
              .append("/?useEncryption=false&password=secret&user=")
              .append(user);
      properties.forEach((name, value) -> url.append('&').append(name).append('=').append(value));
      return DriverManager.getConnection(url.toString());
    }
    Properties info = new Properties();
    info.putAll(properties);
    return DriverManager.getConnection(
        "jdbc:avatica:remote:url=http://127.0.0.1:"
            + httpPort()
            + "/avatica;serialization="
            + protocol
            + ";authentication=BASIC;avatica_user="
            + user
            + ";avatica_password=secret",
        info);
  }

  /// What relative paths of sources are relative to.
  public Path folder() {
    return folder;
  }

  private static ServerConfig config(Path folder, Map<String, String> more) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("http.port", "0");
    settings.put("flight.port", "0");
    settings.put("store.url", "jdbc:sqlite:" + folder.resolve("store.db"));
    settings.put("engine.memoryLimit", "2GiB");
    settings.put("engine.tempDirectory", folder.resolve("tmp").toString());
    settings.put("engine.extensions", folder.resolve("no-extensions").toString());
    settings.putAll(more);
    return ConfigReader.read(null, Map.of(), settings);
  }

  private static void makeParts(Path folder) throws SQLException {
    run(
        "jdbc:duckdb:" + folder.resolve("parts.duckdb"),
        List.of(
            "CREATE TABLE part AS SELECT i::INTEGER AS p_partkey, 'part ' || i AS p_name,"
                + " (i / 100.0)::DECIMAL(12,2) AS p_retailprice FROM range(2000) t(i)",
            "CREATE TABLE supplier AS SELECT i::INTEGER AS s_suppkey, 'supplier ' || i AS s_name,"
                + " (i % 25)::INTEGER AS s_nationkey FROM range(100) t(i)",
            "CREATE VIEW cheap AS SELECT * FROM part WHERE p_retailprice < 1"));
  }

  private static void makeGeo(Path folder) throws IOException, SQLException {
    Path geo = Files.createDirectory(folder.resolve("geo"));
    run(
        "jdbc:duckdb:",
        List.of(
            "COPY (SELECT i::INTEGER AS n_nationkey, 'N' || i AS n_name,"
                + " (i % 5)::INTEGER AS n_regionkey FROM range(25) t(i)) TO '"
                + geo.resolve("nation.parquet")
                + "' (FORMAT parquet)",
            "COPY (SELECT i::INTEGER AS r_regionkey, 'R' || i AS r_name FROM range(5) t(i)) TO '"
                + geo.resolve("region.parquet")
                + "' (FORMAT parquet)"));
  }

  private static void makeCrm(Path folder) throws SQLException {
    run(
        "jdbc:sqlite:" + folder.resolve("crm.sqlite"),
        List.of(
            "CREATE TABLE customer(c_custkey INTEGER PRIMARY KEY, c_name TEXT NOT NULL,"
                + " c_nationkey INTEGER NOT NULL)",
            "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 999)"
                + " INSERT INTO customer SELECT i, 'customer ' || i, i % 25 FROM n"));
  }

  private static void run(String url, List<String> statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  public int httpPort() {
    return server.httpPort();
  }

  public int flightPort() {
    return server.flightPort();
  }

  public int runningStatements() {
    return server.runningStatements();
  }

  /// Waits until as many statements run.
  public void awaitRunning(int statements) {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (server.runningStatements() != statements) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            server.runningStatements() + " statements run, and not " + statements);
      }
      LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
    }
  }

  public long flightAllocatedBytes() {
    return server.flightBytes();
  }

  public int sessions() {
    return server.openSessions();
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    server.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
