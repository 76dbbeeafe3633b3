package io.merganser.server.query;

import io.merganser.connectors.spi.ForwardingStream;
import io.merganser.connectors.spi.ResultStream;

/// The answer to a change without RETURNING: no columns, no rows, and how many rows have changed.
final class ChangeCount extends ForwardingStream {
  private final long rows;

  ChangeCount(ResultStream empty, long rows) {
    super(empty);
    this.rows = rows;
  }

  long rows() {
    return rows;
  }
}
