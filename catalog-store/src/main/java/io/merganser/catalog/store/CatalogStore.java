package io.merganser.catalog.store;

import io.merganser.authz.EffectiveSet;
import io.merganser.authz.Inherited;
import io.merganser.authz.Principal;
import io.merganser.catalog.audit.AuditTrail;
import io.merganser.catalog.manifest.Manifest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Tenants, databases, sources, secrets, users, roles and grants, durably. Safe for use from any
/// thread; several servers may share one in PostgreSQL.
///
/// Reading is cheap: it is done from an image in memory that is as new as the last change made
/// here, and at most [StoreSettings#refresh] older than the last change made by another server.
/// Names are compared without case. Every method throws a
/// [QueryException][io.merganser.connectors.spi.QueryException] with
/// [STORE_UNAVAILABLE][io.merganser.catalog.CatalogError#STORE_UNAVAILABLE] if the store does not
/// answer; nothing is answered from an image that cannot be checked.
public interface CatalogStore extends AutoCloseable {

  /// The author of what an operator declares on the server's command line.
  String STARTUP = "(manifest)";

  /// Opens a store, and makes it or brings it to this version's schema if need be.
  static CatalogStore open(StoreSettings settings) {
    return JdbcCatalogStore.open(settings);
  }

  /// Makes what is declared so: the tenants that are named, as a whole, and the realm of operators
  /// if it is named. All or nothing; applied again, nothing changes. When this returns, the change
  /// survives a power cut.
  ///
  /// @param author whom the audit trail names, in the same transaction
  /// @return what has changed
  /// @throws io.merganser.catalog.manifest.ManifestException if the manifest contradicts itself, or
  ///   stands for a secret as redacted that the store does not have
  List<Change> apply(Manifest manifest, String author);

  /// As the other, for a manifest that the server starts with.
  default List<Change> apply(Manifest manifest) {
    return apply(manifest, STARTUP);
  }

  /// What [#apply] would change, without doing so.
  List<Change> diff(Manifest manifest);

  /// Removes a tenant and everything of it.
  ///
  /// @throws io.merganser.connectors.spi.QueryException
  ///   [TENANT_NOT_FOUND][io.merganser.catalog.CatalogError#TENANT_NOT_FOUND]
  List<Change> removeTenant(String name, String author);

  /// What happened, in the same database.
  AuditTrail audit();

  /// Grows with each change; asked of the store itself.
  long version();

  /// Everything, with references as they are and secrets and passwords as redacted. To apply it
  /// again changes nothing.
  Manifest export();

  /// By name. Passwords are hashes or references.
  List<Manifest.Tenant> tenants();

  Optional<Manifest.Tenant> findTenant(String name);

  Optional<Manifest.Database> findDatabase(String tenant, String database);

  /// The sources of a database, disabled ones too; none if there is no such database.
  List<Manifest.Source> sources(String tenant, String database);

  /// A user of the tenant.
  Optional<Manifest.User> findUser(String tenant, String name);

  /// The users of that name in all tenants, each with the tenant's name.
  List<TenantUser> findUsers(String name);

  /// An operator; these are never found by a tenant.
  Optional<Manifest.SystemUser> findSystemUser(String name);

  /// What the principal may do now: nothing if it is no longer there.
  EffectiveSet effectiveSet(Principal principal);

  /// What the effective set is assembled from, each with the way to it.
  List<Inherited> inherited(Principal principal);

  @Override
  void close();

  /// A user and where.
  record TenantUser(String tenant, Manifest.User user) {}

  /// The effective set of a user who may be absent.
  static EffectiveSet nothing(@Nullable String tenant, String name) {
    return new EffectiveSet(new Principal(tenant, name, false), List.of());
  }
}
