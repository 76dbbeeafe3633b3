package io.merganser.bench;

import io.merganser.authz.EffectiveSet;
import io.merganser.authz.Principal;
import io.merganser.authz.ScopeName;
import io.merganser.connectors.duckdb.DuckDbConnectorFactory;
import io.merganser.connectors.duckdb.EngineConfig;
import io.merganser.connectors.spi.Secret;
import io.merganser.connectors.spi.SourceConfig;
import io.merganser.connectors.spi.SourceMode;
import io.merganser.planner.ExecutablePlan;
import io.merganser.planner.Scope;
import io.merganser.planner.StatementLimits;
import io.merganser.server.database.DatabaseSpec;
import io.merganser.server.database.Databases;
import io.merganser.server.database.RunningDatabase;
import io.merganser.server.query.Concurrency;
import io.merganser.server.query.Deadlines;
import io.merganser.server.query.EngineThreads;
import io.merganser.server.query.PlanExecutor;
import io.merganser.server.query.QueryMonitor;
import io.merganser.server.query.QueryPipeline;
import io.merganser.server.query.ResultLimits;
import io.merganser.server.query.Revocations;
import io.merganser.server.session.Credentials;
import io.merganser.server.session.LoginListener;
import io.merganser.server.session.Origin;
import io.merganser.server.session.Session;
import io.merganser.server.session.Sessions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/// The server's own pipeline in this process, without front doors: for what is too short to be
/// measured through one.
final class LocalServer implements AutoCloseable {
  private final BufferAllocator allocator = new RootAllocator();
  private final EngineThreads threads = new EngineThreads(4);
  private final Deadlines deadlines = new Deadlines(Duration.ofMinutes(5));
  private final Revocations revocations = new Revocations(threads);
  private final Databases databases;
  private final QueryPipeline pipeline;
  private final Session session;

  LocalServer(Lab lab) {
    this(lab, "tpch", lab.file());
  }

  /// @param file a DuckDB file, which becomes the catalog
  LocalServer(Lab lab, String catalog, Path file) {
    this(
        lab,
        catalog,
        file,
        new EffectiveSet(new Principal("bench", ServerProcess.USER, true), List.of()));
  }

  /// @param file a DuckDB file, which becomes the catalog
  /// @param rights of who asks
  LocalServer(Lab lab, String catalog, Path file, EffectiveSet rights) {
    databases =
        new Databases(
            Map.of("duckdb", new DuckDbConnectorFactory()),
            EngineConfig.of("2GB", lab.cores(), lab.folder().resolve("tmp"), null),
            StatementLimits.DEFAULT,
            _ -> Map.of());
    SourceConfig source =
        new SourceConfig(catalog, true, Map.of("path", file.toString()), Map.of(), lab.folder());
    DatabaseSpec spec =
        new DatabaseSpec(
            "bench",
            "main",
            catalog,
            "main",
            List.of(new DatabaseSpec.SourceSpec("duckdb", SourceMode.ATTACH, false, source, null)));
    RunningDatabase database = databases.open(spec);
    Principal principal = rights.principal();
    Sessions.Gate gate =
        new Sessions.Gate() {
          @Override
          public Sessions.Admission admit(Credentials credentials) {
            return new Sessions.Admission(principal, database, null);
          }

          @Override
          public Principal identify(Credentials credentials) {
            return principal;
          }

          @Override
          public EffectiveSet effectiveSet(Principal who, RunningDatabase where) {
            return rights;
          }

          @Override
          public Scope scope(RunningDatabase database, ScopeName name) {
            throw new IllegalStateException("nobody is in a scope");
          }
        };
    pipeline =
        new QueryPipeline(
            new PlanExecutor(allocator),
            new QueryMonitor(List.of(), ResultLimits.NONE, Concurrency.UNLIMITED),
            deadlines,
            revocations);
    session =
        new Sessions(gate, LoginListener.NONE, Duration.ofHours(1), 1, 1)
            .open(
                new Credentials(
                    ServerProcess.USER,
                    new Secret(""),
                    null,
                    null,
                    Origin.of(Origin.Protocol.HTTP, null)));
  }

  /// Parses, analyzes, authorizes and plans, or finds the plan in the cache. To be called on an
  /// engine thread.
  void plan(String sql) {
    pipeline.prepare(session, sql);
  }

  /// The text that the engine would run, all in one. To be called on an engine thread.
  String emitted(String sql) {
    ExecutablePlan plan = pipeline.prepare(session, sql).plan();
    if (plan instanceof ExecutablePlan.OnHub whole) {
      return whole.sql();
    }
    throw new IllegalStateException("the hub alone does not run " + sql);
  }

  /// Runs on an engine thread, as statements do.
  <T> T onEngine(Callable<T> work) {
    return threads.call(work);
  }

  @Override
  public void close() {
    databases.close();
    revocations.close();
    deadlines.close();
    threads.close();
    allocator.close();
  }
}
