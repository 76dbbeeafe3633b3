package io.merganser.connectors.spi;

/// Whose doing an error is; decides log level, retry and wire status.
public enum ErrorKind {
  /// The statement or request is at fault.
  USER,
  /// The principal may not.
  DENIED,
  /// A source or another system failed.
  EXTERNAL,
  /// A limit was reached or somebody cancelled.
  RESOURCES,
  /// We are at fault; the client sees only an id.
  INTERNAL
}
