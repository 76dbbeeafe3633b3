package io.merganser.tests.audit;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The audit trail as a table, by both protocols.
class AuditSqlTest {
  private static final String MANIFEST =
      """
      apiVersion: merganser.io/v1
      tenants:
        - name: acme
          databases:
            - name: shop
              defaultCatalog: parts
              defaultSchema: main
              sources: [ { alias: parts, type: duckdb, options: { path: ./parts.duckdb } } ]
          roles:
            - { name: all, grants: [ { on: "*", verbs: [all] }, { on: "parts.*", verbs: [read] } ] }
            - name: auditors
              grants: [ { on: system.audit.records, verbs: [read] } ]
              columnMasks:
                - { name: no-texts, on: system.audit.records, column: sql_text, expression: "'***'" }
              rowFilters:
                - { name: no-admins, on: system.audit.records, predicate: "user_name <> 'admin'" }
          users:
            - { name: admin, password: { value: secret }, superuser: true }
            - { name: clerk, password: { value: secret }, roles: [all] }
            - { name: auditor, password: { value: secret }, roles: [auditors] }
        - name: other
          databases: [ { name: theirs } ]
          users: [ { name: boss, password: { value: secret }, superuser: true } ]
      system:
        users: [ { name: root, password: { value: secret }, superuser: true } ]
      """;

  private static TestServer server;

  @BeforeAll
  static void start() throws IOException, SQLException {
    Path folder = Files.createTempDirectory("merganser-audit-sql");
    try (Connection connection =
            DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("parts.duckdb"));
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE part AS SELECT 1 AS id");
    }
    server = TestServer.over(folder, MANIFEST, Map.of());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"flight", "avatica"})
  void administratorsReadTheTrailOfTheirTenant(String protocol) throws Exception {
    String marker = "SELECT id AS from_" + protocol + " FROM part";
    try (Connection clerk = connect(protocol, "acme", "clerk");
        Connection boss = connect(protocol, "other", "boss");
        Connection admin = connect(protocol, "acme", "admin")) {
      rows(clerk, marker);
      rows(boss, "SELECT 'of another tenant'");
      String mine =
          "SELECT decision, user_name, protocol, database_name, kind, sql_text, relations[1],"
              + " row_count, tenant FROM system.audit.records WHERE sql_text = '"
              + marker
              + "'";
      Await.until(
          "the record is there",
          () ->
              rows(admin, mine)
                  .contains(
                      "ALLOWED,clerk,%s,shop,SELECT,%s,parts.main.part,1,acme"
                          .formatted(protocol, marker)));
      assertThat(rows(admin, "SELECT DISTINCT tenant FROM system.audit.records"))
          .containsExactly("acme");
      Await.until(
          "theirs is there",
          () ->
              !rows(boss, "SELECT id FROM system.audit.records WHERE user_name = 'boss'")
                  .isEmpty());
      assertThat(rows(boss, "SELECT DISTINCT tenant FROM system.audit.records"))
          .containsExactly("other");
      assertThat(
              rows(
                  admin,
                  "SELECT count(*) > 0 FROM system.audit.records r JOIN part p ON p.id ="
                      + " r.row_count WHERE occurred_at > now() - INTERVAL 1 HOUR"))
          .containsExactly("true");
      assertThat(rows(admin, "DESCRIBE system.audit.records"))
          .hasSize(20)
          .contains("occurred_at,TIMESTAMP WITH TIME ZONE,YES", "relations,VARCHAR[],YES");
      assertThat(rows(admin, "SHOW TABLES FROM system.audit")).containsExactly("records");
    }
  }

  @Test
  void operatorsSeeTheTrailOfTheTenantThatTheyAreIn() throws Exception {
    try (Connection root = connect("flight", null, "root")) {
      Await.until(
          "the login is there",
          () ->
              rows(root, "SELECT DISTINCT is_operator, user_name FROM system.audit.records")
                  .contains("true,root"));
      assertThat(rows(root, "SELECT count(*) FROM system.audit.records WHERE tenant <> 'other'"))
          .containsExactly("0");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"flight", "avatica"})
  void isThereForNobodyElse(String protocol) throws SQLException {
    try (Connection clerk = connect(protocol, "acme", "clerk");
        Connection admin = connect(protocol, "acme", "admin")) {
      for (String sql :
          List.of(
              "SELECT * FROM system.audit.records",
              "SELECT 1 FROM SYSTEM.AUDIT.RECORDS",
              "DESCRIBE system.audit.records",
              "SELECT 1 WHERE EXISTS (SELECT 1 FROM \"system\".\"audit\".\"records\")")) {
        assertThat(failure(clerk, sql)).contains("no catalog `").doesNotContain("acme");
      }
      // Nobody changes it, superuser or not.
      for (String sql :
          List.of(
              "DELETE FROM system.audit.records",
              "UPDATE system.audit.records SET user_name = 'x'",
              "INSERT INTO system.audit.records SELECT * FROM system.audit.records",
              "TRUNCATE system.audit.records",
              "DROP TABLE system.audit.records")) {
        assertThat(failure(admin, sql)).contains("read-only");
      }
      assertThat(rows(admin, "SHOW CATALOGS")).containsExactly("parts");
      assertThat(failure(admin, "SELECT * FROM system.main.duckdb_tables")).contains("main");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"flight", "avatica"})
  void isGrantedByNameAndTakesPolicies(String protocol) throws Exception {
    try (Connection auditor = connect(protocol, "acme", "auditor")) {
      Await.until(
          "its own login is there",
          () ->
              rows(auditor, "SELECT DISTINCT user_name FROM system.audit.records")
                  .contains("auditor"));
      assertThat(
              rows(
                  auditor,
                  "SELECT DISTINCT sql_text FROM system.audit.records WHERE sql_text IS NOT NULL"))
          .containsExactly("***");
      assertThat(
              rows(auditor, "SELECT count(*) FROM system.audit.records WHERE user_name = 'admin'"))
          .containsExactly("0");
    }
  }

  @Test
  void readsManyPagesNewestFirstAndStopsWhereNobodyReadsOn() throws Exception {
    try (Connection clerk = connect("flight", "acme", "clerk");
        Connection admin = connect("flight", "acme", "admin");
        PreparedStatement statement = clerk.prepareStatement("SELECT 1 AS page")) {
      for (int i = 0; i < 4_500; i++) {
        statement.executeQuery().close();
      }
      Await.until(
          "all are there",
          () ->
              rows(
                      admin,
                      "SELECT count(*) >= 4500 FROM system.audit.records WHERE user_name = 'clerk'")
                  .equals(List.of("true")));
      assertThat(rows(admin, "SELECT count(DISTINCT id) = count(*) FROM system.audit.records"))
          .containsExactly("true");
      List<String> newest = rows(admin, "SELECT id FROM system.audit.records LIMIT 3");
      assertThat(newest).hasSize(3);
      String since = Instant.now().minusSeconds(600).toString();
      try (PreparedStatement recent =
          admin.prepareStatement(
              "SELECT count(*) FROM system.audit.records WHERE occurred_at > CAST(CAST(? AS"
                  + " VARCHAR) AS TIMESTAMPTZ) AND kind = ?")) {
        recent.setString(1, since);
        recent.setString(2, "SELECT");
        try (ResultSet rows = recent.executeQuery()) {
          assertThat(rows.next()).isTrue();
          assertThat(rows.getLong(1)).isGreaterThan(4_500);
        }
      }
    }
  }

  private static String failure(Connection connection, String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
      return "";
    } catch (SQLException | RuntimeException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static List<String> rows(Connection connection, String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(sql)) {
      int count = answer.getMetaData().getColumnCount();
      while (answer.next()) {
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
          values.add(String.valueOf(answer.getObject(i)));
        }
        rows.add(String.join(",", values));
      }
    }
    return rows;
  }

  /// @param tenant null for an operator, who says the database `theirs`
  private static Connection connect(String protocol, @Nullable String tenant, String user)
      throws SQLException {
    return server.connect(
        protocol.equals("flight") ? protocol : "protobuf",
        user,
        tenant == null ? Map.of("database", "theirs") : Map.of("tenant", tenant));
  }
}
