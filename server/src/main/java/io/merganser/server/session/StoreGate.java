package io.merganser.server.session;

import io.merganser.authz.AuthzError;
import io.merganser.authz.EffectiveSet;
import io.merganser.authz.Principal;
import io.merganser.authz.ScopeName;
import io.merganser.catalog.login.Authentication;
import io.merganser.catalog.login.Identity;
import io.merganser.catalog.manifest.Manifest;
import io.merganser.catalog.store.CatalogStore;
import io.merganser.connectors.spi.Names;
import io.merganser.connectors.spi.QueryException;
import io.merganser.planner.Scope;
import io.merganser.server.ServerError;
import io.merganser.server.database.Databases;
import io.merganser.server.database.RunningDatabase;
import io.merganser.server.permission.Permissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Lets in whom the catalog store knows, to a database of their tenant.
public final class StoreGate implements Sessions.Gate {
  private final CatalogStore store;
  private final Permissions permissions;
  private final Authentication authentication;
  private final Databases databases;

  public StoreGate(
      CatalogStore store,
      Permissions permissions,
      Authentication authentication,
      Databases databases) {
    this.store = store;
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
    RunningDatabase database = choose(principal, mine, credentials.database());
    return new Sessions.Admission(
        principal, database, scope(principal, database, credentials.scope()));
  }

  private @Nullable ScopeName scope(
      Principal principal, RunningDatabase database, @Nullable String name) {
    if (name == null) {
      return null;
    }
    Manifest.Scope declared =
        find(database, name).orElseThrow(() -> AuthzError.scopeNotFound(name));
    ScopeName scope = new ScopeName(database.name(), declared.name());
    if (!effectiveSet(principal, database).allows(scope)) {
      throw AuthzError.scopeNotFound(name);
    }
    return scope;
  }

  private Optional<Manifest.Scope> find(RunningDatabase database, String scope) {
    return store.findDatabase(database.tenant(), database.name()).stream()
        .flatMap(declared -> declared.scopes().stream())
        .filter(declared -> Names.fold(declared.name()).equals(Names.fold(scope)))
        .findFirst();
  }

  @Override
  public Scope scope(RunningDatabase database, ScopeName name) {
    return new Scope(
        name,
        find(database, name.scope()).map(Manifest.Scope::views).orElse(null),
        database.defaultCatalog(),
        database.defaultSchema());
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
