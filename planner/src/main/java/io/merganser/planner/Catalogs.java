package io.merganser.planner;

import java.util.List;
import java.util.Optional;

/// The catalogs of a database, before any principal's view of them. Safe for use from any thread.
public interface Catalogs {

  /// Names of all catalogs, also of those whose source failed.
  List<String> names();

  /// The catalog of that name, compared without case.
  ///
  /// @throws io.merganser.connectors.spi.QueryException
  ///   [io.merganser.connectors.spi.ConnectorError#SOURCE_NOT_READY] with its reason if the source
  ///   failed or is disabled
  Optional<SourceCatalog> find(String name);

  /// Grows whenever the catalogs may answer otherwise than before; plans are cached under it.
  long version();

  /// Whether statements may change the catalog: its source is declared writable, and the hub can
  /// write to it.
  default boolean isWritable(String name) {
    return false;
  }

  /// Told when a statement has made, altered or dropped a table, so that nothing stale is known.
  default void changed() {}
}
