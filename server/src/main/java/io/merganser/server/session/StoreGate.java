package io.merganser.server.session;

import io.merganser.authz.EffectiveSet;
import io.merganser.authz.Principal;
import io.merganser.catalog.login.Authentication;
import io.merganser.catalog.login.Identity;
import io.merganser.connectors.spi.QueryException;
import io.merganser.server.ServerError;
import io.merganser.server.database.Databases;
import io.merganser.server.database.RunningDatabase;
import io.merganser.server.permission.Permissions;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Lets in whom the catalog store knows, to a database of their tenant.
public final class StoreGate implements Sessions.Gate {
  private final Permissions permissions;
  private final Authentication authentication;
  private final Databases databases;

  public StoreGate(Permissions permissions, Authentication authentication, Databases databases) {
    this.permissions = permissions;
    this.authentication = authentication;
    this.databases = databases;
  }

  @Override
  public Sessions.Admission admit(Credentials credentials) {
    Identity identity = login(credentials);
    String home = identity.principal().tenant();
    String tenant = home == null ? credentials.tenant() : home;
    Principal principal = identity.principal();
    List<RunningDatabase> mine = tenant == null ? databases.all() : databases.of(tenant);
    return new Sessions.Admission(principal, choose(principal, mine, credentials.database()));
  }

  @Override
  public Principal identify(Credentials credentials) {
    return authentication
        .identify(credentials.user(), credentials.password(), credentials.tenant())
        .principal();
  }

  private Identity login(Credentials credentials) {
    return authentication.login(credentials.user(), credentials.password(), credentials.tenant());
  }

  @Override
  public EffectiveSet effectiveSet(Principal principal, RunningDatabase database) {
    return permissions.of(principal, database.tenant(), database.name());
  }

  /// One that does not let the principal in is as if it were not there.
  private RunningDatabase choose(
      Principal principal, List<RunningDatabase> all, @Nullable String name) {
    List<RunningDatabase> mine =
        all.stream()
            .filter(database -> name == null || database.name().equalsIgnoreCase(name))
            .filter(database -> permissions.admits(principal, database.tenant(), database.name()))
            .toList();
    if (mine.size() == 1) {
      return mine.get(0);
    }
    if (mine.isEmpty()) {
      throw new QueryException(
          ServerError.DATABASE_NOT_FOUND,
          name == null ? "there is no database to connect to" : "no database `" + name + "`");
    }
    if (name != null) {
      throw notChosen("several tenants have a database `" + name + "`", "name the tenant too");
    }
    throw notChosen(
        "there are several databases",
        "choose one: "
            + mine.stream()
                .map(RunningDatabase::name)
                .sorted()
                .distinct()
                .collect(Collectors.joining(", ")));
  }

  private static QueryException notChosen(String message, String hint) {
    return new QueryException(ServerError.DATABASE_NOT_CHOSEN, message, null, hint, null);
  }
}
