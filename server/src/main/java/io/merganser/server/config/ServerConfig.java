package io.merganser.server.config;

import io.merganser.connectors.spi.Secret;
import io.merganser.planner.StatementLimits;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// All settings of a server, valid for life. Paths are absolute.
///
/// @param openFga what grants in the place of the catalog store; null if nothing does
public record ServerConfig(
    ListenerConfig http,
    ListenerConfig flight,
    StoreConfig store,
    EngineSettings engine,
    LimitsConfig limits,
    AuditConfig audit,
    @Nullable OpenFgaConfig openFga) {

  /// @param tls null serves in the clear, which only a loopback address may
  public record ListenerConfig(String host, int port, @Nullable TlsConfig tls) {}

  /// PEM files: the chain of certificates and the private key.
  public record TlsConfig(Path certificate, Path key) {}

  /// @param url `jdbc:sqlite:…` or `jdbc:postgresql://…`; may hold a password
  /// @param keyFile holds the key of secrets; null for the default
  /// @param key is the key of secrets; null unless given
  public record StoreConfig(Secret url, @Nullable Path keyFile, @Nullable Secret key) {}

  /// @param memoryLimit bytes that each engine may use
  /// @param extensions the folder of DuckDB's extensions
  public record EngineSettings(
      long memoryLimit, int threads, Path tempDirectory, Path extensions) {}

  /// @param retention after which a record of the audit trail is removed; null keeps all
  /// @param literals whether texts of statements are recorded as they are
  public record AuditConfig(@Nullable Duration retention, boolean literals) {}

  /// @param rows of one result; [Long#MAX_VALUE] for no limit
  /// @param resultBytes the same of its bytes
  public record LimitsConfig(
      Duration statementTimeout,
      StatementLimits statement,
      Duration sessionIdle,
      int sessionsPerUser,
      int sessionsPerTenant,
      int statementsPerUser,
      int statementsPerTenant,
      long rows,
      long resultBytes) {}

  /// @param modelId null for the store's latest
  /// @param bootstrap tuples for a new store; null for none
  /// @param timeout of an answer
  /// @param cacheTtl how old an answer may be
  /// @param groupSync how often members of groups are written to the store; null for never
  public record OpenFgaConfig(
      URI url,
      String storeId,
      @Nullable String modelId,
      @Nullable Path bootstrap,
      FgaCredentials credentials,
      Duration timeout,
      Duration cacheTtl,
      int cacheSize,
      @Nullable Duration groupSync) {}

  /// What an OpenFGA server is shown.
  public sealed interface FgaCredentials {
    /// Nothing.
    record None() implements FgaCredentials {}

    record ApiKey(Secret key) implements FgaCredentials {}

    /// A token of an OAuth2 server.
    record ClientCredentials(
        String clientId, Secret clientSecret, String tokenIssuer, String audience, String scopes)
        implements FgaCredentials {}
  }
}
