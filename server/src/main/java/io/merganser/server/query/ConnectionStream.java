package io.merganser.server.query;

import io.merganser.connectors.spi.ForwardingStream;
import io.merganser.connectors.spi.ResultStream;

/// A stream and the connection it runs on, which ends with it or goes back to its transaction.
final class ConnectionStream extends ForwardingStream {
  private final Runnable after;
  private boolean closed;

  ConnectionStream(ResultStream stream, Runnable after) {
    super(stream);
    this.after = after;
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      super.close();
    } finally {
      after.run();
    }
  }
}
