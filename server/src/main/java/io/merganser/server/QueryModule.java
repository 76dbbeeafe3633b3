package io.merganser.server;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.merganser.catalog.store.CatalogStore;
import io.merganser.connectors.duckdb.EngineConfig;
import io.merganser.connectors.spi.ConnectorFactory;
import io.merganser.server.audit.AuditCatalog;
import io.merganser.server.audit.AuditListener;
import io.merganser.server.config.ServerConfig;
import io.merganser.server.database.Databases;
import io.merganser.server.metadata.Metadata;
import io.merganser.server.metrics.QueryMetrics;
import io.merganser.server.query.Concurrency;
import io.merganser.server.query.Deadlines;
import io.merganser.server.query.EngineThreads;
import io.merganser.server.query.PlanExecutor;
import io.merganser.server.query.QueryLog;
import io.merganser.server.query.QueryMonitor;
import io.merganser.server.query.QueryPipeline;
import io.merganser.server.query.ResultLimits;
import io.merganser.server.query.Revocations;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/// The pipeline and the databases it runs on.
final class QueryModule extends AbstractModule {
  /// Statements at once, and calls of metadata; more are refused.
  private static final int MOST_THREADS = 512;

  @Provides
  @Singleton
  EngineThreads threads() {
    return new EngineThreads(MOST_THREADS);
  }

  @Provides
  @Singleton
  BufferAllocator allocator() {
    return new RootAllocator();
  }

  @Provides
  @Singleton
  Metadata metadata() {
    return new Metadata();
  }

  @Provides
  @Singleton
  Deadlines deadlines(ServerConfig config) {
    return new Deadlines(config.limits().statementTimeout());
  }

  @Provides
  @Singleton
  QueryMonitor monitor(ServerConfig config, MeterRegistry meters, AuditListener audit) {
    return new QueryMonitor(
        List.of(new QueryLog(), new QueryMetrics(meters), audit),
        new ResultLimits(config.limits().rows(), config.limits().resultBytes()),
        new Concurrency(
            config.limits().statementsPerUser(), config.limits().statementsPerTenant()));
  }

  @Provides
  @Singleton
  Revocations revocations(EngineThreads threads) {
    return new Revocations(threads);
  }

  @Provides
  @Singleton
  QueryPipeline pipeline(
      BufferAllocator allocator,
      QueryMonitor monitor,
      Deadlines deadlines,
      Revocations revocations) {
    return new QueryPipeline(new PlanExecutor(allocator), monitor, deadlines, revocations);
  }

  @Provides
  @Singleton
  Databases databases(
      Map<String, ConnectorFactory> factories, ServerConfig config, CatalogStore store) {
    ServerConfig.EngineSettings engine = config.engine();
    return new Databases(
        factories,
        EngineConfig.of(
            engine.memoryLimit() + "B",
            engine.threads(),
            engine.tempDirectory(),
            engine.extensions()),
        config.limits().statement(),
        tenant -> Map.of(AuditCatalog.NAME, new AuditCatalog(store.audit(), tenant)));
  }
}
