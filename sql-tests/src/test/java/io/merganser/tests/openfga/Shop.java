package io.merganser.tests.openfga;

import io.merganser.tests.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A server for the tests of OpenFGA: tenant `acme` with database `main` of two DuckDB files:
/// `sales` (`main.orders`, `main.staff`, `hr.pay`), which may be written, and `parts`
/// (`main.part`). `ann` is in group `etl`; `bob` is under a mask, a filter, a denial and a grant of
/// columns; roles of the manifest would let `eve` do everything; `zoe` has nothing; `admin` is a
/// superuser.
final class Shop implements AutoCloseable {
  static final String MANIFEST =
      """
      apiVersion: merganser.io/v1
      tenants:
        - name: acme
          databases:
            - name: main
              defaultCatalog: sales
              defaultSchema: main
              sources:
                - { alias: sales, type: duckdb, readOnly: false, options: { path: ./sales.duckdb } }
                - { alias: parts, type: duckdb, options: { path: ./parts.duckdb } }
          roles:
            - name: everything
              grants:
                - { on: "sales.*", verbs: [all] }
                - { on: "parts.*", verbs: [all] }
            - name: barred
              grants: [ { on: parts.main.part, verbs: [read], columns: [p_id] } ]
              denials: [ { on: sales.main.staff } ]
              rowFilters: [ { name: small, on: sales.main.orders, predicate: "id < 3" } ]
              columnMasks: [ { name: veil, on: sales.main.orders, column: mail, expression: "'***'" } ]
          groups: [ { name: etl } ]
          users:
            - { name: admin, password: { value: secret }, superuser: true }
            - { name: ann, password: { value: secret }, groups: [etl] }
            - { name: bob, password: { value: secret }, roles: [barred] }
            - { name: eve, password: { value: secret }, roles: [everything] }
            - { name: zoe, password: { value: secret } }
        - name: other
          users: [ { name: boss, password: { value: secret }, superuser: true } ]
      system:
        users: [ { name: root, password: { value: secret }, superuser: true } ]
      """;

  private final TestServer server;

  private Shop(TestServer server) {
    this.server = server;
  }

  /// @param settings besides the provider
  static Shop start(Map<String, String> settings) throws IOException, SQLException {
    Path folder = Files.createTempDirectory("merganser-openfga");
    run(
        folder.resolve("sales.duckdb"),
        "CREATE TABLE orders AS SELECT i::INTEGER AS id, 'o' || i || '@x' AS mail"
            + " FROM range(1, 6) t(i)",
        "CREATE TABLE staff AS SELECT 'CANARY' AS name",
        "CREATE SCHEMA hr",
        "CREATE TABLE hr.pay AS SELECT 'CANARY' AS salary");
    run(folder.resolve("parts.duckdb"), "CREATE TABLE part AS SELECT 1 AS p_id, 'p' AS p_name");
    Map<String, String> all = new LinkedHashMap<>();
    all.put("authorization.provider", "openfga");
    all.putAll(settings);
    return new Shop(TestServer.over(folder, MANIFEST, all));
  }

  /// Settings that lead to a store.
  static Map<String, String> settings(String url, String store) {
    return Map.of(
        "authorization.openfga.url",
        url,
        "authorization.openfga.storeId",
        store,
        // All that a busy machine may be given.
        "authorization.openfga.timeout",
        "3s",
        "authorization.openfga.cacheTtl",
        "1s");
  }

  private static void run(Path file, String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  TestServer server() {
    return server;
  }

  /// @param protocol `flight`, or the serialization of Avatica
  Connection connect(String protocol, String user) throws SQLException {
    return server.connect(protocol, user);
  }

  static List<String> rows(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> lines = new ArrayList<>();
      while (rows.next()) {
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          values.add(String.valueOf(rows.getObject(i)));
        }
        lines.add(String.join("|", values));
      }
      return lines;
    }
  }

  /// What the driver's metadata calls list.
  static List<String> tables(Connection connection) throws SQLException {
    DatabaseMetaData metadata = connection.getMetaData();
    List<String> names = new ArrayList<>();
    try (ResultSet tables = metadata.getTables(null, null, "%", null)) {
      while (tables.next()) {
        names.add(
            tables.getString("TABLE_CAT")
                + "."
                + tables.getString("TABLE_SCHEM")
                + "."
                + tables.getString("TABLE_NAME"));
      }
    }
    return names;
  }

  /// All that a failure says.
  static String message(Callable statement) {
    try {
      statement.run();
      throw new AssertionError("it does not fail");
    } catch (SQLException | RuntimeException e) {
      StringBuilder all = new StringBuilder();
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        all.append(cause.getMessage()).append('\n');
      }
      return all.toString();
    }
  }

  /// What should fail.
  interface Callable {
    void run() throws SQLException;
  }

  @Override
  public void close() {
    server.close();
  }
}
