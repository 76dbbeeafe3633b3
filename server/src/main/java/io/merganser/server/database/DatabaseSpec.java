package io.merganser.server.database;

import io.merganser.connectors.spi.SourceConfig;
import io.merganser.connectors.spi.SourceMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A database as declared, with what its sources need resolved.
public record DatabaseSpec(
    String tenant,
    String name,
    @Nullable String defaultCatalog,
    @Nullable String defaultSchema,
    List<SourceSpec> sources) {
  public DatabaseSpec {
    sources = List.copyOf(sources);
  }

  /// @param problem why the source cannot be tried at all, e.g. a secret that was not found; null
  ///   if none
  public record SourceSpec(
      String type,
      SourceMode mode,
      boolean disabled,
      SourceConfig config,
      @Nullable String problem) {}
}
