package io.merganser.authz;

import io.merganser.connectors.spi.Names;

/// A scope of a database of the principal's tenant. Names are compared without case.
public record ScopeName(String database, String scope) {

  /// Reads `database/scope`.
  ///
  /// @throws IllegalArgumentException with a sentence that says why not
  public static ScopeName parse(String text) {
    int slash = text.indexOf('/');
    if (slash <= 0 || slash != text.lastIndexOf('/') || slash == text.length() - 1) {
      throw new IllegalArgumentException("`" + text + "` is not of the form database/scope");
    }
    return new ScopeName(text.substring(0, slash).trim(), text.substring(slash + 1).trim());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ScopeName(String d, String s)
        && Names.fold(d).equals(Names.fold(database))
        && Names.fold(s).equals(Names.fold(scope));
  }

  @Override
  public int hashCode() {
    return Names.fold(toString()).hashCode();
  }

  @Override
  public String toString() {
    return database + "/" + scope;
  }
}
