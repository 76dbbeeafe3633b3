package io.merganser.server.query;

import io.merganser.connectors.spi.Cancellation;
import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.ForwardingStream;
import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.ResultStream;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/// A statement that runs. Batches are read on an engine thread, one at a time; [#cancel()] may be
/// called from any thread. Whoever got it must close it; closing early stops the work.
public final class RunningQuery extends ForwardingStream {
  private final String id;
  private final long changes;
  private final Cancellation cancellation;
  private final Ending ending;
  private long rows;
  private long bytes;
  private boolean ended;

  RunningQuery(String id, ResultStream stream, Cancellation cancellation, Ending ending) {
    super(stream);
    this.id = id;
    this.changes = stream instanceof ChangeCount count ? count.rows() : 0;
    this.cancellation = cancellation;
    this.ending = ending;
  }

  /// Names the statement in logs and for cancelling.
  public String id() {
    return id;
  }

  /// Stops it at the engine and at every source.
  public void cancel() {
    cancellation.cancel(ConnectorError.STATEMENT_CANCELLED);
  }

  /// How many rows have changed; zero for a statement that changes none.
  public long changes() {
    return changes;
  }

  @Override
  public boolean next() {
    try {
      boolean more = super.next();
      if (more) {
        rows += batch().getRowCount();
        bytes += bytes(batch());
        ending.check(rows, bytes);
      }
      return more;
    } catch (RuntimeException | Error e) {
      RuntimeException rendered = ending.failed(e, cancellation);
      end();
      throw rendered;
    }
  }

  @Override
  public void close() {
    try {
      super.close();
    } finally {
      tellWhyStopped();
      end();
    }
  }

  /// Whoever sees that it was stopped may close it without reading on. A client that closes what it
  /// has read enough of stops it too, and nothing has failed.
  private void tellWhyStopped() {
    QueryException why = ended ? null : cancellation.exception();
    if (why != null && why.code() != ConnectorError.STATEMENT_CANCELLED) {
      RuntimeException _ = ending.failed(why, cancellation);
    }
  }

  private static long bytes(VectorSchemaRoot batch) {
    long bytes = 0;
    for (FieldVector vector : batch.getFieldVectors()) {
      bytes += vector.getBufferSize();
    }
    return bytes;
  }

  private void end() {
    if (!ended) {
      ended = true;
      ending.ended(rows);
    }
  }

  /// What the pipeline does around a result: limits, error rendering, bookkeeping.
  interface Ending {
    /// @param rows of the result so far
    /// @param bytes of it
    void check(long rows, long bytes);

    RuntimeException failed(Throwable failure, Cancellation cancellation);

    void ended(long rows);
  }
}
