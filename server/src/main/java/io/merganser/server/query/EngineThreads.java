package io.merganser.server.query;

import io.merganser.connectors.spi.QueryException;
import io.merganser.server.ServerError;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// The platform threads on which parsing, planning and every call of DuckDB runs.
///
/// They have a big stack because a deep statement recurses deeply, in our parser and in DuckDB's
/// binder, where an overflow would end the process; virtual threads and gRPC's have small ones. The
/// stack is address space, not memory, until it is used.
public final class EngineThreads implements AutoCloseable {
  private static final long STACK_BYTES = 256L << 20;

  private final ThreadPoolExecutor pool;

  /// @param most how many may run at once; one more is refused with [ServerError#SERVER_BUSY]
  public EngineThreads(int most) {
    AtomicInteger count = new AtomicInteger();
    this.pool =
        new ThreadPoolExecutor(
            0,
            most,
            60,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
              Thread thread = new EngineThread(task, "engine-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /// Whether the caller is on such a thread.
  public static boolean isHere() {
    return Thread.currentThread() instanceof EngineThread;
  }

  /// Runs a task there and waits for it; on an engine thread already, runs it at once.
  public <T> T call(Callable<T> task) {
    if (isHere()) {
      return callHere(task);
    }
    Future<T> future = submit(task);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException e) {
          // The statement has its own ways to be cancelled; its resources need an orderly end.
          interrupted = true;
        } catch (ExecutionException e) {
          throw unchecked(e.getCause() == null ? e : e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// Runs a task there without waiting.
  public void execute(Runnable task) {
    try {
      pool.execute(task);
    } catch (RejectedExecutionException e) {
      throw refused();
    }
  }

  /// Runs a task there without waiting, if one is free.
  ///
  /// @return whether it will run
  public boolean tryExecute(Runnable task) {
    try {
      pool.execute(task);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  private <T> Future<T> submit(Callable<T> task) {
    try {
      return pool.submit(task);
    } catch (RejectedExecutionException e) {
      throw refused();
    }
  }

  private QueryException refused() {
    return pool.isShutdown()
        ? new QueryException(ServerError.SERVER_STOPPING, "the server is stopping")
        : new QueryException(
            ServerError.SERVER_BUSY,
            "the server runs as many statements as it may",
            null,
            "try again later",
            null);
  }

  private static <T> T callHere(Callable<T> task) {
    try {
      return task.call();
    } catch (Exception e) {
      throw unchecked(e);
    }
  }

  private static RuntimeException unchecked(Throwable failure) {
    return switch (failure) {
      case RuntimeException e -> e;
      case Error e -> throw e;
      default -> new IllegalStateException(failure);
    };
  }

  @Override
  public void close() {
    pool.shutdown();
  }

  private static final class EngineThread extends Thread {
    EngineThread(Runnable task, String name) {
      super(null, task, name, STACK_BYTES);
    }
  }
}
