package io.merganser.connectors.spi;

/// A value that must not be printed.
public final class Secret {
  private final String value;

  public Secret(String value) {
    this.value = value;
  }

  /// The value itself; name the place that needs it when you call this.
  public String reveal() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && secret.value.equals(value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
