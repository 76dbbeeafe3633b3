package io.merganser.planner.settings;

import io.merganser.connectors.spi.Names;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Spans of time as people write them: `500ms`, `30s`, `5m` or `5min`, `1h`; a bare number counts
/// milliseconds, as in PostgreSQL.
public final class Durations {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|min|h)?");

  private Durations() {}

  static Duration read(String text) {
    Matcher matcher = TEXT.matcher(Names.fold(text));
    if (!matcher.matches()) {
      throw new IllegalArgumentException("`" + text + "` is no span of time like 500ms, 30s or 5m");
    }
    long count = Long.parseLong(matcher.group(1));
    String unit = matcher.group(2);
    return switch (unit == null ? "ms" : unit) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofMinutes(count);
    };
  }

  /// In the largest unit that leaves no rest.
  public static String print(Duration span) {
    long millis = span.toMillis();
    if (millis % 3_600_000 == 0) {
      return millis / 3_600_000 + "h";
    }
    if (millis % 60_000 == 0) {
      return millis / 60_000 + "m";
    }
    return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
  }
}
