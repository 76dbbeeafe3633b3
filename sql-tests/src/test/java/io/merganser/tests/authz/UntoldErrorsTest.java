package io.merganser.tests.authz;

import static org.assertj.core.api.Assertions.assertThat;

import io.merganser.tests.Answers;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A hidden row that a source, a file or a view cannot deliver fails a statement before any fence;
/// what is in the row stays untold. Rows of tables in DuckDB files cannot fail so, and what is said
/// of them is about visible ones.
class UntoldErrorsTest {
  /// More than DuckDB looks at to find the types of a file.
  private static final int ROWS = 30_000;

  private static final String MANIFEST =
      """
      apiVersion: merganser.io/v1
      tenants:
        - name: demo
          databases:
            - name: shop
              defaultCatalog: own
              defaultSchema: main
              sources:
                - { alias: own, type: duckdb, readOnly: false, options: { path: ./own.duckdb } }
                - { alias: geo, type: files, options: { path: ./geo } }
                - { alias: crm, type: sqlite, mode: direct, options: { path: ./crm.sqlite } }
          roles:
            - name: some
              grants:
                - { on: own.*, verbs: [all] }
                - { on: geo.*, verbs: [read] }
                - { on: crm.*, verbs: [read] }
              rowFilters:
                - { name: own, on: own.main.seen, predicate: "owner = 'clerk'" }
                - { name: stored, on: own.main.stored, predicate: "owner = 'clerk'" }
                - { name: geo, on: geo.main.*, predicate: "upper(owner) = 'CLERK'" }
                - { name: crm, on: crm.main.*, predicate: "upper(owner) = 'CLERK'" }
            - name: pushed
              grants: [ { on: crm.*, verbs: [read] } ]
              rowFilters: [ { name: crm, on: crm.main.*, predicate: "owner = 'clerk'" } ]
          users:
            - { name: pushed, password: { value: secret }, roles: [pushed] }
            - { name: admin, password: { value: secret }, superuser: true }
            - { name: clerk, password: { value: secret }, roles: [some] }
      """;

  private static TestServer server;

  @BeforeAll
  static void start() throws IOException, SQLException {
    Path folder = Files.createTempDirectory("merganser-untold");
    Path geo = Files.createDirectory(folder.resolve("geo"));
    String lines =
        IntStream.range(0, ROWS).mapToObj(i -> i + ",clerk\n").collect(Collectors.joining());
    Files.writeString(geo.resolve("late.csv"), "amount,owner\n" + lines + "CANARY,other\n");
    run(
        "jdbc:sqlite:" + folder.resolve("crm.sqlite"),
        "CREATE TABLE loose(amount INTEGER, owner TEXT)",
        "INSERT INTO loose VALUES (1, 'clerk'), ('CANARY', 'other')");
    run(
        "jdbc:duckdb:" + folder.resolve("own.duckdb"),
        "CREATE TABLE stored(amount VARCHAR, owner VARCHAR)",
        "INSERT INTO stored VALUES ('one', 'clerk'), ('CANARY', 'other')",
        "CREATE VIEW seen AS SELECT CAST(amount AS INTEGER) AS amount, owner FROM stored"
            + " WHERE CAST(amount AS INTEGER) > 0 OR owner = 'other'",
        "CREATE TABLE mine AS SELECT 1 AS amount");
    server = TestServer.over(folder, MANIFEST, Map.of());
  }

  private static void run(String url, String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"geo.main.late", "crm.main.loose", "own.main.seen"})
  void whatAHiddenRowHoldsStaysUntold(String table) throws SQLException {
    for (String protocol : List.of("flight", "json")) {
      try (Connection clerk = server.connect(protocol, "clerk");
          Connection admin = server.connect(protocol, "admin")) {
        for (String sql :
            List.of(
                "SELECT sum(amount) AS s FROM " + table,
                "SELECT max(amount) FROM " + table + " WHERE amount > (SELECT 5)",
                "SELECT 1 FROM " + table + " GROUP BY amount",
                "EXPLAIN ANALYZE SELECT sum(amount) AS s FROM " + table)) {
          String told = Answers.of(clerk, sql, false);
          assertThat(told)
              .as(sql)
              .startsWith("!")
              .contains("DATA_ERROR", "which one is not told")
              .doesNotContain("CANARY", "late.csv", "Line");
        }
        assertThat(Answers.of(admin, "SELECT sum(amount) AS s FROM " + table, false))
            .contains("DATA_ERROR")
            .doesNotContain("which one is not told");
      }
    }
  }

  /// A filter that SQLite reads as the hub does is asked of it, and the hidden row is not read.
  @Test
  void aRowThatStaysAtItsSourceFailsNothing() throws SQLException {
    try (Connection pushed = server.connect("flight", "pushed")) {
      assertThat(Answers.of(pushed, "SELECT sum(amount) AS s FROM crm.main.loose", false))
          .isEqualTo("[s] [1]");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"geo.main.late", "own.main.seen"})
  void norIsItToldByAChange(String table) throws SQLException {
    try (Connection clerk = server.connect("protobuf", "clerk")) {
      for (String sql :
          List.of(
              "INSERT INTO mine SELECT amount FROM " + table,
              "CREATE TABLE taken AS SELECT amount FROM " + table,
              "DELETE FROM mine WHERE amount IN (SELECT amount FROM " + table + ")")) {
        assertThat(Answers.of(clerk, sql, false))
            .as(sql)
            .contains("DATA_ERROR", "which one is not told")
            .doesNotContain("CANARY");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"flight", "json"})
  void whatAVisibleRowHoldsIsTold(String protocol) throws SQLException {
    try (Connection clerk = server.connect(protocol, "clerk")) {
      assertThat(Answers.of(clerk, "SELECT sum(CAST(amount AS INTEGER)) FROM stored", false))
          .contains("DATA_ERROR", "'one'")
          .doesNotContain("CANARY");
    }
  }
}
