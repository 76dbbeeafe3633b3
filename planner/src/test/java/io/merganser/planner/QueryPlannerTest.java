package io.merganser.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.merganser.authz.AuthzError;
import io.merganser.authz.EffectiveSet;
import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.ErrorCode;
import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.SourcePosition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryPlannerTest {
  @TempDir static Path temp;
  private static TestingDatabase database;

  @BeforeAll
  static void open() {
    database = new TestingDatabase(temp);
  }

  @AfterAll
  static void close() {
    database.close();
  }

  static List<String> tpch() throws IOException {
    try (var stream = QueryPlannerTest.class.getResourceAsStream("tpch.sql")) {
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(text.split(";\\s*\\n"))
          .map(String::strip)
          .filter(sql -> !sql.isEmpty())
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("tpch")
  void printsWhatTheHubReadsAlike(String sql) {
    ExecutablePlan.OnHub plan = (ExecutablePlan.OnHub) database.plan(sql);
    assertThat(plan.columns()).isNotEmpty();
    if (!sql.contains("as nation")) {
      // That one's alias is also a table's name, which the rewriting below cannot tell apart.
      assertThat(plan.columns()).isEqualTo(WireTypes.of(database.hub().describe(qualified(sql))));
    }
  }

  /// The original text with the default schema put in, for the hub to read without us.
  private static String qualified(String sql) {
    return sql.replaceAll(
        "(?i)\\b(region|nation|supplier|customer|part|partsupp|orders|lineitem)\\b(?=\\s*(,|$|\\n|where|\\)|as\\b|[a-z]+\\d|l\\d|n\\d|"
            + " on\\b| left| join| group| order))",
        "sales.public.$1");
  }

  @Test
  void putsFullNamesInPlaceOfShortOnes() {
    assertThat(sql("select r_name from region")).contains("\"sales\".\"public\".\"region\"");
    assertThat(sql("select r.r_name from PUBLIC.Region r"))
        .contains("\"sales\".\"public\".\"region\" AS \"r\"");
    assertThat(sql("select * from geo.place")).contains("\"geo\".\"main\".\"place\"");
  }

  @Test
  void leavesCommonTableExpressionsAlone() {
    assertThat(sql("with region as (select 1 as x) select x from region")).doesNotContain("public");
    assertThat(sql("with region as (select * from region) select r_name from region"))
        .containsOnlyOnce("\"sales\".\"public\".\"region\"");
  }

  @Test
  void answersWhoAsksAndWhere() {
    assertThat(sql("select current_user, USER, current_schema(), current_catalog"))
        .isEqualTo(
            "SELECT 'root' AS \"current_user\", 'root' AS \"USER\", 'public' AS"
                + " \"current_schema()\", 'sales' AS \"current_catalog\"");
    assertThat(sql("select 1 from region where r_name = lower(session_user) or r_name in (user)"))
        .doesNotContainIgnoringCase("user")
        .containsIgnoringCase("lower('root')");
  }

  @Test
  void hiddenTablesAreAbsent() {
    var reader = TestingDatabase.readerOf("sales.public.nation");
    fails("select * from sales.public.region", AuthzError.TABLE_NOT_FOUND, 1, 15, reader);
    fails("select * from sales.public.nothing", AuthzError.TABLE_NOT_FOUND, 1, 15, reader);
    fails("select * from geo.main.place", PlannerError.CATALOG_NOT_FOUND, 1, 15, reader);
    fails(
        "with unused as (select * from region) select 1",
        AuthzError.TABLE_NOT_FOUND,
        1,
        31,
        reader);
    fails(
        "select * from nation where exists (select 1 from region)",
        AuthzError.TABLE_NOT_FOUND,
        1,
        50,
        reader);
    fails("select distinct on (read_text('x')) 1", PlannerError.FUNCTION_NOT_FOUND, 1, 21, reader);
    assertThat(rows("show all tables", reader)).containsExactly("sales.public.nation");
    assertThat(rows("show catalogs", reader)).containsExactly("sales");
    assertThat(rows("show schemas", reader)).containsExactly("public");
  }

  @Test
  void aCommonTableOpensNoCatalogCalledRecurring() {
    String sql = "with secret as (select 1) select * from recurring.secret";
    assertThatThrownBy(() -> database.plan(sql, TestingDatabase.readerOf("sales.public.nation")))
        .isInstanceOf(QueryException.class);
    assertThat(sql(sql)).contains("\"recurring\".\"main\".\"secret\"");
  }

  @Test
  void saysWhatIsWrongAndWhere() {
    fails("select nmae from region", PlannerError.COLUMN_NOT_FOUND, 1, 8);
    fails("select 1 +\n r_nam from region", PlannerError.COLUMN_NOT_FOUND, 2, 2);
    fails("select x.r_name from region", AuthzError.TABLE_NOT_FOUND, 1, 8);
    fails("select * from regoin", AuthzError.TABLE_NOT_FOUND, 1, 15);
    fails("select * from nowhere.main.t", PlannerError.CATALOG_NOT_FOUND, 1, 15);
    fails("select * from sales.pubic.region", PlannerError.SCHEMA_NOT_FOUND, 1, 15);
    fails("select foo(1)", PlannerError.FUNCTION_NOT_FOUND, 1, 8);
    fails("select r_name, count(*) from region", PlannerError.INVALID_STATEMENT, 1, 8);
    fails("selec 1", PlannerError.SYNTAX_ERROR, 1, 1);
    fails("select 1 from", PlannerError.SYNTAX_ERROR, 1, 10);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select * from read_csv('/etc/passwd')",
        "select * from '/etc/passwd'",
        "select * from \"/etc/passwd\"",
        "select getenv('HOME')",
        "select current_setting('temp_directory')",
        "select * from duckdb_settings()",
        "select * from query('select 1')",
        "select * from query_table('region')",
        "select * from sqlite_scan('x','y')",
        "select * from postgres_query('sales','select 1')",
        "select * from information_schema.tables",
        "select * from sqlite_master",
        "select main.read_text('x')",
        "select write_log('x')",
        "select nextval('s')",
        "insert into region values (1,'a','b')",
        "delete from region",
        "update region set r_name = 'x'",
        "set memory_limit = '1TB'",
        "copy region to 'x'",
        "create temp table x as select 1",
        "explain analyze delete from region",
      })
  void refusesWhatIsNotServed(String sql) {
    assertThatThrownBy(() -> database.plan(sql)).isInstanceOf(QueryException.class);
  }

  @Test
  void saysWhatDoesNotEnd() {
    fails("select 1,\n 'it''s open", PlannerError.SYNTAX_ERROR, 2, 2);
    fails("select \"a from region", PlannerError.SYNTAX_ERROR, 1, 8);
    fails("select from where /* a /* b */", PlannerError.SYNTAX_ERROR, 1, 19);
    fails("select $x$ a $$", PlannerError.SYNTAX_ERROR, 1, 8);
    assertThatThrownBy(() -> database.plan("select 'open"))
        .hasMessage("the string that begins here does not end");
  }

  @Test
  void guessesTheWordThatWasMeant() {
    fails(" selec 1", PlannerError.SYNTAX_ERROR, 1, 2);
    assertThatThrownBy(() -> database.plan("selec 1")).hasMessageContaining("`SELECT`");
    assertThatThrownBy(() -> database.plan("-- why\nupdte region set a = 1"))
        .hasMessageContaining("`UPDATE`");
  }

  @Test
  void saysThatFilesAreNoTables() {
    fails("select * from '/etc/passwd'", PlannerError.UNSUPPORTED_FEATURE, 1, 15);
    fails("select 1\nfrom  'a.csv' x", PlannerError.UNSUPPORTED_FEATURE, 2, 7);
  }

  @Test
  void takesOneStatementAtATime() {
    fails("select 1; select 2", PlannerError.NOT_ONE_STATEMENT, 1, 11);
    assertThat(sql("select 1;")).isNotEmpty();
    assertThatThrownBy(() -> database.plan("  "))
        .isInstanceOfSatisfying(
            QueryException.class,
            e -> assertThat(e.code()).isEqualTo(PlannerError.NOT_ONE_STATEMENT));
  }

  @Test
  void holdsTheLimitOfLength() {
    String fits = "select '" + "x".repeat((1 << 20) - 9) + "'";
    assertThat(database.plan(fits).columns()).hasSize(1);
    assertThatThrownBy(() -> database.plan(fits + " "))
        .isInstanceOfSatisfying(
            QueryException.class,
            e -> assertThat(e.code()).isEqualTo(PlannerError.STATEMENT_TOO_LONG));
  }

  @Test
  void typesParameters() {
    assertThat(
            database
                .plan("select * from region where r_regionkey = ? and r_name like $2")
                .parameters())
        .map(Object::toString)
        .containsExactly("BIGINT", "VARCHAR");
    assertThat(database.plan("select ? as x").columns())
        .map(Column::type)
        .map(Object::toString)
        .containsExactly("VARCHAR");
    assertThat(database.plan("select r_regionkey + ? from region").parameters())
        .map(Object::toString)
        .containsExactly("BIGINT");
  }

  @Test
  void castsWhatClientsCannotRead() {
    var plan = database.plan("select 1::utinyint as a, 'x'::varchar as b, 5::ubigint as c");
    assertThat(plan.columns())
        .map(column -> column.name() + " " + column.type())
        .containsExactly("a SMALLINT", "b VARCHAR", "c DECIMAL(20,0)");
  }

  @Test
  void describesAndExplains() {
    ExecutablePlan.Rows described = (ExecutablePlan.Rows) database.plan("describe region");
    assertThat(described.rows().get(0)).containsExactly("r_regionkey", "BIGINT", "YES");
    assertThat(rows("explain select * from region", TestingDatabase.superuser()))
        .contains("runs on: hub");
  }

  @Test
  void endsDeepStatementsInAnError() throws InterruptedException {
    Throwable[] failure = new Throwable[1];
    Thread thread =
        new Thread(
            null,
            () -> {
              try {
                database.plan("select " + "(".repeat(45_000) + "1" + ")".repeat(45_000));
              } catch (Throwable e) {
                failure[0] = e;
              }
            },
            "deep",
            1 << 20);
    thread.start();
    thread.join();
    assertThat(failure[0])
        .isInstanceOfSatisfying(
            QueryException.class,
            e -> assertThat(e.code()).isEqualTo(PlannerError.STATEMENT_TOO_COMPLEX));
  }

  private static String sql(String sql) {
    return ((ExecutablePlan.OnHub) database.plan(sql)).sql();
  }

  private static List<String> rows(String sql, EffectiveSet effectiveSet) {
    return ((ExecutablePlan.Rows) database.plan(sql, effectiveSet))
        .rows().stream().map(row -> String.valueOf(row.get(0))).toList();
  }

  private static void fails(String sql, ErrorCode code, int line, int column) {
    fails(sql, code, line, column, TestingDatabase.superuser());
  }

  private static void fails(
      String sql, ErrorCode code, int line, int column, EffectiveSet effectiveSet) {
    assertThatThrownBy(() -> database.plan(sql, effectiveSet))
        .isInstanceOfSatisfying(
            QueryException.class,
            e -> {
              assertThat(e.code()).as(e.getMessage()).isEqualTo(code);
              assertThat(e.position()).isEqualTo(new SourcePosition(line, column));
            });
  }
}
