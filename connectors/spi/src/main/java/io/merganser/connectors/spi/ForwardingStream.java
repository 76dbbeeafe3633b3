package io.merganser.connectors.spi;

import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

/// The rows of another stream, for those that do something before or after.
public abstract class ForwardingStream implements ResultStream {
  private final ResultStream stream;

  protected ForwardingStream(ResultStream stream) {
    this.stream = stream;
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
    stream.close();
  }
}
