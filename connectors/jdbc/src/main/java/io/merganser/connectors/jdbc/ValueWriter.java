package io.merganser.connectors.jdbc;

import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.QueryException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.ListVector;

/// Writes Java values into a vector, by the type of the column. A value that the type cannot hold
/// exactly is an error, never another value.
public interface ValueWriter {

  /// DuckDB's infinities: its dates and timestamps are these numbers, and Arrow carries them as
  /// they are.
  int DATE_INFINITY = Integer.MAX_VALUE;

  long TIMESTAMP_INFINITY = Long.MAX_VALUE;

  /// @param value not null, of the Java type that JDBC 4.2 gives for the column's type
  void write(int row, Object value);

  /// A writer for a column.
  ///
  /// @throws QueryException with [ConnectorError#UNSUPPORTED_TYPE] if no driver has values for it
  static ValueWriter of(Column column, FieldVector vector) {
    return switch (column.type()) {
      case DataType.Scalar scalar -> scalar(column, scalar, vector);
      case DataType.Decimal ignored -> {
        var decimals = (DecimalVector) vector;
        yield (row, value) -> writeDecimal(decimals, row, decimalOf(value), column);
      }
      case DataType.EnumOf ignored -> {
        var texts = (VarCharVector) vector;
        yield (row, value) -> writeText(texts, row, value.toString());
      }
      case DataType.ListOf(DataType element) -> list(column, element, (ListVector) vector);
      case DataType.ArrayOf ignored -> throw unsupported(column);
      case DataType.Struct ignored -> throw unsupported(column);
      case DataType.Union ignored -> throw unsupported(column);
      case DataType.MapOf ignored -> throw unsupported(column);
    };
  }

  private static ValueWriter scalar(Column column, DataType.Scalar type, FieldVector vector) {
    return switch (vector) {
      case BitVector bits -> (row, value) -> bits.setSafe(row, (Boolean) value ? 1 : 0);
      case TinyIntVector numbers -> (row, value) -> numbers.setSafe(row, integer(value, column));
      case SmallIntVector numbers -> (row, value) -> numbers.setSafe(row, integer(value, column));
      case IntVector numbers -> (row, value) -> numbers.setSafe(row, integer(value, column));
      case UInt4Vector numbers ->
          (row, value) -> numbers.setSafe(row, (int) ((Number) value).longValue());
      case BigIntVector numbers ->
          (row, value) -> numbers.setSafe(row, ((Number) value).longValue());
      case Float4Vector numbers ->
          (row, value) -> numbers.setSafe(row, ((Number) value).floatValue());
      case Float8Vector numbers ->
          (row, value) -> numbers.setSafe(row, ((Number) value).doubleValue());
      case DecimalVector decimals ->
          (row, value) -> writeDecimal(decimals, row, decimalOf(value), column);
      case VarCharVector texts -> (row, value) -> writeText(texts, row, value.toString());
      case VarBinaryVector bytes when type == DataType.Scalar.BLOB ->
          (row, value) -> bytes.setSafe(row, (byte[]) value);
      case DateDayVector dates -> (row, value) -> dates.setSafe(row, days((LocalDate) value));
      case TimeMicroVector times when type == DataType.Scalar.TIME ->
          (row, value) -> times.setSafe(row, ((LocalTime) value).toNanoOfDay() / 1000);
      case TimeStampVector times when type == DataType.Scalar.TIMESTAMP ->
          (row, value) -> times.setSafe(row, micros((LocalDateTime) value));
      case TimeStampVector times when type == DataType.Scalar.TIMESTAMPTZ ->
          (row, value) -> times.setSafe(row, micros((OffsetDateTime) value));
      default -> throw unsupported(column);
    };
  }

  private static ValueWriter list(Column column, DataType elementType, ListVector lists) {
    FieldVector elements = lists.getDataVector();
    ValueWriter writer = of(new Column(column.name(), elementType, true), elements);
    return (row, value) -> {
      List<?> values = Arrays.asList((Object[]) value);
      int start = lists.startNewValue(row);
      for (int i = 0; i < values.size(); i++) {
        Object element = values.get(i);
        if (element == null) {
          writeNull(elements, start + i);
        } else {
          writer.write(start + i, element);
        }
      }
      lists.endValue(row, values.size());
    };
  }

  /// Writes a null and makes room for it.
  static void writeNull(FieldVector vector, int row) {
    while (vector.getValueCapacity() <= row) {
      vector.reAlloc();
    }
    vector.setNull(row);
  }

  static void writeText(VarCharVector vector, int row, String value) {
    vector.setSafe(row, value.getBytes(StandardCharsets.UTF_8));
  }

  /// Writes a decimal with the vector's scale.
  static void writeDecimal(DecimalVector vector, int row, BigDecimal value, Column column) {
    BigDecimal scaled;
    try {
      scaled = value.setScale(vector.getScale(), RoundingMode.UNNECESSARY);
    } catch (ArithmeticException e) {
      throw JdbcErrors.unfit(column.name(), column.type().toString(), e);
    }
    if (scaled.precision() > vector.getPrecision()) {
      throw JdbcErrors.unfit(column.name(), column.type().toString(), null);
    }
    vector.setSafe(row, scaled);
  }

  static int days(LocalDate date) {
    if (date.equals(LocalDate.MAX)) {
      return DATE_INFINITY;
    }
    return date.equals(LocalDate.MIN) ? -DATE_INFINITY : Math.toIntExact(date.toEpochDay());
  }

  static long micros(LocalDateTime time) {
    if (time.equals(LocalDateTime.MAX)) {
      return TIMESTAMP_INFINITY;
    }
    if (time.equals(LocalDateTime.MIN)) {
      return -TIMESTAMP_INFINITY;
    }
    return micros(time.atOffset(ZoneOffset.UTC));
  }

  static long micros(OffsetDateTime time) {
    if (time.equals(OffsetDateTime.MAX)) {
      return TIMESTAMP_INFINITY;
    }
    if (time.equals(OffsetDateTime.MIN)) {
      return -TIMESTAMP_INFINITY;
    }
    return micros(time.toEpochSecond(), time.getNano());
  }

  private static long micros(long seconds, int nanos) {
    return Math.addExact(Math.multiplyExact(seconds, 1_000_000L), nanos / 1000);
  }

  private static int integer(Object value, Column column) {
    long number = ((Number) value).longValue();
    if (number != (int) number) {
      throw JdbcErrors.unfit(column.name(), column.type().toString(), null);
    }
    return (int) number;
  }

  private static BigDecimal decimalOf(Object value) {
    return switch (value) {
      case BigDecimal decimal -> decimal;
      case BigInteger integer -> new BigDecimal(integer);
      default -> new BigDecimal(value.toString());
    };
  }

  /// A column that cannot be read.
  static QueryException unsupported(Column column) {
    return new QueryException(
        ConnectorError.UNSUPPORTED_TYPE,
        "column `" + column.name() + "` is a " + column.type() + ", which the source cannot send",
        null,
        "cast it to VARCHAR or leave it out",
        null);
  }
}
