package io.merganser.server.session;

import io.merganser.connectors.spi.Secret;
import org.jspecify.annotations.Nullable;

/// What a client offers to open a session.
///
/// @param tenant may be left out where the user has only one
/// @param database may be left out where the tenant has only one
/// @param scope of the database, to which the session is bound; null for none
public record Credentials(
    String user,
    Secret password,
    @Nullable String tenant,
    @Nullable String database,
    @Nullable String scope,
    Origin origin) {

  /// For a session in no scope.
  public Credentials(
      String user,
      Secret password,
      @Nullable String tenant,
      @Nullable String database,
      Origin origin) {
    this(user, password, tenant, database, null, origin);
  }
}
