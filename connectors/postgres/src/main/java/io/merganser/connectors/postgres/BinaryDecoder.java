package io.merganser.connectors.postgres;

import io.merganser.connectors.jdbc.JdbcErrors;
import io.merganser.connectors.jdbc.ValueWriter;
import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.QueryException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.IntervalMonthDayNanoVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.ListVector;

/// Writes one field of PostgreSQL's binary format into a vector. Numbers are big-endian; dates and
/// timestamps count from 2000-01-01 and have the ends of their range for the infinities.
interface BinaryDecoder {
  VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  int DAYS_TO_2000 = 10957;
  long MICROS_TO_2000 = DAYS_TO_2000 * 86_400_000_000L;

  /// @param at where the field's bytes begin
  void decode(byte[] bytes, int at, int length, int row);

  /// A decoder for what `::castName` of the column's type gives.
  static BinaryDecoder of(Column column, FieldVector vector) {
    return switch (vector) {
      case BitVector bits -> (bytes, at, length, row) -> bits.setSafe(row, bytes[at]);
      case TinyIntVector numbers ->
          (bytes, at, length, row) ->
              numbers.setSafe(row, tiny((short) SHORT.get(bytes, at), column));
      case SmallIntVector numbers ->
          (bytes, at, length, row) -> numbers.setSafe(row, (short) SHORT.get(bytes, at));
      case IntVector numbers ->
          (bytes, at, length, row) -> numbers.setSafe(row, (int) INT.get(bytes, at));
      case UInt4Vector numbers ->
          (bytes, at, length, row) -> numbers.setSafe(row, (int) INT.get(bytes, at));
      case BigIntVector numbers ->
          (bytes, at, length, row) -> numbers.setSafe(row, (long) LONG.get(bytes, at));
      case Float4Vector numbers ->
          (bytes, at, length, row) ->
              numbers.setSafe(row, Float.intBitsToFloat((int) INT.get(bytes, at)));
      case Float8Vector numbers ->
          (bytes, at, length, row) ->
              numbers.setSafe(row, Double.longBitsToDouble((long) LONG.get(bytes, at)));
      case DecimalVector decimals -> new NumericDecoder(column, decimals);
      case VarCharVector texts when column.type() == DataType.Scalar.UUID ->
          (bytes, at, length, row) -> texts.setSafe(row, uuid(bytes, at));
      case VarCharVector texts -> (bytes, at, length, row) -> texts.setSafe(row, bytes, at, length);
      case VarBinaryVector blobs ->
          (bytes, at, length, row) -> blobs.setSafe(row, bytes, at, length);
      case DateDayVector dates ->
          (bytes, at, length, row) -> dates.setSafe(row, days((int) INT.get(bytes, at)));
      case TimeMicroVector times ->
          (bytes, at, length, row) -> times.setSafe(row, (long) LONG.get(bytes, at));
      case TimeStampVector times ->
          (bytes, at, length, row) -> times.setSafe(row, micros((long) LONG.get(bytes, at)));
      case IntervalMonthDayNanoVector intervals ->
          (bytes, at, length, row) -> interval(intervals, bytes, at, row, column);
      case ListVector lists -> list(column, lists);
      default ->
          throw new QueryException(
              ConnectorError.UNSUPPORTED_TYPE,
              "column `"
                  + column.name()
                  + "` is a "
                  + column.type()
                  + ", which the source cannot send");
    };
  }

  private static byte tiny(short value, Column column) {
    if (value != (byte) value) {
      throw JdbcErrors.unfit(column.name(), column.type().toString(), null);
    }
    return (byte) value;
  }

  private static int days(int sinceY2k) {
    if (sinceY2k == Integer.MAX_VALUE) {
      return ValueWriter.DATE_INFINITY;
    }
    return sinceY2k == Integer.MIN_VALUE ? -ValueWriter.DATE_INFINITY : sinceY2k + DAYS_TO_2000;
  }

  private static long micros(long sinceY2k) {
    if (sinceY2k == Long.MAX_VALUE) {
      return ValueWriter.TIMESTAMP_INFINITY;
    }
    return sinceY2k == Long.MIN_VALUE ? -ValueWriter.TIMESTAMP_INFINITY : sinceY2k + MICROS_TO_2000;
  }

  private static byte[] uuid(byte[] bytes, int at) {
    UUID value = new UUID((long) LONG.get(bytes, at), (long) LONG.get(bytes, at + 8));
    return value.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static void interval(
      IntervalMonthDayNanoVector intervals, byte[] bytes, int at, int row, Column column) {
    long micros = (long) LONG.get(bytes, at);
    int days = (int) INT.get(bytes, at + 8);
    int months = (int) INT.get(bytes, at + 12);
    // Version 17 has infinite intervals; nanoseconds hold 292 years.
    if (months == Integer.MAX_VALUE
        || months == Integer.MIN_VALUE
        || Math.abs(micros) > Long.MAX_VALUE / 1000) {
      throw JdbcErrors.unfit(column.name(), "INTERVAL that can be carried", null);
    }
    intervals.setSafe(row, months, days, micros * 1000);
  }

  /// Dimensions, whether there are nulls, type of the elements; for each dimension its length and
  /// lower bound; then the elements as fields.
  private static BinaryDecoder list(Column column, ListVector lists) {
    FieldVector elements = lists.getDataVector();
    DataType elementType = ((DataType.ListOf) column.type()).element();
    BinaryDecoder decoder = of(new Column(column.name(), elementType, true), elements);
    return (bytes, at, length, row) -> {
      int dimensions = (int) INT.get(bytes, at);
      if (dimensions > 1) {
        throw JdbcErrors.unfit(column.name(), column.type().toString(), null);
      }
      int start = lists.startNewValue(row);
      int size = dimensions == 0 ? 0 : (int) INT.get(bytes, at + 12);
      int position = at + 20;
      for (int i = 0; i < size; i++) {
        int elementLength = (int) INT.get(bytes, position);
        position += 4;
        if (elementLength < 0) {
          ValueWriter.writeNull(elements, start + i);
        } else {
          decoder.decode(bytes, position, elementLength, start + i);
          position += elementLength;
        }
      }
      lists.endValue(row, size);
    };
  }
}
