package io.merganser.connectors.duckdb;

import io.merganser.connectors.spi.ArrowTypes;
import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.DataType;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

/// The answer to a statement that has no rows: one BIGINT named `Count`, and a row where the engine
/// counted changes.
final class ChangeCountReader extends ArrowReader {
  static final Column COUNT = new Column("Count", DataType.Scalar.BIGINT, true);

  private final OptionalLong count;
  private boolean read;

  ChangeCountReader(BufferAllocator allocator, OptionalLong count) {
    super(allocator);
    this.count = count;
  }

  @Override
  public boolean loadNextBatch() throws IOException {
    VectorSchemaRoot root = getVectorSchemaRoot();
    root.clear();
    if (read || count.isEmpty()) {
      return false;
    }
    read = true;
    BigIntVector vector = (BigIntVector) root.getVector(0);
    vector.allocateNew(1);
    vector.set(0, count.getAsLong());
    root.setRowCount(1);
    return true;
  }

  @Override
  public long bytesRead() {
    return 0;
  }

  @Override
  protected void closeReadSource() {
    // Nothing is beneath.
  }

  @Override
  protected Schema readSchema() {
    return ArrowTypes.schema(List.of(COUNT));
  }
}
