package io.merganser.connectors.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.merganser.connectors.contract.ConnectorContract;
import io.merganser.connectors.contract.TestingHub;
import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.ColumnRange;
import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.DataType.Decimal;
import io.merganser.connectors.spi.DataType.Scalar;
import io.merganser.connectors.spi.DirectConnector;
import io.merganser.connectors.spi.Parameter;
import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.TableSchema;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init") // JUnit calls start first.
class PostgresConnectorTest {
  private static EmbeddedPostgres server;
  private static TestingPostgres source;

  @BeforeAll
  static void start() throws IOException {
    server =
        EmbeddedPostgres.builder()
            .setDataDirectoryCustomizer(PostgresConnectorTest::askForPasswords)
            .setLocaleConfig("locale", "C")
            .setLocaleConfig("encoding", "UTF8")
            .start();
    source =
        new TestingPostgres(
            new TestingPostgres.Server("localhost", server.getPort(), "postgres", "postgres"));
  }

  @AfterAll
  static void stop() throws IOException {
    source.close();
    server.close();
  }

  @TestFactory
  Stream<DynamicTest> keepsContract() {
    return ConnectorContract.tests(source);
  }

  @Test
  void saysSoWhenNobodyListens() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    QueryException failure = checkFailure(direct(TestingPostgres.PASSWORD, port, "con tract"));
    assertThat(failure.code()).isEqualTo(ConnectorError.SOURCE_UNREACHABLE);
    assertThat(failure).hasMessage("source `pg` does not answer");
    assertThat(failure.render()).doesNotContain("localhost", Integer.toString(port), "rea der");
  }

  @Test
  void saysSoWhenTheLoginIsRefused() {
    QueryException failure = checkFailure(direct("wrong password", source.port(), "con tract"));
    assertThat(failure.code()).isEqualTo(ConnectorError.SOURCE_UNREACHABLE);
    assertThat(failure).hasMessage("source `pg` refused the login");
    assertThat(failure.render()).doesNotContain("localhost", "wrong password", "rea der");
  }

  @Test
  void leavesOutWhatCannotBeCarried() {
    TableSchema kinds = source.direct().findTable("con_tract", "kinds").orElseThrow();
    assertThat(kinds.unsupported())
        .extracting(TableSchema.Unsupported::column)
        .containsExactly("tt", "p", "pr", "big", "aa");
    assertThat(kinds.columns().getFirst().nullable()).isFalse();
  }

  @Test
  void tellsRemarks() {
    assertThat(source.direct().findTable("con_tract", "counted").orElseThrow().remarks())
        .isEqualTo("a thousand");
  }

  @Test
  void estimatesAnalysedTables() {
    source.run("con tract", "ANALYZE con_tract.counted_1", "ANALYZE con_tract.counted_2");
    assertThat(source.direct().rowCount("con_tract", "counted")).hasValue(1000);
    assertThat(source.direct().rowCount("con_tract", "a_view")).isEmpty();
  }

  @Test
  void tellsRangesOfAnalysedTables() {
    source.run(
        "con tract",
        """
        CREATE TABLE con_tract.ranged AS SELECT i AS "Id", i % 3 AS few,
          (i / 8.0)::numeric(10,3) AS part, DATE '1992-01-01' + i AS day, TIMESTAMPTZ '1970-01-02 00:00:00+00' AS moment,
          CASE WHEN i = 5 THEN 'infinity' ELSE DATE '1970-01-01' + i END AS ends, 'x' || i AS text
        FROM generate_series(0, 400) i\
        """);
    assertThat(source.direct().ranges("con_tract", "ranged")).isEmpty();
    source.run("con tract", "ANALYZE con_tract.ranged", "ANALYZE con_tract.counted");
    // Nor does it tell who may not read the table.
    assertThat(source.direct().ranges("con_tract", "ranged")).isEmpty();
    source.run("con tract", "GRANT SELECT ON con_tract.ranged TO \"rea der\"");
    double first = ColumnRange.place(Scalar.DATE, "1992-01-01").orElseThrow();
    double day = 86_400;
    Map<String, ColumnRange> ranges = new HashMap<>(source.direct().ranges("con_tract", "Ranged"));
    // Infinity has no place.
    assertThat(Objects.requireNonNull(ranges.remove("ends")).high())
        .isBetween(300 * day, 400 * day);
    assertThat(ranges)
        .isEqualTo(
            Map.of(
                "Id", new ColumnRange(0, 400),
                "few", new ColumnRange(0, 2),
                "part", new ColumnRange(0, 50),
                "day", new ColumnRange(first, first + 400 * day),
                "moment", new ColumnRange(day, day)));
    assertThat(source.direct().ranges("con_tract", "counted"))
        .isEqualTo(Map.of("n", new ColumnRange(1, 1000)));
    assertThat(source.direct().ranges("con_tract", "a_view")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"'NaN'::numeric", "'Infinity'::numeric", "1.234", "123456789.00"})
  void refusesNumericsThatAreNoDecimals(String value) {
    Column column = new Column("amount", new Decimal(10, 2), true);
    for (boolean copy : new boolean[] {true, false}) {
      QueryException failure = readFailure("SELECT " + value + "::numeric", column, copy);
      assertThat(failure.code()).isEqualTo(ConnectorError.DATA_ERROR);
      assertThat(failure).hasMessageContaining("`amount`");
    }
  }

  @Test
  void passesOnWhatTheSourceSaysAboutAValue() {
    Column column = new Column("n", Scalar.BIGINT, true);
    QueryException failure = readFailure("SELECT 1 / (random() * 0)::int", column, true);
    assertThat(failure.code()).isEqualTo(ConnectorError.DATA_ERROR);
    assertThat(failure).hasMessage("source `pg` refused a value: division by zero");
  }

  @Test
  void refusesTypesWithoutAForm() {
    Column column = new Column("n", DataType.parse("MAP(VARCHAR, INTEGER)"), true);
    assertThat(readFailure("SELECT 1", column, true).code())
        .isEqualTo(ConnectorError.UNSUPPORTED_TYPE);
  }

  @Test
  void cannotWrite() {
    Column column = new Column("n", Scalar.BIGINT, true);
    assertThat(readFailure("SELECT lo_creat(-1)", column, true).code())
        .isEqualTo(ConnectorError.SOURCE_FAILED);
  }

  @Test
  void readsTheSameByCopyAndByStatement() {
    TableSchema kinds = source.direct().findTable("con_tract", "kinds").orElseThrow();
    List<Column> columns =
        kinds.columns().stream().filter(it -> !List.of("ad", "am").contains(it.name())).toList();
    String items = String.join(", ", columns.stream().map(Column::name).toList());
    String sql = "SELECT " + items + " FROM con_tract.kinds";
    try (TestingHub hub = new TestingHub()) {
      hub.take("copied", source.direct(), sql, List.of(), columns);
      hub.take("stated", source.direct(), sql + " WHERE ?", anyParameter(), columns);
      assertThat(hub.rows("FROM stated")).isEqualTo(hub.rows("FROM copied"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsonb", "inet", "text COLLATE con_tract.blind"})
  void keepsTextOnTheHubWhereAColumnComparesOtherwise(String type) {
    assertThat(textFacts("CREATE TABLE t (c " + type + ")"))
        .isEqualTo(new PostgresFacts(false, false, false, true));
  }

  @Test
  void tellsWhatElseKeepsWorkOnTheHub() {
    assertThat(textFacts("CREATE TABLE t (c char(5))"))
        .isEqualTo(new PostgresFacts(true, true, false, true));
    assertThat(textFacts("CREATE TABLE t (c text COLLATE \"en-x-icu\")"))
        .isEqualTo(new PostgresFacts(true, false, true, true));
    assertThat(textFacts("CREATE TABLE t (c numeric)"))
        .isEqualTo(new PostgresFacts(true, true, true, false));
  }

  @Test
  void comparesPaddedTextByItsText() {
    source.run(
        "con tract",
        "CREATE SCHEMA padded",
        "CREATE TABLE padded.p (c char(5))",
        "INSERT INTO padded.p VALUES ('ab')",
        "GRANT USAGE ON SCHEMA padded TO \"rea der\"",
        "GRANT SELECT ON padded.p TO \"rea der\"");
    try (TestingHub hub = new TestingHub()) {
      List<Column> columns = List.of(new Column("v", Scalar.BOOLEAN, true));
      StringBuilder blank = new StringBuilder();
      source.direct().dialect().sqlDialect().quoteStringLiteral(blank, null, "ab ");
      hub.take("t", source.direct(), "SELECT c = " + blank + " FROM padded.p", List.of(), columns);
      assertThat(hub.rows("FROM t")).containsExactly("false");
    } finally {
      source.run("con tract", "DROP SCHEMA padded CASCADE");
    }
  }

  /// The owner comes in as before, the reader by password.
  private static void askForPasswords(File folder) {
    Path file = folder.toPath().resolve("pg_hba.conf");
    try {
      String rest = Files.readString(file);
      Files.writeString(file, "host all \"rea der\" all scram-sha-256\n" + rest);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The facts of a database with one more table.
  private static PostgresFacts textFacts(String table) {
    source.run(
        "con tract",
        "CREATE COLLATION con_tract.blind (provider = icu, locale = 'und-u-ks-level2', "
            + "deterministic = false)",
        "SET search_path = con_tract; " + table);
    try (var connection =
        new TestingPostgres.Server("localhost", server.getPort(), "postgres", "postgres")
            .connect("con tract")) {
      return PostgresFacts.load(connection);
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    } finally {
      source.run("con tract", "DROP TABLE con_tract.t", "DROP COLLATION con_tract.blind");
    }
  }

  private static QueryException readFailure(String sql, Column column, boolean copy) {
    try (TestingHub hub = new TestingHub()) {
      return catchThrowableOfType(
          QueryException.class,
          () -> {
            String statement = copy ? sql : sql + " WHERE ?";
            List<Parameter> parameters = copy ? List.of() : anyParameter();
            ConnectorContract.readAll(source.direct(), statement, parameters, List.of(column), hub);
          });
    }
  }

  private static List<Parameter> anyParameter() {
    return List.of(new Parameter(Scalar.BOOLEAN, true));
  }

  private static QueryException checkFailure(DirectConnector direct) {
    try (direct) {
      return catchThrowableOfType(QueryException.class, direct::check);
    }
  }

  private static DirectConnector direct(String password, int port, String database) {
    return Objects.requireNonNull(source.open(password, port, database).direct());
  }
}
