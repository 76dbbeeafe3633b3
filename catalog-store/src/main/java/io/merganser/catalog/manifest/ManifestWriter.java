package io.merganser.catalog.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
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
import io.merganser.catalog.password.PasswordSpec;
import io.merganser.catalog.secret.SecretRef;
import io.merganser.connectors.spi.Names;
import io.merganser.connectors.spi.SourceMode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Writes a manifest as [ManifestReader] reads it; defaults are left out. Secrets and passwords
/// that are not references are always written as redacted.
public final class ManifestWriter {
  private static final YAMLMapper YAML =
      new YAMLMapper(
          YAMLFactory.builder()
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
              .build());

  private ManifestWriter() {}

  public static String write(Manifest manifest) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("apiVersion", Manifest.API_VERSION);
    root.put("tenants", manifest.tenants().stream().map(ManifestWriter::tenant).toList());
    if (manifest.system() != null) {
      root.put(
          "system",
          Map.of("users", manifest.system().users().stream().map(ManifestWriter::user).toList()));
    }
    try {
      return YAML.writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps, lists and texts can be written", e);
    }
  }

  private static Map<String, Object> tenant(Manifest.Tenant tenant) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", tenant.name());
    list(fields, "databases", tenant.databases().stream().map(ManifestWriter::database).toList());
    list(fields, "roles", tenant.roles().stream().map(ManifestWriter::role).toList());
    list(fields, "groups", tenant.groups().stream().map(ManifestWriter::group).toList());
    list(fields, "users", tenant.users().stream().map(ManifestWriter::user).toList());
    return fields;
  }

  private static Map<String, Object> database(Manifest.Database database) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", database.name());
    fields.put("kind", database.kind().text());
    text(fields, "path", database.path());
    text(fields, "defaultCatalog", database.defaultCatalog());
    text(fields, "defaultSchema", database.defaultSchema());
    list(fields, "sources", database.sources().stream().map(ManifestWriter::source).toList());
    list(fields, "scopes", database.scopes().stream().map(ManifestWriter::scope).toList());
    Admission admission = database.admission();
    if (!admission.isForEverybody()) {
      Map<String, Object> lists = new LinkedHashMap<>();
      given(lists, "allowUsers", admission.principals());
      given(lists, "allowGroups", admission.groups());
      fields.put("authorization", lists);
    }
    return fields;
  }

  private static Map<String, Object> scope(Manifest.Scope scope) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", scope.name());
    if (!scope.views().isEmpty()) {
      fields.put("views", new TreeMap<>(scope.views()));
    }
    return fields;
  }

  private static Map<String, Object> source(Manifest.Source source) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("alias", source.alias());
    fields.put("type", source.type());
    if (source.mode() != SourceMode.AUTO) {
      fields.put("mode", Names.fold(source.mode().name()));
    }
    if (!source.readOnly()) {
      fields.put("readOnly", false);
    }
    if (source.disabled()) {
      fields.put("disabled", true);
    }
    text(fields, "description", source.description());
    if (!source.options().isEmpty()) {
      fields.put("options", new TreeMap<>(source.options()));
    }
    if (!source.secrets().isEmpty()) {
      Map<String, Object> secrets = new TreeMap<>();
      source.secrets().forEach((name, ref) -> secrets.put(name, secret(ref)));
      fields.put("secrets", secrets);
    }
    return fields;
  }

  private static Map<String, String> secret(SecretRef ref) {
    return switch (ref) {
      case SecretRef.External external -> Map.of("externalRef", external.toString());
      case SecretRef.Value _, SecretRef.Redacted _ -> Map.of("value", SecretRef.REDACTED);
    };
  }

  private static Map<String, Object> role(Manifest.Role role) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", role.name());
    Rights rights = role.rights();
    list(
        fields,
        "grants",
        Stream.concat(
                rights.grants().stream().map(ManifestWriter::grant),
                rights.scopes().stream().map(ManifestWriter::grant))
            .toList());
    list(fields, "denials", rights.denials().stream().map(ManifestWriter::denial).toList());
    list(fields, "rowFilters", rights.rowFilters().stream().map(ManifestWriter::filter).toList());
    list(fields, "columnMasks", rights.columnMasks().stream().map(ManifestWriter::mask).toList());
    return fields;
  }

  private static Map<String, Object> denial(Denial denial) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("on", on(denial.on()));
    columns(fields, denial.columns());
    return fields;
  }

  private static Map<String, Object> filter(RowFilter filter) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", filter.name());
    fields.put("on", on(filter.on()));
    fields.put("predicate", filter.predicate());
    return fields;
  }

  private static Map<String, Object> mask(ColumnMask mask) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", mask.name());
    fields.put("on", on(mask.on()));
    fields.put("column", mask.column());
    fields.put("expression", mask.expression());
    return fields;
  }

  /// An empty list is written: it is no column, and not all.
  private static void columns(Map<String, Object> fields, Columns columns) {
    given(fields, "columns", columns.names());
  }

  /// An empty list says something else than none.
  private static void given(Map<String, Object> fields, String key, @Nullable List<String> names) {
    if (names != null) {
      fields.put(key, names);
    }
  }

  private static String on(Securable on) {
    return Stream.of(on.catalog(), on.schema(), on.table())
        .map(ManifestWriter::part)
        .collect(Collectors.joining("."));
  }

  private static Map<String, Object> grant(Grant grant) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("on", on(grant.on()));
    fields.put(
        "verbs",
        grant.verbs().size() == Verb.values().length
            ? List.of("all")
            : grant.verbs().stream().sorted().map(verb -> Names.fold(verb.name())).toList());
    columns(fields, grant.columns());
    return fields;
  }

  private static Map<String, Object> grant(ScopeName scope) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("scope", scope.toString());
    fields.put("verbs", List.of("read"));
    return fields;
  }

  private static String part(String name) {
    boolean plain = name.chars().noneMatch(c -> c == '.' || c == '"') && name.equals(name.strip());
    return plain ? name : Names.quote(name);
  }

  private static Map<String, Object> group(Manifest.Group group) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", group.name());
    list(fields, "roles", group.roles());
    return fields;
  }

  private static Map<String, Object> user(Manifest.User user) {
    Map<String, Object> fields = user(user.name(), user.password(), user.superuser());
    if (!user.attributes().isEmpty()) {
      fields.put("attributes", new TreeMap<>(user.attributes()));
    }
    list(fields, "roles", user.roles());
    list(fields, "groups", user.groups());
    return fields;
  }

  private static Map<String, Object> user(Manifest.SystemUser user) {
    return user(user.name(), user.password(), user.superuser());
  }

  private static Map<String, Object> user(
      String name, @Nullable PasswordSpec password, boolean superuser) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", name);
    switch (password) {
      case null -> {}
      case PasswordSpec.External(SecretRef.External ref) ->
          fields.put("password", Map.of("externalRef", ref.toString()));
      case PasswordSpec.Hash _, PasswordSpec.Plain _, PasswordSpec.Redacted _ ->
          fields.put("password", Map.of("value", SecretRef.REDACTED));
    }
    if (superuser) {
      fields.put("superuser", true);
    }
    return fields;
  }

  private static void text(Map<String, Object> fields, String key, @Nullable String value) {
    if (value != null) {
      fields.put(key, value);
    }
  }

  private static void list(Map<String, Object> fields, String key, Collection<?> values) {
    if (!values.isEmpty()) {
      fields.put(key, values);
    }
  }
}
