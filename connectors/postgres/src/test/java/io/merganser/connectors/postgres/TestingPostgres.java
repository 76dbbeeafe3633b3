package io.merganser.connectors.postgres;

import static io.merganser.connectors.spi.DataType.Scalar.BIGINT;
import static io.merganser.connectors.spi.DataType.Scalar.BLOB;
import static io.merganser.connectors.spi.DataType.Scalar.BOOLEAN;
import static io.merganser.connectors.spi.DataType.Scalar.DATE;
import static io.merganser.connectors.spi.DataType.Scalar.DOUBLE;
import static io.merganser.connectors.spi.DataType.Scalar.HUGEINT;
import static io.merganser.connectors.spi.DataType.Scalar.INTEGER;
import static io.merganser.connectors.spi.DataType.Scalar.INTERVAL;
import static io.merganser.connectors.spi.DataType.Scalar.SMALLINT;
import static io.merganser.connectors.spi.DataType.Scalar.TIME;
import static io.merganser.connectors.spi.DataType.Scalar.TIMESTAMP;
import static io.merganser.connectors.spi.DataType.Scalar.TIMESTAMPTZ;
import static io.merganser.connectors.spi.DataType.Scalar.UUID;
import static io.merganser.connectors.spi.DataType.Scalar.VARCHAR;

import io.merganser.connectors.contract.TestingSource;
import io.merganser.connectors.spi.Attachable;
import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.DataType.Decimal;
import io.merganser.connectors.spi.DataType.ListOf;
import io.merganser.connectors.spi.DirectConnector;
import io.merganser.connectors.spi.Parameter;
import io.merganser.connectors.spi.Secret;
import io.merganser.connectors.spi.Source;
import io.merganser.connectors.spi.SourceConfig;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A database with the contract's tables on a running server.
final class TestingPostgres implements TestingSource {
  static final String PASSWORD = "it's \\ \"secret\"";
  private static final String DATABASE = "con tract";

  /// Where a server is and who may make databases there.
  record Server(String host, int port, String user, String password) {
    String url(String database) {
      return "jdbc:postgresql://" + host + ":" + port + "/" + database.replace(" ", "%20");
    }

    Connection connect(String database) throws SQLException {
      return DriverManager.getConnection(url(database), user, password);
    }
  }

  private final Server server;
  private final Source source;

  TestingPostgres(Server server) {
    this.server = server;
    run("postgres", "DROP DATABASE IF EXISTS \"con tract\"", "DROP ROLE IF EXISTS \"rea der\"");
    run(
        "postgres",
        "CREATE ROLE \"rea der\" LOGIN PASSWORD '" + PASSWORD.replace("'", "''") + "'",
        "CREATE DATABASE \"con tract\" TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'");
    create();
    source = open(PASSWORD, server.port());
  }

  Source open(String password, int port) {
    return open(password, port, DATABASE);
  }

  Source open(String password, int port, String database) {
    return new PostgresConnectorFactory()
        .create(
            new SourceConfig(
                "pg",
                true,
                Map.of(
                    "host",
                    server.host(),
                    "port",
                    Integer.toString(port),
                    "database",
                    database,
                    "user",
                    "rea der",
                    "connectTimeout",
                    "5"),
                Map.of("password", new Secret(password)),
                Path.of("")));
  }

  int port() {
    return server.port();
  }

  /// Runs statements as the server's owner.
  void run(String database, String... statements) {
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void create() {
    run(
        DATABASE,
        "CREATE SCHEMA con_tract",
        "SET search_path = con_tract",
        "CREATE TYPE mood AS ENUM ('sad', 'ok')",
        "CREATE TYPE pair AS (x int, y text)",
        """
        CREATE TABLE kinds (b bool NOT NULL, i2 int2, i4 int4, i8 int8, f4 float4, f8 float8, t text,
          v varchar(20), n10 numeric(10,2), n38 numeric(38,10), n380 numeric(38,0), n4 numeric(4,4),
          d date, tm time, ts timestamp, tz timestamptz, iv interval, u uuid, by bytea, o oid,
          ai int4[], at text[], an numeric(10,2)[], ad date[], ab bool[], m mood, am mood[],
          tt timetz, p point, pr pair, big numeric(5,-2), aa int[][])\
        """,
        """
        INSERT INTO kinds VALUES (true, 1, 2, 3, 1.5, 2.5, 'a', 'b', 12.34, 1.0000000001, 7, 0.1234,
          '2024-02-29', '01:02:03.456789', '2024-02-29 01:02:03.456789',
          '2024-02-29 01:02:03.456789+02', '1 year 2 months 3 days 04:05:06.789',
          '00112233-4455-6677-8899-aabbccddeeff', '\\x00ff', 4000000000, '{1,null,3}',
          '{a,null,"b c",""}', '{1.25,null}', '{2020-01-01,null}', '{t,f,null}', 'ok', '{sad,ok}')\
        """,
        """
        INSERT INTO kinds VALUES (false, -32768, -2147483648, -9223372036854775808, 'NaN',
          '-Infinity', '', 'héllo 🦆', -99999999.99, -9999999999999999999999999999.9999999999,
          99999999999999999999999999999999999999, -0.9999, 'infinity', '00:00', 'infinity',
          '-infinity', '-1 day -00:00:00.000001', '00000000-0000-0000-0000-000000000000', '', 0,
          '{}', '{}', '{}', '{}', '{}', 'sad', '{}')\
        """,
        """
        INSERT INTO kinds VALUES (true, 32767, 2147483647, 9223372036854775807, 3.4e38, 1.7e308,
          repeat('x', 3000), 'z', 0.01, 10000, 10000, 0, '0001-01-01', '23:59:59.999999',
          '1969-12-31 23:59:59.999999', '2262-04-12 00:00:00+00', '0', null, null, 4294967295,
          '[5:6]={7,8}', null, '{99999999.99}', null, null, null, null)\
        """,
        "INSERT INTO kinds (b) VALUES (false)",
        "CREATE TABLE \"we ird \"\"Q\"\"\" (\"select\" text, \"B c\" text, \"q\"\"x\" text, ünï"
            + " text)",
        "INSERT INTO \"we ird \"\"Q\"\"\" VALUES ('1', '2', '3', '4')",
        "CREATE VIEW a_view AS SELECT i4, t FROM kinds",
        "CREATE MATERIALIZED VIEW a_matview AS SELECT i4, t FROM kinds",
        "CREATE TABLE counted (n int) PARTITION BY RANGE (n)",
        "CREATE TABLE counted_1 PARTITION OF counted FOR VALUES FROM (0) TO (501)",
        "CREATE TABLE counted_2 PARTITION OF counted FOR VALUES FROM (501) TO (2000)",
        "INSERT INTO counted SELECT generate_series(1, 1000)",
        "COMMENT ON TABLE counted IS 'a thousand'",
        """
        CREATE TABLE pushed (s int2, i int4, j int8, k int8, d numeric(10,2), e numeric(12,4), t text,
          u varchar(10), dt date, ts timestamp, b bool, x float8, id uuid)\
        """,
        """
        INSERT INTO pushed VALUES
          (1, 1, 2, 3, 1.50, 1.5000, 'a', 'b', '2024-02-29', '2024-02-29 00:00:00', true, 0.1,
            '00112233-4455-6677-8899-aabbccddeeff'),
          (-2, 2, 2, -7, -1.25, 0.0001, 'b', 'B', '0001-01-01', '2024-02-29 12:00:00', false, 1e300,
            '80112233-4455-6677-8899-aabbccddeeff'),
          (null, null, 5, 0, null, 2, 'ä', 'a', null, null, null, null, null),
          (3, -3, null, 4, 99.99, null, null, 'x', '0044-03-15 BC', '1969-12-31 23:59:59', true,
            'NaN', null),
          (7, 7, 7, 7, 0, 0, '', 'z', 'infinity', 'infinity', false, '-0', null),
          (0, 1000000, 1000000000, 3, 1234.50, 1234.5000, '🦆', 'ﬀ', '2024-12-31',
            '2025-01-01 00:00:00.000001', null, 'Infinity', null),
          (5, 5, -5, 5, 5, 5, 'A%_\\', 'a ', '1600-02-29', '1600-02-29', true, 0.3, null)\
        """,
        "GRANT USAGE ON SCHEMA con_tract TO \"rea der\"",
        "GRANT SELECT ON ALL TABLES IN SCHEMA con_tract TO \"rea der\"");
  }

  @Override
  public DirectConnector direct() {
    return Objects.requireNonNull(source.direct());
  }

  @Override
  public Attachable attachable() {
    return Objects.requireNonNull(source.attachable());
  }

  @Override
  public String schema() {
    return "con_tract";
  }

  @Override
  public String endless() {
    return "SELECT 1::bigint FROM (SELECT pg_sleep(600)) AS s";
  }

  @Override
  public boolean computesEndless() {
    try (Connection connection = server.connect("postgres");
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' "
                    + "AND usename = 'rea der' AND query LIKE '%pg_sleep(600)%'")) {
      rows.next();
      return rows.getInt(1) > 0;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String manyRows() {
    return "SELECT generate_series(1, 100000000::bigint) AS n";
  }

  @Override
  public List<Pushed> pushed() {
    DataType d = new Decimal(10, 2);
    DataType e = new Decimal(12, 4);
    List<DataType> ints = List.of(INTEGER, BIGINT);
    List<DataType> texts = List.of(VARCHAR, VARCHAR);
    return List.of(
        new Pushed("=", ints, "i = j", BOOLEAN),
        new Pushed("=", List.of(d, e), "d = e", BOOLEAN),
        new Pushed("=", texts, "t = u", BOOLEAN),
        new Pushed("=", texts, "u = 'a'", BOOLEAN),
        new Pushed("=", List.of(DATE, DATE), "dt = DATE '2024-02-29'", BOOLEAN),
        new Pushed("=", List.of(DATE, TIMESTAMP), "dt = ts", BOOLEAN),
        new Pushed("=", List.of(DOUBLE, DOUBLE), "x = 1E-1", BOOLEAN),
        new Pushed("=", List.of(BOOLEAN, BOOLEAN), "b = (i > 1)", BOOLEAN),
        new Pushed("<>", ints, "i <> j", BOOLEAN),
        new Pushed("<", ints, "i < j", BOOLEAN),
        new Pushed("<", List.of(d, INTEGER), "d < i", BOOLEAN),
        new Pushed("<=", texts, "t <= u", BOOLEAN),
        new Pushed(">", List.of(DATE, DATE), "dt > DATE '1999-01-01'", BOOLEAN),
        new Pushed(
            ">=", List.of(TIMESTAMP, TIMESTAMP), "ts >= TIMESTAMP '2024-02-29 12:00:00'", BOOLEAN),
        new Pushed(">", List.of(DOUBLE, DOUBLE), "x > 2.5E-1", BOOLEAN),
        new Pushed("IN", ints, "i IN (1, 7)", BOOLEAN),
        new Pushed("NOT IN", texts, "t NOT IN ('a', 'ä')", BOOLEAN),
        new Pushed("IS DISTINCT FROM", ints, "i IS DISTINCT FROM j", BOOLEAN),
        new Pushed("IS NOT DISTINCT FROM", texts, "t IS NOT DISTINCT FROM u", BOOLEAN),
        new Pushed("AND", List.of(BOOLEAN, BOOLEAN), "b AND i > 1", BOOLEAN),
        new Pushed("OR", List.of(BOOLEAN, BOOLEAN), "b OR i > 1", BOOLEAN),
        new Pushed("NOT", List.of(BOOLEAN), "NOT b", BOOLEAN),
        new Pushed("IS TRUE", List.of(BOOLEAN), "b IS TRUE", BOOLEAN),
        new Pushed("IS NOT TRUE", List.of(BOOLEAN), "b IS NOT TRUE", BOOLEAN),
        new Pushed("IS FALSE", List.of(BOOLEAN), "b IS FALSE", BOOLEAN),
        new Pushed("IS NOT FALSE", List.of(BOOLEAN), "b IS NOT FALSE", BOOLEAN),
        new Pushed("IS NULL", List.of(VARCHAR), "t IS NULL", BOOLEAN),
        new Pushed("IS NOT NULL", List.of(DATE), "dt IS NOT NULL", BOOLEAN),
        new Pushed("+", ints, "i + j", BIGINT),
        new Pushed("-", List.of(d, e), "d - e", new Decimal(13, 4)),
        new Pushed("-", List.of(INTEGER), "-i", INTEGER),
        new Pushed("*", ints, "i * j", BIGINT),
        new Pushed("*", List.of(d, e), "d * e", new Decimal(22, 6)),
        new Pushed("*", List.of(d, INTEGER), "d * (1 - d)", new Decimal(21, 4)),
        new Pushed("ABS", List.of(d), "ABS(d)", d),
        new Pushed("+", List.of(TIMESTAMP, INTERVAL), "ts + INTERVAL '1' MONTH", TIMESTAMP),
        new Pushed("-", List.of(DATE, INTERVAL), "dt - INTERVAL '1' YEAR", TIMESTAMP),
        new Pushed("+", List.of(DATE, INTERVAL), "dt + INTERVAL '3' DAY", TIMESTAMP),
        new Pushed("||", texts, "t || u || 'ß'", VARCHAR),
        new Pushed("CHAR_LENGTH", List.of(VARCHAR), "CHAR_LENGTH(t)", BIGINT),
        new Pushed("LIKE", texts, "t LIKE 'a%'", BOOLEAN),
        new Pushed("LIKE", texts, "t LIKE 'A%\\'", BOOLEAN),
        new Pushed("LIKE", texts, "t LIKE '_'", BOOLEAN),
        new Pushed("LIKE", texts, "t LIKE 'A!%%' ESCAPE '!'", BOOLEAN),
        new Pushed("EXTRACT", List.of(DATE), "EXTRACT(YEAR FROM dt)", BIGINT),
        new Pushed("EXTRACT", List.of(DATE), "EXTRACT(MONTH FROM dt)", BIGINT),
        new Pushed("EXTRACT", List.of(DATE), "EXTRACT(DAY FROM dt)", BIGINT),
        new Pushed("EXTRACT", List.of(DATE), "EXTRACT(QUARTER FROM dt)", BIGINT),
        new Pushed("CASE", List.of(BOOLEAN, d, d), "CASE WHEN b THEN d ELSE 0.00 END", d),
        new Pushed("COALESCE", List.of(VARCHAR, VARCHAR), "COALESCE(t, u)", VARCHAR),
        new Pushed("NULLIF", ints, "NULLIF(i, 7)", INTEGER),
        new Pushed("CAST", List.of(INTEGER, BIGINT), "CAST(i AS BIGINT)", BIGINT),
        new Pushed("CAST", List.of(INTEGER, e), "CAST(i AS DECIMAL(12, 4))", e),
        new Pushed("CAST", List.of(d, e), "CAST(d AS DECIMAL(12, 4))", e),
        new Pushed("CAST", List.of(DATE, TIMESTAMP), "CAST(dt AS TIMESTAMP)", TIMESTAMP),
        new Pushed("CAST", List.of(BIGINT, VARCHAR), "CAST(j AS VARCHAR)", VARCHAR),
        new Pushed("SUM", List.of(INTEGER), "SUM(i)", HUGEINT),
        new Pushed("SUM", List.of(BIGINT), "SUM(j * 1000000000)", HUGEINT),
        new Pushed("SUM", List.of(d), "SUM(d)", new Decimal(38, 2)),
        new Pushed("SUM", List.of(SMALLINT), "SUM(s)", HUGEINT),
        new Pushed("COUNT", List.of(VARCHAR), "COUNT(t)", BIGINT),
        new Pushed("COUNT", List.of(VARCHAR), "COUNT(DISTINCT b)", BIGINT),
        new Pushed("MIN", List.of(VARCHAR), "MIN(t)", VARCHAR),
        new Pushed("MAX", List.of(VARCHAR), "MAX(u)", VARCHAR),
        new Pushed("MIN", List.of(DATE), "MIN(dt)", DATE),
        new Pushed("MAX", List.of(DOUBLE), "MAX(x)", DOUBLE),
        new Pushed("MIN", List.of(d), "MIN(d)", d));
  }

  @Override
  public List<Echo> echoes() {
    return List.of(
        echo(BOOLEAN, true, "bool", "true"),
        echo(SMALLINT, (short) -3, "int2", "-3"),
        echo(INTEGER, 42, "int4", "42"),
        echo(BIGINT, Long.MIN_VALUE, "int8", "-9223372036854775808"),
        echo(HUGEINT, new BigInteger("99999999999999999999"), "numeric", "99999999999999999999"),
        echo(new Decimal(10, 2), new BigDecimal("-1.25"), "numeric", "-1.25"),
        echo(DOUBLE, 1.5, "float8", "1.5"),
        echo(VARCHAR, "it's \\ 🦆", "text", "it's \\ 🦆"),
        echo(VARCHAR, null, "text", "null"),
        echo(BIGINT, null, "int8", "null"),
        echo(UUID, null, "uuid", "null"),
        echo(BLOB, new byte[] {0, (byte) 0xff}, "bytea", "\\x00\\xFF"),
        echo(DATE, LocalDate.of(2024, 2, 29), "date", "2024-02-29"),
        echo(TIME, LocalTime.of(1, 2, 3, 456_789_000), "time", "01:02:03.456789"),
        echo(
            TIMESTAMP,
            LocalDateTime.of(1969, 12, 31, 23, 59, 59, 1000),
            "timestamp",
            "1969-12-31 23:59:59.000001"),
        echo(
            TIMESTAMPTZ,
            OffsetDateTime.parse("2024-02-29T01:02:03+02:00"),
            "timestamptz",
            "2024-02-28 23:02:03+00"),
        echo(
            UUID,
            java.util.UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"),
            "uuid",
            "00112233-4455-6677-8899-aabbccddeeff"),
        echo(new ListOf(BIGINT), List.of(1L, 2L), "int8[]", "[1, 2]"),
        echo(new ListOf(VARCHAR), List.of("a", "b c"), "text[]", "[a, b c]"));
  }

  private static Echo echo(DataType type, @Nullable Object value, String cast, String printed) {
    return new Echo(new Parameter(type, value), "SELECT ?::" + cast, printed);
  }

  @Override
  public void close() {
    direct().close();
  }
}
