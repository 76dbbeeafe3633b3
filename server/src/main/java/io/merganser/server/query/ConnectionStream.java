package io.merganser.server.query;

import io.merganser.connectors.duckdb.EngineConnection;
import io.merganser.connectors.spi.ResultStream;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

/// A stream and the connection it runs on, which ends with it.
final class ConnectionStream implements ResultStream {
  private final ResultStream stream;
  private final EngineConnection connection;

  ConnectionStream(ResultStream stream, EngineConnection connection) {
    this.stream = stream;
    this.connection = connection;
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
    try (connection) {
      stream.close();
    }
  }
}
