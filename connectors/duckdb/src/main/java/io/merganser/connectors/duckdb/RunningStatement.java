package io.merganser.connectors.duckdb;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.duckdb.DuckDBConnection;

/// A statement that can be stopped from any thread, from its preparation to the close of its
/// stream.
///
/// The driver has no safe public way: `Statement.cancel` does nothing once rows stream, and closing
/// the connection frees results that the statement's thread still uses (measured: SIGSEGV within
/// 150 races of close against `arrowExportStream`). What both call inside, the connection's
/// `interrupt`, only raises a flag; all is then closed by the thread that owns it, and the
/// connection stays usable. Because the engine lowers the flag when it starts a query, it is raised
/// until the statement ends.
final class RunningStatement {
  private static final MethodHandle INTERRUPT;
  private static final MethodHandle LOCK;

  static {
    try {
      Method interrupt = DuckDBConnection.class.getDeclaredMethod("interrupt");
      interrupt.setAccessible(true);
      INTERRUPT = MethodHandles.lookup().unreflect(interrupt);
      Field lock = DuckDBConnection.class.getDeclaredField("connRefLock");
      lock.setAccessible(true);
      LOCK = MethodHandles.lookup().unreflectGetter(lock);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this DuckDB driver cannot be interrupted", e);
    }
  }

  private static final long AGAIN_AFTER_MILLIS = 10;

  private final DuckDBConnection connection;
  private boolean finished;

  RunningStatement(DuckDBConnection connection) {
    this.connection = connection;
  }

  /// Returns at once: raising the flag waits for a bind in progress, which cannot be interrupted.
  void stop() {
    Thread.ofPlatform().name("duckdb-cancel").daemon(true).start(this::interruptUntilFinished);
  }

  private synchronized void interruptUntilFinished() {
    try {
      while (!finished) {
        raise();
        TimeUnit.MILLISECONDS.timedWait(this, AGAIN_AFTER_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// The driver wants its lock held, so that the connection cannot go away meanwhile.
  private void raise() {
    try {
      ReentrantLock lock = (ReentrantLock) LOCK.invokeExact(connection);
      lock.lock();
      try {
        INTERRUPT.invokeExact(connection);
      } finally {
        lock.unlock();
      }
    } catch (Throwable e) {
      throw new IllegalStateException("DuckDB does not take an interrupt", e);
    }
  }

  /// From here on the connection is not interrupted any more.
  synchronized void finish() {
    finished = true;
    notifyAll();
  }
}
