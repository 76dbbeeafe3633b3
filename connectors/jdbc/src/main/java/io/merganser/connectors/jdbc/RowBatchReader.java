package io.merganser.connectors.jdbc;

import io.merganser.connectors.spi.ArrowTypes;
import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.FragmentContext;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

/// Arrow batches out of a fragment that runs. Its exceptions are ours already, because the hub
/// reads it without the [io.merganser.connectors.spi.ResultStream] around it.
final class RowBatchReader extends ArrowReader {
  /// Batches between 8192 and 32768 rows measured best; larger ones leave the cache.
  static final int BATCH_ROWS = 16384;

  private final List<Column> columns;
  private final RunningFragment fragment;
  private boolean ended;

  RowBatchReader(List<Column> columns, RunningFragment fragment, FragmentContext context) {
    super(context.allocator());
    this.columns = columns;
    this.fragment = fragment;
  }

  @Override
  protected Schema readSchema() {
    return ArrowTypes.schema(columns);
  }

  void start() throws IOException, SQLException {
    fragment.rows().start(getVectorSchemaRoot());
  }

  @Override
  public boolean loadNextBatch() throws IOException {
    prepareLoadNextBatch();
    if (ended) {
      return false;
    }
    fragment.context().cancellation().throwIfCancelled();
    VectorSchemaRoot root = getVectorSchemaRoot();
    try {
      // New buffers for every batch: whoever took the last batch over the C interface still has it.
      for (FieldVector vector : root.getFieldVectors()) {
        vector.setInitialCapacity(BATCH_ROWS);
        vector.allocateNew();
      }
      int count = fragment.rows().fill(BATCH_ROWS);
      root.setRowCount(count);
      ended = count < BATCH_ROWS;
      if (ended) {
        fragment.finished();
      }
      return count > 0;
    } catch (SQLException | OutOfMemoryException e) {
      throw fragment.failed(e);
    }
  }

  @Override
  public long bytesRead() {
    return 0;
  }

  @Override
  protected void closeReadSource() {
    fragment.close();
  }
}
