package io.merganser.server.database;

import io.merganser.connectors.duckdb.DuckDbEngine;
import io.merganser.connectors.duckdb.EngineConfig;
import io.merganser.connectors.spi.ConnectorFactory;
import io.merganser.connectors.spi.DirectConnector;
import io.merganser.connectors.spi.Names;
import io.merganser.connectors.spi.QueryException;
import io.merganser.planner.QueryPlanner;
import io.merganser.planner.StatementLimits;
import io.merganser.planner.analyze.FenceProbe;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/// The databases that run: opens each with its hub and its sources, and finds it again. Safe for
/// use from any thread.
public final class Databases implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Databases.class);

  private static final Duration RETRY = Duration.ofSeconds(3);

  private final Map<String, ConnectorFactory> factories;
  private final EngineConfig engine;
  private final StatementLimits limits;
  private final Function<String, Map<String, DirectConnector>> builtIn;
  private final Map<Key, RunningDatabase> running = new ConcurrentHashMap<>();
  private volatile boolean fenceProved;

  private final ScheduledExecutorService retries =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("source-retries").daemon().factory());

  /// @param factories by type
  /// @param builtIn catalogs that each database of a tenant has besides its sources, by name
  public Databases(
      Map<String, ConnectorFactory> factories,
      EngineConfig engine,
      StatementLimits limits,
      Function<String, Map<String, DirectConnector>> builtIn) {
    this.factories = Map.copyOf(factories);
    this.engine = engine;
    this.limits = limits;
    this.builtIn = builtIn;
  }

  /// Opens a database. A source that fails is FAILED with its reason and takes nothing else down;
  /// one that only did not answer is tried again until it does, and is direct then. Engines are
  /// called, so it must run on a thread with a big stack.
  ///
  /// @throws QueryException if an engine does not start, is not locked down, or tells of rows that
  ///   a policy hides
  public RunningDatabase open(DatabaseSpec spec) {
    SourceOpener opener = new SourceOpener(factories, engine);
    SourceOpener.Opened opened = opener.open(spec);
    try {
      proveFence(opened.hub());
    } catch (QueryException e) {
      opened.joiner().close();
      opened.hub().close();
      throw e;
    }
    builtIn
        .apply(spec.tenant())
        .forEach((name, connector) -> opened.sources().putBuiltIn(connector, name));
    RunningDatabase database =
        new RunningDatabase(
            spec.tenant(),
            spec.name(),
            spec.defaultCatalog(),
            spec.defaultSchema(),
            opened.sources(),
            opened.hub(),
            opened.joiner(),
            new QueryPlanner(new EngineBinder(opened.hub()), opened.joiner()::parse, limits));
    running.put(new Key(spec.tenant(), spec.name()), database);
    opened.sources().states().forEach(state -> report(spec, state));
    opened.late().forEach(source -> retry(spec, source, opened.sources()));
    return database;
  }

  /// All engines are of one version and have the same settings, so the first one tells.
  private void proveFence(DuckDbEngine hub) {
    if (!fenceProved) {
      FenceProbe.prove(hub::answers);
      fenceProved = true;
    }
  }

  private void retry(DatabaseSpec spec, LateSource source, OpenedSources sources) {
    Runnable attempt =
        () -> {
          SourceState state = source.tryToJoin(sources);
          if (state.status() == SourceState.Status.READY) {
            report(spec, state);
          } else {
            retry(spec, source, sources);
          }
        };
    Future<?> _ = retries.schedule(attempt, RETRY.toMillis(), TimeUnit.MILLISECONDS);
  }

  public Optional<RunningDatabase> find(String tenant, String name) {
    return Optional.ofNullable(running.get(new Key(tenant, name)));
  }

  /// Databases of a tenant.
  public List<RunningDatabase> of(String tenant) {
    return running.entrySet().stream()
        .filter(entry -> entry.getKey().tenant().equals(tenant))
        .map(Map.Entry::getValue)
        .toList();
  }

  public List<RunningDatabase> all() {
    return List.copyOf(running.values());
  }

  private static void report(DatabaseSpec spec, SourceState state) {
    boolean failed = state.status() == SourceState.Status.FAILED;
    String mode = state.mode();
    String reason = state.reason();
    LoggingEventBuilder event =
        log.atLevel(failed ? Level.WARN : Level.INFO)
            .addKeyValue("tenant", spec.tenant())
            .addKeyValue("database", spec.name())
            .addKeyValue("source", state.alias())
            .addKeyValue("status", state.status());
    event = mode == null ? event : event.addKeyValue("mode", mode);
    event = reason == null ? event : event.addKeyValue("reason", reason);
    event.log("source opened");
  }

  @Override
  public void close() {
    retries.shutdownNow();
    QueryException first = null;
    for (RunningDatabase database : running.values()) {
      try {
        database.close();
      } catch (QueryException e) {
        first = first == null ? e : first;
      }
    }
    running.clear();
    if (first != null) {
      throw first;
    }
  }

  private record Key(String tenant, String name) {
    Key {
      tenant = Names.fold(tenant);
      name = Names.fold(name);
    }
  }
}
