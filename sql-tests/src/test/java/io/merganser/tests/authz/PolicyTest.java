package io.merganser.tests.authz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.merganser.catalog.manifest.ManifestReader;
import io.merganser.catalog.store.CatalogStore;
import io.merganser.catalog.store.StoreSettings;
import io.merganser.connectors.duckdb.DuckDbConnectorFactory;
import io.merganser.tests.Await;
import io.merganser.tests.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Policies that change, that raise errors, that fit no table, and what may be written under them.
class PolicyTest {
  private static final String MANIFEST =
      """
      apiVersion: merganser.io/v1
      tenants:
        - name: demo
          databases:
            - name: shop
              defaultCatalog: own
              defaultSchema: main
              sources: [ { alias: own, type: duckdb, readOnly: false, options: { path: ./own.duckdb } } ]
          roles:
            - name: keeper
              grants: [ { on: own.*, verbs: [all] } ]
              rowFilters:
                - { name: open, on: own.main.orders, predicate: "status = 'O'" }
                - { name: raising, on: own.main.raising, predicate: "CAST(note AS INTEGER) > 0" }
                - { name: mixed, on: own.main.mixed, predicate: "note = 1" }
                - { name: wrong, on: own.main.wrong, predicate: "absent = 1" }
              columnMasks:
                - { name: mail, on: own.main.orders, column: mail, expression: "'***'" }
                - { name: masked, on: own.main.masked, column: note, expression: "CAST(note AS INTEGER)" }
          users:
            - { name: admin, password: { value: secret }, superuser: true }
            - { name: keeper, password: { value: secret }, roles: [keeper] }
      """;

  private static final List<String> CHANGES =
      List.of(
          "INSERT INTO orders VALUES (4, 'F', 'x')",
          "INSERT INTO orders SELECT * FROM orders",
          "UPDATE orders SET id = 1 / 0",
          "UPDATE free SET id = o.id FROM orders o RETURNING (SELECT max(id) FROM orders), 1 / 0",
          "MERGE INTO orders USING free ON free.id = orders.id WHEN MATCHED THEN DELETE",
          "TRUNCATE orders",
          "DROP TABLE orders",
          "DROP TABLE IF EXISTS orders",
          "ALTER TABLE orders RENAME TO others",
          "ALTER TABLE free RENAME TO orders",
          "ALTER TABLE orders ALTER COLUMN mail SET DATA TYPE INTEGER USING CAST(mail AS INTEGER)",
          "ALTER TABLE orders DROP COLUMN status",
          "CREATE OR REPLACE TABLE orders AS SELECT 1 AS id",
          "CREATE VIEW seen AS SELECT * FROM orders",
          "DROP SCHEMA main CASCADE");

  private Path folder;
  private TestServer server;
  private Connection keeper;

  @BeforeEach
  void start() throws IOException, SQLException {
    folder = Files.createTempDirectory("merganser-policy");
    try (Connection file =
            DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("own.duckdb"));
        Statement statement = file.createStatement()) {
      statement.execute("CREATE TABLE orders(id INTEGER, status VARCHAR, mail VARCHAR)");
      statement.execute(
          "INSERT INTO orders VALUES (1, 'O', 'CANARY-1'), (2, 'F', 'CANARY-2'), (3, 'O',"
              + " 'CANARY-3')");
      for (String table : List.of("raising", "mixed", "masked", "wrong")) {
        statement.execute("CREATE TABLE " + table + "(id INTEGER, note VARCHAR)");
        statement.execute("INSERT INTO " + table + " VALUES (1, '1'), (2, 'CANARY')");
      }
      statement.execute("CREATE TABLE free(id INTEGER, status VARCHAR, mail VARCHAR)");
    }
    server = TestServer.over(folder, MANIFEST, Map.of());
    keeper = connect("keeper");
  }

  @AfterEach
  void stop() throws SQLException {
    keeper.close();
    server.close();
  }

  private Connection connect(String user) throws SQLException {
    return server.connect("flight", user);
  }

  @Test
  void whatIsUnderAPolicyIsNotChangedAndNotKept() throws SQLException {
    for (String sql : CHANGES) {
      assertThatThrownBy(() -> update(keeper, sql))
          .as(sql)
          .rootCause()
          .message()
          .doesNotContain("CANARY")
          .doesNotContain("merganser_row");
    }
    try (Connection admin = connect("admin")) {
      assertThat(rows(admin, "SELECT id, status, mail FROM orders ORDER BY id"))
          .containsExactly("[1, O, CANARY-1]", "[2, F, CANARY-2]", "[3, O, CANARY-3]");
    }
  }

  @Test
  void refusesToChangeInPlainWords() {
    assertThatThrownBy(() -> update(keeper, "TRUNCATE orders"))
        .hasStackTraceContaining("no right to write all of `own.main.orders`")
        .hasStackTraceContaining("a policy withholds a part");
  }

  @Test
  void copiesHaveWhatTheCopierHas() throws SQLException {
    update(keeper, "INSERT INTO free SELECT * FROM orders");
    update(keeper, "CREATE TABLE copied AS SELECT * FROM orders");
    update(
        keeper,
        "UPDATE free SET mail = own.main.orders.mail FROM orders"
            + " WHERE free.id = own.main.orders.id");
    try (Connection admin = connect("admin")) {
      for (String copy : List.of("free", "copied")) {
        assertThat(rows(admin, "SELECT * FROM " + copy + " ORDER BY id"))
            .containsExactly("[1, O, ***]", "[3, O, ***]");
      }
    }
  }

  @Test
  void aPolicyThatRaisesHides() throws SQLException {
    assertThat(rows(keeper, "SELECT * FROM raising")).containsExactly("[1, 1]");
    assertThat(rows(keeper, "SELECT * FROM mixed")).containsExactly("[1, 1]");
    assertThat(rows(keeper, "SELECT * FROM masked ORDER BY id"))
        .containsExactly("[1, 1]", "[2, null]");
  }

  @Test
  void aPolicyThatDoesNotFitRefusesItsTableOnly() throws SQLException {
    assertThatThrownBy(() -> rows(keeper, "SELECT * FROM wrong"))
        .hasStackTraceContaining("POLICY_INVALID")
        .message()
        .doesNotContain("absent");
    assertThat(rows(keeper, "SELECT count(*) FROM orders")).containsExactly("[2]");
  }

  @Test
  void aChangedPolicyHoldsForWhatWasPrepared() throws Exception {
    StoreSettings settings = StoreSettings.of("jdbc:sqlite:" + folder.resolve("store.db"));
    ManifestReader reader =
        new ManifestReader(Map.of("duckdb", new DuckDbConnectorFactory().options()));
    try (PreparedStatement prepared = keeper.prepareStatement("SELECT count(*) FROM orders");
        CatalogStore store = CatalogStore.open(settings)) {
      assertThat(count(prepared)).isEqualTo(2);
      store.apply(reader.read(MANIFEST.replace("status = 'O'", "status = 'F'")));
      Await.until("the new filter counts", () -> count(prepared) == 1);
      assertThat(rows(keeper, "SELECT id FROM orders")).containsExactly("[2]");
      store.apply(reader.read(MANIFEST.replace("roles: [keeper]", "roles: []")));
      Await.until("the role is gone", () -> fails(prepared));
      assertThat(fails(prepared)).isTrue();
    }
  }

  /// A view of a session keeps a text and no right.
  @Test
  void aChangedPolicyHoldsForTemporaryViews() throws Exception {
    StoreSettings settings = StoreSettings.of("jdbc:sqlite:" + folder.resolve("store.db"));
    ManifestReader reader =
        new ManifestReader(Map.of("duckdb", new DuckDbConnectorFactory().options()));
    try (Statement statement = keeper.createStatement();
        CatalogStore store = CatalogStore.open(settings)) {
      statement.execute("CREATE TEMP VIEW kept AS SELECT * FROM orders");
      statement.execute("CREATE TEMP VIEW orders AS SELECT id, mail FROM own.main.orders");
      assertThat(rows(keeper, "SELECT DISTINCT mail FROM kept")).containsExactly("[***]");
      try (PreparedStatement prepared = keeper.prepareStatement("SELECT count(*) FROM kept")) {
        assertThat(count(prepared)).isEqualTo(2);
        store.apply(reader.read(MANIFEST.replace("status = 'O'", "status = 'F'")));
        Await.until("the new filter counts", () -> count(prepared) == 1);
        assertThat(rows(keeper, "SELECT id FROM kept")).containsExactly("[2]");
        assertThat(rows(keeper, "SELECT id, mail FROM orders")).containsExactly("[2, ***]");
        store.apply(reader.read(MANIFEST.replace("roles: [keeper]", "roles: []")));
        Await.until("the role is gone", () -> fails(prepared));
        assertThatThrownBy(() -> rows(keeper, "SELECT 1 FROM kept"))
            .hasStackTraceContaining("CATALOG_NOT_FOUND");
        assertThat(rows(keeper, "SHOW TABLES FROM temp")).containsExactly("[kept]", "[orders]");
      }
    }
  }

  @Test
  void aChangedPolicyEndsWhatIsOnItsWay() throws Exception {
    StoreSettings settings = StoreSettings.of("jdbc:sqlite:" + folder.resolve("store.db"));
    ManifestReader reader =
        new ManifestReader(Map.of("duckdb", new DuckDbConnectorFactory().options()));
    String many = " CROSS JOIN range(1000000000)";
    try (CatalogStore store = CatalogStore.open(settings);
        Statement concerned = keeper.createStatement();
        Statement other = keeper.createStatement();
        ResultSet seen = concerned.executeQuery("SELECT orders.id FROM orders" + many);
        ResultSet unchanged = other.executeQuery("SELECT masked.id FROM masked" + many)) {
      assertThat(seen.next()).isTrue();
      store.apply(reader.read(MANIFEST.replace("status = 'O'", "status = 'F'")));
      assertThatThrownBy(
              () -> {
                while (seen.next()) {
                  // Goes on until somebody ends it.
                }
              })
          .hasMessageContaining("[42501] STATEMENT_REVOKED")
          .hasMessageContaining("the rights that the statement started with have changed");
      for (int i = 0; i < 10_000; i++) {
        assertThat(unchanged.next()).isTrue();
      }
    }
  }

  private static boolean fails(PreparedStatement prepared) {
    try {
      count(prepared);
      return false;
    } catch (SQLException e) {
      return true;
    }
  }

  private static int count(PreparedStatement prepared) throws SQLException {
    try (ResultSet rows = prepared.executeQuery()) {
      assertThat(rows.next()).isTrue();
      return rows.getInt(1);
    }
  }

  private static void update(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> rows(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> lines = new ArrayList<>();
      while (rows.next()) {
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          values.add(String.valueOf(rows.getObject(i)));
        }
        lines.add(values.toString());
      }
      return lines;
    }
  }
}
