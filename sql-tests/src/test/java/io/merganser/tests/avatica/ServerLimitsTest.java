package io.merganser.tests.avatica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.merganser.tests.Answers;
import io.merganser.tests.Await;
import io.merganser.tests.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The limits of a server, each at the limit and one past it, and sessions that name no database.
class ServerLimitsTest {
  private static final int BYTES = 1024;

  private static final String MANIFEST =
      """
      apiVersion: merganser.io/v1
      tenants:
        - name: demo
          databases:
            - { name: one, kind: memory }
            - { name: two, kind: memory }
          users:
            - { name: crowd, password: { value: secret } }
            - { name: user, password: { value: secret } }
            - { name: more, password: { value: secret } }
            - { name: most, password: { value: secret } }
      """;

  @TempDir private static Path folder;
  private static TestServer server;

  @BeforeAll
  static void start() throws IOException {
    server =
        TestServer.over(
            folder,
            MANIFEST,
            Map.of(
                "limits.rows", "1000",
                "limits.sessionsPerUser", "2",
                "limits.sessionsPerTenant", "4",
                "limits.resultBytes", "64KiB",
                "limits.statementBytes", Integer.toString(BYTES),
                "limits.statementTimeout", "2s"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Connection connect(String user, Map<String, String> properties)
      throws SQLException {
    return AvaticaClient.connect(server, "PROTOBUF", user, "secret", properties);
  }

  private static long count(String sql) throws SQLException {
    try (Connection connection = connect("user", Map.of("database", "one"));
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      long count = 0;
      while (rows.next()) {
        count++;
      }
      return count;
    }
  }

  @Test
  void rowsOfAResult() throws SQLException {
    assertThat(count("FROM range(1000)")).isEqualTo(1000);
    assertThatThrownBy(() -> count("FROM range(1001)"))
        .hasMessageContaining("TOO_MANY_ROWS")
        .hasMessageContaining("limits.rows");
  }

  @Test
  void bytesOfAResult() throws SQLException {
    String text = "SELECT repeat('x', %d) FROM range(30)";
    assertThat(count(text.formatted(2_000))).isEqualTo(30);
    assertThatThrownBy(() -> count(text.formatted(2_300)))
        .hasMessageContaining("RESULT_TOO_LARGE")
        .hasMessageContaining("limits.resultBytes");
  }

  @Test
  void statementsOfAUserAndATenantAtOnce() throws SQLException, IOException {
    Map<String, String> limits =
        Map.of("limits.statementsPerUser", "2", "limits.statementsPerTenant", "3");
    Path own = Files.createTempDirectory("merganser-statements");
    try (TestServer narrow = TestServer.over(own, MANIFEST, limits);
        Connection first = connect(narrow, "user", "one");
        Connection second = connect(narrow, "user", "two");
        Connection third = connect(narrow, "more", "one");
        ResultSet a = open(first);
        ResultSet b = open(second)) {
      assertThatThrownBy(() -> open(second))
          .hasMessageContaining("TOO_MANY_STATEMENTS")
          .hasMessageContaining("limits.statementsPerUser");
      try (ResultSet c = open(third)) {
        assertThat(c.next()).isTrue();
        assertThatThrownBy(() -> open(third))
            .hasMessageContaining("TOO_MANY_STATEMENTS")
            .hasMessageContaining("limits.statementsPerTenant");
        a.getStatement().close();
        assertThatCode(() -> open(third).getStatement().close()).doesNotThrowAnyException();
      }
      assertThat(b.next()).isTrue();
      // One that fails has ended.
      for (int i = 0; i < 5; i++) {
        assertThatThrownBy(() ->
            first
                .createStatement()
                .executeQuery("SELECT CAST(i || 'x' AS INTEGER) FROM range(3) t(i)"));
      }
      assertThatCode(() -> open(first).getStatement().close()).doesNotThrowAnyException();
    }
  }

  private static Connection connect(TestServer to, String user, String database)
      throws SQLException {
    return AvaticaClient.connect(to, "PROTOBUF", user, "secret", Map.of("database", database));
  }

  /// More than the server sends at once.
  private static ResultSet open(Connection connection) throws SQLException {
    return connection.createStatement().executeQuery("FROM range(100000)");
  }

  @Test
  void bytesOfAStatement() throws SQLException {
    String start = "SELECT 'ä'";
    String longest = start + " ".repeat(BYTES - start.length() - 1);
    assertThat(count(longest)).isEqualTo(1);
    assertThatThrownBy(() -> count(longest + " "))
        .hasMessageContaining("STATEMENT_TOO_LONG")
        .hasMessageContaining("1024");
  }

  @Test
  void timeOfAStatement() {
    String endless =
        "SELECT count(*) FROM range(3000000) AS a(i), range(3000000) AS b(i) WHERE a.i + b.i = 7";
    assertThatThrownBy(() -> count(endless)).hasMessageContaining("limits.statementTimeout");
  }

  @Test
  void sessionsOfAUser() throws SQLException {
    Map<String, String> one = Map.of("database", "one");
    Connection first = connect("crowd", one);
    try (Connection second = connect("crowd", one)) {
      assertThat(second.isValid(1)).isTrue();
      assertThatThrownBy(() -> connect("crowd", one)).hasMessageContaining("TOO_MANY_SESSIONS");
      first.close();
      assertThatCode(() -> connect("crowd", one).close()).doesNotThrowAnyException();
    }
  }

  @Test
  void sessionsOfATenant() throws SQLException {
    Map<String, String> one = Map.of("database", "one");
    try (Connection first = connect("crowd", one);
        Connection second = connect("crowd", one);
        Connection third = connect("more", one)) {
      assertThat(first.isValid(1) && second.isValid(1) && third.isValid(1)).isTrue();
      Connection fourth = connect("more", one);
      assertThatThrownBy(() -> connect("most", one))
          .hasMessageContaining("TOO_MANY_TENANT_SESSIONS")
          .hasMessageContaining("limits.sessionsPerTenant");
      fourth.close();
      assertThatCode(() -> connect("most", one).close()).doesNotThrowAnyException();
    }
  }

  /// Clients of Flight hang up without a word.
  @Test
  void sessionsThatAreLeftMakeRoomForOthersOfTheirOwn() throws Exception {
    String tenants =
        """
        apiVersion: merganser.io/v1
        tenants:
          - name: one
            databases: [ { name: main, kind: memory } ]
            users:
              - { name: same, password: { value: secret } }
              - { name: more, password: { value: secret } }
              - { name: most, password: { value: secret } }
          - name: two
            databases: [ { name: main, kind: memory } ]
            users: [ { name: same, password: { value: secret } } ]
        """;
    Map<String, String> limits =
        Map.of("limits.sessionsPerUser", "1", "limits.sessionsPerTenant", "2");
    Path own = Files.createTempDirectory("merganser-sessions");
    try (TestServer narrow = TestServer.over(own, tenants, limits)) {
      leave(narrow, "two", "same");
      leave(narrow, "one", "same");
      Await.until("a user has room again", () -> leave(narrow, "one", "same"));
      assertThat(narrow.sessions()).isEqualTo(2);
      leave(narrow, "one", "more");
      Await.until("the tenant has room again", () -> leave(narrow, "one", "most"));
      assertThat(narrow.sessions()).isBetween(2, 3);
    }
  }

  /// @return whether there was room
  private static boolean leave(TestServer to, String tenant, String user) {
    try (Connection connection = to.connect("flight", user, Map.of("tenant", tenant))) {
      return connection.isValid(10);
    } catch (SQLException e) {
      assertThat(Answers.messages(e)).contains("SESSIONS");
      return false;
    }
  }

  @Test
  void aDatabaseMustBeNamedWhereThereAreSeveral() {
    assertThatThrownBy(() -> connect("user", Map.of()))
        .hasMessageContaining("DATABASE_NOT_CHOSEN")
        .hasMessageContaining("one, two");
    assertThatThrownBy(() -> connect("user", Map.of("database", "three")))
        .hasMessageContaining("DATABASE_NOT_FOUND")
        .hasMessageContaining("three");
  }
}
