package io.merganser.tests.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.merganser.tests.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// SET, RESET and SHOW: a session answers by its own settings and changes nobody else's.
@Timeout(120)
class SettingsTest {
  private static final String MIDNIGHT =
      "SELECT CAST(TIMESTAMPTZ '2024-01-01 00:00:00+00' AS VARCHAR)";

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.startWritable();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static SessionClient connect(String protocol) throws SQLException {
    return new SessionClient(server, protocol, "admin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"flight", "protobuf"})
  void twoSessionsHaveTwoZonesAtOnce(String protocol) throws SQLException {
    // Repeatable, whole on the hub, staged: every way to an engine.
    List<String> statements =
        List.of(
            MIDNIGHT,
            "SELECT CAST(TIMESTAMPTZ '2024-01-01 00:00:00+00' AS VARCHAR) FROM geo.main.region"
                + " LIMIT 1",
            "SELECT CAST(TIMESTAMPTZ '2024-01-01 00:00:00+00' AS VARCHAR) FROM parts.main.part"
                + " LIMIT 1",
            "SELECT CAST(TIMESTAMPTZ '2024-01-01 00:00:00+00' AS VARCHAR) FROM"
                + " crm.main.customer, geo.main.region LIMIT 1");
    try (SessionClient tokyo = connect(protocol);
        SessionClient plain = connect(protocol);
        SessionClient york = connect(protocol)) {
      tokyo.run("SET TimeZone = 'Asia/Tokyo'");
      york.run("SET TIME ZONE 'america/new_york'");
      for (int round = 0; round < 3; round++) {
        for (String sql : statements) {
          assertThat(tokyo.value(sql)).as(sql).isEqualTo("2024-01-01 09:00:00+09");
          assertThat(plain.value(sql)).as(sql).isEqualTo("2024-01-01 00:00:00+00");
          assertThat(york.value(sql)).as(sql).isEqualTo("2023-12-31 19:00:00-05");
        }
      }
      assertThat(york.value("SHOW TimeZone")).isEqualTo("America/New_York");
      york.run("RESET TimeZone");
      assertThat(york.value(MIDNIGHT)).isEqualTo("2024-01-01 00:00:00+00");
      assertThat(york.value("SHOW TIME ZONE")).isEqualTo("UTC");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"flight", "protobuf"})
  void aMomentIsTheSameInAllZones(String protocol) throws SQLException {
    String sql = "SELECT TIMESTAMPTZ '2024-01-01 00:00:00+00' AS t";
    try (SessionClient tokyo = connect(protocol);
        SessionClient plain = connect(protocol)) {
      tokyo.run("SET TimeZone = 'Asia/Tokyo'");
      assertThat(tokyo.rows(sql)).isEqualTo(plain.rows(sql));
      // What a text means depends on where one is.
      assertThat(
              tokyo.value(
                  "SELECT TIMESTAMPTZ '2024-01-01 09:00:00'"
                      + " = TIMESTAMPTZ '2024-01-01 00:00:00+00'"))
          .isEqualTo("true");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"flight", "protobuf"})
  void whatIsPreparedFollows(String protocol) throws SQLException {
    String sql =
        "SELECT CAST(CAST(? AS TIMESTAMPTZ) AS VARCHAR) FROM geo.main.region WHERE r_regionkey = ?";
    try (SessionClient session = connect(protocol);
        PreparedStatement statement = session.connection().prepareStatement(sql)) {
      statement.setString(1, "2024-01-01 00:00:00+00");
      statement.setInt(2, 1);
      assertThat(SessionClient.rows(statement)).containsExactly("2024-01-01 00:00:00+00");
      session.run("SET SESSION timezone TO 'Asia/Kolkata'");
      assertThat(SessionClient.rows(statement)).containsExactly("2024-01-01 05:30:00+05:30");
      session.run("SET timezone TO DEFAULT");
      assertThat(SessionClient.rows(statement)).containsExactly("2024-01-01 00:00:00+00");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"flight", "protobuf"})
  void settingsHoldInATransaction(String protocol) throws SQLException {
    try (SessionClient session = connect(protocol)) {
      session.run("BEGIN");
      assertThat(session.value(MIDNIGHT)).isEqualTo("2024-01-01 00:00:00+00");
      session.run("SET TimeZone = 'Asia/Tokyo'");
      assertThat(session.value(MIDNIGHT)).isEqualTo("2024-01-01 09:00:00+09");
      session.run("COMMIT");
      assertThat(session.value(MIDNIGHT)).isEqualTo("2024-01-01 09:00:00+09");
      session.run("BEGIN");
      session.run("RESET TimeZone");
      assertThat(session.value(MIDNIGHT)).isEqualTo("2024-01-01 00:00:00+00");
      session.run("ROLLBACK");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "default_null_order = 'nulls_first' | SELECT x FROM (VALUES (1), (NULL)) t(x) ORDER BY x"
            + " LIMIT 1 | 1 | null",
        "null_order = sqlite | SELECT x FROM (VALUES (1), (NULL)) t(x) ORDER BY x DESC LIMIT 1 |"
            + " 1 | 1",
        "integer_division = on | SELECT 5 / 2 | 2.5 | 2",
        "ieee_floating_point_ops = false | SELECT 1e0 / 0 IS NULL | false | true",
        "scalar_subquery_error_on_multiple_rows = 0 | SELECT (SELECT 1 FROM range(2)) |"
            + " DATA_ERROR | 1",
        "order_by_non_integer_literal = true | SELECT 1 AS x ORDER BY 'a' | INVALID_STATEMENT | 1",
        "Calendar = 'buddhist' | SELECT year(TIMESTAMPTZ '2024-01-01 00:00:00+00') | 2024 | 2567"
      })
  void eachChangesWhatItIsFor(String setting, String sql, String before, String after)
      throws SQLException {
    try (SessionClient session = connect("protobuf")) {
      assertThat(answer(session, sql)).contains(before);
      session.run("SET " + setting);
      assertThat(answer(session, sql)).isEqualTo(after);
      session.run("RESET " + setting.substring(0, setting.indexOf(' ')));
      assertThat(answer(session, sql)).contains(before);
    }
  }

  private static String answer(SessionClient session, String sql) {
    try {
      return session.value(sql);
    } catch (SQLException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void nullOrderHoldsAlsoWhereSourcesTakePart() throws SQLException {
    String sql =
        "SELECT nullif(c_custkey, 7) AS k FROM crm.main.customer JOIN geo.main.nation"
            + " ON c_nationkey = n_nationkey WHERE c_custkey < 9 ORDER BY k";
    try (SessionClient session = connect("flight")) {
      assertThat(session.rows(sql)).last().isEqualTo("null");
      session.run("SET default_null_order = 'NULLS FIRST'");
      assertThat(session.rows(sql)).first().isEqualTo("null");
      assertThat(String.join("\n", session.rows("EXPLAIN " + sql)))
          .contains("sources do not know the settings of the session");
    }
  }

  @Test
  void theZoneAloneKeepsNoStatementFromTheSources() throws SQLException {
    try (SessionClient session = connect("flight")) {
      String sql =
          "EXPLAIN SELECT count(*) FROM crm.main.customer JOIN geo.main.nation"
              + " ON c_nationkey = n_nationkey WHERE c_custkey < 9";
      List<String> before = session.rows(sql);
      session.run("SET TimeZone = 'Asia/Tokyo'");
      assertThat(session.rows(sql)).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"flight", "protobuf"})
  void aTimeoutOfItsOwnStopsTheSessionsStatements(String protocol) throws SQLException {
    try (SessionClient session = connect(protocol)) {
      session.run("SET statement_timeout = '150ms'");
      assertThatThrownBy(() -> session.rows(TestServer.ENDLESS))
          .hasMessageContaining("STATEMENT_TIMEOUT");
      assertThat(session.value("SHOW statement_timeout")).isEqualTo("150ms");
      session.run("SET statement_timeout = 0");
      assertThat(session.value("SHOW statement_timeout")).isEqualTo("5m");
      session.run("SET statement_timeout TO 90000");
      assertThat(session.value("SHOW statement_timeout")).isEqualTo("90s");
      assertThatThrownBy(() -> session.run("SET statement_timeout = '1h'"))
          .hasMessageContaining("`statement_timeout` can be 5m at most");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SET TimeZon = 'UTC' | NO_SUCH_SETTING: no setting `TimeZon`, did you mean `TimeZone`",
        "SET memory_limit = '1GB' | NO_SUCH_SETTING: no setting `memory_limit`",
        "SET enable_external_access = true | NO_SUCH_SETTING",
        "SET lock_configuration = false | NO_SUCH_SETTING",
        "SET allowed_configs = 'threads' | NO_SUCH_SETTING",
        "SET VARIABLE x = 1 | SYNTAX_ERROR",
        "RESET threads | NO_SUCH_SETTING: no setting `threads`",
        "SHOW time_zone | NO_SUCH_SETTING: no setting `time_zone`, did you mean `TimeZone`",
        "SHOW secret_directory | NO_SUCH_SETTING",
        "SET GLOBAL TimeZone = 'UTC' | UNSUPPORTED_STATEMENT: SET GLOBAL is not served",
        "RESET GLOBAL TimeZone | UNSUPPORTED_STATEMENT: RESET GLOBAL is not served",
        "SET LOCAL TimeZone = 'UTC' | UNSUPPORTED_STATEMENT: SET LOCAL is not served",
        "SET TimeZone = 'Asia/Tokio' | INVALID_SETTING: there is no time zone `Asia/Tokio`, did"
            + " you mean `Asia/Tokyo`",
        "SET TimeZone = 'x''; SET memory_limit = ''1GB' | INVALID_SETTING: there is no time zone",
        "SET Calendar = 'hobbit' | INVALID_SETTING: `Calendar` cannot be `hobbit`",
        "SET default_null_order = 'middle' | INVALID_SETTING: `default_null_order` is nulls_first",
        "SET integer_division = 2 | INVALID_SETTING: `integer_division` is true or false",
        "SET integer_division = NULL | INVALID_SETTING: a setting takes a literal or a word",
        "SET TimeZone = (SELECT 'UTC') | SYNTAX_ERROR",
        "SET statement_timeout = 'soon' | INVALID_SETTING: `soon` is no span of time",
        "SET schema = 'nowhere' | SCHEMA_NOT_FOUND",
        "SET search_path = 'a, b' | INVALID_SETTING: `a, b` is not the name of one schema",
        "PRAGMA threads = 4 | UNSUPPORTED_STATEMENT: PRAGMA is not served"
      })
  void refusesWhatIsNoSetting(String sql, String message) throws SQLException {
    try (SessionClient session = connect("protobuf")) {
      assertThatThrownBy(() -> session.run(sql)).hasMessageContaining(message);
      assertThat(session.value("SHOW TimeZone")).isEqualTo("UTC");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"flight", "protobuf"})
  void showsWhatThereIs(String protocol) throws SQLException {
    try (SessionClient session = connect(protocol)) {
      session.run("SET integer_division = true");
      assertThat(session.rows("SHOW ALL"))
          .hasSize(8)
          .anyMatch(row -> row.startsWith("TimeZone|UTC|"))
          .anyMatch(row -> row.startsWith("integer_division|true|"))
          .anyMatch(row -> row.startsWith("statement_timeout|5m|"));
      assertThat(session.value("SELECT current_setting('timezone')")).isEqualTo("UTC");
      assertThat(session.value("SELECT current_setting('integer_division')")).isEqualTo("true");
      assertThatThrownBy(() -> session.rows("SELECT current_setting('secret_directory')"))
          .hasMessageContaining("NO_SUCH_SETTING");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"flight", "protobuf"})
  void aPlaceForNamesIsSetLikeASetting(String protocol) throws SQLException {
    try (SessionClient session = connect(protocol)) {
      session.run("SET search_path = 'parts.main'");
      assertThat(session.value("SELECT count(*) FROM part")).isEqualTo("2000");
      assertThat(session.value("SHOW search_path")).isEqualTo("main");
      session.run("SET schema TO geo.main");
      assertThat(session.value("SELECT count(*) FROM nation")).isEqualTo("25");
    }
  }

  /// A filter that a zone could widen is no filter.
  @Test
  void policiesMeanWhatTheyMeanWhateverIsSet(@TempDir Path folder) throws Exception {
    try (Connection file = DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("p.db"));
        Statement statement = file.createStatement()) {
      statement.execute(
          "CREATE TABLE visits AS SELECT 1 AS id, 'a@b.c' AS mail,"
              + " TIMESTAMPTZ '2024-01-01 20:00:00+00' AS seen");
      statement.execute("CREATE TABLE people AS SELECT 1 AS id, 'a@b.c' AS mail");
    }
    String manifest =
        """
        apiVersion: merganser.io/v1
        tenants:
          - name: demo
            databases:
              - name: shop
                kind: memory
                sources: [ { alias: p, type: duckdb, options: { path: ./p.db } } ]
            roles:
              - name: few
                grants: [ { on: "p.*", verbs: [read] } ]
                rowFilters:
                  - { name: day, on: p.main.visits, predicate: "seen < '2024-01-02'" }
                columnMasks:
                  - { name: m, on: p.main.people, column: mail, expression: "left(mail, 1) || '***'" }
            users: [ { name: few, password: { value: secret }, roles: [few] } ]
        """;
    try (TestServer policies = TestServer.over(folder, manifest, Map.of());
        SessionClient session = new SessionClient(policies, "protobuf", "few")) {
      assertThat(session.rows("SELECT id FROM p.main.visits")).containsExactly("1");
      session.run("SET TimeZone = 'Asia/Tokyo'");
      assertThatThrownBy(() -> session.rows("SELECT id FROM p.main.visits"))
          .hasMessageContaining("`p.main.visits` is not served under these settings");
      assertThatThrownBy(() -> session.rows("DESCRIBE p.main.visits"))
          .hasMessageContaining("is not served under these settings");
      assertThat(session.rows("SELECT mail FROM p.main.people")).containsExactly("a***");
      session.run("RESET TimeZone");
      assertThat(session.rows("SELECT id FROM p.main.visits")).containsExactly("1");
    }
  }

  @Test
  void showOfATableTellsItsColumns() throws SQLException {
    try (SessionClient session = connect("flight")) {
      assertThat(session.rows("SHOW region")).isEqualTo(session.rows("DESCRIBE region"));
      assertThat(session.rows("SHOW parts.main.part")).hasSize(3);
    }
  }
}
