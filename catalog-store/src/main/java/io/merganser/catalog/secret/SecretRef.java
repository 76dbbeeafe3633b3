package io.merganser.catalog.secret;

import io.merganser.connectors.spi.Names;
import io.merganser.connectors.spi.Secret;
import java.util.List;

/// What a manifest says about a secret: the value, where to find it, or "as it was".
public sealed interface SecretRef {
  /// How a value reads when it is exported.
  String REDACTED = "***REDACTED***";

  /// The value itself; encrypted in the store, never read back.
  record Value(Secret secret) implements SecretRef {}

  /// A place outside; looked up each time the secret is needed, so a rotated one counts at once.
  record External(Scheme scheme, String name) implements SecretRef {

    /// Reads `env:NAME` or `file:PATH`.
    ///
    /// @throws IllegalArgumentException with a sentence that says why not
    public static External parse(String text) {
      int colon = text.indexOf(':');
      String scheme = colon < 0 ? "" : text.substring(0, colon);
      for (Scheme known : Scheme.values()) {
        if (known.prefix().equals(scheme) && colon + 1 < text.length()) {
          return new External(known, text.substring(colon + 1));
        }
      }
      // A value that was written where a reference belongs must not be repeated in a message.
      String near =
          Names.nearest(scheme, List.of("env", "file"))
              .map(n -> ", did you mean `" + n + ":…`")
              .orElse("");
      throw new IllegalArgumentException(
          "a reference is of the form `env:NAME` or `file:PATH`" + (scheme.isEmpty() ? "" : near));
    }

    @Override
    public String toString() {
      return scheme.prefix() + ":" + name;
    }
  }

  /// Stands for the value that the store has; what an exported manifest says.
  record Redacted() implements SecretRef {}

  /// Where an external secret is.
  enum Scheme {
    /// An environment variable of the server.
    ENV,
    /// A file that the server can read; a line end at its end is not part of the secret.
    FILE;

    String prefix() {
      return Names.fold(name());
    }
  }
}
