package io.merganser.connectors.duckdb;

import io.merganser.connectors.spi.Cancellation;
import io.merganser.connectors.spi.QueryException;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/// The engine's stream with honest ends: it throws our exceptions, and a stream that ended because
/// the connection was closed under it, or because a stream it reads from failed, does not look
/// complete.
final class EngineReader extends ArrowReader {
  private final ArrowReader engine;
  private final Cancellation cancellation;
  private final AtomicReference<@Nullable QueryException> sourceFailure;
  private final Runnable onClose;
  private boolean closed;

  /// @param onClose runs once after the engine's stream was closed; frees the statement
  EngineReader(
      BufferAllocator allocator,
      ArrowReader engine,
      Cancellation cancellation,
      AtomicReference<@Nullable QueryException> sourceFailure,
      Runnable onClose) {
    super(allocator);
    this.engine = engine;
    this.cancellation = cancellation;
    this.sourceFailure = sourceFailure;
    this.onClose = onClose;
  }

  @Override
  public boolean loadNextBatch() {
    cancellation.throwIfCancelled();
    boolean more;
    try {
      more = engine.loadNextBatch();
    } catch (IOException | RuntimeException e) {
      throw failure(e, cancellation, sourceFailure);
    }
    cancellation.throwIfCancelled();
    QueryException source = sourceFailure.get();
    if (source != null) {
      throw source;
    }
    return more;
  }

  /// Who failed first: the one who cancelled, a stream beneath, or the engine itself.
  static QueryException failure(
      Exception e,
      Cancellation cancellation,
      AtomicReference<@Nullable QueryException> sourceFailure) {
    QueryException cancelled = cancellation.exception();
    if (cancelled != null) {
      return cancelled;
    }
    QueryException source = sourceFailure.get();
    return source != null ? source : EngineErrors.translate(e);
  }

  @Override
  public VectorSchemaRoot getVectorSchemaRoot() {
    try {
      return engine.getVectorSchemaRoot();
    } catch (IOException e) {
      throw failure(e, cancellation, sourceFailure);
    }
  }

  @Override
  public Map<Long, Dictionary> getDictionaryVectors() throws IOException {
    return engine.getDictionaryVectors();
  }

  @Override
  public @Nullable Dictionary lookup(long id) {
    return engine.lookup(id);
  }

  @Override
  public Set<Long> getDictionaryIds() {
    return engine.getDictionaryIds();
  }

  @Override
  public long bytesRead() {
    return engine.bytesRead();
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    close(true);
  }

  @Override
  public void close(boolean closeReadSource) {
    if (closed) {
      return;
    }
    closed = true;
    try {
      engine.close(closeReadSource);
    } catch (IOException e) {
      throw failure(e, cancellation, sourceFailure);
    } finally {
      onClose.run();
    }
  }

  @Override
  protected void closeReadSource() {
    // The engine's reader closes it.
  }

  @Override
  protected Schema readSchema() {
    return getVectorSchemaRoot().getSchema();
  }
}
