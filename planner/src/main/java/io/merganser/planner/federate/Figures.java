package io.merganser.planner.federate;

import java.util.Locale;

/// Numbers as people read them.
final class Figures {
  private Figures() {}

  /// `12`, `3.4k`, `6.0M`.
  static String rows(double rows) {
    if (rows < 1_000) {
      return Long.toString(Math.round(rows));
    }
    if (rows < 1_000_000) {
      return String.format(Locale.ROOT, "%.1fk", rows / 1_000);
    }
    return rows < 1_000_000_000
        ? String.format(Locale.ROOT, "%.1fM", rows / 1_000_000)
        : String.format(Locale.ROOT, "%.1fG", rows / 1_000_000_000);
  }
}
