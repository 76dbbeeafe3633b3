package io.merganser.planner.federate;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Puts the signs for parameters into a printed statement.
///
/// @param parameters for each `?` in the order in which they stand in the text, or for `$1`, `$2`
///   …: the statement's parameter that it is
record Placeholders(String sql, List<Integer> parameters) {
  private static final Pattern MARKER = Pattern.compile("\u0001(\\d+)\u0002");

  /// `$1`, `$2` … in the order in which they first stand in the text: DuckDB takes no value for a
  /// parameter that a statement does not have.
  static Placeholders numbered(String text) {
    List<Integer> parameters = new ArrayList<>();
    String sql =
        MARKER
            .matcher(text)
            .replaceAll(match -> {
              int parameter = Integer.parseInt(match.group(1));
              if (!parameters.contains(parameter)) {
                parameters.add(parameter);
              }
              return Matcher.quoteReplacement("$" + (parameters.indexOf(parameter) + 1));
            });
    return new Placeholders(sql, List.copyOf(parameters));
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
