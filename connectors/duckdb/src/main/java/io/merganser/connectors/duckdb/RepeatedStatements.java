package io.merganser.connectors.duckdb;

import io.merganser.connectors.spi.ForwardingStream;
import io.merganser.connectors.spi.FragmentContext;
import io.merganser.connectors.spi.Parameter;
import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.ResultStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Statements that run again and again and are prepared once, each on a connection of its own: for
/// a small one, DuckDB's prepare takes longer than its run.
///
/// Only for statements over tables that cannot change. DuckDB plans by the statistics it finds, and
/// keeps to that plan: one prepared while no row passed its filter answers with no rows also when
/// there are some (measured, 1.5.5).
///
/// Bounded, least recently used out first. Safe for use from any thread.
final class RepeatedStatements implements AutoCloseable {
  private static final int MOST_IDLE = 128;

  private final Function<EngineSettings, EngineConnection> connections;
  private final Map<Key, Deque<EngineConnection>> idle = new LinkedHashMap<>(64, 0.75f, true);
  private int count;
  private boolean closed;

  RepeatedStatements(Function<EngineSettings, EngineConnection> connections) {
    this.connections = connections;
  }

  ResultStream execute(
      EngineSettings settings, String sql, List<Parameter> parameters, FragmentContext context) {
    Key key = new Key(settings, sql);
    EngineConnection known = take(key);
    EngineConnection connection = known == null ? connections.apply(settings) : known;
    try {
      ResultStream stream = connection.repeat(sql, parameters, context);
      return new Run(key, connection, stream, context);
    } catch (RuntimeException e) {
      try {
        connection.close();
      } catch (RuntimeException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
  }

  private synchronized @Nullable EngineConnection take(Key key) {
    Deque<EngineConnection> same = idle.get(key);
    if (same == null) {
      return null;
    }
    EngineConnection taken = same.pop();
    if (same.isEmpty()) {
      idle.remove(key);
    }
    count--;
    return taken;
  }

  private void put(Key key, EngineConnection connection) {
    EngineConnection surplus = keep(key, connection);
    if (surplus != null) {
      surplus.close();
    }
  }

  /// @return the one that has to go for it
  private synchronized @Nullable EngineConnection keep(Key key, EngineConnection connection) {
    if (closed) {
      return connection;
    }
    idle.computeIfAbsent(key, any -> new ArrayDeque<>()).push(connection);
    count++;
    if (count <= MOST_IDLE) {
      return null;
    }
    count--;
    Iterator<Deque<EngineConnection>> eldest = idle.values().iterator();
    Deque<EngineConnection> same = eldest.next();
    EngineConnection surplus = same.removeLast();
    if (same.isEmpty()) {
      eldest.remove();
    }
    return surplus;
  }

  /// How many wait for their next run.
  synchronized int idle() {
    return count;
  }

  /// Lets all go, and those that run now once they end.
  @Override
  public void close() {
    List<EngineConnection> all = new ArrayList<>();
    synchronized (this) {
      closed = true;
      idle.values().forEach(all::addAll);
      idle.clear();
      count = 0;
    }
    all.forEach(EngineConnection::close);
  }

  /// Some of what a statement means is settled when it is prepared.
  private record Key(EngineSettings settings, String sql) {}

  /// One run. Only who was read to its end leaves a connection of which we know that it is clean.
  private final class Run extends ForwardingStream {
    private final Key key;
    private final EngineConnection connection;
    private final FragmentContext context;
    private boolean complete;
    private boolean ended;

    Run(Key key, EngineConnection connection, ResultStream stream, FragmentContext context) {
      super(stream);
      this.key = key;
      this.connection = connection;
      this.context = context;
    }

    @Override
    public boolean next() {
      boolean more = super.next();
      complete = !more;
      return more;
    }

    @Override
    public void close() {
      if (ended) {
        return;
      }
      ended = true;
      try {
        super.close();
      } catch (QueryException e) {
        connection.close();
        throw e;
      }
      if (complete && !context.cancellation().isCancelled()) {
        put(key, connection);
      } else {
        connection.close();
      }
    }
  }
}
