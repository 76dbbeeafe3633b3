package io.merganser.server.flight;

import java.util.List;
import java.util.Objects;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.NullVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.TransferPair;

/// Moves batches under the schema that the client was promised, without a copy. The buffers change
/// their owner to our allocator, so that the statement can be closed while gRPC still sends them.
final class BatchMover implements AutoCloseable {
  /// Clients refuse messages over 16 MiB by default; batches over this go in pieces.
  private static final long MOST_BYTES = 8L << 20;

  private final Schema promised;
  private final BufferAllocator allocator;
  private final VectorSchemaRoot target;
  private boolean compared;

  BatchMover(Schema promised, BufferAllocator allocator) {
    this.promised = promised;
    this.allocator = allocator;
    this.target = VectorSchemaRoot.create(promised, allocator);
  }

  VectorSchemaRoot target() {
    return target;
  }

  /// Empties `batch` into the target, whole or in pieces, and calls `send` for each.
  void move(VectorSchemaRoot batch, Runnable send) {
    if (!compared) {
      compare(batch);
      compared = true;
    }
    int rows = batch.getRowCount();
    long bytes = batch.getFieldVectors().stream().mapToLong(FieldVector::getBufferSize).sum();
    int pieces = (int) Math.min(rows, (bytes + MOST_BYTES - 1) / MOST_BYTES);
    int step = pieces <= 1 ? rows : (rows + pieces - 1) / pieces;
    for (int start = 0; start < rows; start += step) {
      int length = Math.min(step, rows - start);
      for (int i = 0; i < batch.getFieldVectors().size(); i++) {
        move(batch.getVector(i), target.getVector(i), start, length, length == rows);
      }
      target.setRowCount(length);
      send.run();
      target.clear();
    }
  }

  private static void move(
      FieldVector source, FieldVector target, int start, int length, boolean whole) {
    if (source instanceof NullVector && !(target instanceof NullVector)) {
      // A bare NULL is promised as a column of nulls.
      target.setInitialCapacity(length);
      target.allocateNew();
      target.setValueCount(length);
      return;
    }
    TransferPair pair = source.makeTransferPair(target);
    if (whole) {
      pair.transfer();
    } else {
      pair.splitAndTransfer(start, length);
    }
  }

  private void compare(VectorSchemaRoot batch) {
    List<Field> delivered = batch.getSchema().getFields();
    if (!sameTypes(promised.getFields(), delivered)) {
      throw new IllegalStateException(
          "promised " + promised.getFields() + " but the engine delivers " + delivered);
    }
    for (FieldVector vector : batch.getFieldVectors()) {
      if (!(vector instanceof NullVector)
          && !vector.getAllocator().getRoot().equals(allocator.getRoot())) {
        throw new IllegalStateException("batches and this server need one root allocator");
      }
    }
  }

  private static boolean sameTypes(List<Field> promised, List<Field> delivered) {
    if (promised.size() != delivered.size()) {
      return false;
    }
    for (int i = 0; i < promised.size(); i++) {
      if (!sameType(promised.get(i), delivered.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameType(Field promised, Field delivered) {
    if (delivered.getType() instanceof ArrowType.Null) {
      return promised.isNullable() && promised.getDictionary() == null;
    }
    return Objects.equals(promised.getDictionary(), delivered.getDictionary())
        && normal(promised.getType()).equals(normal(delivered.getType()))
        && sameNames(promised, delivered)
        && sameTypes(promised.getChildren(), delivered.getChildren());
  }

  /// Names of elements and entries are anybody's choice, those of struct fields carry meaning.
  private static boolean sameNames(Field promised, Field delivered) {
    if (!(promised.getType() instanceof ArrowType.Struct)) {
      return true;
    }
    List<String> theirs = delivered.getChildren().stream().map(Field::getName).toList();
    return promised.getChildren().stream().map(Field::getName).toList().equals(theirs)
        || theirs.equals(List.of("key", "value"));
  }

  /// A moment is the same in all zones; the engine tells that of the session.
  private static ArrowType normal(ArrowType type) {
    return switch (type) {
      case ArrowType.Timestamp timestamp when timestamp.getTimezone() != null ->
          new ArrowType.Timestamp(timestamp.getUnit(), "UTC");
      default -> type;
    };
  }

  @Override
  public void close() {
    target.close();
  }
}
