package io.merganser.connectors.spi;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The switch by which a statement is stopped, shared by all that works for it. Safe for use from
/// any thread. Actions run once, on the thread that cancels, or at once when it is too late; they
/// must be quick and must not throw.
public final class Cancellation {
  private final List<Runnable> actions = new ArrayList<>();
  private @Nullable ConnectorError reason;

  /// Asks for `action` to run when the statement is cancelled.
  ///
  /// @return closes the registration: once closed the action does not run any more
  public Registration onCancel(Runnable action) {
    synchronized (this) {
      if (reason == null) {
        actions.add(action);
        return () -> remove(action);
      }
    }
    action.run();
    return () -> {};
  }

  /// Stops the statement; the first reason counts, further calls do nothing.
  ///
  /// @param why [ConnectorError#STATEMENT_CANCELLED], [ConnectorError#STATEMENT_TIMEOUT] or
  ///   [ConnectorError#STATEMENT_REVOKED]
  public void cancel(ConnectorError why) {
    List<Runnable> toRun;
    synchronized (this) {
      if (reason != null) {
        return;
      }
      reason = why;
      toRun = List.copyOf(actions);
      actions.clear();
    }
    toRun.forEach(Runnable::run);
  }

  public synchronized boolean isCancelled() {
    return reason != null;
  }

  /// What to throw when work ended because of this, or null where nobody cancelled.
  public synchronized @Nullable QueryException exception() {
    if (reason == null) {
      return null;
    }
    return switch (reason) {
      case STATEMENT_TIMEOUT ->
          new QueryException(
              reason,
              "the statement ran longer than it may",
              null,
              "ask for less, or have limits.statementTimeout raised",
              null);
      case STATEMENT_REVOKED ->
          new QueryException(
              reason,
              "the rights that the statement started with have changed",
              null,
              "run the statement again",
              null);
      default -> new QueryException(reason, "the statement was cancelled");
    };
  }

  public void throwIfCancelled() {
    QueryException exception = exception();
    if (exception != null) {
      throw exception;
    }
  }

  private synchronized void remove(Runnable action) {
    actions.remove(action);
  }

  /// A registered action.
  public interface Registration extends AutoCloseable {
    @Override
    void close();
  }
}
