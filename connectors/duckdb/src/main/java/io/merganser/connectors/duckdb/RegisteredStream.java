package io.merganser.connectors.duckdb;

import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.ResultStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.c.Data;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/// A stream of ours as C data that the engine pulls from. The engine takes the C struct over when a
/// statement scans it, and then closes the stream; if none does, [#close()] has to.
final class RegisteredStream implements AutoCloseable {
  private final ArrowArrayStream exported;
  private final ResultStream stream;
  private boolean closed;

  private RegisteredStream(ArrowArrayStream exported, ResultStream stream) {
    this.exported = exported;
    this.stream = stream;
  }

  /// @param failure where the first failure of the stream is kept: the engine would only show it
  ///   wrapped into a text
  static RegisteredStream export(
      ResultStream stream,
      BufferAllocator allocator,
      AtomicReference<@Nullable QueryException> failure) {
    ArrowArrayStream exported = ArrowArrayStream.allocateNew(allocator);
    Data.exportArrayStream(allocator, new SourceReader(allocator, stream, failure), exported);
    return new RegisteredStream(exported, stream);
  }

  ArrowArrayStream exported() {
    return exported;
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (exported.snapshot().release != 0) {
      exported.release();
    }
    exported.close();
    stream.close();
  }

  /// Hands each batch over with its buffers, so that a producer which writes into its vectors again
  /// cannot change what the engine still reads.
  private static final class SourceReader extends ArrowReader {
    private final ResultStream stream;
    private final AtomicReference<@Nullable QueryException> failure;

    SourceReader(
        BufferAllocator allocator,
        ResultStream stream,
        AtomicReference<@Nullable QueryException> failure) {
      super(allocator);
      this.stream = stream;
      this.failure = failure;
    }

    @Override
    public boolean loadNextBatch() throws IOException {
      try {
        VectorSchemaRoot target = getVectorSchemaRoot();
        target.clear();
        if (!stream.next()) {
          return false;
        }
        transfer(stream.batch(), target);
        return true;
      } catch (QueryException e) {
        failure.compareAndSet(null, e);
        throw new IOException("the source of the stream failed");
      } catch (RuntimeException e) {
        failure.compareAndSet(
            null,
            new QueryException(
                ConnectorError.SOURCE_FAILED, "a source failed while it was read", null, null, e));
        throw new IOException("the source of the stream failed");
      }
    }

    private static void transfer(VectorSchemaRoot from, VectorSchemaRoot to) {
      int rows = from.getRowCount();
      for (int i = 0; i < from.getFieldVectors().size(); i++) {
        from.getVector(i).makeTransferPair(to.getVector(i)).transfer();
      }
      to.setRowCount(rows);
    }

    @Override
    public VectorSchemaRoot getVectorSchemaRoot() throws IOException {
      try {
        return super.getVectorSchemaRoot();
      } catch (QueryException e) {
        failure.compareAndSet(null, e);
        throw new IOException("the source of the stream failed");
      }
    }

    @Override
    public long bytesRead() {
      return 0;
    }

    @Override
    protected void closeReadSource() {
      stream.close();
    }

    @Override
    protected Schema readSchema() {
      return stream.schema();
    }
  }
}
