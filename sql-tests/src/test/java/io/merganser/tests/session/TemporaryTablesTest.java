package io.merganser.tests.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.merganser.tests.TestServer;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Temporary tables: of one session, for as long as it lives.
@Timeout(120)
class TemporaryTablesTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.startWritable();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static SessionClient connect(String protocol, String user) throws SQLException {
    return new SessionClient(server, protocol, user);
  }

  /// The same texts in two sessions of one user, in turns: whatever is cached, each has its own.
  @ParameterizedTest
  @ValueSource(strings = {"flight", "protobuf"})
  void eachSessionHasItsOwn(String protocol) throws SQLException {
    try (SessionClient one = connect(protocol, "analyst");
        SessionClient two = connect(protocol, "analyst");
        SessionClient none = connect(protocol, "analyst")) {
      one.run("CREATE TEMP TABLE mine (id INTEGER, name VARCHAR)");
      two.run("CREATE TEMP TABLE mine (id INTEGER, name VARCHAR)");
      one.run("INSERT INTO mine VALUES (1, 'one')");
      two.run("INSERT INTO mine VALUES (2, 'two')");
      for (int round = 0; round < 3; round++) {
        assertThat(one.rows("SELECT * FROM mine")).containsExactly("1|one");
        assertThat(two.rows("SELECT * FROM mine")).containsExactly("2|two");
        assertThatThrownBy(() -> none.rows("SELECT * FROM mine"))
            .hasMessageContaining("TABLE_NOT_FOUND");
        assertThatThrownBy(() -> none.rows("SELECT * FROM temp.main.mine"))
            .hasMessageContaining("CATALOG_NOT_FOUND");
      }
      one.run("DROP TABLE mine");
      assertThatThrownBy(() -> one.rows("SELECT * FROM mine"))
          .hasMessageContaining("TABLE_NOT_FOUND");
      assertThat(two.rows("SELECT * FROM temp.mine")).containsExactly("2|two");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"flight", "protobuf"})
  void isFilledFromAndJoinedWithSources(String protocol) throws SQLException {
    try (SessionClient session = connect(protocol, "analyst")) {
      session.run(
          "CREATE TEMPORARY TABLE few AS SELECT n_nationkey, n_name FROM nation WHERE n_nationkey <"
              + " 3");
      assertThat(
              session.rows(
                  "SELECT n_name, count(*) FROM few JOIN crm.main.customer"
                      + " ON c_nationkey = n_nationkey GROUP BY n_name ORDER BY n_name"))
          .containsExactly("N0|40", "N1|40", "N2|40");
      assertThat(
              session.rows(
                  "SELECT s_suppkey FROM parts.main.supplier SEMI JOIN few"
                      + " ON s_nationkey = n_nationkey ORDER BY 1 LIMIT 2"))
          .containsExactly("0", "1");
      session.run("UPDATE few SET n_name = 'changed' WHERE n_nationkey = 1");
      session.run("ALTER TABLE few ADD COLUMN more INTEGER DEFAULT 7");
      assertThat(session.rows("SELECT * FROM few WHERE n_nationkey = 1"))
          .containsExactly("1|changed|7");
      assertThat(session.rows("SHOW TABLES")).contains("few", "nation");
      assertThat(session.rows("SHOW TABLES FROM temp")).containsExactly("few");
      assertThat(session.rows("DESCRIBE few")).hasSize(3);
      session.run("CREATE OR REPLACE TEMP TABLE few AS SELECT 1 AS a");
      assertThat(session.rows("SELECT * FROM few")).containsExactly("1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"flight", "protobuf"})
  void takesParametersAndTransactions(String protocol) throws SQLException {
    try (SessionClient session = connect(protocol, "admin")) {
      session.run("CREATE TEMP TABLE t (id INTEGER)");
      try (PreparedStatement insert =
          session.connection().prepareStatement("INSERT INTO t VALUES (?)")) {
        for (int i = 0; i < 3; i++) {
          insert.setInt(1, i);
          assertThat(insert.executeUpdate()).isEqualTo(1);
        }
      }
      session.run("BEGIN");
      session.run("DELETE FROM t WHERE id = 0");
      assertThat(session.rows("SELECT id FROM t ORDER BY id")).containsExactly("1", "2");
      session.run("ROLLBACK");
      assertThat(session.rows("SELECT id FROM t ORDER BY id")).containsExactly("0", "1", "2");
    }
  }

  /// Nobody granted anything on it: it asks for no rights; what it is made from does.
  @Test
  void asksForNoRightsOfItsOwn() throws SQLException {
    try (SessionClient session = connect("protobuf", "clerk")) {
      session.run("CREATE TEMP TABLE seen AS SELECT r_name FROM region");
      assertThat(session.rows("SELECT count(*) FROM seen")).containsExactly("5");
      assertThatThrownBy(
              () -> session.run("CREATE TEMP TABLE stolen AS SELECT * FROM parts.main.part"))
          .hasMessageContaining("CATALOG_NOT_FOUND");
      assertThatThrownBy(() -> session.run("CREATE TABLE parts.main.x AS SELECT * FROM seen"))
          .hasMessageContaining("CATALOG_NOT_FOUND");
    }
  }

  @Test
  void hidesWhatElseHasItsName() throws SQLException {
    try (SessionClient session = connect("flight", "analyst")) {
      assertThat(session.value("SELECT count(*) FROM region")).isEqualTo("5");
      session.run("CREATE TEMP TABLE region AS SELECT 1 AS x");
      assertThat(session.value("SELECT count(*) FROM region")).isEqualTo("1");
      assertThat(session.value("SELECT count(*) FROM geo.main.region")).isEqualTo("5");
      session.run("DROP TABLE region");
      assertThat(session.value("SELECT count(*) FROM region")).isEqualTo("5");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CREATE TEMP TABLE parts.main.t (a INTEGER) | a temporary table in a schema is not served",
        "CREATE VIEW parts.main.v AS SELECT * FROM t | a view over a temporary table is not served",
        "CREATE TEMP TABLE t (a INTEGER) | ALREADY_EXISTS",
        "DROP SCHEMA temp.main | a schema of temporary tables is not served"
      })
  void refusesWhatItIsNot(String sql, String message) throws SQLException {
    try (SessionClient session = connect("protobuf", "admin")) {
      session.run("CREATE TEMP TABLE t (id INTEGER)");
      assertThatThrownBy(() -> session.run(sql)).hasMessageContaining(message);
    }
  }

  @Test
  void goesWithItsSession() throws SQLException {
    try (SessionClient session = connect("protobuf", "admin")) {
      session.run("CREATE TEMP TABLE gone AS SELECT * FROM range(1000)");
    }
    try (SessionClient session = connect("protobuf", "admin")) {
      assertThatThrownBy(() -> session.rows("SELECT * FROM gone"))
          .hasMessageContaining("TABLE_NOT_FOUND");
    }
  }
}
