package io.merganser.catalog.store;

import io.merganser.catalog.manifest.Manifest;
import io.merganser.catalog.password.PasswordSpec;
import io.merganser.catalog.secret.SecretCipher;
import io.merganser.catalog.secret.SecretRef;
import io.merganser.connectors.spi.Names;
import io.merganser.connectors.spi.Secret;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes settled objects, within a transaction that the caller has begun. An object is written
/// whether it is there or not; what hangs on it is written anew.
final class SnapshotWriter {
  private final Rows rows;
  private final @Nullable SecretCipher cipher;

  SnapshotWriter(Rows rows, @Nullable SecretCipher cipher) {
    this.rows = rows;
    this.cipher = cipher;
  }

  /// What a secret is encrypted for.
  static String place(List<String> source, String name) {
    return String.join("\0", source) + "\0" + name;
  }

  void raiseVersion() throws SQLException {
    rows.change("UPDATE store_state SET version = version + 1 WHERE id = 1");
  }

  void write(Manifest.Tenant tenant) throws SQLException {
    rows.change(
        "INSERT INTO tenants (tenant_key, name) VALUES (?, ?)"
            + " ON CONFLICT (tenant_key) DO UPDATE SET name = excluded.name",
        key(tenant.name()),
        tenant.name());
  }

  void deleteTenant(String tenant) throws SQLException {
    rows.change("DELETE FROM tenants WHERE tenant_key = ?", key(tenant));
  }

  void write(String tenant, Manifest.Database database) throws SQLException {
    rows.change(
        "INSERT INTO tenant_databases"
            + " (tenant_key, database_key, name, kind, path, default_catalog, default_schema,"
            + " allow_users, allow_groups) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (tenant_key, database_key) DO UPDATE SET name = excluded.name,"
            + " kind = excluded.kind, path = excluded.path,"
            + " default_catalog = excluded.default_catalog,"
            + " default_schema = excluded.default_schema,"
            + " allow_users = excluded.allow_users, allow_groups = excluded.allow_groups",
        key(tenant),
        key(database.name()),
        database.name(),
        database.kind().text(),
        database.path(),
        database.defaultCatalog(),
        database.defaultSchema(),
        QuotedNames.write(database.admission().principals()),
        QuotedNames.write(database.admission().groups()));
  }

  void deleteDatabase(String tenant, String database) throws SQLException {
    rows.change(
        "DELETE FROM tenant_databases WHERE tenant_key = ? AND database_key = ?",
        key(tenant),
        key(database));
  }

  void write(String tenant, String database, Manifest.Source source) throws SQLException {
    deleteSource(tenant, database, source.alias());
    List<String> key = List.of(key(tenant), key(database), key(source.alias()));
    rows.change(
        "INSERT INTO sources (tenant_key, database_key, source_key, alias, type, mode, read_only,"
            + " disabled, description) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        key.get(0),
        key.get(1),
        key.get(2),
        source.alias(),
        source.type(),
        source.mode().name(),
        source.readOnly(),
        source.disabled(),
        source.description());
    for (Map.Entry<String, String> option : source.options().entrySet()) {
      rows.change(
          "INSERT INTO source_options (tenant_key, database_key, source_key, name, content)"
              + " VALUES (?, ?, ?, ?, ?)",
          key.get(0),
          key.get(1),
          key.get(2),
          option.getKey(),
          option.getValue());
    }
    for (Map.Entry<String, SecretRef> secret : source.secrets().entrySet()) {
      boolean isExternal = secret.getValue() instanceof SecretRef.External;
      rows.change(
          "INSERT INTO source_secrets (tenant_key, database_key, source_key, name, kind, content)"
              + " VALUES (?, ?, ?, ?, ?, ?)",
          key.get(0),
          key.get(1),
          key.get(2),
          secret.getKey(),
          isExternal ? "external" : "value",
          content(secret.getValue(), place(key, secret.getKey())));
    }
  }

  private String content(SecretRef ref, String place) {
    return switch (ref) {
      case SecretRef.External external -> external.toString();
      case SecretRef.Value(Secret secret) -> {
        if (cipher == null) {
          throw new IllegalStateException("settling refuses values without a key");
        }
        yield cipher.encrypt(secret, place);
      }
      case SecretRef.Redacted _ ->
          throw new IllegalStateException("settling replaces what is redacted");
    };
  }

  void deleteSource(String tenant, String database, String alias) throws SQLException {
    rows.change(
        "DELETE FROM sources WHERE tenant_key = ? AND database_key = ? AND source_key = ?",
        key(tenant),
        key(database),
        key(alias));
  }

  void write(String tenant, String database, Manifest.Scope scope) throws SQLException {
    deleteScope(tenant, database, scope.name());
    rows.change(
        "INSERT INTO scopes (tenant_key, database_key, scope_key, name) VALUES (?, ?, ?, ?)",
        key(tenant),
        key(database),
        key(scope.name()),
        scope.name());
    for (Map.Entry<String, String> view : scope.views().entrySet()) {
      rows.change(
          "INSERT INTO scope_views (tenant_key, database_key, scope_key, view_key, name, content)"
              + " VALUES (?, ?, ?, ?, ?, ?)",
          key(tenant),
          key(database),
          key(scope.name()),
          key(view.getKey()),
          view.getKey(),
          view.getValue());
    }
  }

  void deleteScope(String tenant, String database, String scope) throws SQLException {
    rows.change(
        "DELETE FROM scopes WHERE tenant_key = ? AND database_key = ? AND scope_key = ?",
        key(tenant),
        key(database),
        key(scope));
  }

  void write(String tenant, Manifest.Role role) throws SQLException {
    rows.change(
        "INSERT INTO roles (tenant_key, role_key, name) VALUES (?, ?, ?)"
            + " ON CONFLICT (tenant_key, role_key) DO UPDATE SET name = excluded.name",
        key(tenant),
        key(role.name()),
        role.name());
    RoleRows.write(rows, key(tenant), role);
  }

  void deleteRole(String tenant, String role) throws SQLException {
    rows.change("DELETE FROM roles WHERE tenant_key = ? AND role_key = ?", key(tenant), key(role));
  }

  void write(String tenant, Manifest.Group group) throws SQLException {
    rows.change(
        "INSERT INTO user_groups (tenant_key, group_key, name) VALUES (?, ?, ?)"
            + " ON CONFLICT (tenant_key, group_key) DO UPDATE SET name = excluded.name",
        key(tenant),
        key(group.name()),
        group.name());
    rows.change(
        "DELETE FROM group_roles WHERE tenant_key = ? AND group_key = ?",
        key(tenant),
        key(group.name()));
    for (String role : group.roles()) {
      rows.change(
          "INSERT INTO group_roles (tenant_key, group_key, role_key) VALUES (?, ?, ?)",
          key(tenant),
          key(group.name()),
          key(role));
    }
  }

  void deleteGroup(String tenant, String group) throws SQLException {
    rows.change(
        "DELETE FROM user_groups WHERE tenant_key = ? AND group_key = ?", key(tenant), key(group));
  }

  void write(String tenant, Manifest.User user) throws SQLException {
    deleteUser(tenant, user.name());
    rows.change(
        "INSERT INTO tenant_users (tenant_key, user_key, name, superuser, password_kind, password)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        key(tenant),
        key(user.name()),
        user.name(),
        user.superuser(),
        kind(user.password()),
        text(user.password()));
    for (Map.Entry<String, List<String>> attribute : user.attributes().entrySet()) {
      for (int i = 0; i < attribute.getValue().size(); i++) {
        rows.change(
            "INSERT INTO user_attributes (tenant_key, user_key, name, ordinal, content)"
                + " VALUES (?, ?, ?, ?, ?)",
            key(tenant),
            key(user.name()),
            attribute.getKey(),
            i,
            attribute.getValue().get(i));
      }
    }
    for (String role : user.roles()) {
      rows.change(
          "INSERT INTO user_roles (tenant_key, user_key, role_key) VALUES (?, ?, ?)",
          key(tenant),
          key(user.name()),
          key(role));
    }
    for (String group : user.groups()) {
      rows.change(
          "INSERT INTO user_memberships (tenant_key, user_key, group_key) VALUES (?, ?, ?)",
          key(tenant),
          key(user.name()),
          key(group));
    }
  }

  void deleteUser(String tenant, String user) throws SQLException {
    rows.change(
        "DELETE FROM tenant_users WHERE tenant_key = ? AND user_key = ?", key(tenant), key(user));
  }

  void write(Manifest.SystemUser user) throws SQLException {
    deleteSystemUser(user.name());
    rows.change(
        "INSERT INTO system_users (user_key, name, superuser, password_kind, password)"
            + " VALUES (?, ?, ?, ?, ?)",
        key(user.name()),
        user.name(),
        user.superuser(),
        kind(user.password()),
        text(user.password()));
  }

  void deleteSystemUser(String user) throws SQLException {
    rows.change("DELETE FROM system_users WHERE user_key = ?", key(user));
  }

  private static @Nullable String kind(@Nullable PasswordSpec password) {
    return switch (password) {
      case null -> null;
      case PasswordSpec.Hash _ -> "hash";
      case PasswordSpec.External _ -> "external";
      case PasswordSpec.Plain _, PasswordSpec.Redacted _ ->
          throw new IllegalStateException("settling leaves hashes and references");
    };
  }

  private static @Nullable String text(@Nullable PasswordSpec password) {
    return switch (password) {
      case null -> null;
      case PasswordSpec.Hash(String hash) -> hash;
      case PasswordSpec.External(SecretRef.External ref) -> ref.toString();
      case PasswordSpec.Plain _, PasswordSpec.Redacted _ ->
          throw new IllegalStateException("settling leaves hashes and references");
    };
  }

  private static String key(String name) {
    return Names.fold(name);
  }
}
