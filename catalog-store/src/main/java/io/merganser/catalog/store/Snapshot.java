package io.merganser.catalog.store;

import io.merganser.authz.Claims;
import io.merganser.authz.EffectiveSet;
import io.merganser.authz.Principal;
import io.merganser.authz.Rights;
import io.merganser.catalog.manifest.Manifest;
import io.merganser.connectors.spi.Names;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Everything a store holds at one version, by folded names. Immutable.
final class Snapshot {
  private final long version;
  private final NavigableMap<String, Manifest.Tenant> tenants;
  private final NavigableMap<String, Manifest.SystemUser> systemUsers;
  private final Map<String, Map<String, Manifest.User>> users = new ConcurrentHashMap<>();
  private final Map<Who, EffectiveSet> effectiveSets = new ConcurrentHashMap<>();

  Snapshot(long version, List<Manifest.Tenant> tenants, List<Manifest.SystemUser> systemUsers) {
    this.version = version;
    this.tenants = byName(tenants, Manifest.Tenant::name);
    this.systemUsers = byName(systemUsers, Manifest.SystemUser::name);
    this.tenants.forEach(
        (key, tenant) -> users.put(key, byName(tenant.users(), Manifest.User::name)));
  }

  static <T> NavigableMap<String, T> byName(List<T> all, Function<T, String> name) {
    NavigableMap<String, T> named = new TreeMap<>();
    all.forEach(one -> named.put(Names.fold(name.apply(one)), one));
    return named;
  }

  long version() {
    return version;
  }

  List<Manifest.Tenant> tenants() {
    return List.copyOf(tenants.values());
  }

  List<Manifest.SystemUser> systemUsers() {
    return List.copyOf(systemUsers.values());
  }

  Manifest.@Nullable Tenant tenant(String name) {
    return tenants.get(Names.fold(name));
  }

  Manifest.@Nullable User user(String tenant, String name) {
    return users.getOrDefault(Names.fold(tenant), Map.of()).get(Names.fold(name));
  }

  Manifest.@Nullable SystemUser systemUser(String name) {
    return systemUsers.get(Names.fold(name));
  }

  Optional<Manifest.Database> findDatabase(String tenant, String database) {
    return Optional.ofNullable(tenant(tenant)).stream()
        .flatMap(found -> found.databases().stream())
        .filter(found -> Names.fold(found.name()).equals(Names.fold(database)))
        .findFirst();
  }

  /// Assembled once for each user that is there.
  EffectiveSet effectiveSet(@Nullable String tenant, String name) {
    if (tenant == null) {
      Manifest.SystemUser operator = systemUser(name);
      return operator == null
          ? CatalogStore.nothing(null, name)
          : new EffectiveSet(new Principal(null, operator.name(), operator.superuser()), List.of());
    }
    Manifest.Tenant home = tenant(tenant);
    Manifest.User user = user(tenant, name);
    if (home == null || user == null) {
      return CatalogStore.nothing(tenant, name);
    }
    return effectiveSets.computeIfAbsent(
        new Who(Names.fold(tenant), Names.fold(name)),
        _ ->
            new EffectiveSet(
                new Principal(home.name(), user.name(), user.superuser()),
                new Claims(user.attributes(), user.groups()),
                rights(home, user),
                nativeCatalogs(home)));
  }

  private static Rights rights(Manifest.Tenant tenant, Manifest.User user) {
    var roles = byName(tenant.roles(), Manifest.Role::name);
    var groups = byName(tenant.groups(), Manifest.Group::name);
    Stream<String> ofGroups =
        user.groups().stream()
            .map(name -> groups.get(Names.fold(name)))
            .flatMap(group -> group == null ? Stream.empty() : group.roles().stream());
    Rights rights = Rights.NONE;
    for (String name :
        Stream.concat(user.roles().stream(), ofGroups)
            .map(Names::fold)
            .distinct()
            .sorted(Comparator.naturalOrder())
            .toList()) {
      Manifest.Role role = roles.get(name);
      rights = role == null ? rights : rights.and(role.rights());
    }
    return rights;
  }

  /// The files' own catalogs. A name that is also an alias of a source, in whichever database, does
  /// not count: a grant says no database.
  private static Set<String> nativeCatalogs(Manifest.Tenant tenant) {
    Set<String> names = new HashSet<>();
    for (Manifest.Database database : tenant.databases()) {
      if (database.kind() == Manifest.DatabaseKind.DUCKDB_FILE) {
        names.add(Names.fold(database.name()));
      }
    }
    for (Manifest.Database database : tenant.databases()) {
      database.sources().forEach(source -> names.remove(Names.fold(source.alias())));
    }
    return names;
  }

  /// Folded names.
  private record Who(String tenant, String name) {}
}
