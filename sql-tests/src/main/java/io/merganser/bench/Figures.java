package io.merganser.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/// What a run has found beside what we aim at; the table at its end.
final class Figures {
  private final List<Figure> all = new ArrayList<>();

  /// @param peer DuckDB's, or what else it is compared with; empty if there is nothing
  private record Figure(String what, String ours, String peer, String aim, boolean met) {}

  /// A figure that shall be at most `aim`.
  void atMost(String what, double ours, String peer, double aim, String unit) {
    add(what, ours, peer, "<= ", aim, unit, ours <= aim);
  }

  /// A figure that shall be at least `aim`.
  void atLeast(String what, double ours, String peer, double aim, String unit) {
    add(what, ours, peer, ">= ", aim, unit, ours >= aim);
  }

  private void add(
      String what, double ours, String peer, String sign, double aim, String unit, boolean met) {
    all.add(new Figure(what, text(ours) + " " + unit, peer, sign + text(aim) + " " + unit, met));
  }

  /// Three digits that count.
  static String text(double value) {
    if (value >= 100) {
      return "%.0f".formatted(value);
    }
    return value >= 10 ? "%.1f".formatted(value) : "%.2f".formatted(value);
  }

  void print(PrintStream out) {
    out.println("all figures");
    out.printf("  %-38s %12s  %-30s %12s%n", "", "ours", "peer", "aim");
    for (Figure figure : all) {
      out.printf(
          "  %-38s %12s  %-30s %12s  %s%n",
          figure.what(),
          figure.ours(),
          figure.peer(),
          figure.aim(),
          figure.met() ? "met" : "MISSED");
    }
  }
}
