package io.merganser.connectors.spi;

import org.jspecify.annotations.Nullable;

/// What a factory makes of a declared source: how the hub attaches it, how fragments run on it
/// directly, or both. At least one is there.
public record Source(@Nullable Attachable attachable, @Nullable DirectConnector direct) {
  public Source {
    if (attachable == null && direct == null) {
      throw new IllegalArgumentException("a source is attachable, direct or both");
    }
  }
}
