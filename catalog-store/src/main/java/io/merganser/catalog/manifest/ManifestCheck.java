package io.merganser.catalog.manifest;

import io.merganser.authz.Admission;
import io.merganser.authz.ColumnMask;
import io.merganser.authz.Rights;
import io.merganser.authz.RowFilter;
import io.merganser.authz.ScopeName;
import io.merganser.catalog.manifest.Manifest.Database;
import io.merganser.catalog.manifest.Manifest.DatabaseKind;
import io.merganser.catalog.manifest.Manifest.Group;
import io.merganser.catalog.manifest.Manifest.Role;
import io.merganser.catalog.manifest.Manifest.Scope;
import io.merganser.catalog.manifest.Manifest.Source;
import io.merganser.catalog.manifest.Manifest.SystemUser;
import io.merganser.catalog.manifest.Manifest.Tenant;
import io.merganser.catalog.manifest.Manifest.User;
import io.merganser.catalog.password.PasswordSpec;
import io.merganser.catalog.password.Passwords;
import io.merganser.connectors.spi.Names;
import io.merganser.connectors.spi.OptionsSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Whether a manifest means something: names that can be, unique, and references that lead
/// somewhere.
public final class ManifestCheck {
  /// What stands in addresses, headers and Basic authentication without being escaped.
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}_.@+-]{0,127}");

  private static final Pattern IDENTIFIER = Pattern.compile("[^\\p{Cntrl}\".*]{1,128}");

  /// Catalogs that each DuckDB has.
  private static final Set<String> RESERVED_ALIASES = Set.of("system", "temp", "memory");

  private final @Nullable Map<String, OptionsSpec> sourceTypes;
  private final List<Problem> problems = new ArrayList<>();

  private ManifestCheck(@Nullable Map<String, OptionsSpec> sourceTypes) {
    this.sourceTypes = sourceTypes;
  }

  /// All problems but those of types of sources and their options.
  public static List<Problem> problems(Manifest manifest) {
    return new ManifestCheck(null).check(manifest);
  }

  /// All problems.
  ///
  /// @param sourceTypes what each known type of source takes
  public static List<Problem> problems(Manifest manifest, Map<String, OptionsSpec> sourceTypes) {
    return new ManifestCheck(sourceTypes).check(manifest);
  }

  private List<Problem> check(Manifest manifest) {
    unique("tenants", "name", "tenant", manifest.tenants(), Tenant::name);
    for (int i = 0; i < manifest.tenants().size(); i++) {
      tenant("tenants[" + i + "]", manifest.tenants().get(i));
    }
    if (manifest.system() != null) {
      List<SystemUser> users = manifest.system().users();
      unique("system.users", "name", "user", users, SystemUser::name);
      for (int i = 0; i < users.size(); i++) {
        name("system.users[" + i + "]", users.get(i).name());
        password("system.users[" + i + "]", users.get(i).password());
      }
    }
    return List.copyOf(problems);
  }

  private void tenant(String path, Tenant tenant) {
    name(path, tenant.name());
    unique(path + ".databases", "name", "database", tenant.databases(), Database::name);
    unique(path + ".roles", "name", "role", tenant.roles(), Role::name);
    unique(path + ".groups", "name", "group", tenant.groups(), Group::name);
    unique(path + ".users", "name", "user", tenant.users(), User::name);
    for (int i = 0; i < tenant.databases().size(); i++) {
      database(path + ".databases[" + i + "]", tenant.databases().get(i));
    }
    for (int i = 0; i < tenant.roles().size(); i++) {
      role(path + ".roles[" + i + "]", tenant.roles().get(i));
    }
    List<String> roles = tenant.roles().stream().map(Role::name).toList();
    List<String> groups = tenant.groups().stream().map(Group::name).toList();
    List<String> users = tenant.users().stream().map(User::name).toList();
    for (int i = 0; i < tenant.databases().size(); i++) {
      Admission admission = tenant.databases().get(i).admission();
      String at = path + ".databases[" + i + "].authorization";
      references(at + ".allowUsers", "user", admission.principals(), users);
      references(at + ".allowGroups", "group", admission.groups(), groups);
    }
    for (int i = 0; i < tenant.groups().size(); i++) {
      Group group = tenant.groups().get(i);
      name(path + ".groups[" + i + "]", group.name());
      references(path + ".groups[" + i + "].roles", "role", group.roles(), roles);
    }
    scopesOfRoles(path, tenant);
    for (int i = 0; i < tenant.users().size(); i++) {
      User user = tenant.users().get(i);
      String at = path + ".users[" + i + "]";
      name(at, user.name());
      password(at, user.password());
      references(at + ".roles", "role", user.roles(), roles);
      references(at + ".groups", "group", user.groups(), groups);
    }
  }

  private void scopesOfRoles(String path, Tenant tenant) {
    List<ScopeName> known =
        tenant.databases().stream()
            .flatMap(database ->
                database.scopes().stream()
                    .map(scope -> new ScopeName(database.name(), scope.name())))
            .toList();
    List<String> names = known.stream().map(ScopeName::toString).toList();
    for (int i = 0; i < tenant.roles().size(); i++) {
      for (ScopeName scope : tenant.roles().get(i).rights().scopes()) {
        if (!known.contains(scope)) {
          problem(
              path + ".roles[" + i + "].grants", Fields.unknown("scope", scope.toString(), names));
        }
      }
    }
  }

  private void database(String path, Database database) {
    name(path, database.name());
    boolean isFile = database.kind() == DatabaseKind.DUCKDB_FILE;
    if (isFile && (database.path() == null || database.path().isBlank())) {
      problem(path + ".path", "is missing: a database of kind `duckdb-file` needs its file");
    } else if (!isFile && database.path() != null) {
      problem(path + ".path", "is for databases of kind `duckdb-file` only");
    }
    unique(path + ".sources", "alias", "source", database.sources(), Source::alias);
    for (int i = 0; i < database.sources().size(); i++) {
      source(path + ".sources[" + i + "]", database.sources().get(i));
    }
    List<String> catalogs =
        new ArrayList<>(database.sources().stream().map(Source::alias).toList());
    if (isFile) {
      catalogs.add(database.name());
      if (catalogs.stream().filter(name -> same(name, database.name())).count() > 1) {
        problem(path + ".name", "is also the alias of a source: the file's own catalog has it");
      }
    }
    unique(path + ".scopes", "name", "scope", database.scopes(), Scope::name);
    for (int i = 0; i < database.scopes().size(); i++) {
      scope(path + ".scopes[" + i + "]", database.scopes().get(i));
    }
    String defaultCatalog = database.defaultCatalog();
    if (defaultCatalog != null && catalogs.stream().noneMatch(name -> same(name, defaultCatalog))) {
      problem(path + ".defaultCatalog", Fields.unknown("source", defaultCatalog, catalogs));
    }
    if (defaultCatalog == null && database.defaultSchema() != null) {
      problem(path + ".defaultSchema", "needs a defaultCatalog");
    }
  }

  private void scope(String path, Scope scope) {
    name(path, scope.name());
    Set<String> folded = new HashSet<>();
    scope
        .views()
        .forEach((name, query) -> {
          String at = path + ".views." + name;
          if (!IDENTIFIER.matcher(name).matches() || name.isBlank()) {
            problem(at, "cannot be a name: up to 128 characters without . * or quotes");
          }
          if (!folded.add(Names.fold(name))) {
            problem(at, "is declared twice: names are compared without case");
          }
          given(at, query);
        });
  }

  private void source(String path, Source source) {
    String alias = source.alias();
    if (alias.isEmpty()) {
      missing(path + ".alias");
    } else if (!IDENTIFIER.matcher(alias).matches() || alias.isBlank()) {
      problem(path + ".alias", "cannot be a name: up to 128 characters without . * or quotes");
    } else if (RESERVED_ALIASES.contains(Names.fold(alias))) {
      problem(path + ".alias", "cannot be `" + alias + "`: the engine has a catalog of that name");
    }
    if (source.type().isEmpty()) {
      missing(path + ".type");
    }
    if (sourceTypes == null || source.type().isEmpty()) {
      return;
    }
    OptionsSpec spec = sourceTypes.get(source.type());
    if (spec == null) {
      problem(path + ".type", Fields.unknown("type", source.type(), sourceTypes.keySet()));
      return;
    }
    for (String problem : spec.problems(source.options(), source.secrets().keySet())) {
      problem(path, problem);
    }
  }

  private void role(String path, Role role) {
    name(path, role.name());
    Rights rights = role.rights();
    for (int i = 0; i < rights.grants().size(); i++) {
      if (sourceTypes == null && rights.grants().get(i).verbs().isEmpty()) {
        problem(path + ".grants[" + i + "].verbs", "names no verb");
      }
    }
    unique(path + ".rowFilters", "name", "row filter", rights.rowFilters(), RowFilter::name);
    for (int i = 0; i < rights.rowFilters().size(); i++) {
      RowFilter filter = rights.rowFilters().get(i);
      given(path + ".rowFilters[" + i + "].name", filter.name());
      given(path + ".rowFilters[" + i + "].predicate", filter.predicate());
    }
    for (int i = 0; i < rights.columnMasks().size(); i++) {
      ColumnMask mask = rights.columnMasks().get(i);
      given(path + ".columnMasks[" + i + "].name", mask.name());
      given(path + ".columnMasks[" + i + "].column", mask.column());
      given(path + ".columnMasks[" + i + "].expression", mask.expression());
    }
    unique(path + ".columnMasks", "name", "column mask", rights.columnMasks(), ColumnMask::name);
  }

  /// What is not there at all the reader has said, at the place.
  private void given(String path, String text) {
    if (text.isBlank() && (sourceTypes == null || !text.isEmpty())) {
      problem(path, "is empty");
    }
  }

  private void name(String path, String name) {
    if (name.isEmpty()) {
      missing(path + ".name");
    } else if (!NAME.matcher(name).matches()) {
      problem(
          path + ".name",
          "cannot be `"
              + name
              + "`: up to 128 letters, digits and _ . @ + -, a letter or digit first");
    }
  }

  /// The reader has said so already, at the place.
  private void missing(String path) {
    if (sourceTypes == null) {
      problem(path, "is missing");
    }
  }

  private void password(String path, @Nullable PasswordSpec password) {
    switch (password) {
      case null -> {}
      case PasswordSpec.Plain(var secret) -> {
        if (secret.reveal().isEmpty() || secret.reveal().length() > Passwords.MAX_LENGTH) {
          problem(
              path + ".password.value", "must be of 1 to " + Passwords.MAX_LENGTH + " characters");
        }
      }
      case PasswordSpec.Hash(String hash) ->
          Passwords.problemOf(hash).ifPresent(why -> problem(path + ".password.hash", why));
      case PasswordSpec.External _, PasswordSpec.Redacted _ -> {}
    }
  }

  private void references(
      String path, String what, @Nullable List<String> names, List<String> known) {
    for (int i = 0; names != null && i < names.size(); i++) {
      String name = names.get(i);
      if (!name.isEmpty() && known.stream().noneMatch(other -> same(other, name))) {
        problem(path + "[" + i + "]", Fields.unknown(what, name, known));
      }
    }
  }

  private <T> void unique(
      String path, String key, String what, List<T> all, Function<T, String> naming) {
    Map<String, Integer> first = new HashMap<>();
    for (int i = 0; i < all.size(); i++) {
      String name = naming.apply(all.get(i));
      String at = path + "[" + i + "]." + key;
      if (name.isEmpty()) {
        continue;
      }
      Integer before = first.putIfAbsent(Names.fold(name), i);
      if (before != null) {
        problem(
            at, what + " `" + name + "` is declared twice, first in " + path + "[" + before + "]");
      }
    }
  }

  private static boolean same(String left, String right) {
    return Names.fold(left).equals(Names.fold(right));
  }

  private void problem(String path, String message) {
    problems.add(new Problem(path, message));
  }
}
