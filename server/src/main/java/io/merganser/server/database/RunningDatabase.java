package io.merganser.server.database;

import io.merganser.connectors.duckdb.DuckDbEngine;
import io.merganser.planner.QueryPlanner;
import org.jspecify.annotations.Nullable;

/// A database while it runs: its catalogs, the hub that holds the attached ones, and the engine
/// that joins what comes from several sites. Safe for use from any thread.
///
/// @param hub holds the catalogs that are attached
/// @param joiner holds those of them that nobody writes; runs what joins them with the streams of
///   fragments, in the order it is written
public record RunningDatabase(
    String tenant,
    String name,
    @Nullable String defaultCatalog,
    @Nullable String defaultSchema,
    OpenedSources catalogs,
    DuckDbEngine hub,
    DuckDbEngine joiner,
    QueryPlanner planner)
    implements AutoCloseable {

  @Override
  public void close() {
    catalogs.close();
    hub.close();
    joiner.close();
  }
}
