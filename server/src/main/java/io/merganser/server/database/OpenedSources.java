package io.merganser.server.database;

import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.DirectConnector;
import io.merganser.connectors.spi.Names;
import io.merganser.connectors.spi.QueryException;
import io.merganser.planner.Catalogs;
import io.merganser.planner.SourceCatalog;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// The catalogs of a running database and the state of the sources behind them. A source that
/// failed may join later; none leaves.
public final class OpenedSources implements Catalogs, AutoCloseable {
  private final Map<String, SourceCatalog> ready;
  private final Map<String, SourceState> states;
  private final Set<String> writable;
  private final Map<String, SourceCatalog> builtIn = new ConcurrentHashMap<>();
  private final AtomicLong version = new AtomicLong();

  /// All by folded alias.
  OpenedSources(
      Map<String, SourceCatalog> ready, Map<String, SourceState> states, Set<String> writable) {
    this.ready = new ConcurrentHashMap<>(ready);
    this.states = new ConcurrentHashMap<>(states);
    this.writable = Set.copyOf(writable);
  }

  /// How the sources are, by alias.
  List<SourceState> states() {
    return states.values().stream().sorted(Comparator.comparing(SourceState::alias)).toList();
  }

  void put(SourceState state) {
    states.put(Names.fold(state.alias()), state);
  }

  void put(SourceState state, SourceCatalog catalog) {
    ready.put(Names.fold(state.alias()), catalog);
    put(state);
    version.incrementAndGet();
  }

  /// Adds a catalog of the server's own. It is found by its name, and in no list of catalogs: those
  /// are of what was declared.
  void putBuiltIn(DirectConnector connector, String name) {
    builtIn.put(Names.fold(name), new SourceCatalog(name, connector, false, connector));
  }

  @Override
  public List<String> names() {
    return states().stream().map(SourceState::alias).toList();
  }

  @Override
  public Optional<SourceCatalog> find(String name) {
    String folded = Names.fold(name);
    SourceCatalog catalog = ready.get(folded);
    if (catalog != null) {
      return Optional.of(catalog);
    }
    SourceState state = states.get(folded);
    if (state == null) {
      return Optional.ofNullable(builtIn.get(folded));
    }
    throw new QueryException(
        ConnectorError.SOURCE_NOT_READY,
        state.status() == SourceState.Status.DISABLED
            ? "the source `" + state.alias() + "` is disabled"
            : "the source `" + state.alias() + "` failed: " + state.reason());
  }

  @Override
  public long version() {
    return version.get();
  }

  @Override
  public boolean isWritable(String name) {
    return writable.contains(Names.fold(name));
  }

  @Override
  public void changed() {
    for (String name : writable) {
      SourceCatalog catalog = ready.get(name);
      if (catalog != null && catalog.metadata() instanceof CachedConnector cached) {
        cached.forget();
      }
    }
    version.incrementAndGet();
  }

  @Override
  public void close() {
    ready.values().forEach(catalog -> catalog.metadata().close());
  }
}
