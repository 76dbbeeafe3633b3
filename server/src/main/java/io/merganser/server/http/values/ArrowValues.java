package io.merganser.server.http.values;

import io.merganser.server.http.values.TemporalValue.Day;
import io.merganser.server.http.values.TemporalValue.Infinite;
import io.merganser.server.http.values.TemporalValue.Moment;
import io.merganser.server.http.values.TemporalValue.Span;
import io.merganser.server.http.values.TemporalValue.TimeOfDay;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.IntervalMonthDayNanoVector;
import org.apache.arrow.vector.LargeVarBinaryVector;
import org.apache.arrow.vector.LargeVarCharVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeMilliVector;
import org.apache.arrow.vector.TimeNanoVector;
import org.apache.arrow.vector.TimeSecVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.UInt2Vector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.ValueVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/// Values out of Arrow vectors, exactly: Boolean, Byte, Short, Integer, Long, BigDecimal, Float,
/// Double, String, byte[], [TemporalValue], List, and for structs and maps a Map from text in their
/// order.
public final class ArrowValues {
  private ArrowValues() {}

  public static @Nullable Object read(FieldVector vector, int row) {
    if (vector.isNull(row)) {
      return null;
    }
    return switch (vector) {
      case BitVector bits -> bits.get(row) == 1;
      case TinyIntVector numbers -> numbers.get(row);
      case SmallIntVector numbers -> numbers.get(row);
      case IntVector numbers -> numbers.get(row);
      case BigIntVector numbers -> numbers.get(row);
      case UInt1Vector numbers -> (short) (numbers.get(row) & 0xFF);
      case UInt2Vector numbers -> (int) numbers.get(row);
      case UInt4Vector numbers -> Integer.toUnsignedLong(numbers.get(row));
      case UInt8Vector numbers -> new BigDecimal(numbers.getObjectNoOverflow(row));
      case DecimalVector numbers -> numbers.getObject(row);
      case Float4Vector numbers -> numbers.get(row);
      case Float8Vector numbers -> numbers.get(row);
      case VarCharVector texts -> new String(texts.get(row), StandardCharsets.UTF_8);
      case LargeVarCharVector texts -> new String(texts.get(row), StandardCharsets.UTF_8);
      case VarBinaryVector bytes -> bytes.get(row);
      case LargeVarBinaryVector bytes -> bytes.get(row);
      case FixedSizeBinaryVector bytes -> bytes.get(row);
      case StructVector struct -> struct(struct, row);
      case MapVector map -> map(map, row);
      case ListVector list ->
          list(list.getDataVector(), list.getElementStartIndex(row), list.getElementEndIndex(row));
      case FixedSizeListVector list ->
          list(list.getDataVector(), list.getElementStartIndex(row), list.getElementEndIndex(row));
      default -> temporal(vector, row);
    };
  }

  private static Object temporal(FieldVector vector, int row) {
    return switch (vector) {
      case DateDayVector days -> new Day(days.get(row));
      case TimeSecVector seconds -> new TimeOfDay(seconds.get(row) * nanos(TimeUnit.SECOND));
      case TimeMilliVector millis -> new TimeOfDay(millis.get(row) * nanos(TimeUnit.MILLISECOND));
      case TimeMicroVector micros -> new TimeOfDay(micros.get(row) * nanos(TimeUnit.MICROSECOND));
      case TimeNanoVector nanos -> new TimeOfDay(nanos.get(row));
      case TimeStampVector counts ->
          moment(counts.get(row), (ArrowType.Timestamp) counts.getField().getType());
      case IntervalMonthDayNanoVector spans ->
          new Span(
              IntervalMonthDayNanoVector.getMonths(spans.getDataBuffer(), row),
              IntervalMonthDayNanoVector.getDays(spans.getDataBuffer(), row),
              IntervalMonthDayNanoVector.getNanoseconds(spans.getDataBuffer(), row));
      default -> String.valueOf(vector.getObject(row));
    };
  }

  private static TemporalValue moment(long count, ArrowType.Timestamp type) {
    boolean utc = type.getTimezone() != null;
    if (count == Long.MAX_VALUE || count == -Long.MAX_VALUE) {
      return new Infinite(count > 0, utc);
    }
    long nanosEach = nanos(type.getUnit());
    long perSecond = TemporalValue.NANOS_PER_SECOND / nanosEach;
    return new Moment(
        Math.floorDiv(count, perSecond), (int) (Math.floorMod(count, perSecond) * nanosEach), utc);
  }

  private static long nanos(TimeUnit unit) {
    return switch (unit) {
      case SECOND -> 1_000_000_000L;
      case MILLISECOND -> 1_000_000L;
      case MICROSECOND -> 1_000L;
      case NANOSECOND -> 1L;
    };
  }

  private static List<@Nullable Object> list(ValueVector elements, int start, int end) {
    List<@Nullable Object> values = new ArrayList<>(end - start);
    for (int i = start; i < end; i++) {
      values.add(read((FieldVector) elements, i));
    }
    return values;
  }

  private static Map<String, @Nullable Object> struct(StructVector struct, int row) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (FieldVector field : struct.getChildrenFromFields()) {
      values.put(field.getName(), read(field, row));
    }
    return values;
  }

  private static Map<String, @Nullable Object> map(MapVector map, int row) {
    StructVector entries = (StructVector) map.getDataVector();
    FieldVector keys = entries.getChildrenFromFields().get(0);
    FieldVector values = entries.getChildrenFromFields().get(1);
    Map<String, @Nullable Object> read = new LinkedHashMap<>();
    for (int i = map.getElementStartIndex(row); i < map.getElementEndIndex(row); i++) {
      read.put(JsonValues.text(read(keys, i)), read(values, i));
    }
    return read;
  }
}
