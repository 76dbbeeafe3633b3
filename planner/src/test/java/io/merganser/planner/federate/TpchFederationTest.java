package io.merganser.planner.federate;

import static org.assertj.core.api.Assertions.assertThat;

import io.merganser.planner.ExecutablePlan;
import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// TPC-H over several layouts of its tables answers as one DuckDB does.
class TpchFederationTest {

  @TestFactory
  Stream<DynamicTest> splitOverThreeSites() {
    return all(() -> TestingSources.split(TestingDialect.permissive()));
  }

  @TestFactory
  Stream<DynamicTest> splitOverSourcesThatComputeOtherwise() {
    return all(() -> TestingSources.split(TestingDialect.restrictive()));
  }

  @TestFactory
  Stream<DynamicTest> splitOverSourcesThatOnlyScan() {
    return all(() -> TestingSources.split(TestingDialect.scansOnly()));
  }

  @TestFactory
  Stream<DynamicTest> eachTableSomewhereElse() {
    return all(() -> TestingSources.scattered(TestingDialect.permissive()));
  }

  @TestFactory
  Stream<DynamicTest> allInOneDirectSource() {
    return all(
        () -> TestingSources.together(TestingSources.Reach.DIRECT, TestingDialect.permissive()));
  }

  @TestFactory
  Stream<DynamicTest> allInOneDirectSourceThatComputesOtherwise() {
    return all(
        () -> TestingSources.together(TestingSources.Reach.DIRECT, TestingDialect.restrictive()));
  }

  @TestFactory
  Stream<DynamicTest> allInOneAttachedSource() {
    return all(
        () -> TestingSources.together(TestingSources.Reach.BOTH, TestingDialect.permissive()));
  }

  private interface Layout {
    TestingSources make() throws SQLException;
  }

  private static Stream<DynamicTest> all(Layout layout) {
    return IntStream.rangeClosed(1, TpchQueries.ALL.size())
        .mapToObj(number ->
            DynamicTest.dynamicTest(
                "Q" + number, () -> check(layout, TpchQueries.ALL.get(number - 1))));
  }

  private static void check(Layout layout, String sql) throws SQLException {
    try (TestingSources sources = layout.make()) {
      Optional<ExecutablePlan.Federated> plan = sources.plan(sql);
      if (plan.isPresent()) {
        List<List<@Nullable Object>> expected = sources.expected(sql);
        String explained = String.join("\n", ExplainRenderer.render(plan.get(), List.of(), null));
        if (Boolean.getBoolean("federation.show")) {
          System.out.println(explained);
        }
        assertThat(rounded(sources.actual(plan.get()))).as(explained).isEqualTo(rounded(expected));
        assertThat(expected).isNotEmpty();
      }
    }
  }

  /// Sums of doubles depend on their order in the last digits.
  private static List<List<@Nullable Object>> rounded(List<List<@Nullable Object>> rows) {
    List<List<@Nullable Object>> rounded = new ArrayList<>();
    for (List<@Nullable Object> row : rows) {
      List<@Nullable Object> values = new ArrayList<>();
      for (Object value : row) {
        values.add(
            value instanceof Double number
                ? new BigDecimal(number).round(new MathContext(10))
                : value);
      }
      rounded.add(values);
    }
    return rounded;
  }
}
