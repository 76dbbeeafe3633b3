package io.merganser.server.flight;

import io.merganser.server.http.values.ArrowValues;
import io.merganser.server.http.values.TemporalValue;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DateMilliVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntervalMonthDayNanoVector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeMilliVector;
import org.apache.arrow.vector.TimeNanoVector;
import org.apache.arrow.vector.TimeSecVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.UInt2Vector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/// Values for parameters out of the batches that a client sends, in the Java form that
/// [io.merganser.connectors.spi.Parameter] lists.
final class ParameterValues {
  /// Values over all rows of one binding; they stay in memory until the statement has run.
  private static final int MOST_VALUES = 1_000_000;

  /// The same in bytes: one value may be as large as a message.
  private static final int MOST_BYTES = 64 << 20;

  private final List<List<@Nullable Object>> rows = new ArrayList<>();
  private long values;
  private long bytes;

  /// Reads to the end of the stream.
  ///
  /// @return one list for each row; empty if the client sent none
  static List<List<@Nullable Object>> read(FlightStream stream) {
    ParameterValues read = new ParameterValues();
    while (stream.next()) {
      read.add(stream.getRoot());
    }
    return read.rows;
  }

  void add(VectorSchemaRoot batch) {
    values += (long) batch.getRowCount() * Math.max(1, batch.getFieldVectors().size());
    if (values > MOST_VALUES) {
      throw FlightErrors.invalid(
          "more than " + MOST_VALUES + " values for parameters in one request");
    }
    bytes += batch.getFieldVectors().stream().mapToLong(FieldVector::getBufferSize).sum();
    if (bytes > MOST_BYTES) {
      throw FlightErrors.invalid(
          "more than " + MOST_BYTES + " bytes of values for parameters in one request");
    }
    for (int row = 0; row < batch.getRowCount(); row++) {
      rows.add(row(batch, row));
    }
  }

  static List<@Nullable Object> row(VectorSchemaRoot batch, int row) {
    List<@Nullable Object> values = new ArrayList<>(batch.getFieldVectors().size());
    for (FieldVector vector : batch.getFieldVectors()) {
      values.add(value(vector, row));
    }
    return values;
  }

  private static @Nullable Object value(FieldVector vector, int row) {
    if (vector.getField().getDictionary() != null) {
      throw unsupported(vector);
    }
    if (vector.isNull(row)) {
      return null;
    }
    return switch (vector.getField().getType()) {
      case ArrowType.Bool _,
          ArrowType.FloatingPoint _,
          ArrowType.Decimal _,
          ArrowType.Binary _,
          ArrowType.LargeBinary _,
          ArrowType.FixedSizeBinary _ ->
          vector.getObject(row);
      case ArrowType.Utf8 _, ArrowType.LargeUtf8 _ -> Objects.toString(vector.getObject(row));
      case ArrowType.Int type -> type.getIsSigned() ? vector.getObject(row) : unsigned(vector, row);
      case ArrowType.Date _ -> date(vector, row);
      case ArrowType.Time type -> time(vector, row, type.getUnit());
      case ArrowType.Timestamp type -> timestamp((TimeStampVector) vector, row, type);
      case ArrowType.Interval _ when vector instanceof IntervalMonthDayNanoVector ->
          ArrowValues.read(vector, row) instanceof TemporalValue span ? span.sql() : null;
      case ArrowType.List _, ArrowType.LargeList _, ArrowType.FixedSizeList _ -> list(vector, row);
      default -> throw unsupported(vector);
    };
  }

  private static Object unsigned(FieldVector vector, int row) {
    return switch (vector) {
      case UInt1Vector bytes -> (short) (bytes.get(row) & 0xFF);
      case UInt2Vector chars -> (int) chars.get(row);
      case UInt4Vector ints -> Integer.toUnsignedLong(ints.get(row));
      case UInt8Vector longs -> longs.getObjectNoOverflow(row);
      case BigIntVector longs -> longs.get(row);
      default -> throw unsupported(vector);
    };
  }

  private static LocalDate date(FieldVector vector, int row) {
    return switch (vector) {
      case DateDayVector days -> date(days.get(row));
      case DateMilliVector millis ->
          LocalDate.ofEpochDay(Math.floorDiv(millis.get(row), 86_400_000L));
      default -> throw unsupported(vector);
    };
  }

  private static LocalDate date(int epochDay) {
    return switch (epochDay) {
      case Integer.MAX_VALUE -> LocalDate.MAX;
      case -Integer.MAX_VALUE -> LocalDate.MIN;
      default -> LocalDate.ofEpochDay(epochDay);
    };
  }

  private static LocalTime time(FieldVector vector, int row, TimeUnit unit) {
    long count =
        switch (vector) {
          case TimeSecVector seconds -> seconds.get(row);
          case TimeMilliVector millis -> millis.get(row);
          case TimeMicroVector micros -> micros.get(row);
          case TimeNanoVector nanos -> nanos.get(row);
          default -> throw unsupported(vector);
        };
    try {
      return LocalTime.ofNanoOfDay(Math.multiplyExact(count, nanos(unit)));
    } catch (RuntimeException e) {
      throw FlightErrors.invalid("a value for parameter `" + vector.getName() + "` is no time");
    }
  }

  private static Object timestamp(TimeStampVector vector, int row, ArrowType.Timestamp type) {
    long count = vector.get(row);
    boolean zoned = type.getTimezone() != null;
    if (count == Long.MAX_VALUE) {
      return zoned ? OffsetDateTime.MAX : LocalDateTime.MAX;
    }
    if (count == -Long.MAX_VALUE) {
      return zoned ? OffsetDateTime.MIN : LocalDateTime.MIN;
    }
    long perSecond = 1_000_000_000L / nanos(type.getUnit());
    Instant instant =
        Instant.ofEpochSecond(
            Math.floorDiv(count, perSecond),
            Math.floorMod(count, perSecond) * nanos(type.getUnit()));
    LocalDateTime local = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    return zoned ? local.atOffset(ZoneOffset.UTC) : local;
  }

  private static List<@Nullable Object> list(FieldVector vector, int row) {
    List<@Nullable Object> values = new ArrayList<>();
    FieldVector elements = vector.getChildrenFromFields().getFirst();
    int start;
    int end;
    switch (vector) {
      case org.apache.arrow.vector.complex.ListVector list -> {
        start = list.getElementStartIndex(row);
        end = list.getElementEndIndex(row);
      }
      case org.apache.arrow.vector.complex.LargeListVector list -> {
        start = Math.toIntExact(list.getElementStartIndex(row));
        end = Math.toIntExact(list.getElementEndIndex(row));
      }
      case org.apache.arrow.vector.complex.FixedSizeListVector list -> {
        start = list.getElementStartIndex(row);
        end = list.getElementEndIndex(row);
      }
      default -> throw unsupported(vector);
    }
    for (int i = start; i < end; i++) {
      values.add(value(elements, i));
    }
    return values;
  }

  private static long nanos(TimeUnit unit) {
    return switch (unit) {
      case SECOND -> 1_000_000_000L;
      case MILLISECOND -> 1_000_000L;
      case MICROSECOND -> 1_000L;
      case NANOSECOND -> 1L;
    };
  }

  private static RuntimeException unsupported(FieldVector vector) {
    return FlightErrors.invalid(
        "values of the Arrow type "
            + vector.getField().getType()
            + " are not supported for parameters");
  }
}
