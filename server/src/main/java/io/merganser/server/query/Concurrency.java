package io.merganser.server.query;

import io.merganser.authz.Principal;
import io.merganser.connectors.spi.Cancellation;
import io.merganser.connectors.spi.Names;
import io.merganser.connectors.spi.QueryException;
import io.merganser.server.ServerError;
import io.merganser.server.session.Session;
import java.util.HashMap;
import java.util.Map;

/// How many statements run for each user and each tenant, so that none of them takes all threads
/// and memory for itself. A statement counts until its result was read or closed. Safe for use from
/// any thread.
public final class Concurrency {
  /// No limit but that of threads.
  public static final Concurrency UNLIMITED = new Concurrency(Integer.MAX_VALUE, Integer.MAX_VALUE);

  private final int perUser;
  private final int perTenant;
  private final Map<Principal, Integer> users = new HashMap<>();
  private final Map<String, Integer> tenants = new HashMap<>();

  /// @param perUser statements that one user may run at once
  /// @param perTenant statements that all users of one tenant may run at once
  public Concurrency(int perUser, int perTenant) {
    this.perUser = perUser;
    this.perTenant = perTenant;
  }

  /// Lets a statement begin.
  ///
  /// @return closed when it has ended
  /// @throws QueryException [ServerError#TOO_MANY_STATEMENTS]
  synchronized Cancellation.Registration enter(Session session) {
    Principal user = session.principal();
    String tenant = Names.fold(session.database().tenant());
    if (users.getOrDefault(user, 0) >= perUser) {
      throw tooMany(
          "`" + user.name() + "` runs as many statements as a user may", "statementsPerUser");
    }
    if (tenants.getOrDefault(tenant, 0) >= perTenant) {
      throw tooMany("as many statements run as a tenant may", "statementsPerTenant");
    }
    users.merge(user, 1, Integer::sum);
    tenants.merge(tenant, 1, Integer::sum);
    return () -> leave(user, tenant);
  }

  private synchronized void leave(Principal user, String tenant) {
    users.computeIfPresent(user, (_, count) -> count == 1 ? null : count - 1);
    tenants.computeIfPresent(tenant, (_, count) -> count == 1 ? null : count - 1);
  }

  private static QueryException tooMany(String message, String setting) {
    return new QueryException(
        ServerError.TOO_MANY_STATEMENTS,
        message,
        null,
        "read or close results that are open, or have limits." + setting + " raised",
        null);
  }
}
