package io.merganser.server.query;

import io.merganser.connectors.spi.ResultStream;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

/// A stream and the connection it runs on, which ends with it or goes back to its transaction.
final class ConnectionStream implements ResultStream {
  private final ResultStream stream;
  private final Runnable after;
  private boolean closed;

  ConnectionStream(ResultStream stream, Runnable after) {
    this.stream = stream;
    this.after = after;
  }

  @Override
  public Schema schema() {
    return stream.schema();
  }

  @Override
  public boolean next() {
    return stream.next();
  }

  @Override
  public VectorSchemaRoot batch() {
    return stream.batch();
  }

  @Override
  public ArrowReader reader() {
    return stream.reader();
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      stream.close();
    } finally {
      after.run();
    }
  }
}
