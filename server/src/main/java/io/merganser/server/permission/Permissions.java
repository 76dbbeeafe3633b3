package io.merganser.server.permission;

import io.merganser.authz.EffectiveSet;
import io.merganser.authz.Inherited;
import io.merganser.authz.Principal;
import java.util.List;

/// Facts for the decisions of [io.merganser.authz]. Asked for each statement, so cheap where
/// nothing has changed; at most five seconds behind whatever decides. Safe for use from any thread.
///
/// Every method throws a [QueryException][io.merganser.connectors.spi.QueryException] if what a
/// principal may do cannot be found out: nothing is allowed then.
public interface Permissions {
  /// Whether the database is there for the principal.
  boolean admits(Principal principal, String tenant, String database);

  /// What the principal may do there now: nothing if it is not let in.
  EffectiveSet of(Principal principal, String tenant, String database);

  /// What that is assembled from, each with the way to it.
  List<Inherited> inherited(Principal principal, String tenant, String database);
}
