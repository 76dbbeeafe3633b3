package io.merganser.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.merganser.connectors.spi.QueryException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What a user writes is what DuckDB would have answered: each statement of the lists by feature
/// runs as it is written and as we print it, and both must give the same columns and rows, or the
/// list says that we refuse it.
class FidelityTest {
  private static final List<String> FEATURES =
      List.of(
          "precedence",
          "literals",
          "casts",
          "select",
          "joins",
          "aggregates",
          "nested",
          "functions",
          "with",
          "pivot",
          "sample",
          "names",
          "gaps");

  private static final Pattern REFUSED = Pattern.compile("!(\\w+)(?: \\[(.+?)\\])? (.+)");

  @TempDir static Path temp;
  private static FidelityDatabase database;

  @BeforeAll
  static void open() {
    database = new FidelityDatabase(temp, lines("setup"));
  }

  @AfterAll
  static void close() {
    database.close();
  }

  private static List<String> lines(String feature) {
    try (var stream = FidelityTest.class.getResourceAsStream("fidelity/" + feature + ".sql")) {
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(text.split("\n"))
          .filter(line -> !line.isBlank() && !line.startsWith("-- "))
          .map(line -> line.replace('⏎', '\n'))
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static Stream<String> answered() {
    return FEATURES.stream()
        .flatMap(feature -> lines(feature).stream())
        .filter(line -> !line.startsWith("!"));
  }

  static Stream<Arguments> refused() {
    return FEATURES.stream()
        .flatMap(feature -> lines(feature).stream())
        .filter(line -> line.startsWith("!"))
        .map(line -> {
          Matcher matcher = REFUSED.matcher(line);
          assertThat(matcher.matches()).as(line).isTrue();
          return Arguments.of(matcher.group(1), matcher.group(2), matcher.group(3));
        });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void answered(String sql) {
    FidelityDatabase.Answer expected = database.original(sql);
    FidelityDatabase.Answer actual = database.ours(sql);
    assertThat(actual.columns()).isEqualTo(expected.columns());
    if (sql.toLowerCase(Locale.ROOT).contains("order by")) {
      assertThat(actual.rows()).containsExactlyElementsOf(expected.rows());
    } else {
      assertThat(actual.rows()).containsExactlyInAnyOrderElementsOf(expected.rows());
    }
  }

  /// What we print is a statement that we read, and print the same: nothing is lost on the way.
  @ParameterizedTest(name = "{0}")
  @MethodSource("answered")
  void printsWhatItReadsInWhatItPrinted(String sql) {
    String printed = database.printed(sql);
    String again = database.printed(printed);
    // What wraps a type that clients cannot read is text, not a tree: it comes back quoted.
    if (!printed.contains(" AS w(c0")) {
      assertThat(again).isEqualTo(printed);
    }
    assertThat(database.printed(again)).isEqualTo(again);
  }

  @ParameterizedTest(name = "{0} {2}", allowZeroInvocations = true)
  @MethodSource
  void refused(String code, String word, String sql) {
    assertThatThrownBy(() -> database.ours(sql))
        .isInstanceOfSatisfying(
            QueryException.class,
            e -> assertThat(e.code().name()).as(e.getMessage()).isEqualTo(code))
        .hasMessageContaining(word == null ? "" : word);
  }
}
