package io.merganser.connectors.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.merganser.connectors.duckdb.DuckDbEngine;
import io.merganser.connectors.duckdb.EngineConfig;
import io.merganser.connectors.duckdb.EngineConnection;
import io.merganser.connectors.spi.Attachable;
import io.merganser.connectors.spi.Attachment;
import io.merganser.connectors.spi.Cancellation;
import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.ColumnRange;
import io.merganser.connectors.spi.Connector;
import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.DataType.Scalar;
import io.merganser.connectors.spi.FragmentContext;
import io.merganser.connectors.spi.Names;
import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.ResultStream;
import io.merganser.connectors.spi.SourceConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesConnectorTest {
  private static final String ALIAS = "my \"files\"";

  private final RootAllocator allocator = new RootAllocator();
  private final Path temp;
  private final Path folder;

  FilesConnectorTest(@TempDir Path temp) throws IOException {
    this.temp = temp;
    this.folder = Files.createDirectory(temp.resolve("it's data"));
  }

  @AfterEach
  void close() {
    allocator.close();
  }

  @Test
  void makesATableOfEachFile() throws SQLException, IOException {
    copy("SELECT range AS id, 'n' || range AS name FROM range(1000)", "people.parquet", "");
    copy("SELECT range AS id, DATE '2020-01-01' AS day FROM range(300)", "days.csv", "");
    copy("SELECT range AS id FROM range(5)", "packed.csv.gz", "");
    copy("SELECT range AS id FROM range(6)", "dense.csv.zst", "");
    copy("SELECT range AS id, 'a b' AS t FROM range(7)", "tabs.tsv", "(DELIMITER '\t')");
    copy("SELECT range AS id, {'x': [range]} AS s FROM range(8)", "lines.ndjson", "");
    copy("SELECT range AS id FROM range(9)", "list.json", "(ARRAY true)");
    Files.writeString(folder.resolve("notes.txt"), "not a table");
    try (DuckDbEngine engine = engine()) {
      Connector files = engine.catalog(ALIAS);
      files.check();
      assertThat(files.schemas()).containsExactly("main");
      assertThat(files.tables("main"))
          .containsExactly("days", "dense", "lines", "list", "packed", "people", "tabs");
      assertThat(files.rowCount("main", "people")).hasValue(1000);
      assertThat(files.rowCount("main", "days").orElse(0)).isBetween(30L, 3000L);
      assertThat(files.ranges("main", "people")).isEqualTo(Map.of("id", new ColumnRange(0, 999)));
      assertThat(files.ranges("main", "days")).isEmpty();
      assertThat(files.findTable("main", "days").orElseThrow().columns())
          .extracting(Column::type)
          .containsExactly(Scalar.BIGINT, Scalar.DATE);
      assertThat(files.findTable("main", "lines").orElseThrow().columns())
          .extracting(Column::type)
          .containsExactly(Scalar.BIGINT, DataType.parse("STRUCT(x BIGINT[])"));
      assertThat(counts(engine, files.tables("main")))
          .containsExactly(300L, 6L, 8L, 9L, 5L, 1000L, 7L);
    }
  }

  @Test
  void makesATableOfAFolder() throws SQLException, IOException {
    Files.createDirectories(folder.resolve("sales/year=2024"));
    Files.createDirectories(folder.resolve("sales/year=2025/_temporary"));
    copy("SELECT range AS id FROM range(100)", "sales/year=2024/a.parquet", "");
    copy("SELECT range AS id, 'x' AS extra FROM range(1000)", "sales/year=2025/b.parquet", "");
    Files.writeString(folder.resolve("sales/_SUCCESS"), "");
    Files.writeString(folder.resolve("sales/year=2025/_temporary/c.parquet"), "half");
    Files.createDirectories(folder.resolve("logs/deep"));
    Files.writeString(folder.resolve("logs/1.csv"), "a,b\n1,2\n");
    Files.writeString(folder.resolve("logs/deep/2.csv"), "b,a\n4,3\n");
    Files.createDirectories(folder.resolve("nothing"));
    try (DuckDbEngine engine = engine()) {
      Connector files = engine.catalog(ALIAS);
      assertThat(files.tables("main")).containsExactly("logs", "sales");
      assertThat(files.findTable("main", "sales").orElseThrow().columns())
          .extracting(Column::name)
          .containsExactly("id", "extra", "year");
      assertThat(files.rowCount("main", "sales")).hasValue(1100);
      assertThat(text(engine, "SELECT count(*) FROM %s.main.sales WHERE year = 2024"))
          .isEqualTo("100");
      assertThat(text(engine, "SELECT sum(a * 10 + b) FROM %s.main.logs")).isEqualTo("46");
    }
  }

  @Test
  void takesHostileNamesAndHeaders() throws IOException, SQLException {
    String hostile = "a'; ATTACH ':memory:' AS evil; --\" b";
    copy("SELECT 1 AS id", hostile.replace("'", "''") + ".parquet", "");
    Files.writeString(
        folder.resolve("header.csv"), "\"x'}); ATTACH ':memory:' AS evil2; --\",y\n1,2\n3,4\n");
    Files.writeString(folder.resolve("*.csv"), "a\n1\n");
    Files.writeString(folder.resolve("h[ea]der.json"), "{}");
    Path year = Files.createDirectories(folder.resolve("key=value"));
    Files.writeString(year.resolve("v.csv"), "a\n1\n");
    try (DuckDbEngine engine = engine()) {
      Connector files = engine.catalog(ALIAS);
      assertThat(files.tables("main")).containsExactlyInAnyOrder(hostile, "header", "key=value");
      assertThat(counts(engine, List.of(hostile, "header"))).containsExactly(1L, 2L);
      assertThat(files.findTable("main", "header").orElseThrow().columns())
          .extracting(Column::name)
          .containsExactly("x'}); ATTACH ':memory:' AS evil2; --", "y");
      assertThat(files.findTable("main", "key=value").orElseThrow().columns()).hasSize(1);
      assertThat(
              text(
                  engine,
                  "SELECT count(*) FROM duckdb_databases() WHERE database_name LIKE 'evil%%'"))
          .isEqualTo("0");
    }
  }

  @Test
  void readsDialectsThatItSniffed() throws IOException, SQLException {
    Files.writeString(folder.resolve("semi.csv"), "a;b\r\n\"1;2\";\"it\"\"s\"\r\n3;x\r\n");
    Files.writeString(folder.resolve("bare.csv"), "1,2020-01-02\n2,2020-01-03\n");
    Files.writeString(folder.resolve("dates.csv"), "t\n01/02/2020 10:00:00\n13/02/2020 10:00:00\n");
    Files.writeString(folder.resolve("empty.csv"), "");
    try (DuckDbEngine engine = engine()) {
      assertThat(text(engine, "SELECT string_agg(a || b, '|') FROM %s.main.semi"))
          .isEqualTo("1;2it\"s|3x");
      assertThat(text(engine, "SELECT CAST(max(column1) AS VARCHAR) FROM %s.main.bare"))
          .isEqualTo("2020-01-03");
      assertThat(text(engine, "SELECT CAST(min(t) AS VARCHAR) FROM %s.main.dates"))
          .isEqualTo("2020-02-01 10:00:00");
      assertThat(text(engine, "SELECT count(*) FROM %s.main.empty")).isEqualTo("0");
    }
  }

  @Test
  void leavesOutWhatCannotBeRead() throws IOException, SQLException {
    copy("SELECT 1 AS id", "good.parquet", "");
    Files.writeString(folder.resolve("broken.parquet"), "this is no parquet");
    Files.writeString(folder.resolve("broken2.json"), "{\"a\":");
    Files.write(folder.resolve("broken3.csv.gz"), new byte[] {1, 2, 3});
    try (DuckDbEngine engine = engine()) {
      assertThat(engine.catalog(ALIAS).tables("main")).containsExactly("good");
    }
  }

  @Test
  void ignoresHiddenFilesAndLinksThatLeadOut() throws IOException, SQLException {
    Path secret = Files.writeString(temp.resolve("secret.csv"), "a\n1\n");
    Path outside = Files.createDirectory(temp.resolve("outside"));
    Files.writeString(outside.resolve("x.csv"), "a\n1\n");
    Files.writeString(folder.resolve("inside.csv"), "a\n1\n2\n");
    Files.writeString(folder.resolve(".hidden.csv"), "a\n1\n");
    Files.createSymbolicLink(folder.resolve("leak.csv"), secret);
    Files.createSymbolicLink(folder.resolve("leaks"), outside);
    Files.createSymbolicLink(folder.resolve("nowhere.csv"), temp.resolve("gone.csv"));
    Files.createSymbolicLink(folder.resolve("again.csv"), folder.resolve("inside.csv"));
    try (DuckDbEngine engine = engine()) {
      assertThat(engine.catalog(ALIAS).tables("main")).containsExactly("again", "inside");
      assertThat(text(engine, "SELECT count(*) FROM %s.main.again")).isEqualTo("2");
      assertThatThrownBy(() -> text(engine, "SELECT * FROM read_csv('" + secret + "') -- %s"))
          .isInstanceOf(QueryException.class);
    }
  }

  @Test
  void takesAnEmptyFolder() {
    try (DuckDbEngine engine = engine()) {
      assertThat(engine.failures()).isEmpty();
      assertThat(engine.catalog(ALIAS).schemas()).containsExactly("main");
      assertThat(engine.catalog(ALIAS).tables("main")).isEmpty();
    }
  }

  @Test
  void refusesTwoFilesForOneName() throws IOException {
    Files.writeString(folder.resolve("Sales.csv"), "a\n1\n");
    Files.writeString(folder.resolve("sales.json"), "{}");
    assertMisconfigured("`Sales.csv` and `sales.json` would both be the table `sales`");
  }

  @Test
  void refusesAFolderOfSeveralFormats() throws IOException {
    Path mixed = Files.createDirectory(folder.resolve("mixed"));
    Files.writeString(mixed.resolve("a.csv"), "a\n1\n");
    Files.writeString(mixed.resolve("b.json"), "{}");
    assertMisconfigured("the folder `mixed` holds files of several formats");
  }

  @Test
  void namesAFolderThatIsNotThere() throws IOException {
    Files.delete(folder);
    assertMisconfigured("option `path`", "there is no folder `it's data`");
  }

  private void assertMisconfigured(String... parts) {
    assertThatThrownBy(this::attachment)
        .isInstanceOfSatisfying(
            QueryException.class,
            e -> assertThat(e.code()).isEqualTo(ConnectorError.SOURCE_MISCONFIGURED))
        .hasMessageContainingAll(parts);
  }

  private Attachment attachment() {
    SourceConfig config =
        new SourceConfig(ALIAS, true, Map.of("path", "it's data"), Map.of(), temp);
    Attachable attachable = new FilesConnectorFactory().create(config).attachable();
    if (attachable == null) {
      throw new AssertionError("a folder is attachable");
    }
    return attachable.attachment(ALIAS);
  }

  private DuckDbEngine engine() {
    return DuckDbEngine.open(
        EngineConfig.of("500MB", 2, temp.resolve("spill"), null), Map.of(ALIAS, attachment()));
  }

  private List<Long> counts(DuckDbEngine engine, List<String> tables) {
    return tables.stream()
        .map(table ->
            Long.valueOf(
                text(
                    engine,
                    "SELECT count(*) FROM %s.main." + Names.quote(table).replace("%", "%%"))))
        .collect(Collectors.toList());
  }

  private String text(DuckDbEngine engine, String sql) {
    FragmentContext context = new FragmentContext(allocator, new Cancellation());
    try (EngineConnection connection = engine.connect();
        ResultStream stream =
            connection.execute(sql.formatted(Names.quote(ALIAS)), List.of(), context)) {
      assertThat(stream.next()).isTrue();
      return String.valueOf(stream.batch().getVector(0).getObject(0));
    }
  }

  private void copy(String select, String file, String options) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement()) {
      String target = folder.toString().replace("'", "''") + "/" + file;
      statement.execute("COPY (" + select + ") TO '" + target + "' " + options);
    }
  }
}
