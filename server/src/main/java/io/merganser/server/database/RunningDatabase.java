package io.merganser.server.database;

import io.merganser.connectors.duckdb.DuckDbEngine;
import io.merganser.planner.Catalogs;
import io.merganser.planner.QueryPlanner;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A database while it runs: its catalogs, the hub that holds the attached ones, and the engine
/// that joins what comes from several sites. Safe for use from any thread.
///
/// @param sources how each was when the database opened
/// @param hub holds the catalogs that are attached
/// @param joiner holds nothing; runs what joins the streams of fragments, in the order it is
///   written
public record RunningDatabase(
    String tenant,
    String name,
    @Nullable String defaultCatalog,
    @Nullable String defaultSchema,
    Catalogs catalogs,
    List<SourceState> sources,
    DuckDbEngine hub,
    DuckDbEngine joiner,
    QueryPlanner planner)
    implements AutoCloseable {

  public RunningDatabase {
    sources = List.copyOf(sources);
  }

  @Override
  public void close() {
    for (SourceState source : sources) {
      if (source.status() == SourceState.Status.READY) {
        catalogs.find(source.alias()).ifPresent(catalog -> catalog.metadata().close());
      }
    }
    hub.close();
    joiner.close();
  }
}
