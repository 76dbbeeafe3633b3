package io.merganser.server.http.values;

import java.time.LocalDate;

/// A date, time, timestamp or interval as the engine holds it: all of its range and digits, which
/// the classes of java.time and java.sql do not have (24:00:00, infinity).
public sealed interface TemporalValue {
  long NANOS_PER_SECOND = 1_000_000_000L;
  long SECONDS_PER_DAY = 86_400L;

  /// As ISO 8601 writes it: `2020-01-31T12:34:56.789Z`.
  String iso();

  /// As SQL writes it: `2020-01-31 12:34:56.789+00`.
  String sql();

  /// A DATE; the two ends of int are infinity.
  record Day(int epochDay) implements TemporalValue {
    @Override
    public String iso() {
      return isInfinite() ? infinite(epochDay > 0) : LocalDate.ofEpochDay(epochDay).toString();
    }

    @Override
    public String sql() {
      return isInfinite() ? infinite(epochDay > 0) : date(epochDay);
    }

    private boolean isInfinite() {
      return Math.abs((long) epochDay) == Integer.MAX_VALUE;
    }
  }

  /// A TIME; 24:00:00 is one.
  record TimeOfDay(long nanos) implements TemporalValue {
    @Override
    public String iso() {
      return clock(nanos);
    }

    @Override
    public String sql() {
      return clock(nanos);
    }
  }

  /// A TIMESTAMP, or with `utc` a TIMESTAMP WITH TIME ZONE.
  record Moment(long epochSecond, int nano, boolean utc) implements TemporalValue {
    @Override
    public String iso() {
      return LocalDate.ofEpochDay(epochDay()) + "T" + clock(nanoOfDay()) + (utc ? "Z" : "");
    }

    @Override
    public String sql() {
      return date(epochDay()) + " " + clock(nanoOfDay()) + (utc ? "+00" : "");
    }

    /// Digits beyond the millisecond are lost, towards the past.
    public long epochMilli() {
      return epochSecond * 1000 + nano / 1_000_000;
    }

    private long epochDay() {
      return Math.floorDiv(epochSecond, SECONDS_PER_DAY);
    }

    private long nanoOfDay() {
      return Math.floorMod(epochSecond, SECONDS_PER_DAY) * NANOS_PER_SECOND + nano;
    }
  }

  /// An INTERVAL; its parts do not add up to one number.
  record Span(int months, int days, long nanos) implements TemporalValue {
    @Override
    public String iso() {
      StringBuilder text = new StringBuilder("P");
      part(text, months / 12, "Y");
      part(text, months % 12, "M");
      part(text, days, "D");
      if (nanos != 0 || text.length() == 1) {
        text.append('T');
        part(text, nanos / (3600 * NANOS_PER_SECOND), "H");
        part(text, nanos / (60 * NANOS_PER_SECOND) % 60, "M");
        long rest = nanos % (60 * NANOS_PER_SECOND);
        if (rest != 0 || nanos == 0) {
          text.append(rest < 0 ? "-" : "");
          text.append(Math.abs(rest) / NANOS_PER_SECOND);
          fraction(text, Math.abs(rest) % NANOS_PER_SECOND);
          text.append('S');
        }
      }
      return text.toString();
    }

    @Override
    public String sql() {
      StringBuilder text = new StringBuilder();
      word(text, months / 12, "year");
      word(text, months % 12, "month");
      word(text, days, "day");
      if (nanos != 0 || text.isEmpty()) {
        text.append(text.isEmpty() ? "" : " ");
        text.append(nanos < 0 ? "-" : "").append(clock(Math.abs(nanos)));
      }
      return text.toString();
    }

    private static void part(StringBuilder text, long count, String unit) {
      if (count != 0) {
        text.append(count).append(unit);
      }
    }

    private static void word(StringBuilder text, long count, String unit) {
      if (count != 0) {
        text.append(text.isEmpty() ? "" : " ").append(count).append(' ').append(unit);
        text.append(Math.abs(count) == 1 ? "" : "s");
      }
    }
  }

  /// What lies beyond all timestamps, after or before them.
  record Infinite(boolean future, boolean utc) implements TemporalValue {
    @Override
    public String iso() {
      return infinite(future);
    }

    @Override
    public String sql() {
      return infinite(future);
    }
  }

  private static String infinite(boolean future) {
    return future ? "infinity" : "-infinity";
  }

  /// There is no year 0: before the year 1 comes 1 (BC).
  private static String date(long epochDay) {
    LocalDate date = LocalDate.ofEpochDay(epochDay);
    boolean after = date.getYear() > 0;
    StringBuilder text = new StringBuilder(16);
    String year = Integer.toString(after ? date.getYear() : 1 - date.getYear());
    text.repeat('0', Math.max(0, 4 - year.length())).append(year);
    twoDigits(text.append('-'), date.getMonthValue());
    twoDigits(text.append('-'), date.getDayOfMonth());
    return text.append(after ? "" : " (BC)").toString();
  }

  private static String clock(long nanos) {
    long seconds = nanos / NANOS_PER_SECOND;
    StringBuilder text = new StringBuilder(18);
    twoDigits(text, seconds / 3600);
    twoDigits(text.append(':'), seconds / 60 % 60);
    twoDigits(text.append(':'), seconds % 60);
    fraction(text, nanos % NANOS_PER_SECOND);
    return text.toString();
  }

  private static void twoDigits(StringBuilder text, long number) {
    if (number < 10) {
      text.append('0');
    }
    text.append(number);
  }

  private static void fraction(StringBuilder text, long nanos) {
    if (nanos == 0) {
      return;
    }
    text.append('.').append(Long.toString(NANOS_PER_SECOND + nanos), 1, 10);
    while (text.charAt(text.length() - 1) == '0') {
      text.setLength(text.length() - 1);
    }
  }
}
