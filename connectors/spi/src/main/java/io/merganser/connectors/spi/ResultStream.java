package io.merganser.connectors.spi;

import java.io.IOException;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

/// Arrow batches in order. One thread at a time reads; the batch of [#batch()] is overwritten by
/// the next [#next()]. Closing frees the buffers and whatever runs behind it, read to the end or
/// not.
///
/// Implementations that come from an [ArrowReader] use [#of].
public interface ResultStream extends AutoCloseable {

  Schema schema();

  /// Loads the next batch; false at the end. A batch may be empty.
  ///
  /// @throws QueryException if the engine or the source fails, or the statement was cancelled
  boolean next();

  /// The batch loaded last. Valid until the next call of `next` or `close`.
  VectorSchemaRoot batch();

  /// The reader beneath, to hand the stream on to the hub without a copy. Whoever takes it reads
  /// and closes it instead of this.
  ArrowReader reader();

  @Override
  void close();

  /// A stream over a reader.
  ///
  /// @param onFailure turns what the reader threw into what the client sees
  /// @param onClose runs after the reader was closed, once
  static ResultStream of(ArrowReader reader, FailureTranslator onFailure, Runnable onClose) {
    return new ReaderStream(reader, onFailure, onClose);
  }

  /// Turns an exception of the reader into ours.
  interface FailureTranslator {
    QueryException translate(Exception failure);
  }

  /// The stream over a reader.
  final class ReaderStream implements ResultStream {
    private final ArrowReader reader;
    private final FailureTranslator onFailure;
    private final Runnable onClose;
    private boolean closed;

    ReaderStream(ArrowReader reader, FailureTranslator onFailure, Runnable onClose) {
      this.reader = reader;
      this.onFailure = onFailure;
      this.onClose = onClose;
    }

    @Override
    public Schema schema() {
      return batch().getSchema();
    }

    @Override
    public boolean next() {
      try {
        return reader.loadNextBatch();
      } catch (QueryException e) {
        throw e;
      } catch (IOException | RuntimeException e) {
        throw onFailure.translate(e);
      }
    }

    @Override
    public VectorSchemaRoot batch() {
      try {
        return reader.getVectorSchemaRoot();
      } catch (IOException e) {
        throw onFailure.translate(e);
      }
    }

    @Override
    public ArrowReader reader() {
      return reader;
    }

    @Override
    public void close() {
      if (closed) {
        return;
      }
      closed = true;
      try {
        reader.close();
      } catch (IOException e) {
        throw onFailure.translate(e);
      } finally {
        onClose.run();
      }
    }
  }
}
