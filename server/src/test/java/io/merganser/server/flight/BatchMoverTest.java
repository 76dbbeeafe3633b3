package io.merganser.server.flight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.DataType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.NullVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.impl.UnionListWriter;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchMoverTest {
  private final BufferAllocator root = new RootAllocator();
  private final BufferAllocator engine = root.newChildAllocator("engine", 0, Long.MAX_VALUE);
  private final BufferAllocator flight = root.newChildAllocator("flight", 0, Long.MAX_VALUE);

  @AfterEach
  void nothingLeaks() {
    flight.close();
    engine.close();
    root.close();
  }

  private static Schema promise(String type) {
    return ResultSchema.of(List.of(new Column("c", DataType.parse(type), true)));
  }

  @Test
  void buffersChangeTheirOwnerWithoutACopy() {
    try (IntVector numbers = new IntVector("c", engine);
        BatchMover mover = new BatchMover(promise("INTEGER"), flight)) {
      numbers.allocateNew(3);
      numbers.set(0, 1);
      numbers.setNull(1);
      numbers.set(2, 3);
      numbers.setValueCount(3);
      VectorSchemaRoot batch = VectorSchemaRoot.of(numbers);
      long address = numbers.getDataBufferAddress();
      mover.move(
          batch,
          () -> {
            IntVector moved = (IntVector) mover.target().getVector(0);
            assertThat(moved.getDataBufferAddress()).isEqualTo(address);
            assertThat(moved.get(0)).isEqualTo(1);
            assertThat(moved.isNull(1)).isTrue();
            assertThat(moved.get(2)).isEqualTo(3);
            assertThat(mover.target().getSchema()).isEqualTo(promise("INTEGER"));
            assertThat(engine.getAllocatedMemory()).isZero();
          });
      assertThat(flight.getAllocatedMemory()).isZero();
    }
  }

  @Test
  void aHugeBatchGoesInPieces() {
    try (VarCharVector texts = new VarCharVector("c", engine);
        BatchMover mover = new BatchMover(promise("VARCHAR"), flight)) {
      byte[] text = "x".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 30; i++) {
        text[0] = (byte) ('a' + i % 26);
        texts.setSafe(i, text);
      }
      texts.setValueCount(30);
      List<String> firsts = new ArrayList<>();
      List<Integer> sizes = new ArrayList<>();
      mover.move(
          VectorSchemaRoot.of(texts),
          () -> {
            VarCharVector piece = (VarCharVector) mover.target().getVector(0);
            sizes.add(piece.getValueCount());
            for (int i = 0; i < piece.getValueCount(); i++) {
              firsts.add(new String(piece.get(i), 0, 1, StandardCharsets.UTF_8));
            }
          });
      assertThat(sizes).hasSizeGreaterThan(2).allMatch(size -> size <= 10);
      assertThat(String.join("", firsts)).isEqualTo("abcdefghijklmnopqrstuvwxyzabcd");
    }
  }

  @Test
  void listsMoveUnderWhateverNameTheirElementsHave() {
    try (ListVector lists = ListVector.empty("c", engine);
        BatchMover mover = new BatchMover(promise("INTEGER[]"), flight)) {
      UnionListWriter writer = lists.getWriter();
      writer.startList();
      writer.writeInt(7);
      writer.writeInt(8);
      writer.endList();
      writer.setValueCount(1);
      mover.move(
          VectorSchemaRoot.of(lists),
          () -> {
            assertThat(mover.target().getVector(0).getObject(0)).hasToString("[7,8]");
            assertThat(mover.target().getSchema()).isEqualTo(promise("INTEGER[]"));
          });
    }
  }

  @Test
  void aBareNullIsAColumnOfNulls() {
    try (NullVector nulls = new NullVector("c", 2);
        BatchMover mover = new BatchMover(promise("INTEGER"), flight)) {
      VectorSchemaRoot batch = VectorSchemaRoot.of(nulls);
      batch.setRowCount(2);
      mover.move(batch, () -> assertThat(mover.target().getVector(0).getNullCount()).isEqualTo(2));
    }
  }

  @Test
  void anotherTypeThanPromisedIsNeverSent() {
    try (IntVector numbers = new IntVector("c", engine);
        BatchMover mover = new BatchMover(promise("BIGINT"), flight)) {
      numbers.setSafe(0, 1);
      numbers.setValueCount(1);
      assertThatThrownBy(() ->
              mover.move(
                  VectorSchemaRoot.of(numbers),
                  () -> {
                    throw new AssertionError("sent");
                  }))
          .isInstanceOf(IllegalStateException.class);
    }
  }
}
