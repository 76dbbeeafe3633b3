package io.merganser.server.query;

import io.merganser.connectors.spi.Cancellation;
import io.merganser.connectors.spi.QueryException;
import io.merganser.server.session.Session;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Wraps the pipeline from outside: renders what is thrown, counts rows against the limit, and
/// tells the listeners.
public final class QueryMonitor {
  private final List<QueryListener> listeners;
  private final ResultLimits limits;
  private final Concurrency concurrency;
  private final AtomicInteger running = new AtomicInteger();

  public QueryMonitor(List<QueryListener> listeners, ResultLimits limits, Concurrency concurrency) {
    this.listeners = List.copyOf(listeners);
    this.limits = limits;
    this.concurrency = concurrency;
  }

  /// Statements that run now.
  public int running() {
    return running.get();
  }

  PreparedQuery planning(
      Session session, String sql, Function<ObservedStatement, PreparedQuery> step) {
    ObservedStatement statement = new ObservedStatement(session, sql);
    long start = System.nanoTime();
    try {
      PreparedQuery result = step.apply(statement);
      listeners.forEach(listener -> listener.planned(statement, since(start), null));
      return result;
    } catch (RuntimeException | Error e) {
      QueryException rendered = render(e, statement);
      listeners.forEach(listener -> listener.planned(statement, since(start), rendered));
      throw rendered;
    }
  }

  Started started(Session session, String sql) {
    Started started = new Started(new ObservedStatement(session, sql));
    running.incrementAndGet();
    listeners.forEach(listener -> listener.started(started.statement));
    return started;
  }

  private static QueryException render(Throwable thrown, ObservedStatement statement) {
    return UntoldErrors.of(VisibleErrors.of(thrown, statement.id()), statement);
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /// A statement between its start and its end.
  final class Started {
    private final ObservedStatement statement;
    private final long start = System.nanoTime();
    private @Nullable QueryException failure;
    private Cancellation.Registration place = () -> {};

    Started(ObservedStatement statement) {
      this.statement = statement;
    }

    ObservedStatement statement() {
      return statement;
    }

    /// Takes a place among the statements of its user and tenant, until it has ended.
    void enter() {
      place = concurrency.enter(statement.session());
    }

    QueryException failed(Throwable thrown, Cancellation cancellation) {
      QueryException cancelled = cancellation.exception();
      QueryException rendered = cancelled == null ? render(thrown, statement) : cancelled;
      failure = rendered;
      return rendered;
    }

    void ended(long rows) {
      place.close();
      running.decrementAndGet();
      listeners.forEach(listener -> listener.ended(statement, since(start), rows, failure));
    }

    /// @param guard what watched over the statement until now
    RunningQuery.Ending ending(Cancellation.Registration guard) {
      return new RunningQuery.Ending() {
        @Override
        public void check(long rows, long bytes) {
          limits.check(rows, bytes);
        }

        @Override
        public RuntimeException failed(Throwable thrown, Cancellation cancellation) {
          return Started.this.failed(thrown, cancellation);
        }

        @Override
        public void ended(long rows) {
          guard.close();
          Started.this.ended(rows);
        }
      };
    }
  }
}
