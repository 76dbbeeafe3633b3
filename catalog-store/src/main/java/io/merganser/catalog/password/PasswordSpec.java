package io.merganser.catalog.password;

import io.merganser.catalog.secret.SecretRef;
import io.merganser.connectors.spi.Secret;

/// What a manifest says about a user's password.
public sealed interface PasswordSpec {

  /// The password itself; the store keeps only its hash.
  record Plain(Secret password) implements PasswordSpec {}

  /// A hash in the format `$argon2id$…`, checked by [Passwords#problemOf].
  record Hash(String hash) implements PasswordSpec {
    @Override
    public String toString() {
      return "Hash[***]";
    }
  }

  /// Where the password is found at each login.
  record External(SecretRef.External ref) implements PasswordSpec {}

  /// The password that the store has; what an exported manifest says.
  record Redacted() implements PasswordSpec {}
}
