package io.merganser.server.query;

import io.merganser.connectors.spi.Cancellation;
import io.merganser.connectors.spi.ErrorKind;
import io.merganser.connectors.spi.QueryException;
import io.merganser.server.ServerError;
import io.merganser.server.session.Session;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Wraps the pipeline from outside: renders what is thrown, counts rows against the limit, and
/// tells the listeners.
public final class QueryMonitor {
  private static final Logger log = LoggerFactory.getLogger(QueryMonitor.class);

  private final List<QueryListener> listeners;
  private final long mostRows;
  private final AtomicInteger running = new AtomicInteger();

  /// @param mostRows of one result; [Long#MAX_VALUE] for no limit
  public QueryMonitor(List<QueryListener> listeners, long mostRows) {
    this.listeners = List.copyOf(listeners);
    this.mostRows = mostRows;
  }

  /// Statements that run now.
  public int running() {
    return running.get();
  }

  <T> T planning(Session session, Supplier<T> step) {
    long start = System.nanoTime();
    try {
      T result = step.get();
      listeners.forEach(listener -> listener.planned(session, since(start), null));
      return result;
    } catch (RuntimeException e) {
      QueryException rendered = render(UUID.randomUUID().toString(), e);
      listeners.forEach(listener -> listener.planned(session, since(start), rendered));
      throw rendered;
    }
  }

  Started started(Session session) {
    Started started = new Started(session);
    running.incrementAndGet();
    listeners.forEach(listener -> listener.started(session, started.id));
    return started;
  }

  /// What a client sees of a failure. Ours alone it sees by an id, under which the log has the
  /// rest.
  private static QueryException render(String id, RuntimeException failure) {
    if (failure instanceof QueryException known && known.code().kind() != ErrorKind.INTERNAL) {
      return known;
    }
    log.atError().addKeyValue("query", id).setCause(failure).log("a statement failed inside");
    return new QueryException(
        failure instanceof QueryException known ? known.code() : ServerError.INTERNAL_ERROR,
        "the statement failed inside the server; the log has it under " + id,
        null,
        null,
        failure);
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /// A statement between its start and its end.
  final class Started {
    private final String id = UUID.randomUUID().toString();
    private final Session session;
    private final long start = System.nanoTime();
    private @Nullable QueryException failure;

    Started(Session session) {
      this.session = session;
    }

    String id() {
      return id;
    }

    QueryException failed(RuntimeException thrown, Cancellation cancellation) {
      QueryException cancelled = cancellation.exception();
      QueryException rendered = cancelled == null ? render(id, thrown) : cancelled;
      failure = rendered;
      return rendered;
    }

    void ended(long rows) {
      running.decrementAndGet();
      listeners.forEach(listener -> listener.ended(session, id, since(start), rows, failure));
    }

    RunningQuery.Ending ending(Cancellation.Registration deadline) {
      return new RunningQuery.Ending() {
        @Override
        public void checkRows(long rows) {
          if (rows > mostRows) {
            throw new QueryException(
                ServerError.TOO_MANY_ROWS,
                "the result has more than " + mostRows + " rows",
                null,
                "add a LIMIT, or have limits.rows raised",
                null);
          }
        }

        @Override
        public RuntimeException failed(RuntimeException thrown, Cancellation cancellation) {
          return Started.this.failed(thrown, cancellation);
        }

        @Override
        public void ended(long rows) {
          deadline.close();
          Started.this.ended(rows);
        }
      };
    }
  }
}
