package io.merganser.planner.federate;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Puts the signs for parameters into a printed statement.
///
/// @param parameters for each `?` in the order in which they stand in the text: the parameter
record Placeholders(String sql, List<Integer> parameters) {
  private static final Pattern MARKER = Pattern.compile("\u0001(\\d+)\u0002");

  /// `$1`, `$2` …, by which the hub knows them.
  static String numbered(String text) {
    return MARKER
        .matcher(text)
        .replaceAll(
            match -> Matcher.quoteReplacement("$" + (Integer.parseInt(match.group(1)) + 1)));
  }

  /// A `?` for each.
  static Placeholders positional(String text) {
    List<Integer> parameters = new ArrayList<>();
    String sql =
        MARKER
            .matcher(text)
            .replaceAll(match -> {
              parameters.add(Integer.parseInt(match.group(1)));
              return "?";
            });
    return new Placeholders(sql, List.copyOf(parameters));
  }
}
