package io.merganser.server.query;

import io.merganser.connectors.duckdb.EngineErrors;
import io.merganser.connectors.spi.ForwardingStream;
import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.ResultStream;
import java.util.function.Supplier;

/// What a change gives to somebody who has a part of its table: no failure tells of the whole.
final class UntellingStream extends ForwardingStream {
  private UntellingStream(ResultStream stream) {
    super(stream);
  }

  static ResultStream of(Supplier<ResultStream> change) {
    return untelling(() -> new UntellingStream(change.get()));
  }

  @Override
  public boolean next() {
    return untelling(super::next);
  }

  private static <T> T untelling(Supplier<T> step) {
    try {
      return step.get();
    } catch (QueryException e) {
      throw EngineErrors.untelling(e);
    }
  }
}
