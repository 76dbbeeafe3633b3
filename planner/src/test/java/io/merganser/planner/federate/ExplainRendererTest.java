package io.merganser.planner.federate;

import static org.assertj.core.api.Assertions.assertThat;

import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.DataType;
import io.merganser.planner.ExecutablePlan;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Plans as people see them.
class ExplainRendererTest {

  @Test
  void showsSitesStatementsAndReasons() throws SQLException {
    try (TestingSources sources = TestingSources.split(TestingDialect.restrictive())) {
      ExecutablePlan plan =
          sources
              .plan(
                  "select s_name, avg(l_tax) a from supplier, lineitem"
                      + " where l_suppkey = s_suppkey group by s_name")
              .orElseThrow();
      assertThat(String.join("\n", ExplainRenderer.render(plan, catalog -> true)))
          .isEqualTo(
              """
              runs on: 2 fragments, joined by DuckDB
              join order: f0 > f1

              f0  catalog `pg` (direct, attached)  about 6.1M rows
                SELECT t0."l_suppkey" AS c0, t0."l_tax" AS c1
                FROM "main"."lineitem" AS t0

              f1  hub                              about 60 rows
                SELECT t0."s_suppkey" AS c0, t0."s_name" AS c1
                FROM "duck"."main"."supplier" AS t0

              joined by:
                SELECT f1.c1 AS "s_name", CAST(AVG(f0.c1) AS DOUBLE) AS "a"
                FROM f0
                JOIN f1 ON f0.c0 = f1.c0
                GROUP BY f1.c1

              columns: s_name VARCHAR, a DOUBLE\
              """);
    }
  }

  @Test
  void showsWhatASourceWasNotGiven() throws SQLException {
    try (TestingSources sources = TestingSources.split(TestingDialect.restrictive())) {
      ExecutablePlan plan = sources.plan("select avg(l_tax) a from lineitem").orElseThrow();
      assertThat(ExplainRenderer.render(plan, catalog -> false))
          .contains(
              "f0  catalog `pg` (direct)  about 6.1M rows",
              "  not pushed: AVG: pg computes it otherwise");
    }
  }

  @Test
  void showsTheAnswerOfOneSource() throws SQLException {
    try (TestingSources sources = TestingSources.split(TestingDialect.permissive())) {
      ExecutablePlan plan = sources.plan("select count(*) c from lineitem").orElseThrow();
      assertThat(ExplainRenderer.render(plan, catalog -> false))
          .startsWith("runs on: one source, its answer is the result");
    }
  }

  @Test
  void showsTheHub() {
    ExecutablePlan plan =
        new ExecutablePlan.OnHub(
            "SELECT 1", List.of(new Column("1", DataType.Scalar.INTEGER, false)), List.of());
    assertThat(ExplainRenderer.render(plan, catalog -> true))
        .containsExactly("runs on: hub", "  SELECT 1", "", "columns: 1 INTEGER");
  }
}
