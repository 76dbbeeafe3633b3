package io.merganser.catalog.store;

import io.merganser.authz.Claims;
import io.merganser.authz.EffectiveSet;
import io.merganser.authz.Inherited;
import io.merganser.authz.Principal;
import io.merganser.authz.Rights;
import io.merganser.catalog.manifest.Manifest;
import io.merganser.connectors.spi.Names;
import java.util.ArrayList;
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
import org.jspecify.annotations.Nullable;

/// Everything a store holds at one version, by folded names. Immutable.
final class Snapshot {
  private final long version;
  private final NavigableMap<String, Manifest.Tenant> tenants;
  private final NavigableMap<String, Manifest.SystemUser> systemUsers;
  private final Map<String, Map<String, Manifest.User>> users = new ConcurrentHashMap<>();
  private final Map<String, Map<String, Manifest.Database>> databases = new ConcurrentHashMap<>();
  private final Map<Who, EffectiveSet> effectiveSets = new ConcurrentHashMap<>();

  Snapshot(long version, List<Manifest.Tenant> tenants, List<Manifest.SystemUser> systemUsers) {
    this.version = version;
    this.tenants = byName(tenants, Manifest.Tenant::name);
    this.systemUsers = byName(systemUsers, Manifest.SystemUser::name);
    this.tenants.forEach((key, tenant) -> {
      users.put(key, byName(tenant.users(), Manifest.User::name));
      databases.put(key, byName(tenant.databases(), Manifest.Database::name));
    });
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
    return Optional.ofNullable(
        databases.getOrDefault(Names.fold(tenant), Map.of()).get(Names.fold(database)));
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
    Rights rights = Rights.NONE;
    for (Inherited from : inherited(tenant, user)) {
      rights = rights.and(from.rights());
    }
    return rights;
  }

  /// What the user's rights are assembled from, by role; nothing for an operator or a stranger.
  List<Inherited> inherited(@Nullable String tenant, String name) {
    Manifest.Tenant home = tenant == null ? null : tenant(tenant);
    Manifest.User user = tenant == null ? null : user(tenant, name);
    return home == null || user == null ? List.of() : inherited(home, user);
  }

  private static List<Inherited> inherited(Manifest.Tenant tenant, Manifest.User user) {
    var roles = byName(tenant.roles(), Manifest.Role::name);
    var groups = byName(tenant.groups(), Manifest.Group::name);
    List<List<String>> paths = new ArrayList<>();
    user.roles().forEach(role -> paths.add(List.of(role)));
    for (String name : user.groups()) {
      Manifest.Group group = groups.get(Names.fold(name));
      if (group != null) {
        group.roles().forEach(role -> paths.add(List.of("group " + group.name(), role)));
      }
    }
    List<Inherited> inherited = new ArrayList<>();
    paths.stream()
        .sorted(Comparator.comparing(path -> Names.fold(path.getLast())))
        .forEach(path -> {
          Manifest.Role role = roles.get(Names.fold(path.getLast()));
          if (role != null) {
            List<String> named = new ArrayList<>(path);
            named.set(path.size() - 1, "role " + role.name());
            inherited.add(new Inherited(named, role.rights()));
          }
        });
    return inherited;
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
