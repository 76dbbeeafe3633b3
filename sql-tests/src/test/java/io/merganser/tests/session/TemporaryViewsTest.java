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

/// Temporary views: texts of one session, that mean each time what they mean then.
@Timeout(120)
class TemporaryViewsTest {
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
      one.run("CREATE TEMP VIEW mine AS SELECT n_name FROM nation WHERE n_nationkey = 1");
      two.run("CREATE TEMPORARY VIEW mine AS SELECT n_name FROM nation WHERE n_nationkey = 2");
      for (int round = 0; round < 3; round++) {
        assertThat(one.rows("SELECT * FROM mine")).containsExactly("N1");
        assertThat(two.rows("SELECT * FROM mine")).containsExactly("N2");
        assertThatThrownBy(() -> none.rows("SELECT * FROM mine"))
            .hasMessageContaining("TABLE_NOT_FOUND");
      }
      one.run("DROP VIEW mine");
      assertThatThrownBy(() -> one.rows("SELECT * FROM mine"))
          .hasMessageContaining("TABLE_NOT_FOUND");
      assertThat(two.rows("SELECT * FROM temp.mine")).containsExactly("N2");
      assertThat(two.rows("SELECT * FROM temp.main.mine")).containsExactly("N2");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"flight", "protobuf"})
  void isReplacedAndMadeOnlyWhereItIsNot(String protocol) throws SQLException {
    try (SessionClient session = connect(protocol, "analyst")) {
      session.run("CREATE TEMP VIEW IF NOT EXISTS v AS SELECT 1 AS a");
      session.run("CREATE TEMP VIEW IF NOT EXISTS v AS SELECT 2 AS a");
      assertThat(session.value("SELECT a FROM v")).isEqualTo("1");
      session.run("CREATE OR REPLACE TEMP VIEW V AS SELECT 3 AS a, 4 AS b");
      assertThat(session.value("FROM v")).isEqualTo("3|4");
      session.run("DROP VIEW IF EXISTS v");
      session.run("DROP VIEW IF EXISTS v");
      assertThatThrownBy(() -> session.rows("FROM v")).hasMessageContaining("TABLE_NOT_FOUND");
    }
  }

  /// What a prepared statement reads is looked up each time it runs.
  @Test
  void aPreparedStatementReadsWhatTheViewIsNow() throws SQLException {
    try (SessionClient session = connect("protobuf", "analyst")) {
      session.run("CREATE TEMP VIEW v AS SELECT 1 AS a");
      try (PreparedStatement prepared =
          session.connection().prepareStatement("SELECT a FROM v WHERE a > ?")) {
        prepared.setInt(1, 0);
        assertThat(SessionClient.rows(prepared)).containsExactly("1");
        session.run("CREATE OR REPLACE TEMP VIEW v AS SELECT unnest([5, 6]) AS a");
        assertThat(SessionClient.rows(prepared)).containsExactlyInAnyOrder("5", "6");
        session.run("DROP VIEW v");
        assertThatThrownBy(() -> SessionClient.rows(prepared))
            .hasMessageContaining("TABLE_NOT_FOUND");
      }
    }
  }

  /// In whatever place a table can stand, also over sources that the hub does not hold.
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "SELECT a FROM few ORDER BY a; 0,1,2",
        "FROM few ORDER BY ALL; 0|N0,1|N1,2|N2",
        "TABLE few ORDER BY 1 LIMIT 1; 0|N0",
        "SELECT x.a, y.b FROM few x JOIN few y USING (a) WHERE x.a = 1; 1|N1",
        "SELECT few.a FROM few WHERE few.b = 'N2'; 2",
        "SELECT temp.main.few.a FROM temp.main.few WHERE main.few.a = 2; 2",
        "WITH few AS (SELECT 7 AS a) SELECT a FROM few; 7",
        "WITH w AS (FROM few) SELECT max(a) FROM w; 2",
        "SELECT count(*) FROM nested; 3",
        "SELECT a, (SELECT max(b) FROM few) AS m FROM few WHERE a IN (SELECT a + 1 FROM few) ORDER"
            + " BY 1; 1|N2,2|N2",
        "SELECT c FROM few, LATERAL (SELECT few.a + 1 AS c) ORDER BY 1; 1,2,3",
        "SELECT a FROM few UNION ALL SELECT a FROM nested ORDER BY 1; 0,0,1,1,2,2",
        "SELECT count(*) FROM (PIVOT few ON a IN (0, 1) USING max(b)); 1",
        "SELECT * EXCLUDE (a) FROM few ORDER BY 1 LIMIT 1; N0",
        "SELECT COLUMNS('b') FROM few ORDER BY 1 LIMIT 1; N0",
        "SELECT b, c_name FROM few JOIN crm.main.customer ON c_custkey = a ORDER BY a; N0|customer"
            + " 0,N1|customer 1,N2|customer 2",
        "SELECT count(*), min(c_name) FROM buyers; 40|customer 1",
        "SELECT b FROM few TABLESAMPLE 100% ORDER BY 1 LIMIT 1; N0",
        "SELECT a FROM last; 2",
        "SELECT user FROM named; x",
        "SELECT column_name FROM (DESCRIBE few); a,b"
      })
  void readsAsATable(String sql, String rows) throws SQLException {
    try (SessionClient session = connect("flight", "analyst")) {
      session.run(
          "CREATE TEMP VIEW few(a, b) AS SELECT n_nationkey, n_name FROM nation WHERE n_nationkey <"
              + " 3");
      session.run("CREATE TEMP VIEW nested AS WITH few AS (FROM few) SELECT * FROM few -- all");
      session.run("CREATE TEMP VIEW last AS FROM nested ORDER BY a DESC LIMIT 1;");
      session.run("CREATE TEMP VIEW named(user) AS VALUES ('x')");
      session.run(
          "CREATE TEMP VIEW buyers AS SELECT c_name FROM crm.main.customer JOIN few ON a ="
              + " c_nationkey WHERE b = 'N1'");
      assertThat(session.rows(sql)).containsExactly(rows.split(","));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"flight", "protobuf"})
  void isWhatChangesRead(String protocol) throws SQLException {
    try (SessionClient session = connect(protocol, "admin")) {
      session.run(
          "CREATE TEMP VIEW few AS SELECT n_nationkey AS a FROM nation WHERE n_nationkey < 3");
      session.run("CREATE TEMP TABLE t AS FROM few");
      session.run("INSERT INTO t SELECT a + 10 FROM few");
      session.run("DELETE FROM t WHERE a IN (FROM few)");
      session.run("UPDATE t SET a = t.a + few.a FROM few WHERE t.a = few.a + 10");
      assertThat(session.rows("SELECT a FROM t ORDER BY a")).containsExactly("10", "12", "14");
      session.run("CREATE TEMP VIEW over AS SELECT sum(a)::INTEGER AS s FROM t");
      session.run("INSERT INTO t VALUES (100)");
      assertThat(session.value("FROM over")).isEqualTo("136");
      session.run("ALTER TABLE t ADD COLUMN b INTEGER DEFAULT 1");
      session.run("CREATE OR REPLACE TEMP VIEW over AS FROM t");
      session.run("ALTER TABLE t DROP COLUMN b");
      assertThat(session.rows("FROM over WHERE a > 99")).containsExactly("100");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"flight", "protobuf"})
  void isShownAndDescribed(String protocol) throws SQLException {
    try (SessionClient session = connect(protocol, "analyst")) {
      session.run("CREATE TEMP VIEW few AS SELECT n_nationkey AS a FROM nation");
      assertThat(session.rows("SHOW TABLES")).contains("few", "nation");
      assertThat(session.rows("SHOW TABLES FROM temp")).containsExactly("few");
      assertThat(session.rows("SHOW ALL TABLES")).contains("temp.main.few");
      assertThat(session.rows("SHOW CATALOGS")).contains("temp");
      assertThat(session.rows("DESCRIBE few")).containsExactly("a|INTEGER|YES");
      assertThat(session.rows("SHOW few")).containsExactly("a|INTEGER|YES");
      assertThat(session.rows("SUMMARIZE few")).hasSize(1);
      assertThat(String.join("\n", session.rows("EXPLAIN FROM few"))).contains("nation");
      session.run("USE temp");
      assertThat(session.value("SELECT current_catalog()")).isEqualTo("temp");
      // Its names are looked for where those of the statement are.
      assertThatThrownBy(() -> session.rows("FROM few")).hasMessageContaining("no table `nation`");
    }
  }

  /// It gives no right: what it reads is decided anew for who reads it.
  @Test
  void givesNoRights() throws SQLException {
    try (SessionClient session = connect("protobuf", "clerk")) {
      assertThatThrownBy(() -> session.run("CREATE TEMP VIEW stolen AS FROM parts.main.part"))
          .hasMessageContaining("CATALOG_NOT_FOUND");
      session.run("CREATE TEMP VIEW seen AS SELECT r_name FROM region");
      assertThat(session.value("SELECT count(*) FROM seen")).isEqualTo("5");
    }
  }

  @Test
  void hidesWhatElseHasItsName() throws SQLException {
    try (SessionClient session = connect("flight", "analyst")) {
      session.run("CREATE TEMP VIEW region AS SELECT r_name FROM geo.main.region LIMIT 1");
      assertThat(session.value("SELECT count(*) FROM region")).isEqualTo("1");
      assertThat(session.value("SELECT count(*) FROM geo.main.region")).isEqualTo("5");
      session.run("DROP VIEW region");
      assertThat(session.value("SELECT count(*) FROM region")).isEqualTo("5");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "CREATE TEMP VIEW v AS SELECT 1; a temporary view `v` exists already",
        "CREATE TEMP VIEW t AS SELECT 1; a temporary table `t` exists already",
        "CREATE OR REPLACE TEMP VIEW t AS SELECT 1; a temporary table `t` exists already",
        "CREATE TEMP TABLE v (a INTEGER); ALREADY_EXISTS: a temporary view `v` exists already (line"
            + " 1, column 19)",
        "CREATE OR REPLACE TEMP TABLE v AS SELECT 1; a temporary view `v` exists already",
        "CREATE TABLE temp.main.V AS SELECT 1; a temporary view `V` exists already",
        "ALTER TABLE t RENAME TO v; a temporary view `v` exists already",
        "CREATE TEMP VIEW parts.main.x AS SELECT 1; a temporary table in a schema is not served",
        "CREATE TEMP VIEW x AS SELECT ?; a parameter in a view is not served",
        "CREATE TEMP VIEW x AS INSERT INTO t VALUES (1); SYNTAX_ERROR",
        "CREATE TEMP VIEW x AS SELECT * FROM absent; no table `absent` (line 1, column 37)",
        "CREATE TEMP VIEW x AS SELECT absent FROM t; no column `absent` (line 1, column 30)",
        "CREATE TEMP VIEW x(a, b) AS SELECT 1; the view `x` has 2 names for 1 columns",
        "CREATE TEMP VIEW x AS FROM x; the temporary view `x` would read itself",
        "CREATE OR REPLACE TEMP VIEW v AS FROM w; the temporary view `v` would read itself",
        "CREATE TEMP VIEW x AS SELECT read_text('/etc/passwd'); FUNCTION_NOT_FOUND",
        "CREATE VIEW parts.main.x AS FROM v; a view over a temporary view is not served (line 1,"
            + " column 34)",
        "INSERT INTO v VALUES (1); `v` is a temporary view",
        "UPDATE v SET a = 1; `v` is a temporary view",
        "DELETE FROM v; `v` is a temporary view",
        "TRUNCATE v; `v` is a temporary view",
        "MERGE INTO v USING t ON t.a = v.a WHEN MATCHED THEN DELETE; `v` is a temporary view",
        "ALTER TABLE v ADD COLUMN b INTEGER; `v` is a temporary view",
        "DROP TABLE v; `v` is a temporary view",
        "DROP TABLE IF EXISTS v; `v` is a temporary view",
        "DROP VIEW t; existing object t is of type Table",
        "DROP VIEW temp.main.absent; TABLE_NOT_FOUND",
        "SELECT rowid FROM v; no column `rowid`",
        "SELECT absent FROM v; no column `absent` (line 1, column 8)"
      })
  void refusesWhatItIsNot(String sql, String message) throws SQLException {
    try (SessionClient session = connect("protobuf", "admin")) {
      session.run("CREATE TEMP TABLE t (a INTEGER)");
      session.run("CREATE TEMP VIEW v AS SELECT a FROM t");
      session.run("CREATE TEMP VIEW w AS FROM v");
      assertThatThrownBy(() -> session.run(sql)).hasMessageContaining(message);
      assertThat(session.rows("FROM w")).isEmpty();
    }
  }

  /// What it reads may go, or become something else: then it says so, and no name of it is taken
  /// for one of the statement around it.
  @Test
  void doesNotFitAnyMore() throws SQLException {
    try (SessionClient session = connect("protobuf", "analyst")) {
      session.run("CREATE TEMP TABLE t AS SELECT 1 AS a, 2 AS b");
      session.run("CREATE TEMP VIEW v AS SELECT b FROM t");
      session.run("CREATE TEMP VIEW w AS FROM v");
      session.run("ALTER TABLE t RENAME COLUMN b TO c");
      assertThatThrownBy(() -> session.rows("SELECT (SELECT b FROM v) FROM (SELECT 9 AS b)"))
          .hasMessageContaining(
              "COLUMN_NOT_FOUND: the temporary view `v` cannot be read: no column `b`")
          .hasMessageContaining("(line 1, column 23)");
      session.run("DROP TABLE t");
      assertThatThrownBy(() -> session.rows("FROM w"))
          .hasMessageContaining(
              "TABLE_NOT_FOUND: the temporary view `w` cannot be read: the temporary view `v`"
                  + " cannot be read: no table `t`");
      // One that cannot be read takes nothing else with it.
      assertThat(session.rows("SHOW TABLES FROM temp")).containsExactly("v", "w");
      assertThat(session.value("SELECT count(*) FROM nation")).isEqualTo("25");
    }
  }

  /// Cannot be made, and would be no smaller for it, behind a name that is looked up later.
  @Test
  void doesNotReadItselfByARoundabout() throws SQLException {
    try (SessionClient session = connect("protobuf", "analyst")) {
      session.run("CREATE TEMP VIEW a AS SELECT r_name FROM region");
      session.run("CREATE TEMP VIEW b AS FROM a");
      assertThatThrownBy(() -> session.run("CREATE TEMP VIEW region AS FROM b"))
          .hasMessageContaining("`region` would read itself");
      assertThat(session.value("SELECT count(*) FROM b")).isEqualTo("5");
    }
  }

  /// Each reads the one before twice: 2^40 tables.
  @Test
  void isTooLargeAndNotFatal() throws SQLException {
    try (SessionClient session = connect("protobuf", "analyst")) {
      session.run("CREATE TEMP VIEW v0 AS SELECT r_name FROM region");
      assertThatThrownBy(
              () -> {
                for (int i = 1; i <= 40; i++) {
                  session.run(
                      "CREATE TEMP VIEW v%1$d AS SELECT a.r_name FROM v%2$d a, v%2$d b"
                          .formatted(i, i - 1));
                }
              })
          .hasMessageContaining("STATEMENT_TOO_COMPLEX");
      assertThat(session.value("SELECT count(*) FROM v1")).isEqualTo("25");
    }
  }

  @Test
  void thereAreNotTooMany() throws SQLException {
    try (SessionClient session = connect("protobuf", "analyst")) {
      for (int i = 0; i < 1000; i++) {
        session.run("CREATE TEMP VIEW v" + i + " AS SELECT " + i);
      }
      assertThatThrownBy(() -> session.run("CREATE TEMP VIEW v1000 AS SELECT 1"))
          .hasMessageContaining("TOO_MANY_VIEWS");
      session.run("CREATE OR REPLACE TEMP VIEW v999 AS SELECT 'other'");
      session.run("DROP VIEW v998");
      session.run("CREATE TEMP VIEW v1000 AS FROM v999");
      assertThat(session.value("FROM v1000")).isEqualTo("other");
    }
  }

  @Test
  void isNoPartOfATransaction() throws SQLException {
    try (SessionClient session = connect("protobuf", "admin")) {
      session.run("CREATE TEMP VIEW v AS SELECT 1 AS a");
      session.run("BEGIN");
      assertThat(session.value("FROM v")).isEqualTo("1");
      assertThatThrownBy(() -> session.run("CREATE TEMP VIEW w AS SELECT 1"))
          .hasMessageContaining("TRANSACTION_STATE");
      assertThatThrownBy(() -> session.run("DROP VIEW v"))
          .hasMessageContaining("TRANSACTION_STATE");
      session.run("ROLLBACK");
    }
  }
}
