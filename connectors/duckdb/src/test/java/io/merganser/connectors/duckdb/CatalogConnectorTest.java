package io.merganser.connectors.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.merganser.connectors.spi.Attachment;
import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.Connector;
import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.DataType.Scalar;
import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.SourceConfig;
import io.merganser.connectors.spi.TableName;
import io.merganser.connectors.spi.TableSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogConnectorTest {
  @TempDir Path temp;

  @Test
  void readsTheCatalogOfADatabaseFile() throws SQLException {
    createShop();
    try (TestingEngine engine =
        new TestingEngine(temp, Map.of("Shop", duckdb("shop.duckdb", true)))) {
      assertThat(engine.engine.failures()).isEmpty();
      try (Connector shop = engine.engine.catalog("Shop")) {
        shop.check();
        assertThat(shop.schemas()).containsExactly("Sales \"x\"", "main");
        assertThat(shop.tables("SALES \"X\"")).containsExactly("Orders", "big_orders");
        assertThat(shop.tables("information_schema")).isEmpty();
        assertThat(shop.tables("nope")).isEmpty();
        TableSchema orders = shop.findTable("sales \"x\"", "ORDERS").orElseThrow();
        assertThat(orders.name()).isEqualTo(new TableName("Shop", "Sales \"x\"", "Orders"));
        assertThat(orders.name().table()).isEqualTo("Orders");
        assertThat(orders.kind()).isEqualTo(TableSchema.Kind.TABLE);
        assertThat(orders.remarks()).isEqualTo("what was bought");
        assertThat(orders.columns())
            .containsExactly(
                new Column("id", Scalar.INTEGER, false),
                new Column("state", new DataType.EnumOf(List.of("new", "it's old")), true),
                new Column("price", new DataType.Decimal(12, 2), true));
        assertThat(shop.rowCount("Sales \"x\"", "orders")).hasValue(1000);
        assertThat(shop.findTable("Sales \"x\"", "big_orders").orElseThrow().kind())
            .isEqualTo(TableSchema.Kind.VIEW);
        assertThat(shop.findTable("main", "nope")).isEmpty();
        assertThat(shop.rowCount("main", "nope")).isEmpty();
        assertThat(shop.ranges("sales \"x\"", "ORDERS").keySet())
            .containsExactlyInAnyOrder("id", "price");
        assertThat(shop.ranges("main", "nope")).isEmpty();
      }
      assertThat(engine.rows("SELECT count(*) FROM \"Shop\".\"Sales \"\"x\"\"\".Orders"))
          .containsExactly(List.of(1000L));
      assertThatThrownBy(() -> engine.rows("DELETE FROM \"Shop\".\"Sales \"\"x\"\"\".Orders"))
          .isInstanceOf(QueryException.class);
    }
  }

  @Test
  void writesWhatIsDeclaredWritable() throws SQLException {
    createShop();
    Map<String, Attachment> attachments = Map.of("shop", duckdb("shop.duckdb", false));
    try (TestingEngine engine = new TestingEngine(temp, attachments)) {
      assertThat(engine.rows("DELETE FROM shop.\"Sales \"\"x\"\"\".Orders WHERE id < 10"))
          .containsExactly(List.of(10L));
      engine.rows("CHECKPOINT shop");
    }
    try (TestingEngine engine = new TestingEngine(temp, attachments)) {
      assertThat(engine.rows("SELECT count(*) FROM shop.\"Sales \"\"x\"\"\".Orders"))
          .containsExactly(List.of(990L));
    }
  }

  @Test
  void isolatesSourcesThatCannotBeAttached() throws Exception {
    createShop();
    Files.writeString(temp.resolve("broken.duckdb"), "this is no database");
    Attachment wrong =
        new Attachment(
            List.of(),
            List.of(
                "ATTACH ':memory:' AS half", "CREATE TABLE half.main.t AS SELECT 'pass-word'::INT"),
            List.of(),
            List.of());
    Attachment extension =
        new Attachment(List.of("no_such_extension"), List.of(), List.of(), List.of());
    try (TestingEngine engine =
        new TestingEngine(
            temp,
            Map.of(
                "Shop",
                duckdb("shop.duckdb", true),
                "broken",
                duckdb("broken.duckdb", true),
                "half",
                wrong,
                "ext",
                extension))) {
      Map<String, QueryException> failures = engine.engine.failures();
      assertThat(failures).containsOnlyKeys("broken", "half", "ext");
      assertThat(failure(engine, "broken").getMessage())
          .startsWith("source `broken` cannot be attached: ")
          .doesNotContain(temp.toString());
      assertThat(failure(engine, "half").getMessage()).doesNotContain("pass-word");
      assertThat(failure(engine, "ext").code()).isEqualTo(ConnectorError.EXTENSION_MISSING);
      assertThat(failure(engine, "ext").hint()).contains("./merganser extensions fetch");
      assertThatThrownBy(() -> engine.engine.catalog("half")).isSameAs(failures.get("half"));
      assertThat(
              engine.rows("SELECT count(*) FROM duckdb_databases() WHERE database_name = 'half'"))
          .containsExactly(List.of(0L));
      assertThat(engine.engine.catalog("Shop").schemas()).isNotEmpty();
    }
  }

  @Test
  void namesAFileThatIsNotThere() {
    assertThatThrownBy(() -> duckdb("nope.duckdb", false))
        .isInstanceOfSatisfying(
            QueryException.class,
            e -> assertThat(e.code()).isEqualTo(ConnectorError.SOURCE_MISCONFIGURED))
        .hasMessage("option `path` of source `shop`: there is no file `nope.duckdb`");
    assertThat(temp.resolve("nope.duckdb")).doesNotExist();
  }

  @Test
  void readsAnAttachedSqliteDatabase() throws SQLException {
    Path extensions = TestingExtensions.folderWith("sqlite_scanner");
    Path file = temp.resolve("notes.sqlite");
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement()) {
      statement.execute("LOAD '" + new ExtensionFolder(extensions).require("sqlite_scanner") + "'");
      statement.execute("ATTACH '" + file + "' AS n (TYPE sqlite)");
      statement.execute("CREATE TABLE n.main.notes (id BIGINT, body VARCHAR)");
      statement.execute("INSERT INTO n.main.notes SELECT range, 'note ' || range FROM range(500)");
    }
    Attachment attachment =
        new Attachment(
            List.of("sqlite_scanner"),
            List.of("ATTACH '" + file + "' AS notes (TYPE sqlite, READ_ONLY)"),
            List.of(),
            List.of());
    EngineConfig config = EngineConfig.of("500MB", 2, temp, extensions);
    try (TestingEngine engine = new TestingEngine(config, Map.of("notes", attachment))) {
      assertThat(engine.engine.failures()).isEmpty();
      Connector notes = engine.engine.catalog("notes");
      notes.check();
      assertThat(notes.schemas()).containsExactly("main");
      assertThat(notes.tables("main")).containsExactly("notes");
      assertThat(notes.findTable("main", "notes").orElseThrow().columns())
          .extracting(Column::type)
          .containsExactly(Scalar.BIGINT, Scalar.VARCHAR);
      assertThat(engine.rows("SELECT count(*), max(body) FROM notes.main.notes"))
          .containsExactly(List.of(500L, "note 99"));
    }
  }

  private static QueryException failure(TestingEngine engine, String alias) {
    QueryException failure = engine.engine.failures().get(alias);
    if (failure == null) {
      throw new AssertionError(alias + " did not fail");
    }
    return failure;
  }

  private Attachment duckdb(String path, boolean readOnly) {
    SourceConfig config = new SourceConfig("shop", readOnly, Map.of("path", path), Map.of(), temp);
    var attachable = new DuckDbConnectorFactory().create(config).attachable();
    if (attachable == null) {
      throw new AssertionError("a database file is attachable");
    }
    return attachable.attachment(path.equals("broken.duckdb") ? "broken" : alias(readOnly));
  }

  private static String alias(boolean readOnly) {
    return readOnly ? "Shop" : "shop";
  }

  private void createShop() throws SQLException {
    try (var connection =
            DriverManager.getConnection("jdbc:duckdb:" + temp.resolve("shop.duckdb"));
        var statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA \"Sales \"\"x\"\"\"");
      statement.execute("CREATE TYPE state AS ENUM ('new', 'it''s old')");
      statement.execute(
          "CREATE TABLE \"Sales \"\"x\"\"\".\"Orders\" (id INTEGER NOT NULL, state state, price"
              + " DECIMAL(12, 2))");
      statement.execute(
          "INSERT INTO \"Sales \"\"x\"\"\".\"Orders\" SELECT range, 'new', range / 4 FROM"
              + " range(1000)");
      statement.execute("COMMENT ON TABLE \"Sales \"\"x\"\"\".\"Orders\" IS 'what was bought'");
      statement.execute(
          "CREATE VIEW \"Sales \"\"x\"\"\".big_orders AS SELECT * FROM \"Sales"
              + " \"\"x\"\"\".\"Orders\" WHERE price > 100");
    }
  }
}
