package io.merganser.tests.writes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.merganser.tests.TestServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flight.CallOption;
import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.Location;
import org.apache.arrow.flight.Ticket;
import org.apache.arrow.flight.sql.FlightSqlClient;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Changes of rows and tables in a catalog that is declared writable, and transactions.
@Timeout(120)
@SuppressWarnings("try") // An interrupted test may end as it likes.
class WriteTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.startWritable();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Connection connect(String protocol, String user) throws SQLException {
    return server.connect(protocol, user);
  }

  private static int update(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }

  private static List<String> rows(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        StringBuilder row = new StringBuilder();
        for (int i = 1; i <= columns; i++) {
          row.append(i == 1 ? "" : "|").append(result.getString(i));
        }
        rows.add(row.toString());
      }
      return rows;
    }
  }

  @Test
  void aTicketOfAChangeIsGoodForOneFetch() throws Exception {
    try (Connection connection = connect("flight", "admin");
        BufferAllocator allocator = new RootAllocator();
        FlightClient flight =
            FlightClient.builder(
                    allocator, Location.forGrpcInsecure("127.0.0.1", server.flightPort()))
                .build()) {
      update(connection, "CREATE TABLE parts.main.once (id INTEGER)");
      CallOption token = flight.authenticateBasicToken("admin", "secret").orElseThrow();
      Ticket ticket =
          new FlightSqlClient(flight)
              .execute("INSERT INTO parts.main.once VALUES (1) RETURNING id", token)
              .getEndpoints()
              .get(0)
              .getTicket();
      assertThat(fetch(flight, ticket, token)).isEqualTo(1);
      assertThatThrownBy(() -> fetch(flight, ticket, token))
          .hasMessageContaining("there is no such ticket");
      assertThat(rows(connection, "SELECT count(*) FROM parts.main.once")).containsExactly("1");
    }
  }

  private static int fetch(FlightClient flight, Ticket ticket, CallOption token) throws Exception {
    int rows = 0;
    try (FlightStream stream = flight.getStream(ticket, token)) {
      while (stream.next()) {
        rows += stream.getRoot().getRowCount();
      }
    }
    return rows;
  }

  @ParameterizedTest
  @ValueSource(strings = {"flight", "protobuf", "json"})
  void changesRowsAndCountsThem(String protocol) throws SQLException {
    String table = "parts.main.rows_" + protocol;
    try (Connection connection = connect(protocol, "admin")) {
      update(
          connection, "CREATE TABLE " + table + " (id INTEGER PRIMARY KEY, v VARCHAR DEFAULT 'd')");
      assertThat(
              update(
                  connection, "INSERT INTO " + table + " VALUES (1, 'a'), (2, 'b'), (3, DEFAULT)"))
          .isEqualTo(3);
      assertThat(update(connection, "INSERT INTO " + table + " BY NAME SELECT 'x' AS v, 4 AS id"))
          .isEqualTo(1);
      assertThat(
              update(
                  connection,
                  "INSERT INTO "
                      + table
                      + " VALUES (4, 'y') ON CONFLICT (id) DO UPDATE SET v = excluded.v || '!'"))
          .isEqualTo(1);
      assertThat(update(connection, "UPDATE " + table + " SET v = upper(v) WHERE id < 3"))
          .isEqualTo(2);
      assertThat(rows(connection, "DELETE FROM " + table + " WHERE id = 2 RETURNING id, v"))
          .containsExactly("2|B");
      assertThat(
              update(
                  connection,
                  "MERGE INTO "
                      + table
                      + " t USING (VALUES (1, 'm'), (9, 'n')) s(id, v) ON t.id = s.id"
                      + " WHEN MATCHED THEN UPDATE SET v = s.v"
                      + " WHEN NOT MATCHED THEN INSERT VALUES (s.id, s.v)"))
          .isEqualTo(2);
      assertThat(rows(connection, "SELECT id, v FROM " + table + " ORDER BY id"))
          .containsExactly("1|m", "3|d", "4|y!", "9|n");
      assertThat(update(connection, "TRUNCATE " + table)).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"flight", "protobuf"})
  void bindsParametersOfChanges(String protocol) throws SQLException {
    String table = "parts.main.bound_" + protocol;
    try (Connection connection = connect(protocol, "admin")) {
      update(connection, "CREATE TABLE " + table + " (id INTEGER, v VARCHAR)");
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO " + table + " VALUES (?, ?)")) {
        for (int i = 0; i < 3; i++) {
          insert.setInt(1, i);
          insert.setString(2, "v" + i);
          assertThat(insert.executeUpdate()).isEqualTo(1);
        }
      }
      assertThat(rows(connection, "SELECT * FROM " + table + " ORDER BY id"))
          .containsExactly("0|v0", "1|v1", "2|v2");
    }
  }

  /// What was told of the columns holds for the result, or there is none.
  @ParameterizedTest
  @ValueSource(strings = {"flight", "protobuf", "json"})
  void givesNoValueUnderTheNameOfAnother(String protocol) throws SQLException {
    String table = "parts.main.swapped_" + protocol;
    try (Connection connection = connect(protocol, "admin")) {
      update(connection, "CREATE TABLE " + table + " AS SELECT 1 AS a, 2 AS b");
      try (PreparedStatement query = connection.prepareStatement("SELECT * FROM " + table)) {
        try (ResultSet rows = query.executeQuery()) {
          assertThat(rows.next()).isTrue();
          assertThat(rows.getInt("a")).isEqualTo(1);
        }
        update(connection, "CREATE OR REPLACE TABLE " + table + " AS SELECT 2 AS b, 1 AS a");
        assertThatThrownBy(query::executeQuery).hasStackTraceContaining("prepare it again");
      }
    }
  }

  @Test
  void seesTablesAsTheyAreNow() throws SQLException {
    try (Connection connection = connect("flight", "admin");
        Connection other = connect("flight", "analyst")) {
      update(connection, "CREATE TABLE parts.main.made AS SELECT 1 AS a");
      assertThat(rows(other, "SELECT * FROM parts.main.made")).containsExactly("1");
      update(connection, "ALTER TABLE parts.main.made ADD COLUMN b VARCHAR DEFAULT 'new'");
      assertThat(rows(other, "SELECT * FROM parts.main.made")).containsExactly("1|new");
      update(connection, "CREATE OR REPLACE TABLE parts.main.made AS SELECT 'z' AS c");
      assertThat(rows(other, "SELECT * FROM parts.main.made")).containsExactly("z");
      update(
          connection, "CREATE VIEW parts.main.seen AS SELECT c || '!' AS d FROM parts.main.made");
      assertThat(rows(other, "SELECT d FROM parts.main.seen")).containsExactly("z!");
      update(connection, "DROP VIEW parts.main.seen");
      update(connection, "DROP TABLE parts.main.made");
      assertThatThrownBy(() -> rows(other, "SELECT * FROM parts.main.made"))
          .hasMessageContaining("no table");
      update(connection, "DROP TABLE IF EXISTS parts.main.made");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"flight", "protobuf"})
  void takesBackWhatIsNotCommitted(String protocol) throws SQLException {
    String table = "parts.main.undone_" + protocol;
    try (Connection one = connect(protocol, "admin");
        Connection other = connect(protocol, "admin")) {
      update(one, "CREATE TABLE " + table + " (id INTEGER PRIMARY KEY)");
      update(one, "BEGIN");
      assertThat(update(one, "INSERT INTO " + table + " VALUES (1), (2)")).isEqualTo(2);
      assertThat(rows(one, "SELECT count(*) FROM " + table)).containsExactly("2");
      assertThat(rows(other, "SELECT count(*) FROM " + table)).containsExactly("0");
      update(one, "ROLLBACK");
      assertThat(rows(one, "SELECT count(*) FROM " + table)).containsExactly("0");
      update(one, "BEGIN TRANSACTION");
      update(one, "INSERT INTO " + table + " VALUES (3)");
      update(one, "COMMIT");
      assertThat(rows(other, "SELECT * FROM " + table)).containsExactly("3");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "protobuf"})
  void commitsWhenTheClientSaysSo(String protocol) throws SQLException {
    String table = "parts.main.manual_" + protocol;
    try (Connection one = connect(protocol, "admin");
        Connection other = connect(protocol, "admin")) {
      update(one, "CREATE TABLE " + table + " (id INTEGER PRIMARY KEY)");
      one.setAutoCommit(false);
      assertThat(update(one, "INSERT INTO " + table + " VALUES (1)")).isEqualTo(1);
      assertThat(one.getAutoCommit()).isFalse();
      assertThat(rows(one, "SELECT * FROM " + table)).containsExactly("1");
      assertThat(rows(other, "SELECT * FROM " + table)).isEmpty();
      one.rollback();
      assertThat(rows(one, "SELECT * FROM " + table)).isEmpty();
      update(one, "INSERT INTO " + table + " VALUES (2)");
      one.commit();
      assertThat(rows(other, "SELECT * FROM " + table)).containsExactly("2");
      update(one, "INSERT INTO " + table + " VALUES (3)");
      // The driver tells the server with the next statement.
      one.setAutoCommit(true);
      update(one, "INSERT INTO " + table + " VALUES (4)");
      assertThat(rows(other, "SELECT * FROM " + table)).containsExactly("2", "3", "4");
    }
  }

  @Test
  void beginsAndEndsTransactionsByFlightSql() throws Exception {
    try (Connection other = connect("flight", "admin");
        BufferAllocator allocator = new RootAllocator();
        FlightClient flight =
            FlightClient.builder(
                    allocator, Location.forGrpcInsecure("127.0.0.1", server.flightPort()))
                .build()) {
      update(other, "CREATE TABLE parts.main.by_flight (id INTEGER)");
      CallOption token = flight.authenticateBasicToken("admin", "secret").orElseThrow();
      FlightSqlClient client = new FlightSqlClient(flight);
      FlightSqlClient.Transaction undone = client.beginTransaction(token);
      client.executeUpdate("INSERT INTO parts.main.by_flight VALUES (1)", undone, token);
      client.rollback(undone, token);
      assertThatThrownBy(() ->
              client.executeUpdate("INSERT INTO parts.main.by_flight VALUES (1)", undone, token))
          .hasMessageContaining("no transaction is open");
      FlightSqlClient.Transaction done = client.beginTransaction(token);
      client.executeUpdate("INSERT INTO parts.main.by_flight VALUES (2)", done, token);
      assertThat(rows(other, "SELECT * FROM parts.main.by_flight")).isEmpty();
      assertThatThrownBy(() -> client.commit(undone, token))
          .hasMessageContaining("no transaction is open");
      client.commit(done, token);
      assertThat(rows(other, "SELECT * FROM parts.main.by_flight")).containsExactly("2");
    }
  }

  @Test
  void saysThatANameIsTaken() throws SQLException {
    try (Connection connection = connect("flight", "admin")) {
      update(connection, "CREATE TABLE parts.main.taken (id INTEGER)");
      assertThatThrownBy(() -> update(connection, "CREATE TABLE parts.main.taken (id INTEGER)"))
          .hasMessageContaining("ALREADY_EXISTS")
          .hasMessageContaining("[42P07]");
      update(connection, "CREATE VIEW parts.main.taken_view AS SELECT 1 AS id");
      assertThatThrownBy(
              () -> update(connection, "CREATE VIEW parts.main.taken_view AS SELECT 2 AS id"))
          .hasMessageContaining("ALREADY_EXISTS");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE parts.main.fixed DROP COLUMN nosuch",
        "ALTER TABLE parts.main.fixed ALTER COLUMN nosuch TYPE BIGINT",
        "ALTER TABLE parts.main.fixed DROP COLUMN id",
        "DROP SCHEMA parts.fixed",
        "DROP VIEW parts.main.fixed",
      })
  void saysWhyADefinitionIsRefused(String definition) throws SQLException {
    try (Connection connection = connect("flight", "admin")) {
      update(
          connection,
          "CREATE TABLE IF NOT EXISTS parts.main.fixed (id INTEGER PRIMARY KEY, name TEXT)");
      update(connection, "CREATE SCHEMA IF NOT EXISTS parts.fixed");
      update(connection, "CREATE TABLE IF NOT EXISTS parts.fixed.inner_table (id INTEGER)");
      assertThatThrownBy(() -> update(connection, definition))
          .hasMessageContaining("DEFINITION_REFUSED")
          .hasMessageContaining("[42P16]");
    }
  }

  @Test
  void abortsATransactionAtAnError() throws SQLException {
    try (Connection connection = connect("flight", "admin")) {
      update(connection, "CREATE TABLE parts.main.aborted (id INTEGER PRIMARY KEY)");
      update(connection, "BEGIN");
      update(connection, "INSERT INTO parts.main.aborted VALUES (1)");
      assertThatThrownBy(() -> update(connection, "INSERT INTO parts.main.aborted VALUES (1)"))
          .hasMessageContaining("duplicate key");
      assertThatThrownBy(() -> rows(connection, "SELECT * FROM parts.main.aborted"))
          .hasMessageContaining("aborted");
      update(connection, "ROLLBACK");
      assertThat(rows(connection, "SELECT count(*) FROM parts.main.aborted")).containsExactly("0");
    }
  }

  @Test
  void rollsBackWhatASessionLeavesOpen() throws SQLException {
    try (Connection connection = connect("flight", "admin")) {
      update(connection, "CREATE TABLE parts.main.left_open (id INTEGER)");
      try (Connection leaving = connect("flight", "admin")) {
        update(leaving, "BEGIN");
        update(leaving, "INSERT INTO parts.main.left_open VALUES (1)");
      }
      assertThat(rows(connection, "SELECT count(*) FROM parts.main.left_open"))
          .containsExactly("0");
      update(connection, "DROP TABLE parts.main.left_open");
    }
  }

  @Test
  void saysWhatATransactionCannotDo() throws SQLException {
    try (Connection connection = connect("flight", "admin")) {
      assertThatThrownBy(() -> update(connection, "COMMIT")).hasMessageContaining("no transaction");
      update(connection, "BEGIN");
      assertThatThrownBy(() -> update(connection, "BEGIN")).hasMessageContaining("open already");
      assertThatThrownBy(() -> update(connection, "CREATE TABLE parts.main.never (a INTEGER)"))
          .hasMessageContaining("within a transaction");
      update(connection, "ROLLBACK");
    }
  }

  /// Sources take no part in a transaction; what could show its changes in part is refused.
  @Test
  void joinsSourcesWithinATransaction() throws SQLException {
    String join = "SELECT count(*) FROM crm.main.customer JOIN %s ON n_nationkey = c_nationkey";
    try (Connection connection = connect("flight", "admin")) {
      List<String> before = rows(connection, join.formatted("geo.main.nation"));
      update(connection, "CREATE TABLE parts.main.places AS SELECT * FROM geo.main.nation");
      update(connection, "BEGIN");
      update(connection, "DELETE FROM parts.main.places");
      assertThat(rows(connection, join.formatted("geo.main.nation"))).isEqualTo(before);
      assertThatThrownBy(() -> rows(connection, join.formatted("parts.main.places")))
          .hasMessageContaining("within a transaction");
      update(connection, "ROLLBACK");
      assertThat(rows(connection, join.formatted("parts.main.places"))).isEqualTo(before);
      update(connection, "DROP TABLE parts.main.places");
    }
  }

  @Test
  void renamesOnlyToANameThatMayBeMade() throws SQLException {
    try (Connection maker = connect("flight", "maker")) {
      update(maker, "CREATE TABLE parts.main.mine (id INTEGER)");
      assertThatThrownBy(() -> update(maker, "ALTER TABLE parts.main.mine RENAME TO yours"))
          .hasMessageContaining("no table `parts.main.yours`");
      assertThat(rows(maker, "SELECT count(*) FROM parts.main.mine")).containsExactly("0");
      update(maker, "DROP TABLE parts.main.mine");
    }
  }

  @Test
  void aTableCalledStarIsNoSchema() throws SQLException {
    try (Connection admin = connect("flight", "admin")) {
      update(admin, "CREATE TABLE parts.main.main (id INTEGER)");
      update(admin, "CREATE TABLE parts.main.\"*\" (id INTEGER)");
      update(admin, "DROP TABLE parts.main.\"*\"");
      assertThat(rows(admin, "SELECT count(*) FROM parts.main.main")).containsExactly("0");
    }
  }

  @Test
  void letsNobodyChangeWhatIsNotTheirs() throws SQLException {
    try (Connection admin = connect("flight", "admin");
        Connection analyst = connect("flight", "analyst");
        Connection clerk = connect("flight", "clerk")) {
      for (String sql :
          List.of(
              "INSERT INTO parts.main.part VALUES (1, 'x', 1)",
              "UPDATE parts.main.part SET p_name = 'x'",
              "DELETE FROM parts.main.part",
              "TRUNCATE parts.main.part",
              "DROP TABLE parts.main.part",
              "ALTER TABLE parts.main.part DROP COLUMN p_name",
              "CREATE TABLE parts.main.mine AS SELECT 1 AS a")) {
        assertThatThrownBy(() -> update(analyst, sql)).as(sql).hasMessageContaining("no right to");
        assertThatThrownBy(() -> update(clerk, sql)).as(sql).hasMessageContaining("no catalog");
      }
      assertThatThrownBy(() -> update(admin, "INSERT INTO geo.main.region VALUES (9, 'x')"))
          .hasMessageContaining("read-only");
      assertThatThrownBy(() -> update(admin, "COPY parts.main.part TO '/tmp/x'"))
          .hasMessageContaining("COPY is not served");
      assertThatThrownBy(() -> update(admin, "ATTACH '/tmp/x.db'"))
          .hasMessageContaining("ATTACH is not served");
      assertThat(rows(admin, "SELECT count(*) FROM parts.main.part")).containsExactly("2000");
    }
  }
}
