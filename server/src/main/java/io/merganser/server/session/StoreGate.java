package io.merganser.server.session;

import io.merganser.authz.EffectiveSet;
import io.merganser.authz.Principal;
import io.merganser.catalog.login.Authentication;
import io.merganser.catalog.login.Identity;
import io.merganser.catalog.store.CatalogStore;
import io.merganser.connectors.spi.QueryException;
import io.merganser.server.ServerError;
import io.merganser.server.database.Databases;
import io.merganser.server.database.RunningDatabase;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Lets in whom the catalog store knows, to a database of their tenant.
public final class StoreGate implements Sessions.Gate {
  private final CatalogStore store;
  private final Authentication authentication;
  private final Databases databases;

  public StoreGate(CatalogStore store, Authentication authentication, Databases databases) {
    this.store = store;
    this.authentication = authentication;
    this.databases = databases;
  }

  @Override
  public Sessions.Admission admit(Credentials credentials) {
    Identity identity = login(credentials);
    String home = identity.principal().tenant();
    String tenant = home == null ? credentials.tenant() : home;
    return new Sessions.Admission(identity.principal(), database(tenant, credentials.database()));
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
  public EffectiveSet effectiveSet(Principal principal) {
    return store.effectiveSet(principal);
  }

  private RunningDatabase database(@Nullable String tenant, @Nullable String name) {
    List<RunningDatabase> mine = tenant == null ? databases.all() : databases.of(tenant);
    if (name != null) {
      List<RunningDatabase> named =
          mine.stream().filter(database -> database.name().equalsIgnoreCase(name)).toList();
      if (named.size() == 1) {
        return named.get(0);
      }
      throw named.isEmpty()
          ? new QueryException(ServerError.DATABASE_NOT_FOUND, "no database `" + name + "`")
          : notChosen("several tenants have a database `" + name + "`", "name the tenant too");
    }
    if (mine.size() == 1) {
      return mine.get(0);
    }
    if (mine.isEmpty()) {
      throw new QueryException(
          ServerError.DATABASE_NOT_FOUND, "there is no database to connect to");
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
