package io.merganser.connectors.spi;

import io.merganser.connectors.spi.DataType.Scalar;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;
import java.util.OptionalDouble;

/// Between which values those of a column lie, as far as its source knows without reading it. Plans
/// are chosen by it; no answer depends on it, so it may be old or from a sample.
///
/// Values stand as places on a line: a number as itself, a day or moment as seconds since 1970 in
/// UTC.
///
/// @param low at most `high`
public record ColumnRange(double low, double high) {
  /// As PostgreSQL and DuckDB print moments; the offset of a zone may have only hours.
  private static final DateTimeFormatter MOMENT =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendLiteral(' ')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendOffset("+HH:mm", "+00")
          .toFormatter();

  public ColumnRange {
    if (!(low <= high)) {
      throw new IllegalArgumentException("a range from " + low + " to " + high);
    }
  }

  /// Of the least and the greatest value as text; empty where the type has no places or a text is
  /// not of it.
  public static Optional<ColumnRange> of(DataType type, String low, String high) {
    OptionalDouble from = place(type, low);
    OptionalDouble to = place(type, high);
    return from.isPresent() && to.isPresent() && from.getAsDouble() <= to.getAsDouble()
        ? Optional.of(new ColumnRange(from.getAsDouble(), to.getAsDouble()))
        : Optional.empty();
  }

  /// Whether values of the type have places.
  public static boolean isPlaced(DataType type) {
    return switch (type) {
      case DataType.Decimal _ -> true;
      case Scalar scalar ->
          switch (scalar) {
            case TINYINT, SMALLINT, INTEGER, BIGINT, HUGEINT, UTINYINT, USMALLINT, UINTEGER -> true;
            case UBIGINT, UHUGEINT, BIGNUM, FLOAT, DOUBLE, DATE -> true;
            case TIMESTAMP, TIMESTAMP_S, TIMESTAMP_MS, TIMESTAMP_NS, TIMESTAMPTZ -> true;
            default -> false;
          };
      default -> false;
    };
  }

  /// The place of a value that is written as PostgreSQL and DuckDB write it; infinity has none.
  public static OptionalDouble place(DataType type, String text) {
    if (!isPlaced(type)) {
      return OptionalDouble.empty();
    }
    try {
      double place =
          switch (type) {
            case Scalar scalar
                when scalar == Scalar.DATE || scalar.name().startsWith("TIMESTAMP") ->
                seconds(text);
            default -> Double.parseDouble(text);
          };
      return Double.isFinite(place) ? OptionalDouble.of(place) : OptionalDouble.empty();
    } catch (DateTimeException | NumberFormatException e) {
      // A year before Christ, infinity, a value of a domain that is no number.
      return OptionalDouble.empty();
    }
  }

  private static double seconds(String text) {
    TemporalAccessor moment =
        MOMENT.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
    return switch (moment) {
      case OffsetDateTime zoned -> zoned.toEpochSecond();
      case LocalDateTime local -> local.toEpochSecond(ZoneOffset.UTC);
      default -> LocalDate.from(moment).toEpochSecond(LocalTime.MIDNIGHT, ZoneOffset.UTC);
    };
  }

  /// The share of the column's values between two places if they were spread evenly, 0 to 1.
  public double share(double from, double to) {
    if (high == low) {
      return from <= low && low <= to ? 1 : 0;
    }
    double overlap = Math.min(high, to) - Math.max(low, from);
    return Math.clamp(overlap / (high - low), 0, 1);
  }
}
