package io.merganser.tests.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.merganser.tests.TestServer;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `$name` over drivers that know places only: a name has the place of its first appearance.
@Timeout(60)
class NamedParametersTest {
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
  void aNameHasThePlaceOfItsFirstAppearance(String protocol) throws SQLException {
    try (SessionClient session = new SessionClient(server, protocol, "admin");
        PreparedStatement statement =
            session
                .connection()
                .prepareStatement(
                    "SELECT n_name, n_nationkey FROM nation WHERE n_name <> $name"
                        + " AND n_nationkey BETWEEN $low AND $high AND n_nationkey <> $low"
                        + " AND n_name <> $Name ORDER BY 2")) {
      statement.setString(1, "N3");
      statement.setInt(2, 2);
      statement.setInt(3, 5);
      assertThat(SessionClient.rows(statement)).containsExactly("N4|4", "N5|5");
    }
  }

  /// Over a source that is read directly the statement is cut.
  @ParameterizedTest
  @ValueSource(strings = {"flight", "protobuf"})
  void reachesSources(String protocol) throws SQLException {
    try (SessionClient session = new SessionClient(server, protocol, "admin");
        PreparedStatement statement =
            session
                .connection()
                .prepareStatement(
                    "SELECT count(*) FROM crm.main.customer JOIN nation"
                        + " ON c_nationkey = n_nationkey WHERE n_name = $name AND c_custkey < $key"
                        + " AND c_custkey <> $key")) {
      statement.setString(1, "N1");
      statement.setInt(2, 100);
      assertThat(SessionClient.rows(statement)).containsExactly("4");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"flight", "protobuf"})
  void fillsChanges(String protocol) throws SQLException {
    try (SessionClient session = new SessionClient(server, protocol, "admin")) {
      session.run("CREATE TEMP TABLE t (id INTEGER, again INTEGER, name VARCHAR)");
      try (PreparedStatement insert =
          session.connection().prepareStatement("INSERT INTO t VALUES ($id, $id, $name)")) {
        insert.setInt(1, 7);
        insert.setString(2, "x");
        assertThat(insert.executeUpdate()).isEqualTo(1);
      }
      assertThat(session.rows("SELECT * FROM t")).containsExactly("7|7|x");
    }
  }

  /// Nothing says what they are: numbers where they are added, text elsewhere.
  @ParameterizedTest
  @ValueSource(strings = {"flight", "protobuf"})
  void openTypesAreChosenOneByOne(String protocol) throws SQLException {
    try (SessionClient session = new SessionClient(server, protocol, "admin");
        PreparedStatement statement =
            session
                .connection()
                .prepareStatement(
                    "SELECT n_name || $suffix, $low + $more FROM nation WHERE n_nationkey = 1")) {
      statement.setString(1, "x");
      statement.setLong(2, 3);
      statement.setLong(3, 4);
      assertThat(SessionClient.rows(statement)).containsExactly("N1x|7");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELECT $a, ?", "SELECT ?, $a", "SELECT $1, $a", "SELECT $a, $1"})
  void namesDoNotMixWithPlaces(String sql) throws SQLException {
    try (SessionClient session = new SessionClient(server, "protobuf", "admin")) {
      assertThatThrownBy(() -> session.rows(sql))
          .hasMessageContaining("SYNTAX_ERROR")
          .hasMessageContaining("parameters with names do not mix with others")
          .hasMessageContaining("line 1, column");
    }
  }
}
