package io.merganser.server.http;

import io.merganser.authz.AuthzError;
import io.merganser.authz.Principal;
import io.merganser.connectors.spi.Names;
import io.merganser.connectors.spi.QueryException;
import org.jspecify.annotations.Nullable;

/// Lets superusers in, of a tenant or of the system realm, and nobody else. They need no database:
/// the password is checked for each request, or the token of an open session serves.
public final class Administrators {
  private final Authenticator authenticator;

  public Administrators(Authenticator authenticator) {
    this.authenticator = authenticator;
  }

  /// @param tenant that the request is about, which has to be within reach; null if it says none
  /// @throws QueryException [AuthzError#PERMISSION_DENIED] for those who are no superusers there
  public Principal authenticate(Exchange exchange, @Nullable String tenant) {
    Principal principal = authenticator.identify(exchange, tenant);
    String home = principal.tenant();
    boolean reaches = tenant == null || home == null || Names.fold(home).equals(Names.fold(tenant));
    if (!principal.superuser() || !reaches) {
      throw new QueryException(AuthzError.PERMISSION_DENIED, "this is for administrators");
    }
    return principal;
  }
}
