package io.merganser.tests.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.merganser.tests.TestServer;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Statements besides queries and changes, through the drivers.
@Timeout(120)
class StatementKindsTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.startWritable();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"flight", "protobuf"})
  void summarizesTablesAndQueriesOfAllSources(String protocol) throws SQLException {
    try (SessionClient session = new SessionClient(server, protocol, "analyst")) {
      assertThat(session.rows("SUMMARIZE parts.main.part"))
          .hasSize(3)
          .anyMatch(row -> row.startsWith("p_partkey|INTEGER|0|1999|"));
      // Read in direct mode: its rows come to the hub.
      assertThat(session.rows("SUMMARIZE crm.main.customer"))
          .hasSize(3)
          .anyMatch(row -> row.startsWith("c_custkey|BIGINT|0|999|"));
      assertThat(
              session.rows(
                  "SUMMARIZE SELECT n_name, c_custkey FROM crm.main.customer JOIN nation"
                      + " ON c_nationkey = n_nationkey WHERE c_custkey < 10"))
          .hasSize(2)
          .anyMatch(row -> row.startsWith("c_custkey|BIGINT|0|9|"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"flight", "protobuf"})
  void summarizeTakesParameters(String protocol) throws SQLException {
    try (SessionClient session = new SessionClient(server, protocol, "analyst");
        PreparedStatement statement =
            session
                .connection()
                .prepareStatement(
                    "SUMMARIZE SELECT n_nationkey FROM nation WHERE n_nationkey < ?")) {
      statement.setInt(1, 3);
      assertThat(SessionClient.rows(statement))
          .singleElement()
          .asString()
          .startsWith("n_nationkey|INTEGER|0|2|");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"flight", "protobuf"})
  void explainAnalyzeRunsTheStatementAndTellsWhatItTook(String protocol) throws SQLException {
    try (SessionClient session = new SessionClient(server, protocol, "analyst")) {
      List<String> hub = session.rows("EXPLAIN ANALYZE SELECT * FROM nation WHERE n_regionkey = 1");
      assertThat(hub).first().isEqualTo("runs on: hub");
      assertThat(hub).last().asString().matches("ran: 5 rows in \\d+ ms");
      List<String> cut =
          session.rows(
              "EXPLAIN ANALYZE SELECT n_name, count(*) FROM crm.main.customer JOIN nation"
                  + " ON c_nationkey = n_nationkey WHERE c_custkey < 10 GROUP BY n_name");
      assertThat(cut)
          .anyMatch(line -> line.matches("ran: 10 rows in \\d+ ms"))
          .anyMatch(line -> line.matches(" {2}\\w+ on crm: 10 rows in \\d+ ms"));
      assertThatThrownBy(
              () -> session.rows("EXPLAIN ANALYZE SELECT CAST(n_name AS INTEGER) FROM nation"))
          .hasMessageContaining("DATA_ERROR");
      assertThatThrownBy(() -> session.rows("EXPLAIN ANALYZE DELETE FROM parts.main.part"))
          .hasMessageContaining("UNSUPPORTED_STATEMENT");
    }
  }

  @Test
  void commentsNest() throws SQLException {
    try (SessionClient session = new SessionClient(server, "protobuf", "admin")) {
      assertThat(session.value("SELECT /* a /* b */ c */ 1 -- d")).isEqualTo("1");
    }
  }

  @Test
  void transactionsBeginAndEndOnce() throws SQLException {
    try (SessionClient session = new SessionClient(server, "protobuf", "admin")) {
      assertThatThrownBy(() -> session.run("COMMIT")).hasMessageContaining("TRANSACTION_STATE");
      session.run("BEGIN");
      assertThatThrownBy(() -> session.run("BEGIN")).hasMessageContaining("TRANSACTION_STATE");
      session.run("ROLLBACK");
      assertThatThrownBy(() -> session.run("ROLLBACK")).hasMessageContaining("TRANSACTION_STATE");
    }
  }

  /// The engine's mark is under what we printed; where it points to is told in the user's text.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT n_name + interval 1 day FROM nation | line 1, column 8",
        "SELECT 1 FROM nation WHERE substr(n_nationkey) = 'x' | line 1, column 28"
      })
  void saysWhereTypesDoNotFit(String sql, String place) throws SQLException {
    try (SessionClient session = new SessionClient(server, "protobuf", "admin")) {
      assertThatThrownBy(() -> session.rows(sql)).hasMessageContaining(place);
    }
  }

  /// The construct by its name, where it is, and what there is in its place.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PRAGMA version | PRAGMA | SELECT, WITH",
        "CALL now() | CALL | SELECT, WITH",
        "EXPORT DATABASE x | EXPORT | INSERT and CREATE TABLE AS",
        "COPY nation TO 'x.csv' | COPY | INSERT and CREATE TABLE AS",
        "VACUUM | VACUUM | SELECT, WITH",
        "CREATE SEQUENCE s START 1 | CREATE SEQUENCE | number rows",
        "CREATE OR REPLACE MACRO m(a) AS a + 1 | CREATE MACRO | CREATE VIEW or",
        "CREATE TEMP MACRO m(a) AS a + 1 | CREATE MACRO | CREATE VIEW or",
        "CREATE FUNCTION f(a) AS a + 1 | CREATE FUNCTION | CREATE VIEW or",
        "CREATE INDEX i ON nation (n_name) | CREATE INDEX | PRIMARY KEY and UNIQUE",
        "CREATE UNIQUE INDEX i ON nation (n_name) | CREATE INDEX | PRIMARY KEY and UNIQUE",
        "DROP SEQUENCE s | DROP SEQUENCE | SELECT, WITH",
        "ALTER VIEW v RENAME TO w | ALTER VIEW | CREATE OR REPLACE VIEW"
      })
  void refusesWhatIsNotServed(String sql, String words, String hint) throws SQLException {
    try (SessionClient session = new SessionClient(server, "protobuf", "analyst")) {
      assertThatThrownBy(() -> session.run(sql))
          .hasMessageContaining(
              "UNSUPPORTED_STATEMENT: "
                  + words
                  + " is not served (line 1, column 1); hint: "
                  + hint);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CREATE TABLE t (a INTEGER REFERENCES u (b)) | 27",
        "CREATE TABLE t (a INTEGER, FOREIGN KEY (a) REFERENCES u (b)) | 28",
        "CREATE TABLE t (a INTEGER, CONSTRAINT c FOREIGN KEY (a) REFERENCES u) | 41"
      })
  void refusesForeignKeys(String sql, int column) throws SQLException {
    try (SessionClient session = new SessionClient(server, "protobuf", "analyst")) {
      assertThatThrownBy(() -> session.run(sql))
          .hasMessageContaining(
              "UNSUPPORTED_FEATURE: a foreign key is not served (line 1, column " + column + ")");
    }
  }
}
