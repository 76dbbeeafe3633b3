package io.merganser.server.http;

import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// Notices that a client hung up while its request is served.
///
/// Jetty does not read from a connection of HTTP/1.1 while a handler runs, and so sees nothing
/// until a write fails, which for a long statement is late. We wait for the connection to become
/// readable instead: what then comes is its end, or the next request of a client that does not wait
/// for answers. No client of ours does; its connection is closed after this answer, as HTTP allows.
public final class ClientWatch implements AutoCloseable {
  private final @Nullable AbstractEndPoint endPoint;
  private final Runnable action;
  private boolean closed;
  private boolean tookFromNextRequest;

  private ClientWatch(@Nullable AbstractEndPoint endPoint, Runnable action) {
    this.endPoint = endPoint;
    this.action = action;
  }

  static ClientWatch of(Request request, Runnable action) {
    EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
    ClientWatch watch =
        new ClientWatch(endPoint instanceof AbstractEndPoint known ? known : null, action);
    watch.start();
    return watch;
  }

  private void start() {
    if (endPoint != null) {
      endPoint.tryFillInterested(Callback.from(this::readable, this::failed));
    }
  }

  private synchronized void readable() {
    if (closed || endPoint == null) {
      return;
    }
    int count;
    try {
      count = endPoint.fill(BufferUtil.allocate(1));
    } catch (IOException e) {
      count = -1;
    }
    if (count < 0) {
      action.run();
    } else if (count == 0) {
      start();
    } else {
      tookFromNextRequest = true;
    }
  }

  /// Long statements outlast the idle timeout of the connection.
  private synchronized void failed(Throwable failure) {
    if (!closed && failure instanceof TimeoutException) {
      start();
    }
  }

  /// Looks no more. To be called before the last of the answer is written, because a client that
  /// has it may send its next request at once.
  public synchronized void stop() {
    closed = true;
    if (endPoint != null && endPoint.isFillInterested()) {
      endPoint.getFillInterest().onFail(new IOException("answered"));
    }
  }

  /// To be called when all of the answer was written.
  @Override
  public synchronized void close() {
    stop();
    if (endPoint != null && tookFromNextRequest) {
      endPoint.close();
    }
  }
}
