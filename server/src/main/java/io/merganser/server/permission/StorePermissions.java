package io.merganser.server.permission;

import io.merganser.authz.EffectiveSet;
import io.merganser.authz.Inherited;
import io.merganser.authz.Principal;
import io.merganser.catalog.manifest.Manifest;
import io.merganser.catalog.store.CatalogStore;
import java.util.List;

/// What the catalog store says alone: roles, and the lists of whom a database lets in.
public final class StorePermissions implements Permissions {
  private final CatalogStore store;

  public StorePermissions(CatalogStore store) {
    this.store = store;
  }

  @Override
  public boolean admits(Principal principal, String tenant, String database) {
    return admits(store.effectiveSet(principal), tenant, database);
  }

  @Override
  public EffectiveSet of(Principal principal, String tenant, String database) {
    EffectiveSet set = store.effectiveSet(principal);
    return admits(set, tenant, database)
        ? set
        : CatalogStore.nothing(principal.tenant(), principal.name());
  }

  @Override
  public List<Inherited> inherited(Principal principal, String tenant, String database) {
    return admits(principal, tenant, database) ? store.inherited(principal) : List.of();
  }

  /// Whether the database lets in whose set that is. One that is declared no more lets superusers
  /// in.
  public boolean admits(EffectiveSet set, String tenant, String database) {
    return set.principal().superuser()
        || store
            .findDatabase(tenant, database)
            .map(Manifest.Database::admission)
            .filter(admission -> admission.admits(set.principal(), set.claims().groups()))
            .isPresent();
  }
}
