package io.merganser.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.merganser.connectors.spi.QueryException;
import io.merganser.planner.parser.MerganserParser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.calcite.sql.parser.SqlParseException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What tools write passes; what would keep a planner busy ends at once. Each limit at it and past
/// it.
@Timeout(120)
class StatementSizeTest {
  private static final String NUMBERS = " FROM range(3) t(i)";
  private static @TempDir Path temp;
  private static TestingDatabase database;

  @BeforeAll
  static void open() {
    database = new TestingDatabase(temp);
  }

  @AfterAll
  static void close() {
    database.close();
  }

  private static String list(int count, String separator, IntFunction<String> item) {
    return IntStream.range(0, count).mapToObj(item).collect(Collectors.joining(separator));
  }

  private static String nested(int levels, String before, String core, String after) {
    return before.repeat(levels) + core + after.repeat(levels);
  }

  private static void passes(String sql) {
    database.onBigStack(() -> assertThat(database.plan(sql)).isNotNull());
  }

  private static void isRefused(String sql, String message) {
    database.onBigStack(() ->
        assertThatThrownBy(() -> database.plan(sql))
            .isInstanceOf(QueryException.class)
            .hasMessageContaining(message)
            .extracting(e -> ((QueryException) e).code())
            .isEqualTo(PlannerError.STATEMENT_TOO_COMPLEX));
  }

  @ParameterizedTest
  @ValueSource(strings = {" AND i <> ", " OR i = "})
  void passesThousandsOfConditions(String condition) {
    passes("SELECT i" + NUMBERS + " WHERE i = 0" + list(3000, "", n -> condition + n));
  }

  @Test
  void passesAThousandRanges() {
    passes(
        "SELECT i"
            + NUMBERS
            + " WHERE "
            + list(1000, " OR ", n -> "i BETWEEN " + n + " AND " + n + " + 1"));
  }

  @Test
  void passesListsOfOneHundredThousand() {
    passes("SELECT i" + NUMBERS + " WHERE i IN (" + list(100_000, ",", n -> "" + n) + ")");
  }

  @Test
  void passesFiveThousandRows() {
    passes("VALUES " + list(5000, ", ", n -> "(" + n + ", 'x" + n + "', " + n + ".5)"));
  }

  @Test
  void passesThreeHundredJoins() {
    passes(
        "SELECT count(*) FROM range(2) t0(i) "
            + list(
                300, " ", n -> "JOIN range(2) t%d(i) ON t%d.i = t%d.i".formatted(n + 1, n + 1, n)));
  }

  @Test
  void passesChainsOfHundredsOfOperators() {
    passes("SELECT " + list(390, " || ", n -> "i::VARCHAR") + NUMBERS);
    passes("SELECT " + list(390, " + ", n -> "i") + NUMBERS);
    passes("SELECT " + list(150, " + ", n -> "1"));
  }

  @Test
  void passesTwoThousandUnions() {
    passes(list(2000, " UNION ALL ", n -> "SELECT " + n));
  }

  @Test
  void readsNestedParenthesesAsTheyAre() {
    passes("SELECT " + nested(20_000, "(", "1", ")"));
  }

  @Test
  void holdsTheDepth() {
    int most = StatementLimits.DEFAULT.depth();
    // SELECT and its list come before the expression.
    passes("SELECT " + list(most - 1, " + ", n -> "i") + NUMBERS);
    isRefused("SELECT " + list(most + 1, " + ", n -> "i") + NUMBERS, "deeper than " + most);
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 10_000})
  void refusesNestedQueries(int levels) {
    isRefused(nested(levels, "SELECT * FROM (", "SELECT 1", ")"), "deep");
  }

  @Test
  void saysWhatIsTooMuchForTheEngine() {
    isRefused("SELECT 1 WHERE " + nested(120, "EXISTS (SELECT 1 WHERE ", "true", ")"), "");
    isRefused(
        "SELECT 1 FROM range(2) t(i) GROUP BY CUBE (" + list(20, ", ", n -> "i + " + n) + ")",
        "nested");
  }

  @Test
  void holdsTheNumberOfJoins() {
    int most = StatementLimits.DEFAULT.joins();
    passes("SELECT 1 FROM " + list(most + 1, ", ", n -> "range(1) t" + n));
    isRefused("SELECT 1 FROM " + list(most + 2, ", ", n -> "range(1) t" + n), "more than " + most);
  }

  @Test
  void holdsTheNumberOfSetOperations() {
    int most = StatementLimits.DEFAULT.unions();
    passes(list(most + 1, " UNION ALL ", n -> "SELECT 1"));
    isRefused(list(most + 2, " UNION ALL ", n -> "SELECT 1"), "more than " + most);
  }

  @Test
  void holdsTheNumberOfColumns() {
    int most = StatementLimits.DEFAULT.columns();
    passes("SELECT " + list(most, ",", n -> "1"));
    isRefused("SELECT " + list(most + 1, ",", n -> "1"), "more than " + most);
    isRefused("VALUES (" + list(most + 1, ",", n -> "1") + ")", "more than " + most);
  }

  @Test
  void holdsTheNumberOfNodes() {
    int most = StatementLimits.DEFAULT.nodes();
    isRefused("SELECT 1 IN (" + list(most, ",", n -> "1") + ")", "more than " + most);
  }

  /// A list of one more literal is one more node.
  @Test
  void countsNodesToTheLast() {
    int one = nodes(1);
    assertThat(nodes(2)).isEqualTo(one + 1);
    StatementLimits most = limits(one + 9, StatementLimits.DEFAULT.expansion());
    assertThatCode(() -> check(inList(10), most)).doesNotThrowAnyException();
    assertThatThrownBy(() -> check(inList(11), most))
        .hasMessageContaining("more than " + (one + 9))
        .extracting(e -> ((QueryException) e).code())
        .isEqualTo(PlannerError.STATEMENT_TOO_COMPLEX);
  }

  @Test
  void countsWhatIsWrittenOutToTheLast() {
    String twice = "WITH c AS (SELECT 1 AS x) SELECT * FROM c a, c b";
    int needed = 0;
    while (isTooMuch(twice, limits(500_000, needed))) {
      needed++;
    }
    assertThat(needed).isPositive();
    assertThatCode(() -> check(twice, limits(500_000, StatementLimits.DEFAULT.expansion())))
        .doesNotThrowAnyException();
    StatementLimits less = limits(500_000, needed - 1);
    assertThatThrownBy(() -> check(twice, less))
        .extracting(e -> ((QueryException) e).code())
        .isEqualTo(PlannerError.STATEMENT_TOO_COMPLEX);
    // Once is written out nowhere.
    assertThat(isTooMuch("WITH c AS (SELECT 1 AS x) SELECT * FROM c a", limits(500_000, 0)))
        .isFalse();
  }

  @Test
  void planningThatTakesTooLongEnds() {
    StatementLimits none =
        new StatementLimits(
            1 << 20,
            400,
            500_000,
            500,
            5_000,
            20_000,
            50_000,
            Duration.ZERO,
            Duration.ofMinutes(5));
    QueryPlanner planner =
        new QueryPlanner(
            (sql, settings) -> {
              throw new IllegalStateException("nothing is bound");
            },
            sql -> {
              throw new IllegalStateException("nothing is printed");
            },
            none);
    assertThatThrownBy(() -> planner.parse("SELECT " + list(5000, " || ", n -> "'x'")))
        .hasMessageContaining("takes longer than 0 ms to plan")
        .extracting(e -> ((QueryException) e).code())
        .isEqualTo(PlannerError.STATEMENT_TOO_COMPLEX);
  }

  private static String inList(int items) {
    return "SELECT 1 IN (" + list(items, ",", n -> "1") + ")";
  }

  private static StatementLimits limits(int nodes, int expansion) {
    StatementLimits usual = StatementLimits.DEFAULT;
    return new StatementLimits(
        usual.bytes(),
        usual.depth(),
        nodes,
        usual.joins(),
        usual.unions(),
        usual.columns(),
        expansion,
        usual.planning(),
        usual.running());
  }

  private static void check(String sql, StatementLimits limits) throws SqlParseException {
    StatementSize.check(MerganserParser.parseStatement(sql), limits);
  }

  private static boolean isTooMuch(String sql, StatementLimits limits) {
    try {
      check(sql, limits);
      return false;
    } catch (QueryException e) {
      return true;
    } catch (SqlParseException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The least limit that lets a list of that many items pass.
  private static int nodes(int items) {
    int most = 1;
    while (isTooMuch(inList(items), limits(most, StatementLimits.DEFAULT.expansion()))) {
      most++;
    }
    return most;
  }

  private static String doubled(int tables) {
    return "WITH c0 AS (SELECT 1 AS x), "
        + list(tables, ", ", n -> "c%d AS (SELECT a.x FROM c%d a, c%d b)".formatted(n + 1, n, n))
        + " SELECT count(*) FROM c"
        + tables;
  }

  @Test
  void holdsTheExpansionOfCommonTables() {
    passes(doubled(10));
    isRefused(doubled(30), "repeated CTEs");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nullif(@, 1)",
        "split_part((@)::VARCHAR, ',', 1)",
        "((@) BETWEEN 1 AND 2)::INTEGER",
        "CASE @ WHEN 1 THEN 2 WHEN 3 THEN 4 END",
        "(SELECT max(i) FROM range(3) t(i) WHERE i = @)",
        "list_transform([1], lambda x: @)[1]",
        "round_even(@, 1)"
      })
  void holdsTheExpansionOfShortForms(String form) {
    String few = "i";
    String many = "i";
    for (int i = 0; i < 4; i++) {
      few = form.replace("@", few);
    }
    for (int i = 0; i < 40; i++) {
      many = form.replace("@", many);
    }
    passes("SELECT " + few + NUMBERS);
    isRefused("SELECT " + many + NUMBERS, "written out");
  }
}
