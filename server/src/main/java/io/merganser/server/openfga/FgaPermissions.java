package io.merganser.server.openfga;

import io.merganser.authz.EffectiveSet;
import io.merganser.authz.Grant;
import io.merganser.authz.Inherited;
import io.merganser.authz.Principal;
import io.merganser.authz.Rights;
import io.merganser.catalog.store.CatalogStore;
import io.merganser.server.permission.Permissions;
import io.merganser.server.permission.StorePermissions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// OpenFGA grants; what the catalog store takes away is taken away all the same: users that are
/// gone, lists of whom a database lets in, denials, filters, masks, and columns where a grant of
/// ours names some. Superusers are not asked about, so that they can mend what is wrong there.
public final class FgaPermissions implements Permissions {
  private final StorePermissions own;
  private final CatalogStore store;
  private final FgaGrants grants;

  public FgaPermissions(CatalogStore store, FgaGrants grants) {
    this.own = new StorePermissions(store);
    this.store = store;
    this.grants = grants;
  }

  @Override
  public boolean admits(Principal principal, String tenant, String database) {
    EffectiveSet declared = store.effectiveSet(principal);
    if (declared.principal().superuser()) {
      return true;
    }
    Granted granted = granted(declared, tenant, database);
    return granted != null && granted.admits();
  }

  @Override
  public EffectiveSet of(Principal principal, String tenant, String database) {
    EffectiveSet declared = store.effectiveSet(principal);
    if (declared.principal().superuser()) {
      return declared;
    }
    Granted granted = granted(declared, tenant, database);
    return granted == null
        ? CatalogStore.nothing(principal.tenant(), principal.name())
        : granted.over(declared);
  }

  /// Grants are those of OpenFGA; of ours, what takes away.
  @Override
  public List<Inherited> inherited(Principal principal, String tenant, String database) {
    List<Inherited> all = new ArrayList<>();
    List<Grant> granted = of(principal, tenant, database).rights().grants();
    if (!granted.isEmpty()) {
      all.add(new Inherited(List.of("OpenFGA"), Rights.of(granted)));
    }
    for (Inherited from : own.inherited(principal, tenant, database)) {
      Rights rights = from.rights();
      all.add(
          new Inherited(
              from.path(),
              new Rights(List.of(), rights.denials(), rights.rowFilters(), rights.columnMasks())));
    }
    return all;
  }

  /// Null for those whom OpenFGA is not asked about, who have nothing: operators, who is no longer
  /// declared, and who is not let into the database.
  private @Nullable Granted granted(EffectiveSet declared, String tenant, String database) {
    Principal principal = declared.principal();
    String home = principal.tenant();
    boolean known =
        home != null
            && store.findUser(home, principal.name()).isPresent()
            && own.admits(declared, tenant, database);
    return known ? grants.of(tenant, principal.name(), declared.claims().groups(), database) : null;
  }
}
