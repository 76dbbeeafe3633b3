package io.merganser.catalog.store;

import io.merganser.connectors.spi.Secret;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Where the store is and what it is encrypted with.
///
/// Secrets that a manifest gives by value are encrypted with AES-256-GCM. The key is `key`, or else
/// the content of `keyFile`. An SQLite store without either has the file `<database>.key` beside
/// it, made at the first start and readable by its owner only (0600): back it up, and not together
/// with the store. A PostgreSQL store has no place for one; without a key it takes references only.
///
/// @param url `jdbc:sqlite:…` or `jdbc:postgresql:…`; may hold a password
/// @param keyFile a file of 32 bytes in base64
/// @param key 32 bytes in base64
/// @param refresh how long a change by another server may go unseen
public record StoreSettings(
    Secret url, @Nullable Path keyFile, @Nullable Secret key, Duration refresh) {
  static final String SQLITE = "jdbc:sqlite:";
  static final String POSTGRESQL = "jdbc:postgresql:";
  private static final Duration REFRESH = Duration.ofSeconds(1);

  public StoreSettings(Secret url, @Nullable Path keyFile, @Nullable Secret key) {
    this(url, keyFile, key, REFRESH);
  }

  /// A store of which nothing but the address is said.
  public static StoreSettings of(String url) {
    return new StoreSettings(new Secret(url), null, null, REFRESH);
  }
}
