package io.merganser.planner.federate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.merganser.planner.ExecutablePlan;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The rows of a fragment are estimated by the ranges of its columns.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EstimatesTest {
  private TestingSources sources;

  @BeforeAll
  void start() throws SQLException {
    sources = TestingSources.split(TestingDialect.permissive());
  }

  @AfterAll
  void stop() throws SQLException {
    sources.close();
  }

  /// Order dates are spread evenly over 1992-01-01 to 1998-07-27, totals over 0 to 500,000.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          o_orderdate >= date '1995-01-01' and o_orderdate <= date '1996-12-31'          | 0.304
          o_orderdate between date '1995-01-01' and date '1996-12-31'                    | 0.304
          date '1995-01-01' <= o_orderdate and date '1996-12-31' > o_orderdate           | 0.304
          o_orderdate >= date '1995-01-01' and o_orderdate < date '1995-01-01' + interval 2 year | 0.304
          o_orderdate > date '1997-01-01' - interval '90' day                            | 0.276
          o_orderdate > '1997-01-01'                                                     | 0.239
          o_orderdate < cast('1993-01-01' as date)                                       | 0.153
          o_orderdate < timestamp '1993-01-01 12:00:00'                                  | 0.153
          o_totalprice < 50000                                                           | 0.1
          o_totalprice >= 125000.5 and o_totalprice <= 1.75e5                            | 0.1
          o_totalprice < 10000 or o_totalprice > 490000                                  | 0.04
          o_totalprice < 50000 and o_orderdate > date '1997-01-01'                       | 0.024
          o_totalprice > 400000 and o_totalprice < 300000                                | 0.005
          o_orderdate > date '2026-01-01'                                                | 0.005
          o_orderdate > date '1980-01-01'                                                | 1
          """)
  void readsRanges(String condition, double share) throws SQLException {
    ExecutablePlan.Federated plan =
        sources.plan("select o_orderkey, o_comment from orders where " + condition).orElseThrow();
    double all =
        sources
            .plan("select o_orderkey, o_comment from orders")
            .orElseThrow()
            .fragments()
            .getFirst()
            .estimatedRows()
            .orElseThrow();
    double rows = plan.fragments().getFirst().estimatedRows().orElseThrow();
    assertThat(rows / all).isCloseTo(share, within(0.002 + share * 0.02));
  }
}
