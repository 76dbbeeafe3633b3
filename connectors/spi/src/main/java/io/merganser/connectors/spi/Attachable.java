package io.merganser.connectors.spi;

/// A source that the hub can hold as one of its own catalogs.
public interface Attachable {

  /// What the hub has to do to have the source under `alias`. Called once when a hub opens.
  Attachment attachment(String alias);

  /// Whether its tables cannot change while the hub holds it, neither by us nor by others. What was
  /// prepared over such tables stays right.
  default boolean isFrozen() {
    return false;
  }
}
