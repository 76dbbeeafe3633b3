package io.merganser.tests.authz;

import io.merganser.tests.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/// A server over two databases, `one` and `two`, that agree on all that the principals of tenant
/// `demo` may see and on nothing else, and a tenant `plain` whose database holds what `clerk` sees
/// and nothing else. Hidden values have CANARY in them.
///
/// `parts` is a DuckDB file that the hub scans; `crm` is SQLite in direct mode, which is staged;
/// `vault` nobody may see.
final class PolicyServer implements AutoCloseable {
  static final List<String> PRINCIPALS = List.of("clerk", "auditor", "guest", "stranger");

  private static final String DATABASE =
      """
            - name: %1$s
              defaultCatalog: parts
              defaultSchema: main
              sources:
                - { alias: parts, type: duckdb, options: { path: ./%1$s.duckdb } }
                - { alias: crm, type: sqlite, mode: direct, options: { path: ./%1$s.sqlite } }
      """;
  private static final String VAULT =
      """
                - { alias: vault, type: duckdb, options: { path: ./vault.duckdb } }
      """;
  private static final String TENANTS =
      """
          roles:
            - name: some
              grants:
                - on: parts.main.orders
                  verbs: [read]
                  columns: [id, owner, amount, note, mail, region]
                - on: crm.main.customer
                  verbs: [all]
                  columns: [id, owner, amount, note, mail, region]
              columnMasks:
                - { name: orders-mail, on: parts.main.orders, column: mail, expression: "'***'" }
                - { name: customer-mail, on: "crm.*", column: MAIL, expression: "'***'" }
            - name: denied
              grants:
                - { on: parts.main.*, verbs: [read] }
                - { on: crm.main.*, verbs: [read] }
                - { on: "*", verbs: [all] }
              denials:
                - { on: parts.main.*, columns: [secret] }
                - { on: crm.*, columns: [Secret] }
                - { on: parts.main.salaries }
                - { on: parts.main.v_hidden }
                - { on: parts.hidden.* }
            - name: own
              rowFilters:
                - { name: orders, on: parts.main.orders, predicate: "owner = CURRENT_USER" }
                - { name: customer, on: crm.main.customer, predicate: "CURRENT_USER = owner" }
            - name: regional
              rowFilters:
                - name: orders
                  on: parts.main.orders
                  predicate: "region IN (current_principal_attribute('region'))"
                - name: customer
                  on: crm.main.customer
                  predicate: "region = current_principal_attribute('Region')"
            - name: grouped
              rowFilters:
                - name: all
                  on: "*"
                  predicate: "list_contains(current_principal_groups(), region)"
                - { name: none, on: "*", predicate: "1 = 0" }
          groups: [ { name: EU } ]
          users:
            - { name: admin, password: { value: secret }, superuser: true }
            - { name: clerk, password: { value: secret }, roles: [some, own] }
            - name: auditor
              password: { value: secret }
              roles: [some, denied, regional]
              attributes: { region: [EU, Nowhere] }
            - { name: guest, password: { value: secret }, roles: [some, grouped], groups: [EU] }
            - { name: stranger, password: { value: secret }, roles: [some, regional] }
        - name: plain
          databases:
      """;

  private final Path folder;
  private final TestServer server;

  PolicyServer() throws IOException, SQLException {
    folder = Files.createTempDirectory("merganser-policies");
    make("one", 31, List.of(101, 102), List.of());
    make("two", 1077, List.of(7, 8, 9, 10), List.of("CREATE TABLE v_hidden(x DATE)"));
    makePlain();
    run(
        "jdbc:duckdb:" + folder.resolve("vault.duckdb"),
        List.of("CREATE TABLE gold AS SELECT 'CANARY' AS bar"));
    String manifest =
        "apiVersion: merganser.io/v1\ntenants:\n  - name: demo\n    databases:\n"
            + (DATABASE.formatted("one") + VAULT + DATABASE.formatted("two") + TENANTS)
                .indent(-2)
                .replaceAll("(?m)^", "  ")
            + DATABASE.formatted("plain")
            + "    users: [ { name: clerk, password: { value: secret }, superuser: true } ]\n";
    server = TestServer.over(folder, manifest, Map.of());
  }

  /// What is hidden differs: amounts, numbers and ids of rows, values of masked and withheld
  /// columns, tables.
  private void make(String name, int amount, List<Integer> hidden, List<String> more)
      throws SQLException {
    for (String url : List.of("jdbc:duckdb:" + file(name + ".duckdb"), sqlite(name))) {
      String table = url.contains("sqlite") ? "customer" : "orders";
      run(
          url,
          List.of(
              "CREATE TABLE "
                  + table
                  + "(id INTEGER, owner VARCHAR, amount DOUBLE, note VARCHAR, secret VARCHAR,"
                  + " mail VARCHAR, region VARCHAR)"));
      for (int id : hidden) {
        run(url, List.of(row(table, id, "other", amount, "CANARY-" + id, name, "US")));
      }
      for (int id = 1; id <= 5; id++) {
        run(url, List.of(row(table, id, "clerk", id, String.valueOf(id), name, "EU")));
      }
      run(url, List.of(row(table, 300 + amount, "other", amount, "CANARY", name, "US")));
    }
    run("jdbc:duckdb:" + file(name + ".duckdb"), more);
    if (more.isEmpty()) {
      run(
          "jdbc:duckdb:" + file(name + ".duckdb"),
          List.of(
              "CREATE TABLE salaries AS SELECT 'CANARY' AS pay",
              "CREATE VIEW v_hidden AS SELECT * FROM orders",
              "CREATE SCHEMA hidden",
              "CREATE TABLE hidden.t AS SELECT 'CANARY' AS x"));
    }
  }

  private static String row(
      String table, int id, String owner, int amount, String note, String name, String region) {
    return "INSERT INTO %s VALUES (%d, '%s', %d, '%s', 'CANARY %s %d', 'x%d@CANARY.%s', '%s')"
        .formatted(table, id, owner, amount, note, name, id, amount, name, region);
  }

  private void makePlain() throws SQLException {
    for (String url : List.of("jdbc:duckdb:" + file("plain.duckdb"), sqlite("plain"))) {
      String table = url.contains("sqlite") ? "customer" : "orders";
      run(
          url,
          List.of(
              "CREATE TABLE "
                  + table
                  + "(id INTEGER, owner VARCHAR, amount DOUBLE, note VARCHAR, mail VARCHAR,"
                  + " region VARCHAR)"));
      for (int id = 1; id <= 5; id++) {
        run(
            url,
            List.of(
                "INSERT INTO %s VALUES (%d, 'clerk', %d, '%d', '***', 'EU')"
                    .formatted(table, id, id, id)));
      }
    }
  }

  private String sqlite(String name) {
    return "jdbc:sqlite:" + file(name + ".sqlite");
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  private static void run(String url, List<String> statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  Connection flight(String tenant, String database, String user) throws SQLException {
    return server.connect("flight", user, Map.of("tenant", tenant, "database", database));
  }

  Connection avatica(String tenant, String database, String user) throws SQLException {
    return server.connect("protobuf", user, Map.of("tenant", tenant, "database", database));
  }

  @Override
  public void close() {
    server.close();
  }
}
