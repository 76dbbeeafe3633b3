package io.merganser.planner.federate;

import static org.assertj.core.api.Assertions.assertThat;

import io.merganser.connectors.spi.DataType;
import io.merganser.planner.ExecutablePlan;
import io.merganser.planner.Fragment;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// One trap of cutting and printing each.
class FederationTest {

  @Test
  void leavesToTheHubWhatTheHubHolds() throws SQLException {
    try (TestingSources sources = TestingSources.split(TestingDialect.permissive())) {
      assertThat(sources.plan("select p_name from part where p_size = 3")).isEmpty();
      assertThat(sources.plan("select 1")).isEmpty();
      // The scanner of an attached source reads in parallel: a mere scan stays with it.
      assertThat(sources.plan("select c_name from customer where c_custkey = 3")).isEmpty();
    }
  }

  @Test
  void tellsWhereNullsAre() throws SQLException {
    ExecutablePlan.Federated plan =
        same(
            TestingDialect.permissive(),
            """
            select c_custkey, c_comment, o_orderkey from customer, orders
            where c_custkey = o_custkey and o_orderkey < 400
            order by c_comment nulls first, o_orderkey desc limit 20\
            """);
    assertThat(plan.sql()).contains("NULLS FIRST").contains("NULLS LAST");
  }

  @Test
  void keepsRowsThatALeftJoinKeeps() throws SQLException {
    same(
        TestingDialect.permissive(),
        """
        select c_custkey, o_orderkey, o_totalprice from customer
        left join orders on c_custkey = o_custkey and o_totalprice > 400000 and c_nationkey < 9
        where c_custkey < 50 order by 1, 2\
        """);
    same(
        TestingDialect.scansOnly(),
        """
        select o_orderkey, c_custkey from orders
        left join customer on c_custkey = o_custkey and c_acctbal > 5000
        where c_custkey is null order by 1\
        """);
    same(
        TestingDialect.permissive(),
        """
        select count(*), count(s_suppkey), count(l_orderkey) from supplier
        full join (select * from lineitem where l_orderkey < 9) l on s_suppkey = l_suppkey\
        """);
  }

  @Test
  void correlatesAcrossSources() throws SQLException {
    ExecutablePlan.Federated plan =
        same(
            TestingDialect.permissive(),
            """
            select s_suppkey from supplier s
            where exists (select 1 from lineitem
              where l_suppkey = s.s_suppkey and l_quantity > 49 and l_shipdate > date '1998-01-01')
            order by s_suppkey\
            """);
    // What does not depend on the supplier runs where the lines are.
    assertThat(remote(plan).sql()).contains("l_quantity").contains("l_shipdate");
    same(
        TestingDialect.permissive(),
        """
        select s_suppkey, (select max(l_quantity) from lineitem where l_suppkey = s_suppkey) as m
        from supplier order by s_suppkey\
        """);
  }

  @Test
  void takesACorrelatedTermOnlyToTheRowItIsAbout() throws SQLException {
    same(
        TestingDialect.permissive(),
        """
        select n_name, c_custkey from customer, nation, orders
        where c_nationkey = n_nationkey and o_custkey = c_custkey and o_orderkey < 300
          and exists (select 1 from supplier where s_nationkey = n_nationkey and s_suppkey < 9)
          and not exists (select 1 from lineitem
            where l_orderkey = o_orderkey and l_suppkey = c_custkey)
        order by n_name, c_custkey, o_orderkey\
        """);
    same(
        TestingDialect.permissive(),
        """
        select o_orderkey from orders o join customer c on o.o_custkey = c.c_custkey
          and exists (select 1 from lineitem where l_orderkey = o.o_orderkey and l_linenumber = 5)
        where o_orderkey < 200 order by 1\
        """);
  }

  @Test
  void foldsListsBack() throws SQLException {
    ExecutablePlan.Federated plan =
        same(
            TestingDialect.permissive(),
            """
            select count(*) from orders, customer where o_custkey = c_custkey
            and substring(o_orderpriority from 1 for 1) in ('1', '2', '5')
            and o_orderstatus not in ('P', 'X') and (o_orderkey in (1, 2, 3) or c_custkey > 100)\
            """);
    assertThat(all(plan))
        .contains("IN ('1', '2', '5')")
        .contains("NOT t0.\"o_orderstatus\" IN ('P', 'X')");
    assertThat(all(plan)).contains("IN (1, 2, 3)");
  }

  @Test
  void readsEachStreamOnce() throws SQLException {
    ExecutablePlan.Federated plan =
        same(
            TestingDialect.permissive(),
            """
            with big as (
              select l_suppkey k, sum(l_quantity) q from lineitem, part
              where l_partkey = p_partkey and p_size < 9 group by l_suppkey)
            select a.k, a.q, s_name from big a, supplier
            where a.k = s_suppkey and a.q >= (select max(q) from big) order by 1\
            """);
    for (Fragment fragment : plan.fragments()) {
      Pattern read = Pattern.compile("(FROM|JOIN) " + fragment.name() + "\\b");
      assertThat(read.matcher(String.valueOf(plan.sql())).results()).hasSize(1);
    }
    assertThat(plan.sql()).contains("MATERIALIZED");
  }

  @Test
  void joinsATableToItself() throws SQLException {
    same(
        TestingDialect.permissive(),
        """
        select a.o_orderkey, b.o_orderkey from orders a, orders b, customer
        where a.o_custkey = b.o_custkey and a.o_orderkey < b.o_orderkey
          and a.o_custkey = c_custkey and c_mktsegment = 'BUILDING' and b.o_orderkey < 300
        order by 1, 2\
        """);
  }

  @Test
  void unites() throws SQLException {
    for (String word : List.of("union", "union all", "intersect", "except")) {
      same(
          TestingDialect.permissive(),
          "select k from (select c_custkey as k, 3 as n from customer "
              + word
              + " select o_custkey, 3 from orders where o_orderkey < 90) u"
              + " where k between 10 and 60 order by k");
    }
    same(
        TestingDialect.permissive(),
        """
        select count(*) from (select o_orderkey from orders union all
          select l_orderkey from lineitem union all select s_suppkey from supplier) u\
        """);
  }

  @Test
  void pushesTopNWhole() throws SQLException {
    String sql = "select o_orderkey, o_totalprice from orders order by o_totalprice desc limit 5";
    ExecutablePlan.Federated plan = same(TestingDialect.permissive(), sql);
    assertThat(plan.sql()).isNull();
    assertThat(plan.fragments().getFirst().sql()).contains("DESC NULLS LAST\nLIMIT 5");
  }

  @Test
  void pushesNoLimitBelowAFilterThatStays() throws SQLException {
    TestingDialect dialect = new TestingDialect(Set.of("SUBSTRING"), Set.of(), true);
    ExecutablePlan.Federated plan =
        same(
            dialect,
            """
            select o_orderkey from orders where substring(o_clerk from 1 for 7) = 'Clerk#1'
            order by o_orderkey limit 3\
            """);
    assertThat(remote(plan).sql()).doesNotContain("LIMIT");
    assertThat(remote(plan).notPushed()).anyMatch(text -> text.contains("SUBSTRING"));
  }

  @Test
  void sortsTextOnlyWhereTextSortsAlike() throws SQLException {
    ExecutablePlan.Federated plan =
        same(
            TestingDialect.restrictive(),
            "select o_orderkey, o_clerk from orders where o_orderkey < 99 order by o_clerk, 1 limit"
                + " 4");
    assertThat(remote(plan).sql()).doesNotContain("ORDER BY");
    assertThat(plan.sql()).contains("ORDER BY");
    assertThat(remote(plan).notPushed()).contains("ORDER BY o_clerk: pg orders text otherwise");
  }

  @Test
  void keepsAnAggregateThatTheSourceComputesOtherwise() throws SQLException {
    ExecutablePlan.Federated plan =
        same(
            TestingDialect.restrictive(),
            "select o_orderstatus, avg(o_totalprice) from orders group by 1 order by 1");
    assertThat(remote(plan).sql()).doesNotContain("AVG");
    assertThat(remote(plan).notPushed()).contains("AVG: pg computes it otherwise");
  }

  @Test
  void castsWhatTheSourceComputes() throws SQLException {
    ExecutablePlan.Federated plan =
        same(TestingDialect.permissive(), "select sum(o_totalprice), count(*) from orders");
    assertThat(plan.sql()).isNull();
    assertThat(plan.fragments().getFirst().sql())
        .contains("CAST(SUM(t0.\"o_totalprice\") AS DECIMAL(38,2))");
  }

  @Test
  void givesEachSiteItsParameters() throws SQLException {
    try (TestingSources sources = TestingSources.split(TestingDialect.permissive())) {
      ExecutablePlan.Federated plan =
          Federation.plan(
                  new TestingParser(sources.tables())
                      .parse(
                          """
                          select s_name from supplier, lineitem
                          where l_suppkey = s_suppkey and s_acctbal > ? and l_quantity < ?
                            and l_shipdate > ? and l_quantity + s_acctbal > ?\
                          """),
                  sources.describe("select s_name from supplier"),
                  List.of(
                      DataType.Scalar.INTEGER,
                      DataType.Scalar.INTEGER,
                      DataType.Scalar.DATE,
                      DataType.Scalar.BIGINT))
              .orElseThrow();
      assertThat(remote(plan).parameters()).containsExactly(1, 2);
      assertThat(remote(plan).sql()).contains("< CAST(? AS ").doesNotContain("$");
      assertThat(plan.sql()).contains("CAST($1 AS BIGINT)").doesNotContain("?", "$2");
      assertThat(plan.sqlParameters()).containsExactly(3);
      assertThat(hub(plan).sql()).contains("CAST($1 AS INTEGER)").doesNotContain("$2");
      assertThat(hub(plan).parameters()).containsExactly(0);
    }
  }

  @Test
  void takesTheSignOfAParameterInALiteralForALiteral() throws SQLException {
    same(
        TestingDialect.permissive(),
        "select count(*) from orders, customer where o_custkey = c_custkey and c_name <>"
            + " '\u00010\u0002'");
  }

  @Test
  void printsLiteralsExactly() throws SQLException {
    same(
        TestingDialect.permissive(),
        """
        select 'it''s \\ "x"' as a, 1.50 as b, -3 as c, 1e100 as d, date '2020-02-29' as e,
          timestamp '2020-01-01 10:00:00.123456' as f, time '23:59:59' as g, true as h,
          cast(null as integer) as i, 12345678901234567890.123 as j, o_orderkey
        from orders, customer where o_custkey = c_custkey and o_orderkey = 7\
        """);
  }

  @Test
  void computesWindowsWhereStreamsAreJoined() throws SQLException {
    same(
        TestingDialect.permissive(),
        """
        select * from (
          select o_orderkey, rank() over (partition by o_custkey order by o_totalprice desc) as r,
            sum(o_totalprice) over (partition by o_custkey order by o_orderkey
              rows between 1 preceding and current row) as s
          from orders where o_orderkey < 500) w
        where r = 1 order by o_orderkey\
        """);
  }

  @Test
  void groupsInSets() throws SQLException {
    same(
        TestingDialect.permissive(),
        """
        select o_orderstatus, o_orderpriority, count(*) c, grouping(o_orderstatus) g
        from orders, customer where o_custkey = c_custkey
        group by rollup(o_orderstatus, o_orderpriority) order by 1, 2, 3\
        """);
  }

  @Test
  void joinsLaterally() throws SQLException {
    same(
        TestingDialect.permissive(),
        """
        select s_suppkey, q from supplier left join lateral (
          select l_quantity as q from lineitem where l_suppkey = s_suppkey and l_quantity > 48
          order by l_orderkey, l_linenumber limit 2) l on true order by 1, 2\
        """);
  }

  @Test
  void recurses() throws SQLException {
    same(
        TestingDialect.permissive(),
        """
        with recursive up (k, depth) as (
          select o_orderkey, 1 from orders where o_orderkey = 1
          union all select o_orderkey, depth + 1 from orders, up
            where o_orderkey = k * 2 and depth < 6)
        select k, depth, c_name from up, customer where k = c_custkey order by k\
        """);
  }

  @Test
  void countsWithoutColumns() throws SQLException {
    same(
        TestingDialect.permissive(),
        "select count(*) from (select * from orders where o_orderkey < 30) o, supplier, nation");
    same(
        TestingDialect.scansOnly(),
        "select 1 as x from orders, supplier where o_orderkey = s_suppkey group by s_nationkey");
  }

  @Test
  void answersTheSameColumnTwice() throws SQLException {
    same(
        TestingDialect.permissive(),
        "select o_orderkey a, o_orderkey b, c_name from orders, customer "
            + "where c_custkey = o_custkey and o_orderkey < 9 order by c_name, b");
  }

  // ---- how

  private static ExecutablePlan.Federated same(TestingDialect dialect, String sql)
      throws SQLException {
    try (TestingSources sources = TestingSources.split(dialect)) {
      Optional<ExecutablePlan.Federated> found = sources.plan(sql);
      assertThat(found).as(sql).isPresent();
      ExecutablePlan.Federated plan = found.orElseThrow();
      List<List<@Nullable Object>> expected = sources.expected(sql);
      assertThat(expected).isNotEmpty();
      String explained = String.join("\n", ExplainRenderer.render(plan, List.of(), null));
      List<List<@Nullable Object>> actual;
      try {
        actual = sources.actual(plan);
      } catch (SQLException e) {
        throw new AssertionError(explained, e);
      }
      if (sql.contains("order by")) {
        assertThat(actual).as(explained).isEqualTo(expected);
      } else {
        assertThat(actual).as(explained).containsExactlyInAnyOrderElementsOf(expected);
      }
      return plan;
    }
  }

  private static Fragment remote(ExecutablePlan.Federated plan) {
    return plan.fragments().stream()
        .filter(fragment -> "pg".equals(fragment.catalog()))
        .findFirst()
        .orElseThrow();
  }

  private static Fragment hub(ExecutablePlan.Federated plan) {
    return plan.fragments().stream()
        .filter(fragment -> fragment.catalog() == null)
        .findFirst()
        .orElseThrow();
  }

  private static String all(ExecutablePlan.Federated plan) {
    StringBuilder text = new StringBuilder(String.valueOf(plan.sql()));
    plan.fragments().forEach(fragment -> text.append('\n').append(fragment.sql()));
    return text.toString();
  }
}
