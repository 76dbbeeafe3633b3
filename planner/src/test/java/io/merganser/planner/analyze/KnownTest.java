package io.merganser.planner.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import io.merganser.connectors.duckdb.DuckDbEngine;
import io.merganser.connectors.duckdb.EngineConfig;
import io.merganser.connectors.spi.DataType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is said of arithmetic is what the engine does: its types, and no error for the largest
/// values that there are.
class KnownTest {
  @TempDir Path temp;

  private static final List<DataType> TYPES =
      Stream.of(
              "TINYINT",
              "INTEGER",
              "BIGINT",
              "DECIMAL(1,0)",
              "DECIMAL(4,2)",
              "DECIMAL(9,9)",
              "DECIMAL(12,2)",
              "DECIMAL(15,2)",
              "DECIMAL(18,4)",
              "DECIMAL(19,0)",
              "DECIMAL(30,6)",
              "DECIMAL(38,2)",
              "DECIMAL(38,38)")
          .map(DataType::parse)
          .toList();

  /// The largest value of a type, as the engine reads it.
  private static String largest(DataType type) {
    return switch (type) {
      case DataType.Decimal(int precision, int scale) ->
          "'%s.%s'".formatted("9".repeat(precision - scale), "9".repeat(scale));
      case DataType.Scalar.TINYINT -> "127";
      case DataType.Scalar.INTEGER -> "2147483647";
      default -> "9223372036854775807";
    };
  }

  @Test
  void arithmeticThatHasRoomIsAsTheEngineMakesIt() {
    List<String> statements = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (DataType left : TYPES) {
      for (DataType right : TYPES) {
        Known one = Objects.requireNonNull(Known.column(left));
        Known other = Objects.requireNonNull(Known.column(right));
        add("+", left, right, one.plus(other), statements, expected);
        add("-", left, right, one.plus(other), statements, expected);
        add("*", left, right, one.times(other), statements, expected);
      }
    }
    assertThat(statements).hasSizeGreaterThan(100);
    try (DuckDbEngine engine = DuckDbEngine.open(EngineConfig.of("1GB", 2, temp, null), Map.of())) {
      assertThat(engine.answers(statements)).isEqualTo(expected);
    }
  }

  private static void add(
      String operator,
      DataType left,
      DataType right,
      @org.jspecify.annotations.Nullable Known known,
      List<String> statements,
      List<String> expected) {
    if (known == null) {
      return;
    }
    // The subtrahend is negative, so that a difference is as large as a sum. The values come from
    // rows, so that nothing is known of them beforehand.
    statements.add(
        ("SELECT typeof(v) FROM (SELECT a %s %s b AS v FROM (SELECT CAST(%s AS %s) AS a, CAST(%s AS"
                + " %s) AS b FROM range(2) AS r(i) WHERE i < 2)) WHERE v IS NOT NULL")
            .formatted(
                operator,
                operator.equals("-") ? "-" : "",
                largest(left),
                left,
                largest(right),
                right));
    expected.add(known.type().toString());
  }

  @Test
  void sumsAreAsTheEngineMakesThem() {
    List<String> statements = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (DataType type : TYPES) {
      Known sum = Objects.requireNonNull(Known.column(type)).sum();
      if (sum != null) {
        statements.add(
            "SELECT typeof(sum(a)) FROM (SELECT CAST(%s AS %s) AS a FROM range(100000))"
                .formatted(largest(type), type));
        expected.add(sum.type().toString());
      }
    }
    assertThat(statements).hasSizeGreaterThan(5);
    try (DuckDbEngine engine = DuckDbEngine.open(EngineConfig.of("1GB", 2, temp, null), Map.of())) {
      assertThat(engine.answers(statements)).isEqualTo(expected);
    }
  }
}
