package io.merganser.connectors.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.merganser.connectors.spi.ArrowTypes;
import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.DataType.Scalar;
import io.merganser.connectors.spi.Parameter;
import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.ResultStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EngineTypesTest {
  private final TestingEngine engine;

  EngineTypesTest(@TempDir Path temp) {
    this.engine = new TestingEngine(temp);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TRUE",
        "1::TINYINT",
        "1::SMALLINT",
        "1::INTEGER",
        "1::BIGINT",
        "1::HUGEINT",
        "1::UTINYINT",
        "1::USMALLINT",
        "1::UINTEGER",
        "1::UBIGINT",
        "1::UHUGEINT",
        "1::FLOAT",
        "1::DOUBLE",
        "1::DECIMAL(4,2)",
        "1::DECIMAL(9,2)",
        "1::DECIMAL(18,3)",
        "1::DECIMAL(38,10)",
        "'x'",
        "'\\xAA'::BLOB",
        "'101'::BIT",
        "DATE '2020-01-01'",
        "TIME '01:02:03'",
        "'01:02:03'::TIME_NS",
        "'01:02:03+02'::TIMETZ",
        "TIMESTAMP '2020-01-01 00:00:00'",
        "'2020-01-01'::TIMESTAMP_S",
        "'2020-01-01'::TIMESTAMP_MS",
        "'2020-01-01'::TIMESTAMP_NS",
        "'2020-01-01'::TIMESTAMPTZ",
        "INTERVAL 1 DAY",
        "uuid()",
        "'{}'::JSON",
        "NULL",
        "[1, 2]",
        "[[1], NULL]",
        "[1, 2]::INTEGER[2]",
        "{'a': 1, 'b c': 'x'}",
        "[{'a': [1]}]",
        "MAP {'k': 1}",
        "MAP {'k': [{'a': 1}]}",
        "union_value(i := 1)::UNION(i INTEGER, s VARCHAR)",
        "[uuid()]",
        "{'n': NULL}",
        "[]",
        "current_timestamp",
        "sum(1)",
        "avg(1::DECIMAL(4,2))"
      })
  void deliversTheSchemaThatItPromises(String expression) {
    String sql = "SELECT " + expression + " AS \"a column\"";
    List<Column> promised = engine.engine.describe(sql);
    try (EngineConnection connection = engine.engine.connect();
        ResultStream stream = connection.execute(sql, List.of(), engine.context())) {
      assertThat(stream.schema()).isEqualTo(ArrowTypes.schema(promised));
      assertThat(stream.next()).isTrue();
      assertThat(stream.batch().getRowCount()).isEqualTo(1);
    }
  }

  /// The exceptions: what whoever prints a statement has to cast.
  @Test
  void deliversEnumsAsDictionaries() {
    String sql = "SELECT 'b'::ENUM('a', 'b') AS e WHERE $1 = 1";
    assertThat(engine.engine.describe(sql))
        .containsExactly(new Column("e", new DataType.EnumOf(List.of("a", "b")), true));
    try (EngineConnection connection = engine.engine.connect();
        ResultStream stream =
            connection.execute(sql, List.of(new Parameter(Scalar.INTEGER, 1)), engine.context())) {
      assertThat(stream.schema().findField("e").getDictionary()).isNotNull();
    }
    assertThat(engine.rows("SELECT 'b'::ENUM('a', 'b')::VARCHAR")).containsExactly(List.of("b"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1::BIGNUM", "'POINT(1 1)'::GEOMETRY"})
  void deliversExtensionTypesInTheMetadata(String expression) {
    try (EngineConnection connection = engine.engine.connect();
        ResultStream stream =
            connection.execute("SELECT " + expression + " AS v", List.of(), engine.context())) {
      Field field = stream.schema().findField("v");
      assertThat(field.getType()).isEqualTo(ArrowType.Binary.INSTANCE);
      assertThat(field.getMetadata()).containsKey("ARROW:extension:name");
    }
  }

  @Test
  void refusesVariants() {
    assertThatThrownBy(() -> engine.rows("SELECT 1::VARIANT AS v"))
        .isInstanceOfSatisfying(
            QueryException.class,
            e -> assertThat(e.code()).isEqualTo(ConnectorError.UNSUPPORTED_TYPE))
        .hasMessageContaining("VARIANT");
  }

  @Test
  void describesWithoutRunning() {
    assertThat(engine.engine.describe("CREATE TABLE t AS SELECT 1 AS a"))
        .containsExactly(new Column("Count", Scalar.BIGINT, true));
    assertThatThrownBy(() -> engine.rows("SELECT * FROM t")).isInstanceOf(QueryException.class);
    assertThatThrownBy(() -> engine.engine.describe("CREATE TABLE t (a INT); SELECT 1"))
        .hasMessageContaining("one statement");
    assertThatThrownBy(() -> engine.rows("SELECT * FROM t")).isInstanceOf(QueryException.class);
  }

  @Test
  void describesNamesParametersAndDuplicates() {
    assertThat(engine.engine.describe("SELECT $1::INT AS a, 2 AS a, 'x' AS \"A\""))
        .extracting(Column::name)
        .containsExactly("a", "a", "A");
  }

  static Stream<Arguments> scalars() {
    return Stream.of(
        value(Scalar.VARCHAR, null, "\"NULL\"", null),
        value(Scalar.BOOLEAN, true, "BOOLEAN", "true"),
        value(Scalar.TINYINT, (byte) -1, "TINYINT", "-1"),
        value(Scalar.SMALLINT, (short) 2, "SMALLINT", "2"),
        value(Scalar.INTEGER, 3, "INTEGER", "3"),
        value(Scalar.BIGINT, Long.MIN_VALUE, "BIGINT", "-9223372036854775808"),
        value(Scalar.BIGINT, BigInteger.TEN, "BIGINT", "10"),
        value(
            Scalar.HUGEINT,
            BigInteger.TWO.pow(127).subtract(BigInteger.ONE),
            "HUGEINT",
            "170141183460469231731687303715884105727"),
        value(new DataType.Decimal(5, 3), new BigDecimal("12.345"), "DECIMAL(5,3)", "12.345"),
        value(new DataType.Decimal(9, 2), new BigDecimal("7"), "DECIMAL(3,2)", "7.00"),
        value(new DataType.Decimal(9, 0), new BigDecimal("1E+5"), "DECIMAL(6,0)", "100000"),
        value(
            new DataType.Decimal(38, 3),
            new BigDecimal("-12345678901234567890123456789012345.678"),
            "DECIMAL(38,3)",
            "-12345678901234567890123456789012345.678"),
        value(Scalar.FLOAT, 1.5f, "FLOAT", "1.5"),
        value(Scalar.DOUBLE, Double.NaN, "DOUBLE", "nan"),
        value(Scalar.VARCHAR, "it's ü 🦆; --", "VARCHAR", "it's ü 🦆; --"),
        value(Scalar.VARCHAR, "", "VARCHAR", ""),
        value(Scalar.BLOB, new byte[] {0, 1, -1}, "BLOB", "\\x00\\x01\\xFF"),
        value(Scalar.DATE, LocalDate.of(1500, 2, 28), "DATE", "1500-02-28"),
        value(Scalar.TIME, LocalTime.of(1, 2, 3, 456_789_000), "TIME", "01:02:03.456789"),
        value(
            Scalar.TIMESTAMP,
            LocalDateTime.of(1500, 1, 1, 1, 2, 3, 123_456_000),
            "TIMESTAMP",
            "1500-01-01 01:02:03.123456"),
        value(
            Scalar.TIMESTAMPTZ,
            OffsetDateTime.parse("2020-01-01T01:02:03.123456+02:00"),
            "TIMESTAMP WITH TIME ZONE",
            "2019-12-31 23:02:03.123456+00"),
        value(
            Scalar.UUID,
            UUID.fromString("f0112233-4455-6677-8899-aabbccddeeff"),
            "UUID",
            "f0112233-4455-6677-8899-aabbccddeeff"),
        value(new DataType.ListOf(Scalar.BIGINT), Arrays.asList(1L, null), "BIGINT[]", "[1, NULL]"),
        value(new DataType.ListOf(Scalar.VARCHAR), List.of("a", "b"), "VARCHAR[]", "[a, b]"),
        value(new DataType.ListOf(Scalar.VARCHAR), List.of(), "VARCHAR[]", "[]"),
        value(
            new DataType.ListOf(new DataType.Decimal(10, 2)),
            List.of(new BigDecimal("1.5")),
            "DECIMAL(10,2)[]",
            "[1.50]"),
        value(new DataType.ListOf(Scalar.DATE), List.of(LocalDate.EPOCH), "DATE[]", "[1970-01-01]"),
        value(
            new DataType.ListOf(Scalar.UUID),
            List.of(new UUID(1, 2)),
            "UUID[]",
            "[00000000-0000-0001-0000-000000000002]"),
        value(
            new DataType.ListOf(Scalar.HUGEINT),
            List.of(BigInteger.TEN),
            "DECIMAL(38,0)[]",
            "[10]"));
  }

  private static Arguments value(
      DataType type, @Nullable Object value, String engineType, @Nullable String text) {
    return Arguments.of(type, value, engineType, text);
  }

  @ParameterizedTest
  @MethodSource("scalars")
  void bindsParameters(
      DataType type, @Nullable Object value, String engineType, @Nullable String text) {
    Parameter parameter = new Parameter(type, value);
    assertThat(engine.rows("SELECT typeof(?), CAST(? AS VARCHAR)", parameter, parameter))
        .containsExactly(Arrays.asList(engineType, text));
    assertThat(engine.rows("SELECT CAST(CAST(? AS " + type + ") AS VARCHAR)", parameter))
        .hasSize(1);
  }

  @Test
  void tellsThatAnInternalErrorTookTheEngineDown() {
    assertThat(engine.engine.isAlive()).isTrue();
    assertThatThrownBy(() ->
            engine.rows("SELECT typeof($1), CAST($1 AS INTEGER)", new Parameter(Scalar.INTEGER, 5)))
        .isInstanceOfSatisfying(
            QueryException.class,
            e -> assertThat(e.code()).isEqualTo(ConnectorError.ENGINE_FAILED));
    assertThat(engine.engine.isAlive()).isFalse();
  }

  @Test
  void bindsParametersByNumber() {
    assertThat(
            engine.rows(
                "SELECT $2::INT - $1::INT",
                new Parameter(Scalar.INTEGER, 1),
                new Parameter(Scalar.INTEGER, 5)))
        .containsExactly(List.of(4));
  }

  @Test
  void bindsAsTextWhatTheDriverCannotCarry() throws Exception {
    DataType nested = new DataType.ListOf(new DataType.ListOf(Scalar.VARCHAR));
    List<@Nullable String> words = Arrays.asList("a \"b\" \\ 'c', [", "", null, "NULL");
    assertThat(
            engine.rows(
                "SELECT CAST($1 AS VARCHAR[][]) = [[$q$a \"b\" \\ 'c', [$q$, '', NULL, 'NULL']]",
                new Parameter(nested, List.of(words))))
        .containsExactly(List.of(true));
    assertThat(
            engine.rows(
                "SELECT CAST($1 AS UHUGEINT) + 1",
                new Parameter(Scalar.UHUGEINT, BigInteger.TWO.pow(128).subtract(BigInteger.TWO))))
        .hasSize(1);
    assertThat(
            engine.rows(
                "SELECT CAST(CAST($1 AS DATE) AS VARCHAR)",
                new Parameter(Scalar.DATE, LocalDate.MAX)))
        .containsExactly(List.of("infinity"));
    assertThat(
            engine.rows(
                "SELECT CAST(CAST($1 AS TIMESTAMP) AS VARCHAR)",
                new Parameter(Scalar.TIMESTAMP, LocalDateTime.of(-43, 3, 15, 12, 0))))
        .containsExactly(List.of("0044-03-15 (BC) 12:00:00"));
  }

  @Test
  void refusesParametersThatItCannotBind() {
    for (Parameter parameter :
        List.of(
            new Parameter(Scalar.INTEGER, List.of(1)),
            new Parameter(new DataType.Decimal(38, 0), new BigDecimal("1E+40")))) {
      assertThatThrownBy(() -> engine.rows("SELECT $1", parameter))
          .isInstanceOfSatisfying(
              QueryException.class,
              e -> assertThat(e.code()).isEqualTo(ConnectorError.UNSUPPORTED_TYPE));
    }
  }
}
