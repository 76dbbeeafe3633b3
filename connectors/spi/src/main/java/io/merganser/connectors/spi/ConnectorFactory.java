package io.merganser.connectors.spi;

/// Makes sources of one type. The server lists them in one place.
public interface ConnectorFactory {

  /// The type's name in a manifest, e.g. `postgres`.
  String type();

  /// What options and secrets the type takes.
  OptionsSpec options();

  /// Builds a source; no I/O. The options were checked against [#options()].
  ///
  /// @throws QueryException with [ConnectorError#SOURCE_MISCONFIGURED] if the options cannot be
  Source create(SourceConfig config);
}
