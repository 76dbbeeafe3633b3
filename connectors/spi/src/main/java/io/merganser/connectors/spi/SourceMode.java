package io.merganser.connectors.spi;

/// How a source is reached.
public enum SourceMode {
  /// Attached where that is possible here, direct otherwise.
  AUTO,
  /// DuckDB's own extension scans the tables.
  ATTACH,
  /// Fragments run over the source's driver.
  DIRECT
}
