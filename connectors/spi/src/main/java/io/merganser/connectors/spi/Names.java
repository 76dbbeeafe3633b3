package io.merganser.connectors.spi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How identifiers are compared, quoted and suggested: one place, so that no module has its own
/// idea.
public final class Names {
  private Names() {}

  /// The form in which identifiers are compared.
  public static String fold(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /// A double-quoted identifier, which DuckDB, PostgreSQL and SQLite read alike.
  public static String quote(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /// A single-quoted string literal without escapes, which every engine we print for reads alike.
  public static String literal(String text) {
    return '\'' + text.replace("'", "''") + '\'';
  }

  /// The candidate nearest to what was written, if any is near enough to be a slip of the hand.
  public static Optional<String> nearest(String written, Collection<String> candidates) {
    String folded = fold(written);
    List<String> sorted = new ArrayList<>(candidates);
    sorted.sort(String.CASE_INSENSITIVE_ORDER);
    String best = null;
    int bestDistance = Math.max(1, folded.length() / 3) + 1;
    for (String candidate : sorted) {
      int distance = distance(folded, fold(candidate));
      if (distance < bestDistance) {
        bestDistance = distance;
        best = candidate;
      }
    }
    return Optional.ofNullable(best);
  }

  /// Levenshtein distance with one row of memory.
  private static int distance(String left, String right) {
    int[] row = new int[right.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= left.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int substitute = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substitute, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[right.length()];
  }
}
