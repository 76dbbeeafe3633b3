package io.merganser.tests.federate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What runs where, as EXPLAIN tells it.
@Timeout(60)
@ExtendWith(SpreadExtension.class)
class FederatedPlansTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SELECT count(*) AS n FROM sales.public.lineitem | COUNT(*)
          SELECT sum(l_quantity) AS q FROM sales.public.lineitem WHERE l_discount > .06 - 0.01 | SUM(t0."l_quantity")
          SELECT l_orderkey FROM sales.public.lineitem ORDER BY l_extendedprice DESC, l_orderkey LIMIT 5 | LIMIT 5
          SELECT o_orderpriority, count(*) AS n FROM sales.public.orders o WHERE o_orderdate < DATE '1993-01-01' AND EXISTS (SELECT 1 FROM sales.public.lineitem l WHERE l.l_orderkey = o.o_orderkey AND l_quantity > 49.5) GROUP BY o_orderpriority | EXISTS (SELECT
          SELECT o_custkey, max(l_shipdate) AS d FROM sales.public.orders JOIN sales.public.lineitem ON l_orderkey = o_orderkey WHERE o_orderdate < DATE '1994-02-01' GROUP BY o_custkey | JOIN "public"
          """)
  void anAttachedSourceRunsWholePartsItself(String sql, String pushed, Spread spread)
      throws Exception {
    String plan = String.join("\n", spread.client("attach").explain(sql));
    assertThat(plan)
        .startsWith("runs on: one source, its answer is the result")
        .contains("f0  catalog `sales` (direct, though attached)  about ", pushed);
  }

  @Test
  void aJoinOverThreeSourcesShowsItsParts(Spread spread) throws Exception {
    List<String> plan =
        spread
            .client("direct")
            .explain(
                "SELECT n_name, sum(o_totalprice) AS total FROM sales.public.orders"
                    + " JOIN crm.main.customer ON c_custkey = o_custkey"
                    + " JOIN geo.main.nation ON n_nationkey = c_nationkey"
                    + " WHERE o_orderdate < DATE '1993-01-01' AND c_mktsegment = 'BUILDING'"
                    + " AND lower(c_name) LIKE '%1%' GROUP BY n_name");
    assertThat(String.join("\n", plan))
        .isEqualTo(
            """
            runs on: 2 fragments, joined by DuckDB
            join order: f0 > f1 > geo.main.nation

            f0  catalog `sales` (direct)  about 2.3k rows
              SELECT t0."o_custkey" AS c0, t0."o_totalprice" AS c1
              FROM "public"."orders" AS t0
              WHERE t0."o_orderdate" < DATE '1993-01-01'

            f1  catalog `crm` (direct)    about 60 rows
              SELECT t0."c_custkey" AS c0, t0."c_name" AS c1, t0."c_nationkey" AS c2
              FROM "main"."customer" AS t0
              WHERE t0."c_mktsegment" = 'BUILDING'
              not pushed: LOWER: crm computes it otherwise

            joined by:
              SELECT t0."n_name" AS "n_name", CAST(SUM(f0.c1) AS DECIMAL(38,2)) AS "total"
              FROM f0
              JOIN f1 ON f1.c0 = f0.c0
              JOIN "geo"."main"."nation" AS t0 ON t0."n_nationkey" = f1.c2
              WHERE LOWER(f1.c1) LIKE '%1%'
              GROUP BY t0."n_name"

            scans:
              geo.main.nation (attach)  about 25 rows

            columns: n_name VARCHAR, total DECIMAL(38,2)\
            """);
  }

  @Test
  void theHubSaysWhatItScansAndWhy(Spread spread) throws Exception {
    assertThat(
            String.join(
                "\n",
                spread
                    .client("attach")
                    .explain(
                        "SELECT a.id, p.p_name FROM sales.public.edge a"
                            + " LEFT JOIN parts.main.part p ON p.p_partkey = a.id")))
        .isEqualTo(
            """
            runs on: hub
            not cut: no part of it is worth more than a scan
              SELECT "a"."id", "p"."p_name" FROM "sales"."public"."edge" AS "a"
              LEFT JOIN "parts"."main"."part" AS "p" ON "p"."p_partkey" = "a"."id"

            scans:
              sales.public.edge (attach)  about 20 rows
              parts.main.part (attach)  about 2.0k rows

            columns: id INTEGER, p_name VARCHAR\
            """);
  }

  /// What filters most comes first, whatever the order of the statement.
  @Test
  void joinsOfAttachedSourcesAreMadeInOurOrder(Spread spread) throws Exception {
    String select =
        "SELECT count(*) FROM parts.main.supplier, parts.main.partsupp, geo.main.nation,"
            + " sales.public.orders, sales.public.lineitem, parts.main.part"
            + " WHERE s_suppkey = l_suppkey AND ps_suppkey = l_suppkey AND ps_partkey = l_partkey"
            + " AND p_partkey = l_partkey AND o_orderkey = l_orderkey AND s_nationkey = n_nationkey"
            + " AND p_name LIKE '%green%'";
    List<String> plan = spread.client("attach").explain(select);
    assertThat(plan.get(0)).isEqualTo("runs on: hub, joined in our order");
    assertThat(plan.get(1))
        .startsWith("join order: sales.public.lineitem > parts.main.part > ")
        .contains("sales.public.orders", "parts.main.supplier > geo.main.nation");
  }

  @Test
  void aStatementWithoutRelationalFormSaysWhatIsLoaded(Spread spread) throws Exception {
    assertThat(
            String.join(
                "\n",
                spread
                    .client("direct")
                    .explain("SELECT id FROM sales.public.edge QUALIFY row_number() OVER () = 1")))
        .isEqualTo(
            """
            runs on: hub, after 1 fragment was loaded into it
            not cut: QUALIFY has no relational form

            f0  catalog `sales` (direct)  about 20 rows
              SELECT "id" FROM "public"."edge"
              not pushed: the statement reads the whole table

            then:
              SELECT "id" FROM "f0" AS "edge" QUALIFY (ROW_NUMBER() OVER ()) = 1

            columns: id INTEGER\
            """);
  }
}
