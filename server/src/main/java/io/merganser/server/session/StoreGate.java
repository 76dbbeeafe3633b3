package io.merganser.server.session;

import io.merganser.authz.EffectiveSet;
import io.merganser.authz.Principal;
import io.merganser.catalog.login.Authentication;
import io.merganser.catalog.login.Identity;
import io.merganser.catalog.manifest.Manifest;
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
    EffectiveSet set = store.effectiveSet(identity.principal());
    List<RunningDatabase> mine =
        (tenant == null ? databases.all() : databases.of(tenant))
            .stream().filter(database -> lets(database, set)).toList();
    return new Sessions.Admission(identity.principal(), choose(mine, credentials.database()));
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
    EffectiveSet set = store.effectiveSet(principal);
    return lets(database, set) ? set : CatalogStore.nothing(principal.tenant(), principal.name());
  }

  /// Whether the database lets the holder in. One that is declared no more lets superusers in.
  private boolean lets(RunningDatabase database, EffectiveSet set) {
    return set.principal().superuser()
        || store
            .findDatabase(database.tenant(), database.name())
            .map(Manifest.Database::admission)
            .filter(admission -> admission.admits(set.principal(), set.claims().groups()))
            .isPresent();
  }

  /// One that does not let the user in is not among them, so it is as if there were none.
  private static RunningDatabase choose(List<RunningDatabase> mine, @Nullable String name) {
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
