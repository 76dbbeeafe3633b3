package io.merganser.catalog.store;

import io.merganser.connectors.spi.Names;

/// One thing that applying a manifest changes.
///
/// @param what kind and name, e.g. `source acme/main/sales`
public record Change(Action action, String what) {
  /// What happens to it.
  public enum Action {
    CREATED,
    UPDATED,
    DELETED
  }

  /// `created source acme/main/sales`.
  @Override
  public String toString() {
    return Names.fold(action.name()) + " " + what;
  }
}
