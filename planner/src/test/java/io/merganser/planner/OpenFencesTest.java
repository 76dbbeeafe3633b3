package io.merganser.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.merganser.authz.Claims;
import io.merganser.authz.ColumnMask;
import io.merganser.authz.EffectiveSet;
import io.merganser.authz.Grant;
import io.merganser.authz.Principal;
import io.merganser.authz.Rights;
import io.merganser.authz.RowFilter;
import io.merganser.authz.Securable;
import io.merganser.authz.Verb;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which statements over tables under filters are printed without fences, and what keeps them.
class OpenFencesTest {
  private static final String LIMIT = "LIMIT " + Long.MAX_VALUE;

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

  private static EffectiveSet reader() {
    Securable all = Securable.parse("sales.public.*");
    Rights rights =
        new Rights(
            List.of(new Grant(all, Set.of(Verb.READ))),
            List.of(),
            List.of(
                new RowFilter("orders", Securable.parse("sales.public.orders"), "o_orderkey > 7"),
                new RowFilter("items", Securable.parse("sales.public.lineitem"), "l_tax < 0.08"),
                new RowFilter("part", Securable.parse("sales.public.part"), "p_size > 1"),
                new RowFilter("supp", Securable.parse("sales.public.partsupp"), "1 = 1"),
                new RowFilter("customer", Securable.parse("sales.public.customer"), "1 = 1")),
            List.of(
                new ColumnMask(
                    "remark",
                    Securable.parse("sales.public.region"),
                    "r_comment",
                    "left(r_comment, 2)")));
    return new EffectiveSet(
        new Principal("acme", "reader", false), new Claims(Map.of(), List.of()), rights, Set.of());
  }

  private static String printed(String sql) {
    return ((ExecutablePlan.OnHub) database.plan(sql, reader())).sql();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT o_clerk FROM orders WHERE o_orderkey = 5",
        "SELECT * FROM orders AS o WHERE o.o_custkey IN (1, 2) OR NOT o_comment LIKE 'a%'",
        "SELECT o_clerk FROM orders WHERE o_orderkey = ? AND o_totalprice BETWEEN ? AND 5.25",
        "SELECT o_clerk FROM orders WHERE o_orderdate >= '2020-01-01' LIMIT 5",
        "SELECT o_clerk FROM orders WHERE substring(o_comment, 1, 999999999) = 'x'",
        "SELECT o_totalprice * o_totalprice * o_totalprice AS cube FROM orders",
        "SELECT r_comment FROM region WHERE r_regionkey > 0",
        "SELECT count(*) FROM orders JOIN customer ON o_custkey = c_custkey",
        "SELECT count(*) FROM orders LEFT JOIN customer ON o_custkey = c_custkey AND c_name = 'x'",
        "SELECT sum(o_totalprice * o_totalprice) / count(*) FROM orders WHERE EXISTS (SELECT 1 FROM"
            + " customer WHERE c_custkey = o_custkey)",
        "SELECT sum(v) FROM (SELECT o_totalprice * o_totalprice AS v FROM orders) AS q",
        "SELECT avg(CASE WHEN o_clerk = 'x' THEN o_totalprice * o_totalprice ELSE 0 END) FROM"
            + " orders",
      })
  void noFenceWhereNoPlanChangesTheAnswer(String sql) {
    String printed = printed(sql);
    assertThat(printed).contains("merganser_row").doesNotContain(LIMIT).doesNotContain("greatest(");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // What raises stands where the engine may move it, or leave it out.
        "SELECT o_clerk FROM orders WHERE CAST(o_comment AS INTEGER) = 1",
        "SELECT o_clerk FROM orders WHERE o_orderkey > 5 AND error(o_comment) IS NULL",
        "SELECT o_clerk FROM orders WHERE o_comment = 5",
        "SELECT o_clerk FROM orders WHERE substring(o_comment, 4294967296) = 'x'",
        "SELECT o_clerk FROM orders WHERE substring(o_comment, 1, 4294967296) = 'x'",
        "SELECT o_clerk FROM orders WHERE o_orderkey = 'five'",
        "SELECT o_clerk FROM orders WHERE o_orderdate = '2020-02-30'",
        "SELECT o_clerk FROM orders WHERE o_orderkey + 1 > 5",
        "SELECT o_clerk FROM orders WHERE o_orderdate + INTERVAL 1 DAY > DATE '2020-01-01'",
        "SELECT o_clerk FROM orders WHERE o_orderdate < TIMESTAMP '2020-01-01 00:00:00'",
        "SELECT o_clerk FROM orders WHERE o_totalprice * o_totalprice > 5",
        "SELECT o_clerk FROM orders WHERE o_comment LIKE o_clerk",
        "SELECT o_clerk FROM orders WHERE o_orderkey = $1 AND o_comment = $1",
        "SELECT o_clerk FROM orders WHERE o_orderkey = (SELECT c_custkey FROM customer)",
        "SELECT count(*) FROM orders JOIN customer ON o_orderkey * 2 = c_custkey",
        "SELECT count(*) FROM (SELECT o_custkey * o_custkey AS k FROM orders) q JOIN customer ON k"
            + " = c_custkey",
        "SELECT count(*) FROM (SELECT o_totalprice * o_totalprice AS v FROM orders) AS q",
        "SELECT sum(CASE WHEN c = 'x' THEN v END) FROM (SELECT o_totalprice * o_totalprice AS v,"
            + " o_clerk AS c FROM orders) AS q",
        "SELECT sum(v) FROM (SELECT o_totalprice * o_totalprice AS v, o_clerk AS c FROM orders) AS"
            + " q WHERE c = 'x'",
        "SELECT count(o_totalprice * o_totalprice) FROM orders",
        "SELECT max(o_totalprice * o_totalprice) FROM orders",
        "SELECT sum(DISTINCT o_totalprice * o_totalprice) FROM orders",
        "SELECT sum(o_totalprice * o_totalprice) FILTER (WHERE o_custkey > 5) FROM orders",
        "SELECT sum(o_totalprice * o_totalprice) FROM orders HAVING max(o_custkey) > 5",
        "SELECT CASE WHEN max(o_custkey) > 5 THEN sum(o_totalprice * o_totalprice) END FROM orders",
        "SELECT coalesce(o_custkey, o_totalprice * o_totalprice) FROM orders",
        "SELECT o_custkey > 5 AND o_totalprice * o_totalprice > 1 FROM orders",
        "SELECT sum(o_totalprice * o_totalprice) FROM orders GROUP BY o_custkey * o_custkey",
        "SELECT DISTINCT o_totalprice * o_totalprice FROM orders",
        "SELECT o_totalprice * o_totalprice FROM orders LIMIT 5",
        "SELECT o_totalprice * o_totalprice FROM orders ORDER BY o_custkey LIMIT 5",
        "SELECT o_clerk FROM orders ORDER BY o_custkey * o_custkey",
        "SELECT CAST(o_comment AS INTEGER) FROM orders",
        // What is masked is of a type that only the engine knows.
        "SELECT count(*) FROM orders JOIN region ON r_comment > o_clerk",
        // The order of rows would tell, or an answer depends on it.
        "SELECT o_clerk, c_name FROM orders JOIN customer ON o_custkey = c_custkey",
        "SELECT o_clerk FROM orders WHERE o_custkey IN (SELECT c_custkey FROM customer)",
        "SELECT * FROM orders ORDER BY o_clerk",
        "SELECT list(o_clerk) FROM orders",
        "SELECT first(o_clerk) FROM orders",
        "SELECT avg(CAST(o_totalprice AS DOUBLE)) FROM orders",
        "SELECT row_number() OVER () FROM orders",
        "SELECT DISTINCT ON (o_clerk) o_clerk, o_custkey FROM orders",
        "SELECT count(*) FROM (SELECT o_custkey FROM orders ORDER BY o_clerk LIMIT 5) AS q",
        "SELECT count(*) FROM orders TABLESAMPLE 10 PERCENT",
        "SELECT random() FROM orders",
        // What is not known.
        "SELECT o_clerk FROM orders UNION ALL SELECT c_name FROM customer",
        "SELECT count(*) FROM orders NATURAL JOIN customer",
        "SELECT count(*) FROM orders SEMI JOIN customer ON o_custkey = c_custkey",
        "SELECT o_clerk FROM orders WHERE rowid = 1",
        "SELECT count(*) FROM orders, range(5) AS r(i)",
        "SELECT count(*) FROM orders, geo.main.place WHERE name = 'x'",
        "WITH RECURSIVE r AS (SELECT 1 AS x UNION ALL SELECT x + 1 FROM r WHERE x < 3) SELECT"
            + " count(*) FROM r JOIN orders ON o_orderkey = x",
        "SELECT count(*) FROM orders AS o (o_comment, b) WHERE o_comment = 'x'",
        "SELECT CAST(o_clerk AS INTEGER) AS o_shippriority FROM orders WHERE o_shippriority = 1",
      })
  void theFenceStaysWhereItWouldTell(String sql) {
    EffectiveSet reader = reader();
    String printed;
    try {
      printed = ((ExecutablePlan.OnHub) database.plan(sql, reader)).sql();
    } catch (io.merganser.connectors.spi.QueryException e) {
      // The engine has something against it, which is as good.
      return;
    }
    assertThat(printed).contains(LIMIT).contains("greatest(");
  }

  @Test
  void tpchHasFencesInTwoStatements() throws IOException {
    List<String> fenced = new ArrayList<>();
    for (String sql : QueryPlannerTest.tpch()) {
      if (printed(sql).contains(LIMIT)) {
        fenced.add(sql);
      }
    }
    assertThat(fenced)
        .hasSize(2)
        .anyMatch(sql -> sql.contains("having sum(ps_supplycost * ps_availqty)"))
        .anyMatch(sql -> sql.contains("max(total_revenue)"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT o_clerk, count(*) FROM orders GROUP BY o_clerk -- ORDER BY 1",
        "SELECT o_clerk, count(*) AS n FROM orders GROUP BY 1 ORDER BY n DESC -- ORDER BY \"n\""
            + " DESC, 1",
        "SELECT count(*) AS n FROM orders GROUP BY o_clerk -- ORDER BY 1",
        "SELECT o_clerk, count(*) AS n FROM orders GROUP BY o_clerk ORDER BY 1 -- ORDER BY 1",
        "SELECT o_custkey AS o_clerk, count(*) AS n FROM orders GROUP BY o_clerk, o_custkey ORDER"
            + " BY n -- ORDER BY \"n\", 1",
        "SELECT o_clerk, o_custkey FROM orders ORDER BY o_clerk LIMIT 3 -- ORDER BY \"o_clerk\", 2",
        "SELECT o_clerk, count(*) FROM orders GROUP BY o_clerk LIMIT 5 -- ORDER BY 1",
        "SELECT DISTINCT o_clerk FROM orders -- ORDER BY 1",
        "SELECT max(o_clerk) FROM orders -- merganser_row",
      })
  void rowsAreSortedByAllThatTellsThemApart(String sql) {
    String expected = sql.substring(sql.indexOf("-- ") + 3);
    String printed = printed(sql);
    assertThat(printed).doesNotContain(LIMIT).contains(expected);
    assertThat(printed.contains("ORDER BY")).isEqualTo(expected.contains("ORDER BY"));
  }

  @Test
  void daysAreComparedAsDays() {
    assertThat(
            printed(
                "SELECT count(*) FROM orders WHERE o_orderdate <= DATE '1998-12-01' - INTERVAL '90'"
                    + " DAY AND o_orderdate > DATE '1996-01-31' + INTERVAL '1' MONTH"))
        .doesNotContain(LIMIT)
        .contains("DATE '1998-09-02'", "DATE '1996-02-29'");
  }

  @Test
  void whoSeesEverythingHasStatementsAsWritten() {
    String sql =
        ((ExecutablePlan.OnHub)
                database.plan("SELECT o_clerk, count(*) FROM orders GROUP BY o_clerk"))
            .sql();
    assertThat(sql).doesNotContain("ORDER BY");
  }
}
