package io.merganser.server.session;

import io.merganser.connectors.spi.Secret;
import org.jspecify.annotations.Nullable;

/// What a client offers to open a session.
///
/// @param tenant may be left out where the user has only one
/// @param database may be left out where the tenant has only one
public record Credentials(
    String user,
    Secret password,
    @Nullable String tenant,
    @Nullable String database,
    Origin origin) {}
