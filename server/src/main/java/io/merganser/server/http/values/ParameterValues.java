package io.merganser.server.http.values;

import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.QueryException;
import io.merganser.planner.PlannerError;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Makes of what a client sent for a parameter the Java form that
/// [io.merganser.connectors.spi.Parameter] lists for its type: numbers exactly or not at all, texts
/// read as the type writes them. A timestamp without a zone, sent for one with a zone, counts as
/// UTC.
public final class ParameterValues {
  private static final DateTimeFormatter ZONED =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendPattern("[XXX][X]")
          .toFormatter(Locale.ROOT);

  private static final int MOST_SCALE = 1_000;

  private ParameterValues() {}

  /// Values for all parameters of a statement.
  ///
  /// @param given null, Boolean, Number, String, byte[], LocalDate, LocalTime, LocalDateTime or a
  ///   List
  public static List<@Nullable Object> convert(
      List<? extends @Nullable Object> given, List<DataType> types) {
    if (given.size() != types.size()) {
      throw new QueryException(
          PlannerError.WRONG_PARAMETERS,
          "the statement has "
              + types.size()
              + " parameters, and "
              + given.size()
              + " values were given");
    }
    List<@Nullable Object> values = new ArrayList<>(given.size());
    for (int i = 0; i < given.size(); i++) {
      values.add(convert(given.get(i), types.get(i), i + 1));
    }
    return values;
  }

  private static @Nullable Object convert(@Nullable Object given, DataType type, int number) {
    if (given == null) {
      return null;
    }
    try {
      return switch (type) {
        case DataType.Scalar scalar -> scalar(given, scalar);
        case DataType.Decimal(int precision, int scale) -> decimal(given, precision, scale);
        case DataType.ListOf(DataType element) -> list(given, element, number);
        case DataType.ArrayOf(DataType element, int size) -> {
          List<@Nullable Object> list = list(given, element, number);
          if (list.size() != size) {
            throw new IllegalArgumentException();
          }
          yield list;
        }
        case DataType.EnumOf _, DataType.Struct _, DataType.MapOf _, DataType.Union _ ->
            text(given);
      };
    } catch (ArithmeticException | IllegalArgumentException | DateTimeException e) {
      throw new QueryException(
          ConnectorError.DATA_ERROR,
          "the value for parameter " + number + " is no " + type,
          null,
          null,
          e);
    }
  }

  private static List<@Nullable Object> list(Object given, DataType element, int number) {
    if (!(given instanceof List<?> list)) {
      throw new IllegalArgumentException();
    }
    List<@Nullable Object> values = new ArrayList<>(list.size());
    for (Object value : list) {
      values.add(convert(value, element, number));
    }
    return values;
  }

  private static Object scalar(Object given, DataType.Scalar type) {
    return switch (type) {
      case BOOLEAN -> truth(given);
      case TINYINT -> number(given).byteValueExact();
      case SMALLINT -> number(given).shortValueExact();
      case INTEGER -> number(given).intValueExact();
      case BIGINT -> number(given).longValueExact();
      case HUGEINT, BIGNUM -> number(given).toBigIntegerExact();
      case UTINYINT -> (short) unsigned(given, 8).intValueExact();
      case USMALLINT -> unsigned(given, 16).intValueExact();
      case UINTEGER -> unsigned(given, 32).longValueExact();
      case UBIGINT -> unsigned(given, 64);
      case UHUGEINT -> unsigned(given, 128);
      case FLOAT -> floating(given);
      case DOUBLE -> doubled(given);
      case VARCHAR, JSON, BIT, TIMETZ, VARIANT -> text(given);
      case GEOMETRY -> given instanceof byte[] ? given : text(given);
      case INTERVAL -> interval(text(given));
      case BLOB -> bytes(given);
      case DATE -> date(given);
      case TIME, TIME_NS -> time(given);
      case TIMESTAMP, TIMESTAMP_S, TIMESTAMP_MS, TIMESTAMP_NS -> timestamp(given);
      case TIMESTAMPTZ -> zoned(given);
      case UUID -> UUID.fromString(text(given));
      // A parameter of which nothing is known; the engine finds out.
      case NULL -> given;
    };
  }

  private static BigDecimal number(Object given) {
    return switch (given) {
      case BigDecimal number -> bounded(number);
      case BigInteger number -> new BigDecimal(number);
      case Byte number -> BigDecimal.valueOf(number);
      case Short number -> BigDecimal.valueOf(number);
      case Integer number -> BigDecimal.valueOf(number);
      case Long number -> BigDecimal.valueOf(number);
      // By their shortest text: who writes 0.1 means a tenth.
      case Float number -> new BigDecimal(number.toString());
      case Double number -> new BigDecimal(number.toString());
      case String text -> bounded(new BigDecimal(text.trim()));
      default -> throw new IllegalArgumentException();
    };
  }

  /// Without this a short text like 1E999999999 would grow to a gigabyte of digits.
  private static BigDecimal bounded(BigDecimal number) {
    if (Math.abs((long) number.scale()) > MOST_SCALE || number.precision() > MOST_SCALE) {
      throw new ArithmeticException();
    }
    return number;
  }

  private static BigInteger unsigned(Object given, int bits) {
    BigInteger number = number(given).toBigIntegerExact();
    if (number.signum() < 0 || number.bitLength() > bits) {
      throw new ArithmeticException();
    }
    return number;
  }

  private static BigDecimal decimal(Object given, int precision, int scale) {
    BigDecimal number = number(given).setScale(scale);
    if (number.precision() > precision) {
      throw new ArithmeticException();
    }
    return number;
  }

  private static Float floating(Object given) {
    if (given instanceof Float number) {
      return number;
    }
    double wide = doubled(given);
    float number = (float) wide;
    if (Float.isInfinite(number) && !Double.isInfinite(wide)) {
      throw new ArithmeticException();
    }
    return number;
  }

  private static Double doubled(Object given) {
    return switch (given) {
      case Double number -> number;
      case Float number -> number.doubleValue();
      case String text -> Double.valueOf(text.trim());
      default -> {
        double number = number(given).doubleValue();
        if (Double.isInfinite(number)) {
          throw new ArithmeticException();
        }
        yield number;
      }
    };
  }

  private static Boolean truth(Object given) {
    return switch (given) {
      case Boolean truth -> truth;
      case String text when text.equalsIgnoreCase("true") -> true;
      case String text when text.equalsIgnoreCase("false") -> false;
      default -> throw new IllegalArgumentException();
    };
  }

  private static String text(Object given) {
    return switch (given) {
      case String text -> text;
      case Boolean truth -> truth.toString();
      case BigDecimal number -> bounded(number).toPlainString();
      case Number number -> number.toString();
      case LocalDate date -> date.toString();
      default -> throw new IllegalArgumentException();
    };
  }

  private static byte[] bytes(Object given) {
    return switch (given) {
      case byte[] bytes -> bytes;
      case String base64 -> Base64.getDecoder().decode(base64);
      default -> throw new IllegalArgumentException();
    };
  }

  private static LocalDate date(Object given) {
    return switch (given) {
      case LocalDate date -> date;
      case LocalDateTime moment when moment.toLocalTime().equals(LocalTime.MIDNIGHT) ->
          moment.toLocalDate();
      case String text when isInfinite(text) -> isFuture(text) ? LocalDate.MAX : LocalDate.MIN;
      case String text -> LocalDate.parse(text.trim());
      default -> throw new IllegalArgumentException();
    };
  }

  private static LocalTime time(Object given) {
    return switch (given) {
      case LocalTime time -> time;
      case String text -> LocalTime.parse(text.trim());
      default -> throw new IllegalArgumentException();
    };
  }

  private static LocalDateTime timestamp(Object given) {
    return switch (given) {
      case LocalDateTime moment -> moment;
      case LocalDate date -> date.atStartOfDay();
      case String text when isInfinite(text) ->
          isFuture(text) ? LocalDateTime.MAX : LocalDateTime.MIN;
      case String text when text.trim().length() <= 10 ->
          LocalDate.parse(text.trim()).atStartOfDay();
      case String text -> LocalDateTime.parse(text.trim().replace(' ', 'T'));
      default -> throw new IllegalArgumentException();
    };
  }

  private static boolean isInfinite(String text) {
    return text.trim().equals("infinity") || text.trim().equals("-infinity");
  }

  private static boolean isFuture(String infinite) {
    return !infinite.trim().startsWith("-");
  }

  /// As ISO 8601 has it, which is how we write intervals, or as the engine does.
  private static String interval(String text) {
    int time = text.indexOf('T');
    if (!text.startsWith("P")) {
      return text;
    }
    Period days = time == 1 ? Period.ZERO : Period.parse(time < 0 ? text : text.substring(0, time));
    Duration rest = time < 0 ? Duration.ZERO : Duration.parse("P" + text.substring(time));
    return new TemporalValue.Span(
            Math.toIntExact(days.toTotalMonths()),
            Math.toIntExact(days.get(ChronoUnit.DAYS)),
            rest.toNanos())
        .sql();
  }

  private static OffsetDateTime zoned(Object given) {
    if (given instanceof String text && isInfinite(text)) {
      return isFuture(text) ? OffsetDateTime.MAX : OffsetDateTime.MIN;
    }
    if (given instanceof String text && text.trim().length() > 10) {
      return (OffsetDateTime)
          ZONED.parseBest(
              text.trim().replace(' ', 'T'),
              OffsetDateTime::from,
              from -> LocalDateTime.from(from).atOffset(ZoneOffset.UTC));
    }
    return timestamp(given).atOffset(ZoneOffset.UTC);
  }
}
