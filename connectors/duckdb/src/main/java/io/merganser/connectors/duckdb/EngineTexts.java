package io.merganser.connectors.duckdb;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Values as the engine reads them from text.
final class EngineTexts {
  private EngineTexts() {}

  static String date(LocalDate date) {
    if (date.equals(LocalDate.MAX)) {
      return "infinity";
    }
    if (date.equals(LocalDate.MIN)) {
      return "-infinity";
    }
    // There is no year 0: before the year 1 comes 1 (BC).
    int year = date.getYear();
    return String.format(
        Locale.ROOT,
        "%04d-%02d-%02d%s",
        year > 0 ? year : 1 - year,
        date.getMonthValue(),
        date.getDayOfMonth(),
        year > 0 ? "" : " (BC)");
  }

  static String timestamp(LocalDateTime moment) {
    String date = date(moment.toLocalDate());
    boolean infinite = date.endsWith("infinity");
    return infinite ? date : date + " " + moment.toLocalTime();
  }

  static String moment(OffsetDateTime moment) {
    boolean infinite = moment.equals(OffsetDateTime.MAX) || moment.equals(OffsetDateTime.MIN);
    return infinite
        ? timestamp(moment.toLocalDateTime())
        : timestamp(moment.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()) + "+00";
  }

  /// A list, which may hold lists.
  static String list(List<?> values) {
    return values.stream().map(EngineTexts::element).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String element(@Nullable Object value) {
    return switch (value) {
      case null -> "NULL";
      case List<?> list -> list(list);
      case byte[] bytes ->
          quoted(HexFormat.of().withUpperCase().withPrefix("\\x").formatHex(bytes));
      case BigDecimal number -> quoted(number.toPlainString());
      case LocalDate date -> quoted(date(date));
      case LocalDateTime moment -> quoted(timestamp(moment));
      case OffsetDateTime moment -> quoted(moment(moment));
      default -> quoted(value.toString());
    };
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
