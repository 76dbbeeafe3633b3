package io.merganser.catalog.store;

import io.merganser.authz.Admission;
import io.merganser.authz.ColumnMask;
import io.merganser.authz.Denial;
import io.merganser.authz.Grant;
import io.merganser.authz.Rights;
import io.merganser.authz.RowFilter;
import io.merganser.authz.ScopeName;
import io.merganser.authz.Securable;
import io.merganser.authz.Verb;
import io.merganser.catalog.manifest.Manifest;
import io.merganser.catalog.manifest.Problem;
import io.merganser.catalog.password.PasswordSpec;
import io.merganser.catalog.password.Passwords;
import io.merganser.catalog.secret.SecretRef;
import io.merganser.connectors.spi.Names;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Brings a declared manifest into the form in which the store keeps one, so that the two compare
/// by equality: sorted by name, names spelled as declared, passwords hashed (by the hash that is
/// there if it is of the same password), redacted secrets replaced by those that are there.
final class Settlement {
  private final Snapshot stored;
  private final Passwords passwords;
  private final boolean canEncrypt;
  private final List<Problem> problems = new ArrayList<>();

  /// @param canEncrypt whether the store has a key
  Settlement(Snapshot stored, Passwords passwords, boolean canEncrypt) {
    this.stored = stored;
    this.passwords = passwords;
    this.canEncrypt = canEncrypt;
  }

  /// Secrets that are redacted and that the store does not have, and those that it cannot encrypt.
  List<Problem> problems() {
    return problems;
  }

  Manifest settle(Manifest declared) {
    List<Manifest.Tenant> tenants =
        each("tenants", declared.tenants(), Manifest.Tenant::name, this::tenant);
    Manifest.SystemRealm system =
        declared.system() == null
            ? null
            : new Manifest.SystemRealm(
                each(
                    "system.users",
                    declared.system().users(),
                    Manifest.SystemUser::name,
                    this::systemUser));
    return new Manifest(tenants, system);
  }

  private Manifest.Tenant tenant(String path, Manifest.Tenant tenant) {
    Manifest.Tenant before = stored.tenant(tenant.name());
    Map<String, Manifest.Database> databases =
        before == null ? Map.of() : Snapshot.byName(before.databases(), Manifest.Database::name);
    Map<String, String> roles = spellings(tenant.roles(), Manifest.Role::name);
    Map<String, String> groups = spellings(tenant.groups(), Manifest.Group::name);
    Map<String, String> users = spellings(tenant.users(), Manifest.User::name);
    return new Manifest.Tenant(
        tenant.name(),
        each(
            path + ".databases",
            tenant.databases(),
            Manifest.Database::name,
            (at, database) -> {
              Admission admission = database.admission();
              return database(
                  at,
                  database,
                  databases.get(Names.fold(database.name())),
                  new Admission(
                      listed(admission.principals(), users), listed(admission.groups(), groups)));
            }),
        each(path + ".roles", tenant.roles(), Manifest.Role::name, Settlement::role),
        each(
            path + ".groups",
            tenant.groups(),
            Manifest.Group::name,
            (_, group) -> new Manifest.Group(group.name(), spelled(group.roles(), roles))),
        each(
            path + ".users",
            tenant.users(),
            Manifest.User::name,
            (at, user) -> {
              Manifest.User old = stored.user(tenant.name(), user.name());
              return new Manifest.User(
                  user.name(),
                  password(at, user.password(), old == null ? null : old.password()),
                  user.superuser(),
                  withoutEmpty(user.attributes()),
                  spelled(user.roles(), roles),
                  spelled(user.groups(), groups));
            }));
  }

  private Manifest.SystemUser systemUser(String path, Manifest.SystemUser user) {
    Manifest.SystemUser before = stored.systemUser(user.name());
    PasswordSpec password =
        password(path, user.password(), before == null ? null : before.password());
    return new Manifest.SystemUser(user.name(), password, user.superuser());
  }

  private Manifest.Database database(
      String path,
      Manifest.Database database,
      Manifest.@Nullable Database before,
      Admission admission) {
    Map<String, Manifest.Source> sources =
        before == null ? Map.of() : Snapshot.byName(before.sources(), Manifest.Source::alias);
    return new Manifest.Database(
        database.name(),
        database.kind(),
        database.path(),
        database.defaultCatalog(),
        database.defaultSchema(),
        each(
            path + ".sources",
            database.sources(),
            Manifest.Source::alias,
            (at, source) -> source(at, source, sources.get(Names.fold(source.alias())))),
        List.copyOf(Snapshot.byName(database.scopes(), Manifest.Scope::name).values()),
        admission);
  }

  private Manifest.Source source(
      String path, Manifest.Source source, Manifest.@Nullable Source before) {
    Map<String, SecretRef> secrets = new TreeMap<>();
    source
        .secrets()
        .forEach((name, ref) -> {
          SecretRef kept =
              ref instanceof SecretRef.Redacted && before != null
                  ? before.secrets().get(name)
                  : ref;
          if (kept == null || kept instanceof SecretRef.Redacted) {
            problems.add(
                new Problem(
                    path + ".secrets." + name, "is redacted, and the store has no value of it"));
          } else if (kept instanceof SecretRef.Value && !canEncrypt) {
            problems.add(
                new Problem(
                    path + ".secrets." + name,
                    "is given by value, and the store has no key to encrypt it with; set"
                        + " `store.keyFile`, or give an externalRef"));
          } else {
            secrets.put(name, kept);
          }
        });
    return new Manifest.Source(
        source.alias(),
        source.type(),
        source.mode(),
        source.readOnly(),
        source.disabled(),
        source.description(),
        source.options(),
        secrets);
  }

  private static Manifest.Role role(String path, Manifest.Role role) {
    return new Manifest.Role(role.name(), ordered(role.rights()));
  }

  /// In the order in which they are kept. Grants that differ in their verbs alone become one.
  static Rights ordered(Rights rights) {
    NavigableMap<String, Grant> grants = new TreeMap<>();
    for (Grant grant : rights.grants()) {
      grants.merge(key(grant.on()) + "\0" + grant.columns(), grant, Settlement::both);
    }
    NavigableMap<String, Denial> denials = new TreeMap<>();
    for (Denial denial : rights.denials()) {
      denials.put(key(denial.on()) + "\0" + denial.columns(), denial);
    }
    return new Rights(
        List.copyOf(grants.values()),
        List.copyOf(denials.values()),
        List.copyOf(Snapshot.byName(rights.rowFilters(), RowFilter::name).values()),
        List.copyOf(Snapshot.byName(rights.columnMasks(), ColumnMask::name).values()),
        List.copyOf(Snapshot.byName(rights.scopes(), ScopeName::toString).values()));
  }

  private static String key(Securable on) {
    return Names.fold(on.catalog() + "\0" + on.schema() + "\0" + on.table());
  }

  private static Grant both(Grant left, Grant right) {
    EnumSet<Verb> verbs = EnumSet.noneOf(Verb.class);
    verbs.addAll(left.verbs());
    verbs.addAll(right.verbs());
    return new Grant(left.on(), verbs, left.columns());
  }

  private @Nullable PasswordSpec password(
      String path, @Nullable PasswordSpec declared, @Nullable PasswordSpec before) {
    return switch (declared) {
      case null -> null;
      case PasswordSpec.Hash hash -> hash;
      case PasswordSpec.External external -> external;
      case PasswordSpec.Plain(var password) ->
          before instanceof PasswordSpec.Hash(String hash) && passwords.matches(password, hash)
              ? before
              : new PasswordSpec.Hash(passwords.hash(password));
      case PasswordSpec.Redacted _ -> {
        if (before == null) {
          problems.add(
              new Problem(path + ".password", "is redacted, and the store has no password of it"));
        }
        yield before;
      }
    };
  }

  /// An attribute without values is none.
  private static Map<String, List<String>> withoutEmpty(Map<String, List<String>> attributes) {
    Map<String, List<String>> kept = new TreeMap<>(attributes);
    kept.values().removeIf(List::isEmpty);
    return kept;
  }

  private static <T> Map<String, String> spellings(List<T> all, Function<T, String> name) {
    Map<String, String> spellings = new TreeMap<>();
    all.forEach(one -> spellings.put(Names.fold(name.apply(one)), name.apply(one)));
    return spellings;
  }

  private static @Nullable List<String> listed(
      @Nullable List<String> names, Map<String, String> spellings) {
    return names == null ? null : spelled(names, spellings);
  }

  private static List<String> spelled(List<String> names, Map<String, String> spellings) {
    return sortedNames(
        names.stream().map(name -> spellings.getOrDefault(Names.fold(name), name)).toList());
  }

  /// Each once, by name.
  static List<String> sortedNames(List<String> names) {
    TreeSet<String> sorted = new TreeSet<>(Comparator.comparing(Names::fold));
    sorted.addAll(names);
    return List.copyOf(sorted);
  }

  private static <T> List<T> each(
      String path, List<T> all, Function<T, String> name, Settler<T> settler) {
    NavigableMap<String, T> settled = new TreeMap<>();
    for (int i = 0; i < all.size(); i++) {
      T one = all.get(i);
      settled.put(Names.fold(name.apply(one)), settler.settle(path + "[" + i + "]", one));
    }
    return List.copyOf(settled.values());
  }

  /// Settles one item of a list.
  private interface Settler<T> {
    T settle(String path, T declared);
  }
}
