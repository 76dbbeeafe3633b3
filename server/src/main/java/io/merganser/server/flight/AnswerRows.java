package io.merganser.server.flight;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.flight.FlightProducer.ServerStreamListener;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.impl.UnionListWriter;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/// Sends rows that we made ourselves: String, byte[], Integer, Boolean, lists of String, or null.
final class AnswerRows {
  /// Keeps messages below what clients take, also with the columns of wide tables in each row.
  private static final int ROWS_IN_BATCH = 200;

  private AnswerRows() {}

  /// A row that may grow.
  static List<@Nullable Object> row(@Nullable Object... values) {
    return new ArrayList<>(Arrays.asList(values));
  }

  static void send(
      Schema schema,
      List<? extends List<@Nullable Object>> rows,
      BufferAllocator allocator,
      ServerStreamListener listener) {
    try (VectorSchemaRoot root = VectorSchemaRoot.create(schema, allocator)) {
      listener.start(root);
      for (int start = 0; start < rows.size(); start += ROWS_IN_BATCH) {
        List<? extends List<@Nullable Object>> batch =
            rows.subList(start, Math.min(rows.size(), start + ROWS_IN_BATCH));
        root.allocateNew();
        for (int row = 0; row < batch.size(); row++) {
          for (int column = 0; column < batch.get(row).size(); column++) {
            set(root.getVector(column), row, batch.get(row).get(column));
          }
        }
        root.setRowCount(batch.size());
        listener.putNext();
      }
      listener.completed();
    }
  }

  private static void set(FieldVector vector, int row, @Nullable Object value) {
    if (value == null) {
      vector.setNull(row);
      return;
    }
    switch (vector) {
      case VarCharVector texts ->
          texts.setSafe(row, value.toString().getBytes(StandardCharsets.UTF_8));
      case VarBinaryVector bytes -> bytes.setSafe(row, (byte[]) value);
      case IntVector numbers -> numbers.setSafe(row, (Integer) value);
      case BitVector bits -> bits.setSafe(row, (Boolean) value ? 1 : 0);
      case ListVector lists -> {
        UnionListWriter writer = lists.getWriter();
        writer.setPosition(row);
        writer.startList();
        for (Object element : (List<?>) value) {
          writer.writeVarChar(String.valueOf(element));
        }
        writer.endList();
      }
      default -> throw new IllegalStateException("no such column in our answers: " + vector);
    }
  }
}
