package io.merganser.planner.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.calcite.sql.SqlDialect;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.dialect.AnsiSqlDialect;
import org.apache.calcite.sql.parser.SqlParseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MerganserParserTest {

  /// As the planner prints, but for the things a parse tree cannot show.
  private static final SqlDialect DIALECT =
      new AnsiSqlDialect(AnsiSqlDialect.DEFAULT_CONTEXT.withIdentifierQuoteString("\"")) {
        @Override
        public void quoteStringLiteral(StringBuilder out, String charset, String value) {
          out.append('\'').append(value.replace("'", "''")).append('\'');
        }

        @Override
        public void unparseOffsetFetch(SqlWriter writer, SqlNode offset, SqlNode fetch) {
          unparseFetchUsingLimit(writer, offset, fetch);
        }

        @Override
        public boolean supportsCharSet() {
          return false;
        }
      };

  @ParameterizedTest
  @MethodSource("statements")
  void printsWhatItReadsAgain(String sql) throws SqlParseException {
    final String printed = print(sql);
    assertThat(print(printed)).isEqualTo(printed);
  }

  @ParameterizedTest
  @MethodSource("tpch")
  void readsTpch(String sql) throws SqlParseException {
    final String printed = print(sql);
    assertThat(print(printed)).isEqualTo(printed);
  }

  @Test
  void knowsAllOfTpch() {
    assertThat(tpch()).hasSize(22);
  }

  /// The right column is DuckDB's reading, written with the fewest parentheses.
  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "1 + '2'::int                # 1 + CAST('2' AS INTEGER)",
        "x = '1'::int                # x = CAST('1' AS INTEGER)",
        "a || b::varchar             # a || CAST(b AS VARCHAR)",
        "-x::int                     # - CAST(x AS INTEGER)",
        "(a + b)::int                # CAST(a + b AS INTEGER)",
        "a::int::varchar             # CAST(CAST(a AS INTEGER) AS VARCHAR)",
        "a[1]::int[]                 # CAST(a[1] AS INTEGER[])",
        "a::decimal(10,2)            # CAST(a AS DECIMAL(10, 2))",
        "a::decimal                  # CAST(a AS DECIMAL)",
        "7 // 2 // 3                 # 7 // 2 // 3",
        "7 // (2 // 3)               # 7 // (2 // 3)",
        "a // b + c                  # a // b + c",
        "'x' || (1 + 2)              # 'x' || 1 + 2",
        "('x' || 1) + 2              # ('x' || 1) + 2",
        "(5 & 3) + 1                 # (5 & 3) + 1",
        "5 & (3 + 1)                 # 5 & 3 + 1",
        "(a & b) = c                 # a & b = c",
        "(2 ^ 3) * 2                 # 2 ^ 3 * 2",
        "2 ^ (3 * 2)                 # 2 ^ (3 * 2)",
        "(-2) ^ 2                    # -2 ^ 2",
        "(a = b) = c                 # (a = b) = c",
        "(a < b) = (c < d)           # (a < b) = (c < d)",
        "(a = b) is null             # a = b IS NULL",
        "a is distinct from (b + 1)  # a IS DISTINCT FROM b + 1",
        "j -> ('a' = 'b')            # j -> 'a' = 'b'",
        "(j -> 'a') = 'b'            # (j -> 'a') = 'b'",
        "(a || b)[1]                 # (a || b)[1]",
        "a[1:2][3]                   # a[1 : 2][3]",
        "(s).f                       # (s).f",
        "a at time zone 'x' + b      # a AT TIME ZONE 'x' + b",
      })
  void keepsGroups(String text, String expected) throws SqlParseException {
    final String printed =
        MerganserParser.parseExpression(text).toSqlString(c -> c.withDialect(DIALECT)).getSql();
    assertThat(printed.replace(" ", "").replace("\"", "")).isEqualTo(expected.replace(" ", ""));
  }

  @Test
  void slashesAreNoComment() throws SqlParseException {
    final SqlSelect select =
        (SqlSelect) MerganserParser.parseStatement("SELECT a // b FROM t WHERE c");
    assertThat(select.getFrom()).isNotNull();
    assertThat(select.getWhere()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"select 1; ", "select 1;;", "select 1"})
  void allowsSemicolonAtTheEnd(String sql) throws SqlParseException {
    assertThat(print(sql)).isEqualTo("SELECT 1");
  }

  @ParameterizedTest
  @CsvSource({
    "copy t to 'x'                    , COPY",
    "attach 'x'                       , ATTACH",
    "pragma version                   , PRAGMA",
    "install x                        , INSTALL",
    "create or replace macro f() as 1 , CREATE MACRO",
    "create temp macro f() as 1       , CREATE MACRO",
    "create or replace temporary sequence s , CREATE SEQUENCE",
    "create unique index i on t(a)    , CREATE INDEX",
    "drop index i                     , DROP INDEX",
    "alter view v rename to w         , ALTER VIEW",
    "alter                            , ALTER",
    "call f()                         , CALL",
  })
  void namesStatementsThatAreNotServed(String sql, String word) throws SqlParseException {
    assertThat(((SqlRefusedStatement) MerganserParser.parseStatement(sql)).word()).isEqualTo(word);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select 1; select 2",
        "select 1; drop table t",
        "",
        ";",
        "select",
        "select 1 from",
        "select * from 'file.csv'",
        "select a /* open",
        "select 1 from t hint 'x'",
        "select $0",
        "select $x, ?",
        "select ?, $x",
        "select $1, $x",
        "select $x, $1",
        "select values from t1 cross join t2 on true",
        "1 + 1",
        "select distinct on ((select max(a) from secret)) b from t",
        "select a from t limit"
      })
  void refuses(String sql) {
    assertThatThrownBy(() -> MerganserParser.parseStatement(sql))
        .isInstanceOf(SqlParseException.class);
  }

  @Test
  void numbersParameters() throws SqlParseException {
    assertThat(print("from range(?) select ?")).contains("SELECT $2").contains("($1)");
    assertThat(print("select $2, $1, $2")).isEqualTo("SELECT $2, $1, $2");
    assertThat(print("select $b, $a, $B")).isEqualTo("SELECT $1, $2, $1");
    assertThat(print("from range($n) select $m")).contains("SELECT $2").contains("($1)");
    assertThat(print("select $a$b$a$, $a")).isEqualTo("SELECT 'b', $1");
  }

  @Test
  void describesItsStatements() throws SqlParseException {
    final SqlShow show = (SqlShow) MerganserParser.parseStatement("show tables from s");
    assertThat(show.kind()).isEqualTo(SqlShow.Kind.TABLES);
    assertThat(show.target()).hasToString("s");
    final SqlSetting set = (SqlSetting) MerganserParser.parseStatement("set session a.b = 'x'");
    assertThat(set.action()).isEqualTo(SqlSetting.Action.SET);
    assertThat(set.scope()).isEqualTo("SESSION");
    assertThat(set.name().names).containsExactly("a", "b");
    assertThat(((SqlSetting) MerganserParser.parseStatement("show x")).action())
        .isEqualTo(SqlSetting.Action.SHOW);
    assertThat(((SqlSetting) MerganserParser.parseStatement("reset x")).action())
        .isEqualTo(SqlSetting.Action.RESET);
    assertThat(((SqlUse) MerganserParser.parseStatement("use a.b")).target().names)
        .containsExactly("a", "b");
    assertThat(((SqlTransaction) MerganserParser.parseStatement("begin transaction")).action())
        .isEqualTo(SqlTransaction.Action.BEGIN);
    assertThat(((SqlDescribeStatement) MerganserParser.parseStatement("describe t")).isTable())
        .isTrue();
    assertThat(
            ((SqlDescribeStatement) MerganserParser.parseStatement("summarize from t")).summarize())
        .isTrue();
    assertThat(
            ((SqlExplainStatement) MerganserParser.parseStatement("explain analyze select 1"))
                .analyze())
        .isTrue();
    assertThat(
            SqlDistinctOn.of(
                    (SqlSelect) MerganserParser.parseStatement("select distinct on (a) b from t"))
                .expressions())
        .hasSize(1);
  }

  @Test
  void readsDeepNests() throws InterruptedException {
    final AtomicReference<Throwable> failure = new AtomicReference<>();
    final Thread thread =
        new Thread(
            null,
            () -> {
              try {
                print("select " + "(".repeat(5000) + "1" + ")".repeat(5000));
                print("select " + "f(".repeat(1000) + "1" + ")".repeat(1000));
                print("select 1" + " + 1".repeat(2000));
              } catch (Throwable e) {
                failure.set(e);
              }
            },
            "deep",
            256L << 20);
    thread.start();
    thread.join();
    assertThat(failure.get()).isNull();
  }

  static Stream<String> statements() {
    return texts("statements.sql").stream();
  }

  static List<String> tpch() {
    return texts("tpch.sql");
  }

  private static List<String> texts(String resource) {
    try (var in = Objects.requireNonNull(MerganserParserTest.class.getResourceAsStream(resource))) {
      return Arrays.stream(new String(in.readAllBytes(), StandardCharsets.UTF_8).split(";\\s*\n"))
          .map(String::strip)
          .filter(text -> !text.isEmpty())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String print(String sql) throws SqlParseException {
    return MerganserParser.parseStatement(sql)
        .toSqlString(c ->
            c.withDialect(DIALECT)
                .withQuoteAllIdentifiers(true)
                .withSelectListItemsOnSeparateLines(false)
                .withUpdateSetListNewline(false)
                .withIndentation(0))
        .getSql();
  }
}
