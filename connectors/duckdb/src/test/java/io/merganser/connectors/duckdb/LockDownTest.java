package io.merganser.connectors.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.merganser.connectors.spi.Attachment;
import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.QueryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LockDownTest {
  @TempDir Path temp;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM read_csv('%s')",
        "SELECT * FROM read_text('%s')",
        "SELECT * FROM read_json('%s')",
        "SELECT * FROM '%s'",
        "SELECT * FROM glob('%s')",
        "SELECT * FROM parquet_metadata('%s')",
        "SELECT * FROM sniff_csv('%s')",
        "COPY (SELECT 1) TO '%s.out'",
        "ATTACH '%s.db' AS other",
        "EXPORT DATABASE '%s.folder'",
        "LOAD '%s'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET memory_limit = '100GB'",
        "SET threads = 64",
        "SET enable_external_access = true",
        "SET lock_configuration = false",
        "SET allowed_directories = ['/']",
        "SET temp_directory = '/tmp'",
        "SET autoload_known_extensions = true",
        "SET profiling_output = '%s.json'"
      })
  void refusesFilesExtensionsAndSettings(String sql) throws IOException {
    Path secret = Files.writeString(temp.resolve("secret.csv"), "a,b\n1,2\n");
    try (TestingEngine engine = new TestingEngine(temp)) {
      assertThatThrownBy(() -> engine.rows(sql.formatted(secret)))
          .isInstanceOf(QueryException.class)
          .hasMessageNotContaining(temp.toString());
    }
  }

  @Test
  void readsDeclaredFoldersAndFilesOnly() throws IOException {
    Path open = Files.createDirectory(temp.resolve("it's open"));
    Files.writeString(open.resolve("in.csv"), "a\n1\n");
    Path single = Files.writeString(temp.resolve("single.csv"), "a\n2\n");
    Path secret = Files.writeString(temp.resolve("secret.csv"), "a\n3\n");
    Attachment attachment =
        new Attachment(
            List.of(), List.of("ATTACH ':memory:' AS f"), List.of(), List.of(open, single));
    try (TestingEngine engine = new TestingEngine(temp, Map.of("f", attachment))) {
      assertThat(engine.rows("SELECT a FROM read_csv('" + temp + "/it''s open/in.csv')"))
          .containsExactly(List.of(1L));
      assertThat(engine.rows("SELECT a FROM read_csv('" + single + "')"))
          .containsExactly(List.of(2L));
      assertThatThrownBy(() -> engine.rows("SELECT a FROM read_csv('" + secret + "')"))
          .isInstanceOf(QueryException.class);
      assertThatThrownBy(
              () -> engine.rows("SELECT a FROM read_csv('" + temp + "/it''s open/../secret.csv')"))
          .isInstanceOf(QueryException.class);
    }
  }

  /// The text says READ_ONLY where it does not count.
  @Test
  void doesNotOpenWhenASourceThatIsToBeReadOnlyIsNot() throws SQLException {
    Path file = temp.resolve("shop.duckdb");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t(x INTEGER)");
    }
    String attach = "ATTACH '" + file + "' AS shop (TYPE duckdb";
    Attachment readOnly =
        new Attachment(List.of(), List.of(attach + ", READ_ONLY)"), List.of(), List.of());
    try (TestingEngine engine = new TestingEngine(temp, Map.of("shop", readOnly))) {
      assertThat(engine.rows("SELECT count(*) FROM shop.main.t")).containsExactly(List.of(0L));
    }
    Attachment writable =
        new Attachment(List.of(), List.of(attach + ") -- , READ_ONLY)"), List.of(), List.of());
    assertThatThrownBy(() -> new TestingEngine(temp, Map.of("shop", writable)))
        .isInstanceOf(QueryException.class)
        .hasMessageContaining("does not refuse `CREATE SCHEMA \"shop\".merganser_probe`");
    try (TestingEngine engine = new TestingEngine(temp, Map.of("shop", readOnly))) {
      assertThat(
              engine.rows(
                  "SELECT count(*) FROM duckdb_schemas() WHERE schema_name = 'merganser_probe'"))
          .containsExactly(List.of(0L));
    }
  }

  @Test
  void doesNotOpenWhenTheLockCannotHold() {
    Attachment everything =
        new Attachment(
            List.of(), List.of("ATTACH ':memory:' AS f"), List.of(), List.of(Path.of("/")));
    assertThatThrownBy(() ->
            DuckDbEngine.open(EngineConfig.of("500MB", 1, temp, null), Map.of("f", everything)))
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.code()).isEqualTo(ConnectorError.ENGINE_FAILED))
        .hasMessageContaining("not locked down");
  }

  @Test
  void stillSpillsToItsOwnFolder() throws IOException {
    EngineConfig small =
        new EngineConfig("100MB", 2, temp.resolve("spill"), "2GB", null, List.of("join_order"));
    try (TestingEngine engine = new TestingEngine(small, Map.of())) {
      assertThat(
              engine.rows(
                  "SELECT count(*) FROM (SELECT r FROM range(8_000_000) t(r)"
                      + " ORDER BY hash(r), r::VARCHAR LIMIT 7_999_999)"))
          .containsExactly(List.of(7_999_999L));
      assertThat(engine.rows("SELECT current_setting('disabled_optimizers')"))
          .containsExactly(List.of("join_order"));
    }
    try (var left = Files.list(temp.resolve("spill"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void letsDeepStatementsPass() {
    try (TestingEngine engine = new TestingEngine(temp)) {
      String cases = "CASE WHEN r = 7 THEN 1 ELSE ".repeat(300) + "2" + " END".repeat(300);
      String nested = "SELECT * FROM (".repeat(200) + "SELECT 1" + ")".repeat(200);
      String chain = "SELECT 1 WHERE " + "1 = 2 OR ".repeat(5_000) + "TRUE";
      String sum = "SELECT 1" + " + 1".repeat(300);
      for (int stack : List.of(16, 64)) {
        assertThat(
                TestingEngine.onDeepStack(
                    stack, () -> engine.rows("SELECT " + cases + " FROM range(1) t(r)")))
            .containsExactly(List.of(2));
        assertThat(TestingEngine.onDeepStack(stack, () -> engine.rows(nested)))
            .containsExactly(List.of(1));
        assertThat(TestingEngine.onDeepStack(stack, () -> engine.rows(chain)))
            .containsExactly(List.of(1));
        assertThat(TestingEngine.onDeepStack(stack, () -> engine.rows(sum))).hasSize(1);
      }
    }
  }

  @Test
  void refusesDeeperOnesInsteadOfDying() {
    try (TestingEngine engine = new TestingEngine(temp)) {
      String bottomless = "SELECT " + "(".repeat(20_000) + "1" + ")".repeat(20_000);
      String sum = "SELECT 1" + " + 1".repeat(20_000);
      for (String sql : List.of(bottomless, sum)) {
        assertThatThrownBy(() -> TestingEngine.onDeepStack(64, () -> engine.rows(sql)))
            .isInstanceOf(QueryException.class);
      }
    }
  }
}
