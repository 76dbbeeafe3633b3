package io.merganser.server.flight;

import io.grpc.Context;
import io.merganser.connectors.spi.Cancellation;
import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.QueryException;
import io.merganser.server.ServerError;
import io.merganser.server.flight.SessionHandles.Execution;
import io.merganser.server.query.EngineThreads;
import io.merganser.server.query.RunningQuery;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.arrow.flight.FlightProducer.ServerStreamListener;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends one result at the speed at which the client takes it.
///
/// A state machine that runs in steps on engine threads and lets go of the thread whenever gRPC
/// holds as much unsent data as it may; gRPC wakes it when there is room. So a client that stalls
/// costs the bytes up to gRPC's threshold and one batch, and no thread. Steps never overlap:
/// whoever wants one counts `wanted` up, and only who found it at zero starts one.
final class ResultSender {
  private static final Logger log = LoggerFactory.getLogger(ResultSender.class);

  /// When all engine threads are taken, a result on its way tries again after this.
  private static final long RETRY_MILLIS = 10;

  private final String ticket;
  private final Execution execution;
  private final Start run;
  private final ServerStreamListener listener;
  private final Surroundings surroundings;
  private final Iterator<List<@Nullable Object>> rows;
  private final Runnable onEnd;
  private final AtomicInteger wanted = new AtomicInteger();
  private final Cancellation cancellation = new Cancellation();
  private final Context call = Context.current();
  private final Context.CancellationListener onCancelledCall = cancelled -> cancel();
  private @Nullable RunningQuery current;
  private @Nullable BatchMover mover;
  private boolean started;
  private boolean ended;

  /// @param run starts the statement with values for its parameters, on an engine thread
  /// @param onEnd runs once, when everything is given back
  ResultSender(
      String ticket,
      Execution execution,
      Start run,
      ServerStreamListener listener,
      Surroundings surroundings,
      Runnable onEnd) {
    this.ticket = ticket;
    this.execution = execution;
    this.run = run;
    this.listener = listener;
    this.surroundings = surroundings;
    this.rows = execution.rows().iterator();
    this.onEnd = onEnd;
  }

  String ticket() {
    return ticket;
  }

  /// Must be called on gRPC's thread, before it returns from the call. Where that is an engine
  /// thread, the first step runs on it.
  void start() {
    listener.setUseZeroCopy(true);
    // Arrow wants a handler; gRPC calls it on the call's own thread, where a step may be running.
    listener.setOnCancelHandler(this::cancel);
    // The context is cancelled on another one, also when the deadline passes or the connection
    // breaks.
    call.addListener(onCancelledCall, Runnable::run);
    listener.setOnReadyHandler(this::wake);
    // A client that does not read wakes nobody: what it has open ends when its time is over.
    Cancellation.Registration _ = cancellation.onCancel(this::wake);
    wake();
  }

  /// Stops the statement, from any thread.
  void cancel() {
    cancellation.cancel(ConnectorError.STATEMENT_CANCELLED);
  }

  private void wake() {
    if (wanted.getAndIncrement() == 0) {
      schedule();
    }
  }

  private void schedule() {
    if (EngineThreads.isHere()) {
      steps();
      return;
    }
    try {
      surroundings.threads().execute(this::steps);
    } catch (QueryException e) {
      if (e.code() == ServerError.SERVER_BUSY && (started || cancellation.isCancelled())) {
        // Giving up now would throw away what the client has read so far.
        var _ = surroundings.timer().schedule(this::schedule, RETRY_MILLIS, TimeUnit.MILLISECONDS);
      } else {
        end(e);
      }
    }
  }

  private void steps() {
    int seen = wanted.get();
    do {
      step();
      seen = wanted.addAndGet(-seen);
    } while (seen != 0);
  }

  private void step() {
    if (ended) {
      return;
    }
    try {
      while (!cancellation.isCancelled()) {
        if (mover == null && !begin()) {
          end(null);
          return;
        }
        if (!listener.isReady()) {
          return;
        }
        if (!sendNext()) {
          end(null);
          return;
        }
      }
      end(cancellation.exception());
    } catch (RuntimeException | Error e) {
      end(e);
    }
  }

  /// Runs the statement before the schema goes out, so that most failures come instead of a stream.
  private boolean begin() {
    started = true;
    if (!rows.hasNext()) {
      return false;
    }
    startNext();
    mover = new BatchMover(execution.schema(), surroundings.allocator());
    listener.start(mover.target());
    return true;
  }

  private void startNext() {
    current = run.start(rows.next(), cancellation);
  }

  /// @return whether there may be more
  private boolean sendNext() {
    RunningQuery running = current;
    if (running == null) {
      if (!rows.hasNext()) {
        return false;
      }
      startNext();
      return true;
    }
    if (!running.next()) {
      current = null;
      running.close();
      return rows.hasNext();
    }
    VectorSchemaRoot batch = running.batch();
    if (batch.getRowCount() > 0 && mover != null && !execution.schema().getFields().isEmpty()) {
      mover.move(batch, listener::putNext);
    }
    return true;
  }

  /// Gives everything back, then answers: who has the answer finds nothing left.
  private void end(@Nullable Throwable failure) {
    if (ended) {
      return;
    }
    ended = true;
    call.removeListener(onCancelledCall);
    closeQuietly(current);
    current = null;
    closeQuietly(mover);
    mover = null;
    try {
      if (listener.isCancelled()) {
        log.debug("the client left before the end of its result");
      } else if (failure == null) {
        listener.completed();
      } else {
        listener.error(FlightErrors.of(failure));
      }
    } catch (RuntimeException e) {
      log.debug("the client left before the end of its result", e);
    } finally {
      onEnd.run();
    }
  }

  private static void closeQuietly(@Nullable AutoCloseable closeable) {
    if (closeable == null) {
      return;
    }
    try {
      closeable.close();
    } catch (Exception e) {
      log.warn("could not give back what a result held", e);
    }
  }

  /// Starts the statement, on an engine thread.
  interface Start {
    RunningQuery start(List<@Nullable Object> values, Cancellation cancellation);
  }

  /// What all senders share.
  ///
  /// @param allocator owns batches on their way, gRPC's included
  record Surroundings(
      EngineThreads threads, ScheduledExecutorService timer, BufferAllocator allocator) {}
}
