package io.merganser.server.query;

import io.merganser.connectors.spi.ArrowTypes;
import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.ResultStream;
import io.merganser.planner.ExecutablePlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/// Rows that the planner knew, as a stream of one batch.
final class RowsStream extends ArrowReader {
  private final ExecutablePlan.Rows rows;
  private boolean read;

  private RowsStream(ExecutablePlan.Rows rows, BufferAllocator allocator) {
    super(allocator);
    this.rows = rows;
  }

  static ResultStream of(ExecutablePlan.Rows rows, BufferAllocator allocator) {
    return ResultStream.of(
        new RowsStream(rows, allocator),
        e -> new QueryException(ConnectorError.ENGINE_FAILED, "rows cannot be sent", null, null, e),
        () -> {});
  }

  /// No columns, no rows.
  static ResultStream empty(BufferAllocator allocator) {
    return of(new ExecutablePlan.Rows(List.of(), List.of()), allocator);
  }

  @Override
  public boolean loadNextBatch() throws IOException {
    if (read || rows.rows().isEmpty()) {
      return false;
    }
    read = true;
    VectorSchemaRoot root = getVectorSchemaRoot();
    for (int column = 0; column < rows.columns().size(); column++) {
      FieldVector vector = root.getVector(column);
      for (int row = 0; row < rows.rows().size(); row++) {
        set(vector, row, rows.rows().get(row).get(column));
      }
    }
    root.setRowCount(rows.rows().size());
    return true;
  }

  private static void set(FieldVector vector, int row, @Nullable Object value) {
    if (value == null) {
      vector.setNull(row);
      return;
    }
    switch (vector) {
      case VarCharVector text ->
          text.setSafe(row, value.toString().getBytes(StandardCharsets.UTF_8));
      case IntVector number -> number.setSafe(row, (Integer) value);
      case BigIntVector number -> number.setSafe(row, (Long) value);
      case BitVector bool -> bool.setSafe(row, (Boolean) value ? 1 : 0);
      default -> throw new IllegalStateException("no such rows: " + vector.getField());
    }
  }

  @Override
  public long bytesRead() {
    return 0;
  }

  @Override
  protected void closeReadSource() {
    // Nothing is open.
  }

  @Override
  protected Schema readSchema() {
    return ArrowTypes.schema(rows.columns());
  }
}
