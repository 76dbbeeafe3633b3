package io.merganser.planner.relist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.merganser.connectors.duckdb.DuckDbEngine;
import io.merganser.connectors.duckdb.EngineConfig;
import io.merganser.connectors.spi.QueryException;
import io.merganser.planner.PlannerError;
import io.merganser.planner.relist.Relisting.Expected;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Faults that a printer might have, by the texts it would give. Authorized are table `c.s.t`, and
/// `c.s.f` within its fence.
class RelistingTest {
  private static final String FENCE =
      "(SELECT \"merganser_row\".\"id\" AS \"id\" FROM \"c\".\"s\".\"f\" AS \"merganser_row\""
          + " WHERE (\"merganser_row\".\"id\" > 3) LIMIT 9223372036854775807)";
  private static final List<Expected> TABLE = List.of(new Expected("\"c\".\"s\".\"t\"", ""));
  private static final List<Expected> FENCED = List.of(new Expected("\"c\".\"s\".\"f\"", FENCE));

  @TempDir static Path temp;
  private static DuckDbEngine engine;
  private static Relisting relisting;

  @BeforeAll
  static void open() {
    engine = DuckDbEngine.open(EngineConfig.of("1GB", 1, temp, null), Map.of());
    relisting = new Relisting(engine::parse);
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT lower(x) || 'a', sum(y) OVER () FROM \"c\".\"s\".\"t\"",
        "WITH t AS (SELECT * FROM c.s.t) SELECT * FROM t, range(3)",
        "WITH RECURSIVE r(i) AS (SELECT x FROM c.s.t UNION ALL SELECT i + 1 FROM r) FROM r",
        "SELECT 'SELECT * FROM c.s.secret', 1e400, $1 FROM c.s.t",
        "SELECT * FROM (PIVOT c.s.t ON y IN (1, 2) USING sum(z))",
        "SELECT CAST(x AS ENUM('a', 'b''c')), 'ENUM(' || y || ')' FROM c.s.t",
        "SELECT (SELECT max(x) FROM c.s.t), [a FOR a IN [1]] FROM c.s.t AS secret",
      })
  void letsThroughWhatNamesWhatIsAuthorized(String sql) {
    assertThatCode(() -> relisting.check(sql, TABLE)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM c.s.secret",
        "SELECT * FROM C.s.t",
        "SELECT * FROM s.t",
        "SELECT * FROM t",
        "SELECT * FROM \"c.s.t\"",
        "SELECT 1",
        "SELECT * FROM c.s.t, c.s.secret",
        "SELECT * FROM c.s.t WHERE EXISTS (SELECT 1 FROM c.s.secret)",
        "SELECT * FROM c.s.t WHERE x IN (FROM other.s.t)",
        "WITH unused AS (SELECT * FROM c.s.secret) SELECT * FROM c.s.t",
        "WITH q AS (SELECT * FROM c.s.t) SELECT * FROM q, s.q",
        "SELECT * FROM c.s.t ORDER BY (SELECT max(x) FROM duckdb_settings)",
        "SELECT * FROM c.s.t UNION ALL SELECT * FROM information_schema.tables",
        "SELECT * FROM c.s.t, read_csv('/etc/passwd')",
        "SELECT * FROM c.s.t, 'file.csv'",
        "SELECT * FROM c.s.t, duckdb_secrets()",
        "SELECT * FROM c.s.t, query('SELECT 1')",
        "SELECT getenv('HOME') FROM c.s.t",
        "SELECT somewhere.lower(x) FROM c.s.t",
        "SELECT c.s.lower(x) FROM c.s.t",
        "SELECT x FROM c.s.t HAVING current_setting('home_directory') = ''",
        "SELECT * FROM c.s.t, (SHOW ALL TABLES)",
        "SELECT * FROM c.s.t; SELECT * FROM c.s.t",
        "SELECT 'ENUM(' || (SELECT x FROM c.s.u) || ')' FROM c.s.t",
        "SELECT CAST(x AS ENUM('a')), CAST((SELECT x FROM c.s.u) AS ENUM('a', 'b')) FROM c.s.t",
        "DELETE FROM c.s.t",
        "SELECT * FROM c.s.t WHERE x = '' OR 1 = 1) --",
        "SELECT * FROM c.s.t, (SHOW TABLES)",
        "SELECT * FROM c.s.t, (DESCRIBE c.s.u)",
        "SELECT * FROM c.s.t, (SUMMARIZE SELECT * FROM c.s.u)",
      })
  void refusesWhatNamesSomethingElse(String sql) {
    refuses(sql, TABLE);
  }

  @Test
  void letsDescriptionsThrough() {
    relisting.check("SELECT * FROM (DESCRIBE SELECT * FROM c.s.t) AS d", TABLE);
    relisting.check("SELECT * FROM (SUMMARIZE SELECT * FROM c.s.t)", TABLE);
  }

  @Test
  void letsAFencedTableThroughWithinItsFenceOnly() {
    relisting.check("SELECT * FROM " + FENCE + " AS f", FENCED);
    relisting.check("SELECT * FROM " + FENCE + " AS f, " + FENCE + " AS g", FENCED);
    for (String sql :
        List.of(
            "SELECT * FROM c.s.f",
            "SELECT * FROM c.s.f AS merganser_row",
            "SELECT * FROM " + FENCE.replace("> 3", "> 2") + " AS f",
            "SELECT * FROM " + FENCE.replace(" LIMIT 9223372036854775807", "") + " AS f",
            "SELECT * FROM " + FENCE + " AS f, c.s.f",
            "SELECT * FROM " + FENCE + " AS f, c.s.f AS merganser_row",
            "SELECT '" + FENCE + "' FROM c.s.f AS merganser_row, c.s.f AS merganser_row")) {
      refuses(sql, FENCED);
    }
  }

  @Test
  void allowsFragmentsToReadLess() {
    relisting.checkWithin("SELECT 1", TABLE);
    assertThatThrownBy(() -> relisting.checkWithin("SELECT * FROM c.s.u", TABLE));
  }

  @Test
  void parsesAShapeOnce() {
    AtomicInteger parsed = new AtomicInteger();
    Relisting counting =
        new Relisting(sql -> {
          parsed.incrementAndGet();
          return engine.parse(sql);
        });
    for (int i = 0; i < 5; i++) {
      counting.check("SELECT * FROM \"c\".\"s\".\"t\" WHERE x = 'v" + i + "' LIMIT " + i, TABLE);
    }
    assertThat(parsed).hasValue(1);
    assertThatThrownBy(
        () -> counting.check("SELECT * FROM \"c\".\"s\".\"u\" WHERE x = 'v' LIMIT 1", TABLE));
    // The same shape, and the literal ends early.
    assertThatThrownBy(() ->
        counting.check(
            "SELECT * FROM \"c\".\"s\".\"t\" WHERE x = '' UNION FROM \"c\".\"s\".\"u\" --' LIMIT 1",
            TABLE));
  }

  @Test
  void asksForTheFenceOfEachTextOfAShape() {
    String fence = FENCE.replace("\"c\"", "\"d\"");
    List<Expected> fenced = List.of(new Expected("\"d\".\"s\".\"f\"", fence));
    relisting.check("SELECT 1 FROM " + fence + " AS f", fenced);
    relisting.check("SELECT 2 FROM " + fence + " AS f", fenced);
    refuses("SELECT 1 FROM " + fence.replace("> 3", "> 2") + " AS f", fenced);
  }

  @Test
  void takesNoLiteralForATable() {
    List<Expected> stream = List.of(Expected.bare("f0"));
    relisting.check("SELECT * FROM \"f0\"", stream);
    assertThatCode(() -> relisting.check("SELECT * FROM 'f0'", stream)).doesNotThrowAnyException();
    refuses("SELECT * FROM 'file.csv'", stream);
  }

  @Test
  void findsWhatStandsBehindALongList() {
    String list =
        IntStream.range(0, 50_000)
            .mapToObj(i -> i % 2 == 0 ? String.valueOf(i) : "'it''s, " + i + "'")
            .collect(Collectors.joining(", "));
    String sql = "SELECT * FROM c.s.t WHERE x IN (" + list + ")";
    relisting.check(sql, TABLE);
    assertThat(ParserText.of(sql)).hasSizeLessThan(300);
    refuses(sql + " AND y IN (1, (SELECT 1 FROM c.s.u))", TABLE);
    refuses("SELECT * FROM c.s.t WHERE x IN (" + list + ", (SELECT 1 FROM c.s.u), 1)", TABLE);
    refuses("SELECT * FROM c.s.t WHERE x IN (" + list + ", 'a' || (FROM c.s.u))", TABLE);
    refuses("SELECT * FROM c.s.t WHERE x IN (" + list + ", '', '') UNION FROM c.s.u --'", TABLE);
  }

  private static void refuses(String sql, List<Expected> expected) {
    assertThatThrownBy(() -> relisting.check(sql, expected))
        .as(sql)
        .isInstanceOfSatisfying(
            QueryException.class,
            e -> {
              assertThat(e.code()).isEqualTo(PlannerError.PLAN_MISMATCH);
              assertThat(e.getMessage()).doesNotContain("secret", "c.s");
              assertThat(e.getCause()).isNotNull();
            });
  }
}
