package io.merganser.catalog.manifest;

import io.merganser.authz.Admission;
import io.merganser.authz.ColumnMask;
import io.merganser.authz.Columns;
import io.merganser.authz.Denial;
import io.merganser.authz.Grant;
import io.merganser.authz.Rights;
import io.merganser.authz.RowFilter;
import io.merganser.authz.ScopeName;
import io.merganser.authz.Securable;
import io.merganser.authz.Verb;
import io.merganser.catalog.manifest.Manifest.Database;
import io.merganser.catalog.manifest.Manifest.DatabaseKind;
import io.merganser.catalog.manifest.Manifest.Group;
import io.merganser.catalog.manifest.Manifest.Role;
import io.merganser.catalog.manifest.Manifest.Scope;
import io.merganser.catalog.manifest.Manifest.Source;
import io.merganser.catalog.manifest.Manifest.SystemRealm;
import io.merganser.catalog.manifest.Manifest.SystemUser;
import io.merganser.catalog.manifest.Manifest.Tenant;
import io.merganser.catalog.manifest.Manifest.User;
import io.merganser.catalog.password.PasswordSpec;
import io.merganser.catalog.secret.SecretRef;
import io.merganser.catalog.yaml.YamlException;
import io.merganser.catalog.yaml.YamlNode;
import io.merganser.connectors.spi.Names;
import io.merganser.connectors.spi.OptionsSpec;
import io.merganser.connectors.spi.Secret;
import io.merganser.connectors.spi.SourceMode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads manifests. Everything that is wrong is found in one reading.
///
/// What a manifest may say in later versions (pools) is refused and not ignored: to ignore a
/// restriction would be to leak rows.
public final class ManifestReader {
  private static final Map<String, DatabaseKind> KINDS =
      Fields.words(List.of(DatabaseKind.values()), DatabaseKind::text);
  private static final Map<String, String> LATER_KINDS =
      Map.of(
          "ducklake", "kind `ducklake` is not supported yet",
          "engine", "kind `engine` is not supported yet");
  private static final Map<String, SourceMode> MODES =
      Fields.words(List.of(SourceMode.values()), mode -> Names.fold(mode.name()));
  private static final Map<String, Set<Verb>> VERBS =
      Map.of(
          "read", EnumSet.of(Verb.READ),
          "write", EnumSet.of(Verb.WRITE),
          "ddl", EnumSet.of(Verb.DDL),
          "all", EnumSet.allOf(Verb.class));

  private final Map<String, OptionsSpec> sourceTypes;

  /// @param sourceTypes what each known type of source takes
  public ManifestReader(Map<String, OptionsSpec> sourceTypes) {
    this.sourceTypes = Map.copyOf(sourceTypes);
  }

  /// Reads a manifest.
  ///
  /// @throws ManifestException with all problems
  public Manifest read(String yaml) {
    YamlNode root;
    try {
      root = YamlNode.parse(yaml);
    } catch (YamlException e) {
      throw new ManifestException(List.of(new Problem(e.place(), String.valueOf(e.getMessage()))));
    }
    Reading reading = new Reading();
    Manifest manifest = reading.manifest(root);
    List<Problem> problems = new ArrayList<>(reading.problems);
    problems.addAll(ManifestCheck.problems(manifest, sourceTypes));
    if (!problems.isEmpty()) {
      throw new ManifestException(problems);
    }
    return manifest;
  }

  /// One reading and its problems; what names and references mean is left to [ManifestCheck].
  private static final class Reading {
    private final List<Problem> problems = new ArrayList<>();

    Manifest manifest(YamlNode root) {
      Fields fields = Fields.of("", root, problems, "apiVersion", "tenants", "system");
      String version = fields.required("apiVersion");
      if (!version.isEmpty() && !version.equals(Manifest.API_VERSION)) {
        fields.problem("apiVersion", "is `" + Manifest.API_VERSION + "`, not `" + version + "`");
      }
      List<Tenant> tenants = fields.list("tenants", this::tenant);
      SystemRealm system =
          fields.has("system") ? system(fields.path("system"), fields.node("system")) : null;
      return new Manifest(tenants, system);
    }

    private Tenant tenant(String path, YamlNode node) {
      Fields fields =
          Fields.of(
              path,
              node,
              problems,
              List.of("pools"),
              "name",
              "databases",
              "roles",
              "groups",
              "users");
      return new Tenant(
          fields.required("name"),
          fields.list("databases", this::database),
          fields.list("roles", this::role),
          fields.list("groups", this::group),
          fields.list("users", this::user));
    }

    private Database database(String path, YamlNode node) {
      Fields fields =
          Fields.of(
              path,
              node,
              problems,
              List.of("pool"),
              "name",
              "kind",
              "path",
              "defaultCatalog",
              "defaultSchema",
              "sources",
              "scopes",
              "authorization");
      return new Database(
          fields.required("name"),
          fields.word("kind", KINDS, LATER_KINDS, DatabaseKind.MEMORY),
          fields.optional("path"),
          fields.optional("defaultCatalog"),
          fields.optional("defaultSchema"),
          fields.list("sources", this::source),
          fields.list("scopes", this::scope),
          admission(fields));
    }

    private Admission admission(Fields database) {
      String key = "authorization";
      Fields fields =
          Fields.of(database.path(key), database.node(key), problems, "allowUsers", "allowGroups");
      return new Admission(names(fields, "allowUsers"), names(fields, "allowGroups"));
    }

    /// Null if nothing is declared. A key without a value is neither that nor an empty list.
    private @Nullable List<String> names(Fields fields, String key) {
      YamlNode node = fields.node(key);
      if (node instanceof YamlNode.Empty) {
        fields.problem(key, "is empty; leave it out to let everybody in, or give a list");
      }
      return node == null ? null : fields.texts(key);
    }

    private Scope scope(String path, YamlNode node) {
      Fields fields = Fields.of(path, node, problems, "name", "views");
      return new Scope(fields.required("name"), fields.entries("views", fields::textOrEmpty));
    }

    private Source source(String path, YamlNode node) {
      Fields fields =
          Fields.of(
              path,
              node,
              problems,
              List.of("setupSql"),
              "alias",
              "type",
              "mode",
              "readOnly",
              "disabled",
              "description",
              "options",
              "secrets");
      return new Source(
          fields.required("alias"),
          fields.required("type"),
          fields.word("mode", MODES, Map.of(), SourceMode.AUTO),
          fields.bool("readOnly", true),
          fields.bool("disabled", false),
          fields.optional("description"),
          fields.entries("options", fields::textOrEmpty),
          fields.entries("secrets", this::secret));
    }

    private SecretRef secret(String path, YamlNode node) {
      Fields fields = Fields.of(path, node, problems, "value", "externalRef");
      if (one(fields, path, "value", "externalRef").equals("externalRef")) {
        SecretRef.External external = external(fields);
        return external == null ? new SecretRef.Redacted() : external;
      }
      String value = fields.optional("value");
      return value == null || value.equals(SecretRef.REDACTED)
          ? new SecretRef.Redacted()
          : new SecretRef.Value(new Secret(value));
    }

    private Role role(String path, YamlNode node) {
      Fields fields =
          Fields.of(path, node, problems, "name", "grants", "denials", "rowFilters", "columnMasks");
      List<Granted> granted = fields.list("grants", this::grant);
      return new Role(
          fields.required("name"),
          new Rights(
              granted.stream().flatMap(each -> each.grants().stream()).toList(),
              fields.list("denials", this::denial).stream().flatMap(List::stream).toList(),
              fields.list("rowFilters", this::rowFilter).stream().flatMap(List::stream).toList(),
              fields.list("columnMasks", this::columnMask).stream().flatMap(List::stream).toList(),
              granted.stream().flatMap(each -> each.scopes().stream()).toList()));
    }

    private List<Denial> denial(String path, YamlNode node) {
      Fields fields = Fields.of(path, node, problems, "on", "columns");
      return on(fields).map(on -> new Denial(on, columns(fields))).stream().toList();
    }

    private List<RowFilter> rowFilter(String path, YamlNode node) {
      Fields fields = Fields.of(path, node, problems, "name", "on", "predicate");
      String name = fields.required("name");
      String predicate = fields.required("predicate");
      return on(fields).map(on -> new RowFilter(name, on, predicate)).stream().toList();
    }

    private List<ColumnMask> columnMask(String path, YamlNode node) {
      Fields fields = Fields.of(path, node, problems, "name", "on", "column", "expression");
      String name = fields.required("name");
      String column = fields.required("column");
      String expression = fields.required("expression");
      return on(fields).map(on -> new ColumnMask(name, on, column, expression)).stream().toList();
    }

    private Optional<Securable> on(Fields fields) {
      String on = fields.required("on");
      if (on.isEmpty()) {
        return Optional.empty();
      }
      try {
        return Optional.of(Securable.parse(on));
      } catch (IllegalArgumentException e) {
        fields.problem("on", String.valueOf(e.getMessage()));
        return Optional.empty();
      }
    }

    /// A key without a value is no key: nobody means all columns by it.
    private Columns columns(Fields fields) {
      YamlNode node = fields.node("columns");
      if (node instanceof YamlNode.Empty) {
        fields.problem("columns", "is empty; leave it out for all columns, or give a list");
      }
      return node == null ? Columns.ALL : new Columns(fields.texts("columns"));
    }

    /// None if it cannot be read.
    private Granted grant(String path, YamlNode node) {
      Fields fields = Fields.of(path, node, problems, "on", "scope", "verbs", "columns");
      Set<Verb> verbs = EnumSet.noneOf(Verb.class);
      for (Set<Verb> some : fields.list("verbs", this::verbs)) {
        verbs.addAll(some);
      }
      if (!fields.has("verbs")) {
        fields.problem("verbs", "is missing");
      } else if (fields.node("verbs") instanceof YamlNode.Sequence(var items, int _)
          && items.isEmpty()) {
        fields.problem("verbs", "names no verb; known: all, ddl, read, write");
      }
      if (fields.node("scope") != null) {
        return new Granted(List.of(), ofScope(fields, verbs));
      }
      return new Granted(
          on(fields).map(on -> new Grant(on, verbs, columns(fields))).stream().toList(), List.of());
    }

    /// A scope is read as a whole or not at all.
    private List<ScopeName> ofScope(Fields fields, Set<Verb> verbs) {
      String scope = fields.required("scope");
      for (String other : List.of("on", "columns")) {
        if (fields.node(other) != null) {
          fields.problem(other, "does not go with `scope`");
        }
      }
      if (verbs.contains(Verb.WRITE) != verbs.contains(Verb.DDL)
          || (!verbs.isEmpty() && !verbs.contains(Verb.READ))) {
        fields.problem("verbs", "of a scope are `read`: nothing else can be done to it");
      }
      if (scope.isEmpty()) {
        return List.of();
      }
      try {
        return List.of(ScopeName.parse(scope));
      } catch (IllegalArgumentException e) {
        fields.problem("scope", String.valueOf(e.getMessage()));
        return List.of();
      }
    }

    /// What one entry of the grants grants.
    private record Granted(List<Grant> grants, List<ScopeName> scopes) {}

    private Set<Verb> verbs(String path, YamlNode node) {
      String text =
          node instanceof YamlNode.Scalar(String written, boolean _, int _) ? written : "";
      Set<Verb> verbs = VERBS.get(Names.fold(text));
      if (verbs == null) {
        problems.add(new Problem(path, Fields.unknown("verb", text, VERBS.keySet())));
      }
      return verbs == null ? Set.of() : verbs;
    }

    private Group group(String path, YamlNode node) {
      Fields fields = Fields.of(path, node, problems, "name", "roles");
      return new Group(fields.required("name"), fields.texts("roles"));
    }

    private User user(String path, YamlNode node) {
      Fields fields =
          Fields.of(
              path,
              node,
              problems,
              "name",
              "password",
              "superuser",
              "attributes",
              "roles",
              "groups");
      return new User(
          fields.required("name"),
          password(fields),
          fields.bool("superuser", false),
          fields.entries("attributes", this::attribute),
          fields.texts("roles"),
          fields.texts("groups"));
    }

    /// A list of values, or one alone.
    private List<String> attribute(String path, YamlNode node) {
      Fields fields = Fields.of("", null, problems);
      return switch (node) {
        case YamlNode.Sequence(List<YamlNode> items, int _) -> {
          List<String> values = new ArrayList<>();
          for (int i = 0; i < items.size(); i++) {
            values.add(fields.textOrEmpty(path + "[" + i + "]", items.get(i)));
          }
          yield values;
        }
        case YamlNode.Scalar _, YamlNode.Mapping _, YamlNode.Empty _ ->
            List.of(fields.textOrEmpty(path, node));
      };
    }

    private SystemRealm system(String path, @Nullable YamlNode node) {
      Fields fields = Fields.of(path, node, problems, "users");
      return new SystemRealm(fields.list("users", this::systemUser));
    }

    private SystemUser systemUser(String path, YamlNode node) {
      Fields fields = Fields.of(path, node, problems, "name", "password", "superuser");
      return new SystemUser(
          fields.required("name"), password(fields), fields.bool("superuser", false));
    }

    private @Nullable PasswordSpec password(Fields user) {
      if (!user.has("password")) {
        return null;
      }
      String path = user.path("password");
      Fields fields =
          Fields.of(path, user.node("password"), problems, "externalRef", "value", "hash");
      String given = one(fields, path, "externalRef", "value", "hash");
      if (given.equals("externalRef")) {
        SecretRef.External external = external(fields);
        return external == null ? null : new PasswordSpec.External(external);
      }
      String text = given.isEmpty() ? null : fields.optional(given);
      if (text == null) {
        return null;
      }
      if (text.equals(SecretRef.REDACTED)) {
        return new PasswordSpec.Redacted();
      }
      return given.equals("hash")
          ? new PasswordSpec.Hash(text)
          : new PasswordSpec.Plain(new Secret(text));
    }

    /// The one key of some that is given; empty, and a problem, if it is not exactly one.
    private String one(Fields fields, String path, String... keys) {
      if (!fields.readable()) {
        return "";
      }
      List<String> given = List.of(keys).stream().filter(fields::has).toList();
      if (given.size() != 1) {
        String all = String.join(", ", keys);
        String what = given.isEmpty() ? "needs one of " : "takes only one of ";
        problems.add(new Problem(path, what + all));
        return "";
      }
      return given.getFirst();
    }

    private SecretRef.@Nullable External external(Fields fields) {
      String text = fields.optional("externalRef");
      if (text == null) {
        return null;
      }
      try {
        return SecretRef.External.parse(text);
      } catch (IllegalArgumentException e) {
        fields.problem("externalRef", String.valueOf(e.getMessage()));
        return null;
      }
    }
  }
}
