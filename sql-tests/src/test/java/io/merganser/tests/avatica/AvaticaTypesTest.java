package io.merganser.tests.avatica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.merganser.tests.TestServer;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every type, through both serializations: value, null and metadata.
class AvaticaTypesTest {
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
  void readsNumbersExactly(String serialization) throws SQLException {
    check(serialization, "true", "BOOLEAN", Types.BOOLEAN, true);
    check(serialization, "(-128)", "TINYINT", Types.TINYINT, (byte) -128);
    check(serialization, "32767", "SMALLINT", Types.SMALLINT, (short) 32767);
    check(serialization, "(-2147483648)", "INTEGER", Types.INTEGER, Integer.MIN_VALUE);
    check(serialization, "9223372036854775807", "BIGINT", Types.BIGINT, Long.MAX_VALUE);
    check(serialization, "9007199254740993", "BIGINT", Types.BIGINT, 9007199254740993L);
    check(serialization, "255", "UTINYINT", Types.SMALLINT, (short) 255);
    check(serialization, "65535", "USMALLINT", Types.INTEGER, 65535);
    check(serialization, "4294967295", "UINTEGER", Types.BIGINT, 4294967295L);
    check(
        serialization,
        "18446744073709551615",
        "UBIGINT",
        Types.DECIMAL,
        new BigDecimal("18446744073709551615"));
    check(
        serialization,
        "170141183460469231731687303715884105727",
        "HUGEINT",
        Types.DECIMAL,
        new BigDecimal("170141183460469231731687303715884105727"));
    check(serialization, "12.30", "DECIMAL(4,2)", Types.DECIMAL, new BigDecimal("12.30"));
    check(serialization, "120", "DECIMAL(9,0)", Types.DECIMAL, new BigDecimal("120"));
    check(
        serialization,
        "'12345678901234567890.1234567890'",
        "DECIMAL(38,10)",
        Types.DECIMAL,
        new BigDecimal("12345678901234567890.1234567890"));
    check(serialization, "1.1", "FLOAT", Types.REAL, 1.1f);
    check(serialization, "0.1", "DOUBLE", Types.DOUBLE, 0.1d);
    check(serialization, "'1.7976931348623157e308'", "DOUBLE", Types.DOUBLE, Double.MAX_VALUE);
    check(serialization, "'infinity'", "DOUBLE", Types.DOUBLE, Double.POSITIVE_INFINITY);
    check(serialization, "'-infinity'", "FLOAT", Types.REAL, Float.NEGATIVE_INFINITY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"protobuf", "json"})
  void readsTextsAndBytesExactly(String serialization) throws SQLException {
    check(serialization, "'héllo 🦆 \"x\"'", "VARCHAR", Types.VARCHAR, "héllo 🦆 \"x\"");
    check(serialization, "''", "VARCHAR", Types.VARCHAR, "");
    check(
        serialization,
        "'00112233-4455-6677-8899-aabbccddeeff'",
        "UUID",
        Types.VARCHAR,
        "00112233-4455-6677-8899-aabbccddeeff");
    check(serialization, "'{\"a\": 1}'", "JSON", Types.VARCHAR, "{\"a\": 1}");
    try (Connection connection = AvaticaClient.connect(server, serialization);
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT CAST('\\xAA\\x00\\x01' AS BLOB), CAST(NULL AS BLOB)")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getBytes(1)).containsExactly(0xAA, 0, 1);
      assertThat((byte[]) rows.getObject(1)).containsExactly(0xAA, 0, 1);
      assertThat(rows.getBytes(2)).isNull();
      assertThat(rows.getMetaData().getColumnType(1)).isEqualTo(Types.VARBINARY);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"protobuf", "json"})
  void readsDatesAndTimes(String serialization) throws SQLException {
    check(serialization, "'2020-02-29'", "DATE", Types.DATE, Date.valueOf("2020-02-29"));
    check(serialization, "'1969-12-31'", "DATE", Types.DATE, Date.valueOf("1969-12-31"));
    check(serialization, "'12:34:56'", "TIME", Types.TIME, Time.valueOf("12:34:56"));
    check(
        serialization,
        "'2020-01-01 00:00:00.123'",
        "TIMESTAMP",
        Types.TIMESTAMP,
        Timestamp.valueOf("2020-01-01 00:00:00.123"));
    check(
        serialization,
        "'1969-12-31 23:59:59.999'",
        "TIMESTAMP",
        Types.TIMESTAMP,
        Timestamp.valueOf("1969-12-31 23:59:59.999"));
    check(
        serialization,
        "'2020-01-01 00:00:00.123456+00'",
        "TIMESTAMP WITH TIME ZONE",
        Types.VARCHAR,
        "2020-01-01 00:00:00.123456+00");
    check(
        serialization,
        "'14 months 3 days 04:05:06.5'",
        "INTERVAL",
        Types.VARCHAR,
        "1 year 2 months 3 days 04:05:06.5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"protobuf", "json"})
  void declaresTheDigitsOfTimestampsThatItKeeps(String serialization) throws SQLException {
    try (Connection connection = AvaticaClient.connect(server, serialization);
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT CAST('2020-01-01 00:00:00.123456' AS TIMESTAMP) AS t")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getTimestamp(1)).isEqualTo(Timestamp.valueOf("2020-01-01 00:00:00.123"));
      assertThat(rows.getString(1)).isEqualTo("2020-01-01 00:00:00.123");
      assertThat(rows.getMetaData().getPrecision(1)).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @CsvSource({"protobuf", "json"})
  void readsAllDigitsOfTimestampsAsText(String serialization) throws SQLException {
    try (Connection connection =
            AvaticaClient.connect(
                server, serialization, "admin", "secret", Map.of("timestamps", "text"));
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT CAST('2020-01-01 00:00:00.123456' AS TIMESTAMP),"
                    + " CAST('12:34:56.789012' AS TIME), CAST(NULL AS TIMESTAMP)")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1)).isEqualTo("2020-01-01 00:00:00.123456");
      assertThat(rows.getString(2)).isEqualTo("12:34:56.789012");
      assertThat(rows.getString(3)).isNull();
      assertThat(rows.getMetaData().getColumnTypeName(1)).isEqualTo("TIMESTAMP");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"protobuf", "json"})
  void readsListsAndStructs(String serialization) throws SQLException {
    try (Connection connection = AvaticaClient.connect(server, serialization);
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT CAST([1, 2, NULL] AS INTEGER[]), CAST([120, 7] AS DECIMAL(9,0)[]),"
                    + " CAST([1.5, 2] AS DOUBLE[]), ['a', NULL], CAST([[1], []] AS INTEGER[][]),"
                    + " {'a': 1, 'b': 'x'}, CAST(NULL AS INTEGER[]),"
                    + " CAST(['2020-02-29'] AS DATE[])")) {
      assertThat(rows.next()).isTrue();
      assertThat((Object[]) rows.getArray(1).getArray()).containsExactly(1, 2, null);
      assertThat((Object[]) rows.getArray(2).getArray())
          .containsExactly(new BigDecimal("120"), new BigDecimal("7"));
      assertThat((Object[]) rows.getArray(3).getArray()).containsExactly(1.5d, 2d);
      assertThat((Object[]) rows.getArray(4).getArray()).containsExactly("a", null);
      Object[] nested = (Object[]) rows.getArray(5).getArray();
      assertThat((Object[]) ((Array) nested[0]).getArray()).containsExactly(1);
      assertThat((Object[]) ((Array) nested[1]).getArray()).isEmpty();
      assertThat(rows.getString(6)).isEqualTo("{\"a\":1,\"b\":\"x\"}");
      assertThat(rows.getArray(7)).isNull();
      assertThat((Object[]) rows.getArray(8).getArray())
          .containsExactly(Date.valueOf("2020-02-29"));
      assertThat(rows.getMetaData().getColumnType(1)).isEqualTo(Types.ARRAY);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"protobuf", "json"})
  void tellsThatJsonHasNoNaN(String serialization) throws SQLException {
    try (Connection connection = AvaticaClient.connect(server, serialization);
        Statement statement = connection.createStatement()) {
      String sql = "SELECT CAST('NaN' AS DOUBLE)";
      if (serialization.equals("json")) {
        assertThatThrownBy(() -> statement.executeQuery(sql))
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("protobuf");
      } else {
        try (ResultSet rows = statement.executeQuery(sql)) {
          assertThat(rows.next()).isTrue();
          assertThat(rows.getDouble(1)).isNaN();
        }
      }
    }
  }

  /// The value and, as the same type, a null.
  private static void check(
      String serialization, String literal, String type, int jdbcType, Object expected)
      throws SQLException {
    String sql = "SELECT CAST(" + literal + " AS " + type + ") AS v, CAST(NULL AS " + type + ")";
    try (Connection connection = AvaticaClient.connect(server, serialization);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).as(sql).isTrue();
      assertThat(rows.getObject(1)).as(sql).isEqualTo(expected);
      assertThat(rows.wasNull()).as(sql).isFalse();
      @Nullable Object missing = rows.getObject(2);
      assertThat(missing).as(sql).isNull();
      assertThat(rows.getString(2)).as(sql).isNull();
      assertThat(rows.wasNull()).as(sql).isTrue();
      assertThat(rows.getMetaData().getColumnType(1)).as(sql).isEqualTo(jdbcType);
      assertThat(rows.getMetaData().getColumnLabel(1)).isEqualTo("v");
      assertThat(rows.next()).isFalse();
    }
  }
}
