package io.merganser.connectors.sqlite;

import io.merganser.connectors.jdbc.ColumnReaders;
import io.merganser.connectors.jdbc.JdbcErrors;
import io.merganser.connectors.jdbc.ValueWriter;
import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.DataType.Scalar;
import io.merganser.connectors.spi.QueryException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import org.apache.arrow.vector.FieldVector;
import org.jspecify.annotations.Nullable;

/// Reads values that may be of any kind whatever their column was declared to be. The driver gives
/// a value as the kind that it is stored as; one that is not of its column's type is an error that
/// names the column.
final class SqliteReaders implements ColumnReaders {
  /// What SQLite's own functions write: a date, a space or `T`, a time with up to six digits of a
  /// second. No zone: what had one would have to be moved.
  private static final DateTimeFormatter TIMESTAMP =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendPattern("[' ']['T']HH:mm[:ss]")
          .appendFraction(ChronoField.MICRO_OF_SECOND, 0, 6, true)
          .optionalEnd()
          .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  @Override
  public ColumnReader reader(Column column, int index, FieldVector vector) {
    Conversion conversion = conversion(column);
    ValueWriter writer = ValueWriter.of(column, vector);
    return (rows, row) -> {
      Object stored = rows.getObject(index);
      if (stored != null) {
        Object value = convert(conversion, stored, column);
        writer.write(row, value);
      }
    };
  }

  /// What a stored value is as a value of the column's type, or null if it is none.
  private interface Conversion {
    @Nullable Object of(Object stored);
  }

  private static Object convert(Conversion conversion, Object stored, Column column) {
    try {
      Object value = conversion.of(stored);
      if (value != null) {
        return value;
      }
    } catch (DateTimeException | ArithmeticException e) {
      throw unfit(column, e);
    }
    throw unfit(column, null);
  }

  private static QueryException unfit(Column column, @Nullable Throwable cause) {
    return JdbcErrors.unfit(column.name(), column.type().toString(), cause);
  }

  private static Conversion conversion(Column column) {
    if (column.type() instanceof DataType.Decimal) {
      return stored -> stored instanceof Number number ? decimal(number) : null;
    }
    if (!(column.type() instanceof Scalar scalar)) {
      throw unsupported(column);
    }
    return switch (scalar) {
      case BOOLEAN -> SqliteReaders::flag;
      case TINYINT, SMALLINT, INTEGER, BIGINT -> stored -> isWhole(stored) ? stored : null;
      case HUGEINT -> stored -> stored instanceof Number number ? whole(number) : null;
      case DOUBLE -> stored -> stored instanceof Number ? stored : null;
      case VARCHAR, JSON, UUID -> SqliteReaders::text;
      case BLOB -> SqliteReaders::bytes;
      case DATE -> stored -> stored instanceof String text ? date(text) : null;
      case TIMESTAMP -> SqliteReaders::timestamp;
      case FLOAT, TIME, TIMETZ, TIME_NS, TIMESTAMPTZ, TIMESTAMP_S, TIMESTAMP_MS, TIMESTAMP_NS ->
          throw unsupported(column);
      case UTINYINT, USMALLINT, UINTEGER, UBIGINT, UHUGEINT, BIGNUM, BIT, INTERVAL, VARIANT ->
          throw unsupported(column);
      case GEOMETRY, NULL -> throw unsupported(column);
    };
  }

  private static boolean isWhole(Object stored) {
    return stored instanceof Integer || stored instanceof Long;
  }

  private static @Nullable Object flag(Object stored) {
    if (!isWhole(stored)) {
      return null;
    }
    long value = ((Number) stored).longValue();
    return (value == 0 || value == 1) ? value == 1 : null;
  }

  private static Object decimal(Number stored) {
    return isWhole(stored)
        ? BigDecimal.valueOf(stored.longValue())
        : new BigDecimal(stored.toString());
  }

  private static @Nullable Object whole(Number stored) {
    return isWhole(stored) ? BigDecimal.valueOf(stored.longValue()) : null;
  }

  /// Numbers are text here as in DuckDB: a column that we call VARCHAR may store them as such.
  private static @Nullable Object text(Object stored) {
    return stored instanceof byte[] ? null : stored.toString();
  }

  private static Object bytes(Object stored) {
    return stored instanceof byte[] bytes
        ? bytes
        : stored.toString().getBytes(StandardCharsets.UTF_8);
  }

  /// A timestamp's time is cut off, as DuckDB cuts it.
  private static LocalDate date(String text) {
    return LocalDateTime.parse(text, TIMESTAMP).toLocalDate();
  }

  /// Whole numbers are seconds since 1970, as SQLite's functions have it.
  private static @Nullable Object timestamp(Object stored) {
    if (stored instanceof String text) {
      return LocalDateTime.parse(text, TIMESTAMP);
    }
    return isWhole(stored)
        ? LocalDateTime.ofInstant(
            Instant.ofEpochSecond(((Number) stored).longValue()), ZoneOffset.UTC)
        : null;
  }

  private static QueryException unsupported(Column column) {
    return new QueryException(
        ConnectorError.UNSUPPORTED_TYPE,
        "column `" + column.name() + "` is a " + column.type() + ", which SQLite cannot send");
  }
}
