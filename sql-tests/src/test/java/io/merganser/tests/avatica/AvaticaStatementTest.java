package io.merganser.tests.avatica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.merganser.tests.TestServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Running statements, parameters, failures and results of many frames.
class AvaticaStatementTest {
  private static final String MANY = "SELECT i, 'row ' || i AS t FROM range(%d) AS r(i) ORDER BY i";

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"protobuf", "json"})
  void bindsParametersOfEachType(String serialization) throws SQLException {
    try (Connection connection = AvaticaClient.connect(server, serialization)) {
      echo(connection, "BOOLEAN", (query, i) -> query.setBoolean(i, true), true);
      echo(connection, "TINYINT", (query, i) -> query.setByte(i, (byte) -7), (byte) -7);
      echo(connection, "SMALLINT", (query, i) -> query.setShort(i, (short) 7), (short) 7);
      echo(connection, "INTEGER", (query, i) -> query.setInt(i, 42), 42);
      echo(connection, "INTEGER", (query, i) -> query.setLong(i, 42L), 42);
      echo(connection, "BIGINT", (query, i) -> query.setInt(i, 42), 42L);
      echo(connection, "BIGINT", (query, i) -> query.setLong(i, Long.MIN_VALUE), Long.MIN_VALUE);
      echo(connection, "FLOAT", (query, i) -> query.setFloat(i, 1.1f), 1.1f);
      echo(connection, "DOUBLE", (query, i) -> query.setDouble(i, 0.1), 0.1);
      BigDecimal decimal = new BigDecimal("12345678901234567890.12");
      echo(connection, "DECIMAL(30,2)", (query, i) -> query.setBigDecimal(i, decimal), decimal);
      echo(connection, "VARCHAR", (query, i) -> query.setString(i, "it's 🦆"), "it's 🦆");
      Date date = Date.valueOf("2020-02-29");
      echo(connection, "DATE", (query, i) -> query.setDate(i, date), date);
      Time time = Time.valueOf("12:34:56");
      echo(connection, "TIME", (query, i) -> query.setTime(i, time), time);
      Timestamp timestamp = Timestamp.valueOf("2020-01-01 00:00:00.123");
      echo(connection, "TIMESTAMP", (query, i) -> query.setTimestamp(i, timestamp), timestamp);
      echo(
          connection,
          "TIMESTAMP WITH TIME ZONE",
          (query, i) -> query.setString(i, "2020-01-01 02:00:00.123456+02"),
          "2020-01-01 00:00:00.123456+00");
      String uuid = "00112233-4455-6677-8899-aabbccddeeff";
      echo(connection, "UUID", (query, i) -> query.setString(i, uuid), uuid);
      for (String type : new String[] {"INTEGER", "VARCHAR", "DATE", "DECIMAL(9,2)"}) {
        try (PreparedStatement query = prepare(connection, type)) {
          query.setNull(1, Types.NULL);
          try (ResultSet rows = query.executeQuery()) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getObject(1)).as(type).isNull();
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"protobuf", "json"})
  void bindsBytes(String serialization) throws SQLException {
    try (Connection connection = AvaticaClient.connect(server, serialization);
        PreparedStatement query = prepare(connection, "BLOB")) {
      query.setBytes(1, new byte[] {(byte) 0xAA, 0, 1});
      try (ResultSet rows = query.executeQuery()) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getBytes(1)).containsExactly(0xAA, 0, 1);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"protobuf", "json"})
  void refusesValuesThatDoNotFit(String serialization) throws SQLException {
    try (Connection connection = AvaticaClient.connect(server, serialization);
        PreparedStatement query = prepare(connection, "INTEGER")) {
      query.setLong(1, 3_000_000_000L);
      assertThatThrownBy(query::executeQuery)
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).startsWith("22"));
      query.setInt(1, 5);
      try (ResultSet rows = query.executeQuery()) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getInt(1)).isEqualTo(5);
      }
    }
  }

  @Test
  void describesParameters() throws SQLException {
    try (Connection connection = AvaticaClient.connect(server, "protobuf");
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT n_name FROM geo.main.nation WHERE n_nationkey = ?")) {
      assertThat(query.getParameterMetaData().getParameterCount()).isEqualTo(1);
      assertThat(query.getMetaData().getColumnLabel(1)).isEqualToIgnoringCase("n_name");
      query.setInt(1, 3);
      for (int run = 0; run < 3; run++) {
        try (ResultSet rows = query.executeQuery()) {
          assertThat(rows.next()).isTrue();
          assertThat(rows.next()).isFalse();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"protobuf", "json"})
  void tellsSqlStateAndPosition(String serialization) throws SQLException {
    try (Connection connection = AvaticaClient.connect(server, serialization);
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.executeQuery("SELECT 1\nFROM geo.main.nothing"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42P01"))
          .hasMessageContaining("line 2")
          .hasMessageNotContaining("\tat ");
      assertThatThrownBy(() -> statement.executeQuery("SELEC 1"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42601"));
      // The statement is as good as before.
      try (ResultSet rows = statement.executeQuery("SELECT 1")) {
        assertThat(rows.next()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"protobuf", "json"})
  void tellsFailuresAmongTheRows(String serialization) throws SQLException {
    try (Connection connection = AvaticaClient.connect(server, serialization);
        Statement statement = connection.createStatement()) {
      String sql = "SELECT CAST('x' || i AS INTEGER) FROM range(10) AS r(i)";
      assertThatThrownBy(() -> readAll(statement, sql))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).startsWith("22"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"protobuf", "json"})
  void readsManyFrames(String serialization) throws SQLException {
    try (Connection connection = AvaticaClient.connect(server, serialization);
        Statement statement = connection.createStatement()) {
      for (int fetchSize : new int[] {100, 7_777, 1_000_000}) {
        statement.setFetchSize(fetchSize);
        try (ResultSet rows = statement.executeQuery(String.format(MANY, 50_000))) {
          for (long i = 0; i < 50_000; i++) {
            assertThat(rows.next()).isTrue();
            if (rows.getLong(1) != i || !rows.getString(2).equals("row " + i)) {
              throw new AssertionError("row " + i + " is " + rows.getLong(1));
            }
          }
          assertThat(rows.next()).isFalse();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"protobuf", "json"})
  void readsManyFramesOfPreparedStatements(String serialization) throws SQLException {
    try (Connection connection = AvaticaClient.connect(server, serialization);
        PreparedStatement query = connection.prepareStatement(String.format(MANY, 20_000))) {
      for (int run = 0; run < 2; run++) {
        try (ResultSet rows = query.executeQuery()) {
          int count = 0;
          while (rows.next()) {
            assertThat(rows.getLong(1)).isEqualTo(count++);
          }
          assertThat(count).isEqualTo(20_000);
        }
      }
    }
  }

  @Test
  void boundsTheBytesOfAFrame() throws SQLException {
    try (Connection connection = AvaticaClient.connect(server, "json");
        Statement statement = connection.createStatement()) {
      statement.setFetchSize(5_000);
      // 100 MB in all.
      String sql = "SELECT repeat('x', 1000000) FROM range(100) AS r(i)";
      assertThat(readAll(statement, sql)).isEqualTo(100);
    }
  }

  @Test
  void keepsToTheMostRowsThatAreWanted() throws SQLException {
    try (Connection connection = AvaticaClient.connect(server, "protobuf");
        Statement statement = connection.createStatement()) {
      statement.setMaxRows(250);
      assertThat(readAll(statement, String.format(MANY, 50_000))).isEqualTo(250);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"protobuf", "json"})
  void closesEarly(String serialization) throws SQLException {
    try (Connection connection = AvaticaClient.connect(server, serialization)) {
      for (int i = 0; i < 50; i++) {
        try (Statement statement = connection.createStatement();
            ResultSet rows = statement.executeQuery(String.format(MANY, 1_000_000))) {
          assertThat(rows.next()).isTrue();
        }
      }
      assertThat(AvaticaConnectionTest.one(connection, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void readsTwoResultsInTurns() throws SQLException {
    try (Connection connection = AvaticaClient.connect(server, "protobuf");
        Statement left = connection.createStatement();
        Statement right = connection.createStatement();
        ResultSet leftRows = left.executeQuery(String.format(MANY, 3_000));
        ResultSet rightRows = right.executeQuery(String.format(MANY, 3_000))) {
      for (int i = 0; i < 3_000; i++) {
        assertThat(leftRows.next() && rightRows.next()).isTrue();
        assertThat(leftRows.getLong(1)).isEqualTo(rightRows.getLong(1));
      }
    }
  }

  @Test
  void runsChangesOfTheSession() throws SQLException {
    try (Connection connection = AvaticaClient.connect(server, "protobuf");
        Statement statement = connection.createStatement()) {
      assertThat(statement.execute("USE geo.main")).isFalse();
      assertThat(AvaticaConnectionTest.one(connection, "SELECT count(*) FROM region"))
          .isEqualTo("5");
    }
  }

  @Test
  void stopsAnAggregateWhenItsConnectionCloses() throws Exception {
    try (TestServer quiet = TestServer.start()) {
      Connection connection = AvaticaClient.connect(quiet, "protobuf");
      Statement statement = connection.createStatement();
      Future<?> running =
          CompletableFuture.runAsync(() ->
              assertThatThrownBy(() -> statement.executeQuery(TestServer.ENDLESS))
                  .isInstanceOf(SQLException.class)
                  .hasMessageContaining("cancelled"));
      quiet.awaitRunning(1);
      connection.close();
      running.get(30, TimeUnit.SECONDS);
      quiet.awaitRunning(0);
    }
  }

  /// The protocol has no cancel: a client that is killed just goes away.
  @Test
  void stopsAnAggregateWhenTheClientIsGone() throws Exception {
    try (TestServer quiet = TestServer.start()) {
      send(quiet, "{'request':'openConnection','connectionId':'c','info':{}}").close();
      send(quiet, "{'request':'createStatement','connectionId':'c'}").close();
      Socket running =
          send(
              quiet,
              "{'request':'prepareAndExecute','connectionId':'c','statementId':1,'sql':'%s',"
                      .formatted(TestServer.ENDLESS)
                  + "'maxRowCount':-1}");
      quiet.awaitRunning(1);
      running.close();
      quiet.awaitRunning(0);
    }
  }

  /// Waits for the answer, unless there will be none.
  private static Socket send(TestServer to, String request) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), to.httpPort());
    String body = request.replace('\'', '"');
    String login =
        Base64.getEncoder().encodeToString("admin:secret".getBytes(StandardCharsets.UTF_8));
    String head =
        "POST /avatica HTTP/1.1\r\nHost: x\r\nAuthorization: Basic %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(login, body.length());
    socket.getOutputStream().write((head + body).getBytes(StandardCharsets.US_ASCII));
    if (!body.contains("Execute")) {
      assertThat(socket.getInputStream().readNBytes(12))
          .asString(StandardCharsets.US_ASCII)
          .isEqualTo("HTTP/1.1 200");
    }
    return socket;
  }

  @Test
  void refusesBatches() throws SQLException {
    try (Connection connection = AvaticaClient.connect(server, "protobuf");
        Statement statement = connection.createStatement()) {
      statement.addBatch("SELECT 1");
      assertThatThrownBy(statement::executeBatch).hasMessageContaining("batches");
    }
  }

  private interface Setter {
    void set(PreparedStatement query, int index) throws SQLException;
  }

  private static void echo(Connection connection, String type, Setter setter, Object expected)
      throws SQLException {
    try (PreparedStatement query = prepare(connection, type)) {
      setter.set(query, 1);
      try (ResultSet rows = query.executeQuery()) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getObject(1)).as(type).isEqualTo(expected);
      }
    }
  }

  private static PreparedStatement prepare(Connection connection, String type) throws SQLException {
    return connection.prepareStatement("SELECT CAST(? AS " + type + ")");
  }

  private static int readAll(Statement statement, String sql) throws SQLException {
    try (ResultSet rows = statement.executeQuery(sql)) {
      int count = 0;
      while (rows.next()) {
        assertThat(rows.getString(1).getBytes(StandardCharsets.UTF_8)).isNotEmpty();
        count++;
      }
      return count;
    }
  }
}
