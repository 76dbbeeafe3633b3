package io.merganser.server.flight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.merganser.connectors.spi.QueryException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.DurationVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.TimeStampMilliVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.impl.UnionListWriter;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.util.Text;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ParameterValuesTest {
  private final BufferAllocator allocator = new RootAllocator();

  @AfterEach
  void nothingLeaks() {
    allocator.close();
  }

  private static @Nullable Object only(FieldVector vector) {
    vector.setValueCount(1);
    try (VectorSchemaRoot batch = VectorSchemaRoot.of(vector)) {
      batch.setRowCount(1);
      return ParameterValues.row(batch, 0).getFirst();
    }
  }

  @Test
  void numbersKeepTheirValueAlsoWithoutASign() {
    TinyIntVector tiny = new TinyIntVector("p", allocator);
    tiny.setSafe(0, -1);
    assertThat(only(tiny)).isEqualTo((byte) -1);
    UInt1Vector bytes = new UInt1Vector("p", allocator);
    bytes.setSafe(0, 255);
    assertThat(only(bytes)).isEqualTo((short) 255);
    UInt4Vector ints = new UInt4Vector("p", allocator);
    ints.setSafe(0, -1);
    assertThat(only(ints)).isEqualTo(4_294_967_295L);
    UInt8Vector longs = new UInt8Vector("p", allocator);
    longs.setSafe(0, -1L);
    assertThat(only(longs)).isEqualTo(new BigInteger("18446744073709551615"));
    BigIntVector big = new BigIntVector("p", allocator);
    big.setSafe(0, Long.MIN_VALUE);
    assertThat(only(big)).isEqualTo(Long.MIN_VALUE);
    Float4Vector real = new Float4Vector("p", allocator);
    real.setSafe(0, 1.5f);
    assertThat(only(real)).isEqualTo(1.5f);
    DecimalVector decimal = new DecimalVector("p", allocator, 10, 2);
    decimal.setSafe(0, new BigDecimal("-1.25"));
    assertThat(only(decimal)).isEqualTo(new BigDecimal("-1.25"));
    BitVector bit = new BitVector("p", allocator);
    bit.setSafe(0, 1);
    assertThat(only(bit)).isEqualTo(true);
  }

  @Test
  void textsAndBytesArrive() {
    VarCharVector text = new VarCharVector("p", allocator);
    text.setSafe(0, new Text("it's ✓"));
    assertThat(only(text)).isEqualTo("it's ✓");
    VarBinaryVector bytes = new VarBinaryVector("p", allocator);
    bytes.setSafe(0, new byte[] {0, -1});
    assertThat(only(bytes)).isEqualTo(new byte[] {0, -1});
  }

  @Test
  void timesArriveInAnyUnitAlsoBefore1970() {
    DateDayVector date = new DateDayVector("p", allocator);
    date.setSafe(0, -1);
    assertThat(only(date)).isEqualTo(LocalDate.of(1969, 12, 31));
    TimeMicroVector time = new TimeMicroVector("p", allocator);
    time.setSafe(0, 1_000_001L);
    assertThat(only(time)).isEqualTo(LocalTime.of(0, 0, 1, 1_000));
    TimeStampMilliVector timestamp = new TimeStampMilliVector("p", allocator);
    timestamp.setSafe(0, -1L);
    assertThat(only(timestamp)).isEqualTo(LocalDateTime.parse("1969-12-31T23:59:59.999"));
    TimeStampMicroTZVector instant = new TimeStampMicroTZVector("p", allocator, "Europe/Vienna");
    instant.setSafe(0, 1L);
    assertThat(only(instant))
        .isEqualTo(LocalDateTime.parse("1970-01-01T00:00:00.000001").atOffset(ZoneOffset.UTC));
  }

  @Test
  void nullsAndListsArrive() {
    IntVector none = new IntVector("p", allocator);
    none.allocateNew(1);
    assertThat(only(none)).isNull();
    ListVector list = ListVector.empty("p", allocator);
    UnionListWriter writer = list.getWriter();
    writer.startList();
    writer.writeInt(1);
    writer.writeInt(2);
    writer.endList();
    writer.setValueCount(1);
    assertThat(only(list)).isEqualTo(List.of(1, 2));
  }

  /// A client sends as many messages for one binding as it likes.
  @Test
  void theBytesOfABindingAreBounded() {
    VarBinaryVector large = new VarBinaryVector("p", allocator);
    large.setSafe(0, new byte[10 << 20]);
    large.setValueCount(1);
    try (VectorSchemaRoot batch = VectorSchemaRoot.of(large)) {
      batch.setRowCount(1);
      int most = (64 << 20) / large.getBufferSize();
      assertThat(most).isEqualTo(6);
      ParameterValues read = new ParameterValues();
      for (int i = 0; i < most; i++) {
        read.add(batch);
      }
      assertThatThrownBy(() -> read.add(batch))
          .isInstanceOf(QueryException.class)
          .hasMessageContaining("bytes of values");
    }
  }

  @Test
  void theNumberOfValuesIsBounded() {
    TinyIntVector many = new TinyIntVector("p", allocator);
    many.allocateNew(1_000_000);
    many.setValueCount(1_000_000);
    try (VectorSchemaRoot batch = VectorSchemaRoot.of(many)) {
      batch.setRowCount(1_000_000);
      ParameterValues read = new ParameterValues();
      read.add(batch);
      batch.setRowCount(1);
      assertThatThrownBy(() -> read.add(batch))
          .isInstanceOf(QueryException.class)
          .hasMessageContaining("more than 1000000 values");
    }
  }

  @Test
  void whatHasNoPlaceIsRefused() {
    DurationVector duration =
        new DurationVector(
            new Field("p", FieldType.nullable(new ArrowType.Duration(TimeUnit.SECOND)), null),
            allocator);
    duration.setSafe(0, 1L);
    assertThatThrownBy(() -> only(duration))
        .isInstanceOf(QueryException.class)
        .hasMessageContaining("not supported for parameters");
  }
}
