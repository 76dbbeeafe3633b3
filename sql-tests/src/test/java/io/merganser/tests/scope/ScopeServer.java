package io.merganser.tests.scope;

import io.merganser.catalog.manifest.ManifestReader;
import io.merganser.catalog.store.CatalogStore;
import io.merganser.catalog.store.StoreSettings;
import io.merganser.connectors.duckdb.DuckDbConnectorFactory;
import io.merganser.connectors.sqlite.SqliteConnectorFactory;
import io.merganser.tests.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Two databases whose scopes show the same, while what is beneath differs: rows, withheld and
/// replaced columns, and tables that no dataset names. `parts` is attached, `crm` is not.
final class ScopeServer implements AutoCloseable {
  private static final String DATABASE =
      """
          - name: %1$s
            defaultCatalog: parts
            defaultSchema: main
            sources:
              - { alias: parts, type: duckdb, options: { path: %1$s.duckdb } }
              - { alias: crm, type: sqlite, mode: direct, options: { path: %1$s.sqlite } }
            scopes:
              - name: own
                views:
                  orders: >-
                    SELECT id, owner, amount, note, '***' AS mail, region
                    FROM parts.main.orders WHERE owner = CURRENT_USER -- and nobody else's
                  customer: >-
                    SELECT id, owner, amount, note, '***' AS mail, region
                    FROM crm.main.customer WHERE owner = CURRENT_USER
              - name: Model1
                views:
                  regional: SELECT id, note FROM orders WHERE region = current_principal_attribute('region')
                  listed: >-
                    SELECT id FROM orders
                    WHERE region IN ('ZZ', current_principal_attribute('Region')) OR id < 0
                  grouped: >-
                    SELECT id, CASE WHEN list_contains(current_principal_groups(), 'Staff')
                    THEN note ELSE '-' END AS note FROM main.orders
                  Mixed Case: SELECT id AS "Some Id" FROM parts.main.orders
                  "joined": >-
                    WITH c AS (SELECT id, note AS remark FROM crm.main.customer)
                    SELECT o.id, c.remark FROM parts.main.orders o JOIN c ON c.id = o.id
                  customers: SELECT * FROM crm.main.customer
                  best: SELECT id, amount FROM parts.main.orders ORDER BY amount DESC LIMIT 2
                  secrets: SELECT id, secret FROM parts.main.orders
                  raising: SELECT id, CAST(secret AS INTEGER) AS number FROM parts.main.orders
                  gone: SELECT no_such_column FROM parts.main.orders
                  absent: SELECT * FROM parts.main.hidden_away
                  nonsense: SELECT FROM WHERE
                  changing: DELETE FROM parts.main.orders
                  parameter: SELECT id FROM parts.main.orders WHERE id = ?
              - { name: empty }
      """;

  static final String USERS =
      """
        roles:
          - name: scoped
            grants:
              - { scope: one/own, verbs: [read] }
              - { scope: two/own, verbs: [read] }
              - { scope: one/model1, verbs: [read] }
          - name: tables
            grants: [ { on: parts.main.orders, verbs: [read] } ]
          - name: careful
            denials: [ { on: parts.main.orders, columns: [secret] } ]
            rowFilters: [ { name: few, on: parts.main.orders, predicate: "id <= 2" } ]
            columnMasks:
              - { name: note, on: crm.main.customer, column: note, expression: "'masked'" }
        groups: [ { name: Staff } ]
        users:
          - { name: admin, password: { value: secret }, superuser: true }
          - { name: clerk, password: { value: secret }, roles: [scoped], attributes: { region: [EU] } }
          - name: other
            password: { value: secret }
            roles: [scoped]
            groups: [Staff]
            attributes: { region: [US, "x') OR ('1'='1"] }
          - { name: nobody, password: { value: secret }, roles: [scoped, careful] }
          - { name: reader, password: { value: secret }, roles: [tables] }
      """;

  static final String MANIFEST =
      "apiVersion: merganser.io/v1\ntenants:\n  - name: demo\n    databases:\n"
          + (DATABASE.formatted("one") + DATABASE.formatted("two")).indent(2)
          + USERS.indent(2);

  private final Path folder;
  private final TestServer server;

  ScopeServer() throws IOException, SQLException {
    folder = Files.createTempDirectory("merganser-scopes");
    make("one", 31, List.of(101, 102));
    make("two", 1077, List.of(7, 8, 9, 10));
    server = TestServer.over(folder, MANIFEST, Map.of());
  }

  private void make(String name, int amount, List<Integer> hidden) throws SQLException {
    for (String url :
        List.of(
            "jdbc:duckdb:" + folder.resolve(name + ".duckdb"),
            "jdbc:sqlite:" + folder.resolve(name + ".sqlite"))) {
      String table = url.contains("sqlite") ? "customer" : "orders";
      try (Connection connection = DriverManager.getConnection(url);
          Statement statement = connection.createStatement()) {
        statement.execute(
            "CREATE TABLE "
                + table
                + "(id INTEGER, owner VARCHAR, amount DOUBLE, note VARCHAR, secret VARCHAR,"
                + " mail VARCHAR, region VARCHAR)");
        for (int id : hidden) {
          statement.execute(row(table, id, "other", amount, "CANARY-" + id, "US"));
        }
        for (int id = 1; id <= 5; id++) {
          statement.execute(row(table, id, "clerk", id, String.valueOf(id), "EU"));
        }
        statement.execute("CREATE TABLE vault AS SELECT 'CANARY' AS gold");
      }
    }
  }

  private static String row(
      String table, int id, String owner, int amount, String note, String region) {
    return "INSERT INTO %s VALUES (%d, '%s', %d, '%s', 'CANARY %d', 'x%d@CANARY', '%s')"
        .formatted(table, id, owner, amount, note, amount, id, region);
  }

  TestServer server() {
    return server;
  }

  Path folder() {
    return folder;
  }

  /// Declares something else while the server runs, as another server on the same store would.
  void apply(String manifest) {
    ManifestReader reader =
        new ManifestReader(
            Map.of(
                "duckdb",
                new DuckDbConnectorFactory().options(),
                "sqlite",
                new SqliteConnectorFactory().options()));
    try (CatalogStore store =
        CatalogStore.open(StoreSettings.of("jdbc:sqlite:" + folder.resolve("store.db")))) {
      store.apply(reader.read(manifest));
    }
  }

  Connection connect(String protocol, String database, String user, @Nullable String scope)
      throws SQLException {
    Map<String, String> properties = new HashMap<>(Map.of("tenant", "demo", "database", database));
    if (scope != null) {
      properties.put("scope", scope);
    }
    return server.connect(protocol.equals("flight") ? protocol : "protobuf", user, properties);
  }

  @Override
  public void close() {
    server.close();
  }
}
