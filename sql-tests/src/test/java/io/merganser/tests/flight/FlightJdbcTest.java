package io.merganser.tests.flight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.merganser.tests.Await;
import io.merganser.tests.TestServer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the Flight SQL JDBC driver sees of the server.
@Timeout(120)
class FlightJdbcTest {
  /// A hundred thousand million rows: never ends within a test.
  private static final String ENDLESS =
      "WITH d(n) AS (VALUES (0),(1),(2),(3),(4),(5),(6),(7),(8),(9)) SELECT sum(a.n * b.n + c.n)"
          + " FROM d a, d b, d c, d e, d f, d g, d h, d i, d j, d k, d l";

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Connection connect(String user, String password, String more) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:arrow-flight-sql://127.0.0.1:"
            + server.flightPort()
            + "/?useEncryption=false&user="
            + user
            + "&password="
            + password
            + more);
  }

  private static Connection connect() throws SQLException {
    return connect("admin", "secret", "");
  }

  @Test
  void aStatementReturnsItsRows() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT 1 AS one, 'a' AS letter")) {
      assertThat(result.next()).isTrue();
      assertThat(result.getInt("one")).isEqualTo(1);
      assertThat(result.getString("letter")).isEqualTo("a");
      assertThat(result.next()).isFalse();
      assertThat(statement.getMoreResults()).isFalse();
      assertThat(statement.getUpdateCount()).isEqualTo(-1);
    }
  }

  @Test
  void anEmptyResultHasColumns() throws SQLException {
    // Through a plain Statement, driver 18.3 doubles the columns of an empty result.
    try (Connection connection = connect();
        PreparedStatement statement = connection.prepareStatement("SELECT 1 AS one WHERE 1 = 2");
        ResultSet result = statement.executeQuery()) {
      assertThat(result.getMetaData().getColumnCount()).isEqualTo(1);
      assertThat(result.next()).isFalse();
    }
  }

  @Test
  void oneStatementRunsManyTexts() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (int i = 0; i < 20; i++) {
        assertThat(statement.execute("SELECT " + i + " AS n")).isTrue();
        try (ResultSet result = statement.getResultSet()) {
          assertThat(result.next()).isTrue();
          assertThat(result.getInt(1)).isEqualTo(i);
        }
      }
    }
  }

  @Test
  void aWrongPasswordIsRefused() {
    assertThatThrownBy(() -> connect("admin", "wrong", ""))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("UNAUTHENTICATED")
        .hasMessageContaining("[28P01]");
  }

  @Test
  void aMissingLoginIsExplained() throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:arrow-flight-sql://127.0.0.1:"
                    + server.flightPort()
                    + "/?useEncryption=false");
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.executeQuery("SELECT 1"))
          .hasMessageContaining("[28000]")
          .hasMessageContaining("log in with user and password");
    }
  }

  @Test
  void anUnknownPropertyOfTheUrlIsHarmlessAndAnUnknownScopeIsNot() throws SQLException {
    connect("admin", "secret", "&Custom=1").close();
    assertThatThrownBy(() -> connect("admin", "secret", "&scope=eu"))
        .hasMessageContaining("[3F000]")
        .hasMessageContaining("no scope `eu`");
  }

  @Test
  void anUnknownDatabaseIsRefused() {
    assertThatThrownBy(() -> connect("admin", "secret", "&database=nowhere"))
        .hasMessageContaining("[3D000]");
  }

  @Test
  void anUnknownCatalogInTheUrlIsRefused() {
    assertThatThrownBy(() -> connect("admin", "secret", "&catalog=nowhere"))
        .isInstanceOf(Exception.class);
  }

  @Test
  void aCatalogInTheUrlIsUsedAndTheSessionClosed() throws SQLException {
    String catalog;
    try (Connection connection = connect();
        ResultSet schemas = connection.getMetaData().getSchemas()) {
      assertThat(schemas.next()).isTrue();
      catalog = schemas.getString("TABLE_CATALOG");
    }
    int before = server.sessions();
    Connection connection = connect("admin", "secret", "&catalog=" + catalog);
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT 1")) {
      assertThat(result.next()).isTrue();
    }
    assertThat(server.sessions()).isEqualTo(before + 1);
    // Driver 18.3 closes twice, and complains that it cannot the second time.
    assertThatThrownBy(connection::close).hasMessageContaining("Channel shutdown");
    assertThat(server.sessions()).isEqualTo(before);
  }

  @Test
  void useChangesTheSessionAndHasNoRows() throws SQLException {
    try (Connection connection = connect();
        ResultSet schemas = connection.getMetaData().getSchemas();
        Statement statement = connection.createStatement()) {
      assertThat(schemas.next()).isTrue();
      String use =
          "USE \""
              + schemas.getString("TABLE_CATALOG")
              + "\".\""
              + schemas.getString("TABLE_SCHEM")
              + "\"";
      assertThat(statement.executeUpdate(use)).isZero();
      assertThat(statement.execute(use)).isFalse();
      assertThat(statement.getUpdateCount()).isZero();
    }
  }

  @Test
  void aBatchRunsOnceForEachRowOfValues() throws SQLException {
    try (Connection connection = connect();
        PreparedStatement statement =
            connection.prepareStatement("SELECT CAST(? AS INTEGER) AS n")) {
      for (int i = 0; i < 3; i++) {
        statement.setInt(1, i);
        statement.addBatch();
      }
      // Nothing is written here; what is counted are the rows.
      assertThat(statement.executeBatch()).containsExactly(3);
    }
  }

  @Test
  void anErrorHasItsStateItsCodeAndItsPosition() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.executeQuery("SELECT * FROM nosuch"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("[42P01] TABLE_NOT_FOUND: no table `nosuch`")
          .hasMessageContaining("(line 1, column 15)");
      // The connection goes on.
      assertThat(statement.executeQuery("SELECT 1").next()).isTrue();
    }
  }

  @Test
  void anErrorInTheMiddleOfAResultReachesTheClient() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(
              () -> {
                try (ResultSet result =
                    statement.executeQuery(
                        "SELECT CAST(s AS INTEGER) AS n FROM (VALUES ('1'), ('x')) AS t(s)")) {
                  while (result.next()) {
                    result.getInt(1);
                  }
                }
              })
          .hasMessageContaining("[22");
    }
  }

  @Test
  void everyTypeArrivesExactly() throws SQLException {
    String sql =
        """
        SELECT CAST(TRUE AS BOOLEAN) AS a_boolean, CAST(-128 AS TINYINT) AS a_tinyint,
          CAST(-32768 AS SMALLINT) AS a_smallint, CAST(-2147483648 AS INTEGER) AS an_integer,
          CAST(9223372036854775807 AS BIGINT) AS a_bigint, CAST(1.5 AS REAL) AS a_real,
          CAST(0.1 AS DOUBLE) AS a_double, CAST(-1234567890.12 AS DECIMAL(12, 2)) AS a_decimal,
          CAST('héllo ✓' AS VARCHAR) AS a_text, DATE '2020-02-29' AS a_date,
          TIME '12:34:56' AS a_time, TIMESTAMP '2020-02-29 12:34:56.123456' AS a_timestamp
        """;
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      assertThat(result.next()).isTrue();
      assertThat(result.getBoolean(1)).isTrue();
      assertThat(result.getByte(2)).isEqualTo((byte) -128);
      assertThat(result.getShort(3)).isEqualTo((short) -32768);
      assertThat(result.getInt(4)).isEqualTo(Integer.MIN_VALUE);
      assertThat(result.getLong(5)).isEqualTo(Long.MAX_VALUE);
      assertThat(result.getFloat(6)).isEqualTo(1.5f);
      assertThat(result.getDouble(7)).isEqualTo(0.1);
      assertThat(result.getBigDecimal(8)).isEqualTo(new BigDecimal("-1234567890.12"));
      assertThat(result.getString(9)).isEqualTo("héllo ✓");
      assertThat(result.getDate(10)).isEqualTo(Date.valueOf("2020-02-29"));
      assertThat(result.getTime(11)).isEqualTo(Time.valueOf("12:34:56"));
      assertThat(result.getObject(12, LocalDateTime.class))
          .isEqualTo(LocalDateTime.parse("2020-02-29T12:34:56.123456"));
      assertThat(types(result.getMetaData()))
          .containsExactly(
              Types.BOOLEAN,
              Types.TINYINT,
              Types.SMALLINT,
              Types.INTEGER,
              Types.BIGINT,
              Types.FLOAT,
              Types.DOUBLE,
              Types.DECIMAL,
              Types.VARCHAR,
              Types.DATE,
              Types.TIME,
              Types.TIMESTAMP);
      assertThat(result.getMetaData().getPrecision(8)).isEqualTo(12);
      assertThat(result.getMetaData().getScale(8)).isEqualTo(2);
      assertThat(result.getMetaData().getPrecision(4)).isEqualTo(10);
      assertThat(result.getMetaData().getPrecision(12)).isEqualTo(26);
      assertThat(result.getMetaData().getScale(12)).isEqualTo(6);
      assertThat(result.getMetaData().getColumnLabel(8)).isEqualTo("a_decimal");
    }
  }

  private static List<Integer> types(ResultSetMetaData metadata) throws SQLException {
    List<Integer> types = new ArrayList<>();
    for (int i = 1; i <= metadata.getColumnCount(); i++) {
      types.add(metadata.getColumnType(i));
    }
    return types;
  }

  @Test
  void nullsOfEveryTypeArrive() throws SQLException {
    String sql =
        """
        SELECT CAST(NULL AS BOOLEAN), CAST(NULL AS TINYINT), CAST(NULL AS SMALLINT),
          CAST(NULL AS INTEGER), CAST(NULL AS BIGINT), CAST(NULL AS REAL), CAST(NULL AS DOUBLE),
          CAST(NULL AS DECIMAL(12, 2)), CAST(NULL AS VARCHAR), CAST(NULL AS DATE),
          CAST(NULL AS TIME), CAST(NULL AS TIMESTAMP)
        """;
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      assertThat(result.next()).isTrue();
      for (int i = 1; i <= 12; i++) {
        assertThat(result.getObject(i)).as("column %d", i).isNull();
        assertThat(result.wasNull()).isTrue();
      }
    }
  }

  @Test
  void parametersOfEveryTypeArriveExactly() throws SQLException {
    String sql =
        """
        SELECT CAST(? AS BOOLEAN), CAST(? AS SMALLINT), CAST(? AS INTEGER), CAST(? AS BIGINT),
          CAST(? AS DOUBLE), CAST(? AS DECIMAL(12, 2)), CAST(? AS VARCHAR), CAST(? AS DATE),
          CAST(? AS TIME), CAST(? AS TIMESTAMP)
        """;
    try (Connection connection = connect();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setBoolean(1, true);
      statement.setShort(2, (short) -7);
      statement.setInt(3, Integer.MAX_VALUE);
      statement.setLong(4, Long.MIN_VALUE);
      statement.setDouble(5, 0.1);
      statement.setBigDecimal(6, new BigDecimal("1234567890.12"));
      statement.setString(7, "it's ✓");
      statement.setDate(8, Date.valueOf(LocalDate.of(2020, 2, 29)));
      statement.setTime(9, Time.valueOf(LocalTime.of(12, 34, 56)));
      statement.setTimestamp(10, Timestamp.valueOf("2020-02-29 12:34:56.123"));
      try (ResultSet result = statement.executeQuery()) {
        assertThat(result.next()).isTrue();
        assertThat(result.getBoolean(1)).isTrue();
        assertThat(result.getShort(2)).isEqualTo((short) -7);
        assertThat(result.getInt(3)).isEqualTo(Integer.MAX_VALUE);
        assertThat(result.getLong(4)).isEqualTo(Long.MIN_VALUE);
        assertThat(result.getDouble(5)).isEqualTo(0.1);
        assertThat(result.getBigDecimal(6)).isEqualByComparingTo("1234567890.12");
        assertThat(result.getString(7)).isEqualTo("it's ✓");
        assertThat(result.getDate(8)).isEqualTo(Date.valueOf("2020-02-29"));
        assertThat(result.getTime(9)).isEqualTo(Time.valueOf("12:34:56"));
        assertThat(result.getObject(10, LocalDateTime.class))
            .isEqualTo(LocalDateTime.parse("2020-02-29T12:34:56.123"));
      }
    }
  }

  @Test
  void aPreparedStatementRunsAgainWithOtherValuesAndNull() throws SQLException {
    try (Connection connection = connect();
        PreparedStatement statement =
            connection.prepareStatement("SELECT CAST(? AS INTEGER) AS n")) {
      for (int i = 0; i < 5; i++) {
        statement.setInt(1, i);
        try (ResultSet result = statement.executeQuery()) {
          assertThat(result.next()).isTrue();
          assertThat(result.getInt(1)).isEqualTo(i);
        }
      }
      statement.setNull(1, Types.INTEGER);
      try (ResultSet result = statement.executeQuery()) {
        assertThat(result.next()).isTrue();
        assertThat(result.getObject(1)).isNull();
      }
    }
  }

  @Test
  void theMetadataOfAPreparedStatementIsKnownBeforeItRuns() throws SQLException {
    try (Connection connection = connect();
        PreparedStatement statement =
            connection.prepareStatement("SELECT CAST(? AS DECIMAL(10, 3)) AS price")) {
      assertThat(statement.getMetaData().getColumnName(1)).isEqualTo("price");
      assertThat(statement.getMetaData().getPrecision(1)).isEqualTo(10);
      assertThat(statement.getMetaData().getScale(1)).isEqualTo(3);
      assertThat(statement.getParameterMetaData().getParameterCount()).isEqualTo(1);
    }
  }

  @Test
  void manyRowsArriveCompleteAndInOrder() throws SQLException {
    String sql =
        "WITH d(n) AS (VALUES (0),(1),(2),(3),(4),(5),(6),(7),(8),(9)) SELECT"
            + " a.n * 100000 + b.n * 10000 + c.n * 1000 + e.n * 100 + f.n * 10 + g.n AS n"
            + " FROM d a, d b, d c, d e, d f, d g ORDER BY 1";
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      int expected = 0;
      while (result.next()) {
        if (result.getInt(1) != expected) {
          assertThat(result.getInt(1)).isEqualTo(expected);
        }
        expected++;
      }
      assertThat(expected).isEqualTo(1_000_000);
    }
  }

  @Test
  void cancellingAStatementStopsTheServersWork() throws Exception {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      CompletableFuture<Throwable> ended =
          CompletableFuture.supplyAsync(() -> {
            try (ResultSet result = statement.executeQuery(ENDLESS)) {
              result.next();
              return new AssertionError("it ended");
            } catch (SQLException | RuntimeException e) {
              return e;
            }
          });
      awaitRunning(1);
      statement.cancel();
      ended.get(20, TimeUnit.SECONDS);
      awaitRunning(0);
    }
  }

  private static void awaitRunning(int count) throws InterruptedException {
    Await.until(count + " statements run", () -> server.runningStatements() == count);
  }

  @Test
  void textInBytesIsUtf8() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT 'ä' AS t")) {
      assertThat(result.next()).isTrue();
      assertThat(result.getBytes(1)).isEqualTo("ä".getBytes(StandardCharsets.UTF_8));
    }
  }
}
