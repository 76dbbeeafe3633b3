package io.merganser.server.query;

import io.merganser.connectors.spi.ResultStream;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

/// The answer to a change without RETURNING: no columns, no rows, and how many rows have changed.
final class ChangeCount implements ResultStream {
  private final ResultStream empty;
  private final long rows;

  ChangeCount(ResultStream empty, long rows) {
    this.empty = empty;
    this.rows = rows;
  }

  long rows() {
    return rows;
  }

  @Override
  public Schema schema() {
    return empty.schema();
  }

  @Override
  public boolean next() {
    return empty.next();
  }

  @Override
  public VectorSchemaRoot batch() {
    return empty.batch();
  }

  @Override
  public ArrowReader reader() {
    return empty.reader();
  }

  @Override
  public void close() {
    empty.close();
  }
}
