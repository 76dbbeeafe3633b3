package io.merganser.connectors.sqlite;

import static io.merganser.connectors.spi.DataType.Scalar.BIGINT;
import static io.merganser.connectors.spi.DataType.Scalar.BOOLEAN;
import static io.merganser.connectors.spi.DataType.Scalar.VARCHAR;

import io.merganser.connectors.contract.TestingSource;
import io.merganser.connectors.spi.Attachable;
import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.DirectConnector;
import io.merganser.connectors.spi.Parameter;
import io.merganser.connectors.spi.Source;
import io.merganser.connectors.spi.SourceConfig;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A file with the contract's tables.
final class TestingSqlite implements TestingSource {
  private static final String NUMBERS =
      "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r";

  private final Source source;

  TestingSqlite(Path folder) {
    Path file = folder.resolve("contract.db");
    create(file);
    source = open("contract.db", folder);
  }

  static Source open(String path, Path folder) {
    return new SqliteConnectorFactory()
        .create(new SourceConfig("lite", true, Map.of("path", path), Map.of(), folder));
  }

  static void run(Path file, String... statements) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.executeUpdate(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void create(Path file) {
    run(
        file,
        "CREATE TABLE kinds (i INTEGER NOT NULL, tiny TINYINT, flag BOOLEAN, t TEXT, v VARCHAR(20),"
            + " b BLOB, r REAL, n DECIMAL(10,2), d DATE, ts TIMESTAMP, dt DATETIME)",
        "INSERT INTO kinds VALUES (1, 1, 1, 'a', 'b', x'00ff', 1.5, 12.25, '2024-02-29',"
            + " '2024-02-29 01:02:03.456789', '2024-02-29 01:02:03')",
        "INSERT INTO kinds VALUES (9223372036854775807, -128, 0, 'héllo 🦆', '', x'', 9e999, 1,"
            + " '0001-01-01', '1969-12-31 23:59:59', 0)",
        "INSERT INTO kinds VALUES (-9223372036854775808, null, null, null, null, null, null,"
            + " null, null, null, null)",
        "CREATE TABLE \"we ird \"\"Q\"\"\" (\"select\" TEXT, \"B c\" TEXT, \"q\"\"x\" TEXT, ünï"
            + " TEXT)",
        "INSERT INTO \"we ird \"\"Q\"\"\" VALUES ('1', '2', '3', '4')",
        "CREATE VIEW a_view AS SELECT i, t FROM kinds",
        "CREATE TABLE counted (n INTEGER PRIMARY KEY)",
        "INSERT INTO counted " + NUMBERS + " WHERE n < 1000) SELECT n FROM r",
        "CREATE TABLE typed (a INT, b \"UNSIGNED BIG INT\", c \"CHARACTER(20)\", d CLOB, e NUMERIC,"
            + " f \"DOUBLE PRECISION\", g FLOAT, h, j DATETIME2, m TEXT, gen INT AS (a + 1))",
        "CREATE TABLE keyed (k TEXT PRIMARY KEY, n INT) WITHOUT ROWID",
        "CREATE TABLE pushed (i INTEGER, j BIGINT, t TEXT, u VARCHAR(10))",
        "INSERT INTO pushed VALUES (1, 2, 'a', 'b'), (2, 2, 'b', 'B'), (null, 5, 'ä', 'a'),"
            + " (-3, null, null, 'x'), (7, 7, '', 'z'), (9223372036854775807, 0, '🦆', 'ﬀ'),"
            + " (5, -5, 'A', 'a ')");
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
    return "main";
  }

  @Override
  public String endless() {
    return NUMBERS + ") SELECT count(*) FROM r";
  }

  /// The driver runs in this process: a thread of ours is inside its step.
  @Override
  public boolean computesEndless() {
    return Thread.getAllStackTraces().values().stream()
        .anyMatch(stack ->
            stack.length > 0
                && stack[0].getClassName().equals("org.sqlite.core.NativeDB")
                && stack[0].getMethodName().equals("step"));
  }

  @Override
  public String manyRows() {
    return NUMBERS + " WHERE n < 100000000) SELECT n FROM r";
  }

  @Override
  public List<Pushed> pushed() {
    List<DataType> numbers = List.of(BIGINT, BIGINT);
    List<DataType> texts = List.of(VARCHAR, VARCHAR);
    return List.of(
        new Pushed("=", numbers, "i = j", BOOLEAN),
        new Pushed("<>", numbers, "i <> j", BOOLEAN),
        new Pushed("<", numbers, "i < j", BOOLEAN),
        new Pushed(">=", numbers, "i >= 2", BOOLEAN),
        new Pushed("IN", numbers, "i IN (1, 7)", BOOLEAN),
        new Pushed("IS NOT DISTINCT FROM", numbers, "i IS NOT DISTINCT FROM j", BOOLEAN),
        new Pushed("IS DISTINCT FROM", texts, "t IS DISTINCT FROM u", BOOLEAN),
        new Pushed("AND", List.of(BOOLEAN, BOOLEAN), "i > 1 AND j > 1", BOOLEAN),
        new Pushed("OR", List.of(BOOLEAN, BOOLEAN), "i > 1 OR j > 1", BOOLEAN),
        new Pushed("NOT", List.of(BOOLEAN), "NOT (i > 1)", BOOLEAN),
        new Pushed("IS TRUE", List.of(BOOLEAN), "(i > 1) IS TRUE", BOOLEAN),
        new Pushed("IS NOT FALSE", List.of(BOOLEAN), "(i > 1) IS NOT FALSE", BOOLEAN),
        new Pushed("IS NULL", List.of(VARCHAR), "t IS NULL", BOOLEAN),
        new Pushed("=", texts, "t = 'a'", BOOLEAN),
        new Pushed("=", texts, "u = 'a'", BOOLEAN),
        new Pushed("<", texts, "t < u", BOOLEAN),
        new Pushed("<", texts, "t < 'b'", BOOLEAN),
        new Pushed("IN", texts, "t IN ('A', 'ä')", BOOLEAN),
        new Pushed("||", texts, "t || u", VARCHAR),
        new Pushed("COALESCE", numbers, "COALESCE(i, j)", BIGINT),
        new Pushed("NULLIF", numbers, "NULLIF(i, j)", BIGINT),
        new Pushed("COALESCE", texts, "COALESCE(t, u)", VARCHAR),
        new Pushed(
            "CASE",
            List.of(BOOLEAN, BIGINT, BIGINT),
            "CASE WHEN t = 'a' THEN i ELSE j END",
            BIGINT),
        new Pushed("CAST", List.of(BIGINT, VARCHAR), "CAST(i AS VARCHAR)", VARCHAR),
        new Pushed("COUNT", List.of(VARCHAR), "COUNT(t)", BIGINT),
        new Pushed("MIN", List.of(VARCHAR), "MIN(t)", VARCHAR),
        new Pushed("MAX", List.of(VARCHAR), "MAX(u)", VARCHAR),
        new Pushed("MAX", List.of(BIGINT), "MAX(i)", BIGINT));
  }

  @Override
  public List<Echo> echoes() {
    return List.of(
        echo(BIGINT, 42L, "42"),
        echo(BIGINT, Long.MIN_VALUE, "-9223372036854775808"),
        echo(VARCHAR, "it's 🦆", "it's 🦆"),
        echo(VARCHAR, null, "null"),
        echo(BOOLEAN, true, "true"),
        echo(DataType.Scalar.DOUBLE, 1.5, "1.5"),
        echo(DataType.Scalar.DATE, java.time.LocalDate.of(2024, 2, 29), "2024-02-29"),
        echo(DataType.Scalar.BLOB, new byte[] {0, (byte) 0xff}, "\\x00\\xFF"));
  }

  private static Echo echo(
      DataType type, @org.jspecify.annotations.Nullable Object value, String printed) {
    return new Echo(new Parameter(type, value), "SELECT ?", printed);
  }

  @Override
  public void close() {
    direct().close();
  }
}
