package io.merganser.connectors.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.merganser.connectors.contract.ConnectorContract;
import io.merganser.connectors.contract.TestingHub;
import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.DataType.Scalar;
import io.merganser.connectors.spi.DirectConnector;
import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.Source;
import io.merganser.connectors.spi.TableSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("NullAway.Init") // JUnit calls create first.
class SqliteConnectorTest {
  private static Path folder;
  private static TestingSqlite source;

  @BeforeAll
  static void create(@TempDir Path created) {
    folder = created;
    source = new TestingSqlite(folder);
  }

  @AfterAll
  static void close() {
    source.close();
  }

  @TestFactory
  Stream<DynamicTest> keepsContract() {
    return ConnectorContract.tests(source);
  }

  @Test
  void namesTheDeclaredPathOfAMissingFileAndDoesNotCreateIt() {
    Source missing = TestingSqlite.open("missing.db", folder);
    QueryException direct =
        catchThrowableOfType(QueryException.class, Objects.requireNonNull(missing.direct())::check);
    assertThat(direct.code()).isEqualTo(ConnectorError.SOURCE_UNREACHABLE);
    assertThat(direct).hasMessage("source `lite` has no file `missing.db`");
    QueryException attached =
        catchThrowableOfType(
            QueryException.class,
            () -> Objects.requireNonNull(missing.attachable()).attachment("x"));
    assertThat(attached).hasMessage("source `lite` has no file `missing.db`");
    assertThat(folder.resolve("missing.db")).doesNotExist();
  }

  @Test
  void refusesAFileThatIsNoDatabase() throws Exception {
    String text = "no database at all, but long enough to be read ".repeat(9);
    Files.writeString(folder.resolve("text.db"), text);
    Source source = TestingSqlite.open("text.db", folder);
    QueryException failure =
        catchThrowableOfType(QueryException.class, Objects.requireNonNull(source.direct())::check);
    assertThat(failure.code()).isEqualTo(ConnectorError.SOURCE_UNREACHABLE);
  }

  /// SQLite keeps what it is given; we do not make something else of it.
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "INTEGER,'abc'",
        "INTEGER,1.5",
        "INTEGER,9223372036854775808",
        "REAL,'x'",
        "TEXT,x'01'",
        "DATE,'garbage'",
        "DATE,20240101",
        "DATE,'2024-02-30'",
        "TIMESTAMP,'12:00:00'",
        "TIMESTAMP,2451545.5",
        "TIMESTAMP,'2020-01-02 03:04:05+02:00'",
        "BOOLEAN,'true'"
      })
  void namesTheColumnOfAValueThatIsNotOfItsType(String type, String value) {
    Path file = folder.resolve("loose.db");
    TestingSqlite.run(
        file,
        "DROP TABLE IF EXISTS loose",
        "CREATE TABLE loose (\"a b\" " + type + ")",
        "INSERT INTO loose VALUES (" + value + ")");
    try (DirectConnector direct = direct("loose.db");
        TestingHub hub = new TestingHub()) {
      TableSchema table = direct.findTable("main", "loose").orElseThrow();
      QueryException failure =
          catchThrowableOfType(
              QueryException.class,
              () -> ConnectorContract.readAll(direct, "SELECT * FROM loose", table.columns(), hub));
      assertThat(failure.code()).isEqualTo(ConnectorError.DATA_ERROR);
      assertThat(failure).hasMessageContaining("`a b`");
    }
  }

  @ParameterizedTest
  @CsvSource({"TEXT COLLATE NOCASE", "UUID", "JSON"})
  void keepsTextOnTheHubWhereAColumnComparesOtherwise(String type) {
    Path file = folder.resolve("facts.db");
    TestingSqlite.run(file, "DROP TABLE IF EXISTS facts", "CREATE TABLE facts (c " + type + ")");
    try (DirectConnector direct = direct("facts.db")) {
      List<Column> columns = direct.findTable("main", "facts").orElseThrow().columns();
      assertThat(columns.getFirst().type()).isEqualTo(Scalar.VARCHAR);
      assertThat(equalsText(direct)).isFalse();
      TestingSqlite.run(file, "DROP TABLE facts");
      assertThat(equalsText(direct)).as("after the schema changed").isTrue();
    }
  }

  @Test
  void leavesOutGeneratedColumns() {
    TableSchema typed = source.direct().findTable("main", "typed").orElseThrow();
    assertThat(typed.unsupported())
        .containsExactly(new TableSchema.Unsupported("gen", "INT GENERATED"));
  }

  @Test
  void cannotWrite() {
    try (TestingHub hub = new TestingHub()) {
      QueryException failure =
          catchThrowableOfType(
              QueryException.class,
              () ->
                  ConnectorContract.readAll(
                      source.direct(),
                      "INSERT INTO counted VALUES (0) RETURNING n",
                      List.of(new Column("n", Scalar.BIGINT, true)),
                      hub));
      assertThat(failure.code()).isEqualTo(ConnectorError.SOURCE_FAILED);
    }
  }

  private DirectConnector direct(String name) {
    return Objects.requireNonNull(TestingSqlite.open(name, folder).direct());
  }

  private static boolean equalsText(DirectConnector direct) {
    return direct.dialect().supportsFunction("=", List.of(Scalar.VARCHAR, Scalar.VARCHAR));
  }
}
