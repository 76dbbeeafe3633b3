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
}
