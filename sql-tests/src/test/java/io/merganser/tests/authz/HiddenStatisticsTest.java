package io.merganser.tests.authz;

import static org.assertj.core.api.Assertions.assertThat;

import io.merganser.tests.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the engine knows of hidden rows, their least and greatest values and whether there are
/// nulls among them, changes how it plans; neither rows, nor their order, nor errors tell which of
/// two databases is asked that agree on what is visible.
class HiddenStatisticsTest {
  private static final String MANIFEST =
      """
      apiVersion: merganser.io/v1
      tenants:
        - name: demo
          databases:
            - name: near
              defaultCatalog: parts
              defaultSchema: main
              sources: [ { alias: parts, type: duckdb, options: { path: ./near.duckdb } } ]
            - name: far
              defaultCatalog: parts
              defaultSchema: main
              sources: [ { alias: parts, type: duckdb, options: { path: ./far.duckdb } } ]
          roles:
            - name: some
              grants: [ { on: parts.main.*, verbs: [read] } ]
              rowFilters: [ { name: own, on: parts.main.p, predicate: "owner = CURRENT_USER" } ]
          users:
            - { name: admin, password: { value: secret }, superuser: true }
            - { name: clerk, password: { value: secret }, roles: [some] }
      """;

  private static TestServer server;

  @BeforeAll
  static void start() throws IOException, SQLException {
    Path folder = Files.createTempDirectory("merganser-statistics");
    make(folder.resolve("near.duckdb"), "90", "7");
    make(folder.resolve("far.duckdb"), "100000", "NULL");
    // With more threads it is chance which group, and which of two parts, comes first.
    server = TestServer.over(folder, MANIFEST, Map.of("engine.threads", "1"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /// Visible rows are the same and come in no order that a plan would sort them into.
  private static void make(Path file, String hidden, String hiddenNull) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE p AS SELECT CAST(i AS INTEGER) AS id, CAST((i * 37) % 100 AS INTEGER) AS k,"
              + " CAST(i % 10 AS INTEGER) AS a, CAST(i AS DECIMAL(15, 2)) AS d, 'clerk' AS owner"
              + " FROM range(100) AS r(i)");
      statement.execute(
          "INSERT INTO p SELECT %1$s, %1$s, %2$s, %1$s, 'other' FROM range(10000)"
              .formatted(hidden, hiddenNull));
      statement.execute(
          "CREATE TABLE free AS SELECT CAST(i AS INTEGER) AS n, CAST((i * 7) % 10 AS INTEGER) AS g,"
              + " CASE WHEN i = 5 THEN 'five' ELSE CAST(i AS VARCHAR) END AS t,"
              + " CAST(9999999999 AS DECIMAL(15, 2)) AS huge FROM range(10) AS r(i)");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // The order of rows.
        "SELECT k, count(*) FROM p GROUP BY k",
        "SELECT k, sum(d) FROM p GROUP BY ALL",
        "SELECT DISTINCT k FROM p",
        "SELECT count(*) AS n, k FROM p GROUP BY k ORDER BY n",
        "SELECT a, k > 200, count(*) FROM p GROUP BY 1, 2",
        "SELECT g, k FROM free JOIN p ON n = id",
        "SELECT k, g FROM p JOIN free ON id = n AND k < 200",
        "SELECT g FROM free WHERE NOT EXISTS (SELECT 1 FROM p WHERE id = n AND k > 200)",
        "SELECT g, k FROM free LEFT JOIN (SELECT * FROM p WHERE k > 200) AS q ON id = n",
        "SELECT * FROM p ORDER BY a LIMIT 7",
        "SELECT id FROM p ORDER BY a LIMIT 7",
        "SELECT id FROM p ORDER BY a DESC, owner LIMIT 3",
        "SELECT k FROM p WHERE k > 3 LIMIT 5",
        "SELECT k FROM p UNION SELECT n FROM free",
        "SELECT list(q.k) FROM (SELECT k FROM p GROUP BY k) AS q",
        "SELECT row_number() OVER (), k FROM (SELECT k FROM p GROUP BY k) AS q",
        "SELECT first(k) FROM (SELECT DISTINCT k FROM p) AS q",
        // What raises, and whether it is tried.
        "SELECT id FROM p WHERE k > 200 AND error(owner) IS NULL",
        "SELECT count(*) FROM (SELECT CAST(t AS INTEGER) AS v, n FROM free) AS f JOIN p ON k > 200",
        "SELECT count(*) FROM (SELECT CAST(t AS INTEGER) AS v, n FROM free) AS f, p WHERE k > 200",
        "SELECT f.v FROM (SELECT CAST(t AS INTEGER) AS v, n FROM free) AS f WHERE EXISTS (SELECT 1"
            + " FROM p WHERE k > 200)",
        "SELECT sum(CAST(t AS INTEGER)) FROM free JOIN p ON n = id HAVING max(k) > 200",
        "SELECT CASE WHEN max(k) > 200 THEN sum(CAST(t AS INTEGER)) END FROM free JOIN p ON n = id",
        "SELECT CASE WHEN max(k) > 200 THEN sum(huge * huge) END FROM free JOIN p ON n = id",
        "SELECT sum(huge * huge) FROM free JOIN p ON n = id HAVING max(k) > 200",
        "SELECT sum(huge * huge) FROM free JOIN p ON n = id AND k > 200",
        "SELECT sum(huge * huge) FROM free JOIN p ON n = id AND k < 200",
        "SELECT sum(huge * huge * k) FROM free JOIN p ON n = id",
        "SELECT sum(CASE WHEN k > 200 THEN huge * huge END) FROM free JOIN p ON n = id",
        "SELECT sum(CASE WHEN k > 200 THEN v END) FROM (SELECT k, huge * huge AS v FROM free JOIN p"
            + " ON n = id) AS q",
        "SELECT sum(CASE WHEN k > 200 THEN v END), sum(v) FROM (SELECT k, huge * huge AS v FROM"
            + " free JOIN p ON n = id) AS q",
        "SELECT sum(v) FROM (SELECT k, huge * huge AS v FROM free JOIN p ON n = id) AS q WHERE k >"
            + " 200",
        "SELECT count(*) FROM (SELECT huge * huge AS v, n FROM free) AS q JOIN p ON k > 200",
        "SELECT count(huge * a) FROM free JOIN p ON n = id",
        "SELECT count(a * 2147483647) FROM p",
        "SELECT sum(a * 2147483647) FROM p",
        "SELECT k > 200 AND huge * huge > 1 FROM free JOIN p ON n = id ORDER BY ALL",
        "SELECT coalesce(a, CAST(t AS INTEGER)) FROM free JOIN p ON n = id ORDER BY ALL",
        "SELECT sum((CASE WHEN k > 200 THEN 1 ELSE 0 END) * huge * huge) FROM free JOIN p ON n ="
            + " id",
        "SELECT huge * huge FROM free INTERSECT SELECT d FROM p WHERE k > 200",
        "SELECT count(*) FROM free WHERE n NOT IN (SELECT id FROM p WHERE k > 200) AND CAST(t AS"
            + " INTEGER) > 1",
        "SELECT id FROM p WHERE k > 200 AND a = (SELECT n FROM free)",
        "SELECT id FROM p WHERE k > 200 AND a IN (SELECT CAST(t AS INTEGER) FROM free)",
        "SELECT count(*) FROM p WHERE k > 200 AND a = 'five'",
        "SELECT huge * huge AS v, id FROM free JOIN p ON n = id ORDER BY k LIMIT 1",
        "SELECT huge * huge AS v, id FROM free JOIN p ON k > 200 LIMIT 1",
        // Values and counts.
        "SELECT count(*), count(a), min(k), max(k), sum(d), avg(d) FROM p",
        "SELECT count(*) FROM p WHERE k > 200",
        "SELECT count(*) FROM p WHERE a IS NULL",
        "SELECT max(k) > 200 FROM p",
        "SELECT stats(k) FROM p LIMIT 1",
        "SUMMARIZE p",
        "EXPLAIN SELECT count(*) FROM p WHERE k > 200",
        "EXPLAIN ANALYZE SELECT count(*) FROM p WHERE k > 200",
      })
  void tellNothing(String sql) throws SQLException {
    try (Connection near = connect("near", "clerk");
        Connection far = connect("far", "clerk")) {
      String answer = answer(near, sql);
      // How long it took may differ.
      assertThat(answer(far, sql).replaceAll("\\d+ ms|[\\d.]+ ?ms", "ms"))
          .isEqualTo(answer.replaceAll("\\d+ ms|[\\d.]+ ?ms", "ms"));
    }
  }

  @Test
  void theyWouldTellWhoSeesAllRows() throws SQLException {
    try (Connection near = connect("near", "admin");
        Connection far = connect("far", "admin")) {
      String sql = "SELECT k FROM p WHERE owner = 'clerk' GROUP BY k";
      assertThat(answer(near, sql)).isNotEqualTo(answer(far, sql));
      sql = "SELECT count(a * 2147483647) FROM p WHERE owner = 'clerk'";
      assertThat(answer(near, sql)).isNotEqualTo(answer(far, sql));
    }
  }

  /// Rows in the order in which they come, or the error.
  private static String answer(Connection connection, String sql) {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      int columns = rows.getMetaData().getColumnCount();
      List<String> lines = new ArrayList<>();
      while (rows.next()) {
        StringBuilder line = new StringBuilder();
        for (int i = 1; i <= columns; i++) {
          line.append(rows.getObject(i)).append('|');
        }
        lines.add(line.toString());
      }
      return lines.toString();
    } catch (SQLException e) {
      return "!" + e.getMessage();
    }
  }

  private static Connection connect(String database, String user) throws SQLException {
    return server.connect("flight", user, Map.of("tenant", "demo", "database", database));
  }
}
