package io.merganser.connectors.duckdb;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one engine may use.
///
/// @param memoryLimit as DuckDB reads it, e.g. `4GB`
/// @param threads worker threads of the engine
/// @param tempDirectory where it spills; each engine makes a folder of its own in there
/// @param maxTempSize how much it may spill, as DuckDB reads it; null for DuckDB's default
/// @param extensions the folder of extensions; null where there is none
/// @param disabledOptimizers DuckDB's names, e.g. `join_order` to keep the order that the planner
///   chose
public record EngineConfig(
    String memoryLimit,
    int threads,
    Path tempDirectory,
    @Nullable String maxTempSize,
    @Nullable Path extensions,
    List<String> disabledOptimizers) {

  public EngineConfig {
    if (threads < 1) {
      throw new IllegalArgumentException("an engine needs a thread, not " + threads);
    }
    for (String optimizer : disabledOptimizers) {
      if (!optimizer.matches("[a-z_]+")) {
        throw new IllegalArgumentException("no such optimizer: " + optimizer);
      }
    }
    disabledOptimizers = List.copyOf(disabledOptimizers);
  }

  /// All optimizers on, DuckDB's own bound on spilling.
  public static EngineConfig of(
      String memoryLimit, int threads, Path tempDirectory, @Nullable Path extensions) {
    return new EngineConfig(memoryLimit, threads, tempDirectory, null, extensions, List.of());
  }
}
