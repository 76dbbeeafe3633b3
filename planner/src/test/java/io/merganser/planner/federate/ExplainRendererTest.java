package io.merganser.planner.federate;

import static org.assertj.core.api.Assertions.assertThat;

import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.DataType;
import io.merganser.planner.ExecutablePlan;
import io.merganser.planner.Fragment;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
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
      assertThat(String.join("\n", render(plan, sources)))
          .isEqualTo(
              """
              runs on: 2 fragments, joined by DuckDB
              join order: f0 > f1

              f0  catalog `pg` (direct)  about 6.1M rows
                SELECT t0."l_suppkey" AS c0, t0."l_tax" AS c1
                FROM "main"."lineitem" AS t0

              f1  hub (attach)           about 60 rows
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
      assertThat(render(plan, sources))
          .contains(
              "f0  catalog `pg` (direct)  about 6.1M rows",
              "  not pushed: AVG: pg computes it otherwise");
    }
  }

  @Test
  void showsTheAnswerOfOneSource() throws SQLException {
    try (TestingSources sources = TestingSources.split(TestingDialect.permissive())) {
      ExecutablePlan plan = sources.plan("select count(*) c from lineitem").orElseThrow();
      assertThat(render(plan, sources)).startsWith("runs on: one source, its answer is the result");
    }
  }

  @Test
  void showsTheHub() {
    ExecutablePlan plan =
        new ExecutablePlan.OnHub(
            "SELECT 1", List.of(new Column("1", DataType.Scalar.INTEGER, false)), List.of());
    assertThat(ExplainRenderer.render(plan, List.of(), null))
        .containsExactly("runs on: hub", "  SELECT 1", "", "columns: 1 INTEGER");
  }

  @Test
  void showsWhatTheHubReadsAndWhyItRunsAll() throws SQLException {
    try (TestingSources sources = TestingSources.split(TestingDialect.permissive())) {
      ExecutablePlan plan = new ExecutablePlan.OnHub("SELECT …", List.of(), List.of());
      List<SourceTable> tables =
          List.of(table(sources, "customer"), table(sources, "part"), table(sources, "part"));
      assertThat(String.join("\n", ExplainRenderer.render(plan, tables, "it is small")))
          .isEqualTo(
              """
              runs on: hub
              not cut: it is small
                SELECT …

              scans:
                my.main.customer (attach)  about 150.0k rows
                duck.main.part (attach)  about 200.0k rows

              columns: \
              """);
    }
  }

  @Test
  void showsWhatIsStaged() throws SQLException {
    try (TestingSources sources = TestingSources.split(TestingDialect.permissive())) {
      Fragment fragment =
          new Fragment(
              "f0",
              "my",
              "SELECT \"n_name\" FROM \"main\".\"nation\"",
              List.of(),
              List.of(new Column("n_name", DataType.Scalar.VARCHAR, true)),
              OptionalDouble.empty(),
              List.of("the statement reads the whole table"));
      ExecutablePlan plan =
          new ExecutablePlan.Staged(
              List.of(fragment), "SELECT … FROM \"f0\"", List.of(), List.of(), "it is odd");
      assertThat(String.join("\n", ExplainRenderer.render(plan, tables(sources), null)))
          .startsWith(
              """
              runs on: hub, after 1 fragment was loaded into it
              not cut: it is odd

              f0  catalog `my` (direct, though attached)  rows unknown
                SELECT "n_name" FROM "main"."nation"
                not pushed: the statement reads the whole table

              then:
                SELECT … FROM "f0"\
              """);
    }
  }

  private static List<String> render(ExecutablePlan plan, TestingSources sources) {
    return ExplainRenderer.render(plan, tables(sources), null);
  }

  private static List<SourceTable> tables(TestingSources sources) {
    return List.copyOf(sources.tables().values());
  }

  private static SourceTable table(TestingSources sources, String name) {
    return Objects.requireNonNull(sources.tables().get(name));
  }
}
