package io.merganser.catalog.store;

import io.merganser.authz.Admission;
import io.merganser.authz.Rights;
import io.merganser.catalog.manifest.Manifest;
import io.merganser.catalog.password.PasswordSpec;
import io.merganser.catalog.secret.SecretCipher;
import io.merganser.catalog.secret.SecretRef;
import io.merganser.connectors.spi.SourceMode;
import java.security.GeneralSecurityException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads everything, one query a table, within a transaction that the caller has begun.
final class SnapshotReader {
  private final Rows rows;
  private final @Nullable SecretCipher cipher;

  SnapshotReader(Rows rows, @Nullable SecretCipher cipher) {
    this.rows = rows;
    this.cipher = cipher;
  }

  Snapshot read() throws SQLException, GeneralSecurityException {
    long version =
        rows.read("SELECT version FROM store_state WHERE id = 1", row -> row.getLong(1)).getFirst();
    Map<List<String>, List<Manifest.Source>> sources = sources();
    Map<List<String>, List<Manifest.Scope>> scopes = scopes();
    Map<List<String>, List<Manifest.Database>> databases =
        grouped(
            "SELECT tenant_key, database_key, name, kind, path, default_catalog, default_schema,"
                + " allow_users, allow_groups FROM tenant_databases ORDER BY database_key",
            1,
            row ->
                new Manifest.Database(
                    row.getString("name"),
                    kind(row.getString("kind")),
                    row.getString("path"),
                    row.getString("default_catalog"),
                    row.getString("default_schema"),
                    of(sources, row.getString(1), row.getString(2)),
                    of(scopes, row.getString(1), row.getString(2)),
                    new Admission(
                        QuotedNames.read(row.getString("allow_users")),
                        QuotedNames.read(row.getString("allow_groups")))));
    Map<List<String>, List<Manifest.Role>> roles = roles();
    Map<List<String>, List<Manifest.Group>> groups = groups();
    Map<List<String>, List<Manifest.User>> users = users();
    List<Manifest.Tenant> tenants =
        rows.read(
            "SELECT tenant_key, name FROM tenants ORDER BY tenant_key",
            row -> {
              String key = row.getString(1);
              return new Manifest.Tenant(
                  row.getString(2),
                  of(databases, key),
                  of(roles, key),
                  of(groups, key),
                  of(users, key));
            });
    List<Manifest.SystemUser> systemUsers =
        rows.read(
            "SELECT name, superuser, password_kind, password FROM system_users ORDER BY user_key",
            row ->
                new Manifest.SystemUser(
                    row.getString("name"), password(row), row.getInt("superuser") == 1));
    return new Snapshot(version, tenants, systemUsers);
  }

  private Map<List<String>, List<Manifest.Source>> sources()
      throws SQLException, GeneralSecurityException {
    Map<List<String>, List<Map.Entry<String, String>>> options =
        grouped(
            "SELECT tenant_key, database_key, source_key, name, content FROM source_options",
            3,
            row -> Map.entry(row.getString("name"), row.getString("content")));
    Map<List<String>, Map<String, SecretRef>> secrets = secrets();
    return grouped(
        "SELECT tenant_key, database_key, source_key, alias, type, mode, read_only, disabled,"
            + " description FROM sources ORDER BY source_key",
        2,
        row -> {
          List<String> key = key(row, 3);
          Map<String, String> ofSource = new TreeMap<>();
          options
              .getOrDefault(key, List.of())
              .forEach(option -> ofSource.put(option.getKey(), option.getValue()));
          return new Manifest.Source(
              row.getString("alias"),
              row.getString("type"),
              SourceMode.valueOf(row.getString("mode")),
              row.getInt("read_only") == 1,
              row.getInt("disabled") == 1,
              row.getString("description"),
              ofSource,
              secrets.getOrDefault(key, Map.of()));
        });
  }

  private Map<List<String>, List<Manifest.Scope>> scopes() throws SQLException {
    Map<List<String>, List<Map.Entry<String, String>>> views =
        grouped(
            "SELECT tenant_key, database_key, scope_key, name, content FROM scope_views",
            3,
            row -> Map.entry(row.getString("name"), row.getString("content")));
    return grouped(
        "SELECT tenant_key, database_key, scope_key, name FROM scopes ORDER BY scope_key",
        2,
        row -> {
          Map<String, String> ofScope = new TreeMap<>();
          views
              .getOrDefault(key(row, 3), List.of())
              .forEach(view -> ofScope.put(view.getKey(), view.getValue()));
          return new Manifest.Scope(row.getString("name"), ofScope);
        });
  }

  private Map<List<String>, Map<String, SecretRef>> secrets()
      throws SQLException, GeneralSecurityException {
    List<SecretRow> stored =
        rows.read(
            "SELECT tenant_key, database_key, source_key, name, kind, content FROM source_secrets",
            row ->
                new SecretRow(
                    key(row, 3),
                    row.getString("name"),
                    row.getString("kind"),
                    row.getString("content")));
    Map<List<String>, Map<String, SecretRef>> secrets = new HashMap<>();
    for (SecretRow row : stored) {
      secrets.computeIfAbsent(row.source(), _ -> new TreeMap<>()).put(row.name(), secret(row));
    }
    return secrets;
  }

  private SecretRef secret(SecretRow row) throws GeneralSecurityException {
    if (row.kind().equals("external")) {
      return SecretRef.External.parse(row.content());
    }
    if (cipher == null) {
      throw new GeneralSecurityException("there is no key");
    }
    String place = SnapshotWriter.place(row.source(), row.name());
    return new SecretRef.Value(cipher.decrypt(row.content(), place));
  }

  private Map<List<String>, List<Manifest.Role>> roles() throws SQLException {
    var grants = ofRoles("role_grants", "ordinal", RoleRows::grant);
    var denials = ofRoles("role_denials", "ordinal", RoleRows::denial);
    var filters = ofRoles("role_row_filters", "filter_key", RoleRows::rowFilter);
    var masks = ofRoles("role_column_masks", "mask_key", RoleRows::columnMask);
    var scopes = ofRoles("role_scopes", "scope_key", RoleRows::scope);
    return grouped(
        "SELECT tenant_key, role_key, name FROM roles ORDER BY role_key",
        1,
        row -> {
          String[] key = {row.getString(1), row.getString(2)};
          Rights rights =
              new Rights(
                  of(grants, key),
                  of(denials, key),
                  of(filters, key),
                  of(masks, key),
                  of(scopes, key));
          return new Manifest.Role(row.getString("name"), Settlement.ordered(rights));
        });
  }

  private <T> Map<List<String>, List<T>> ofRoles(
      String table, String order, Rows.RowReader<T> reader) throws SQLException {
    return grouped("SELECT * FROM " + table + " ORDER BY " + order, 2, reader);
  }

  private Map<List<String>, List<Manifest.Group>> groups() throws SQLException {
    Map<List<String>, List<String>> roles =
        grouped(
            "SELECT m.tenant_key, m.group_key, r.name FROM group_roles m JOIN roles r"
                + " ON r.tenant_key = m.tenant_key AND r.role_key = m.role_key",
            2,
            row -> row.getString(3));
    return grouped(
        "SELECT tenant_key, group_key, name FROM user_groups ORDER BY group_key",
        1,
        row ->
            new Manifest.Group(
                row.getString("name"), names(of(roles, row.getString(1), row.getString(2)))));
  }

  private Map<List<String>, List<Manifest.User>> users() throws SQLException {
    Map<List<String>, List<String>> roles =
        grouped(
            "SELECT m.tenant_key, m.user_key, r.name FROM user_roles m JOIN roles r"
                + " ON r.tenant_key = m.tenant_key AND r.role_key = m.role_key",
            2,
            row -> row.getString(3));
    Map<List<String>, List<String>> groups =
        grouped(
            "SELECT m.tenant_key, m.user_key, g.name FROM user_memberships m JOIN user_groups g"
                + " ON g.tenant_key = m.tenant_key AND g.group_key = m.group_key",
            2,
            row -> row.getString(3));
    Map<List<String>, List<Map.Entry<String, String>>> attributes =
        grouped(
            "SELECT tenant_key, user_key, name, content FROM user_attributes ORDER BY ordinal",
            2,
            row -> Map.entry(row.getString("name"), row.getString("content")));
    return grouped(
        "SELECT tenant_key, user_key, name, superuser, password_kind, password FROM tenant_users"
            + " ORDER BY user_key",
        1,
        row -> {
          List<String> key = key(row, 2);
          Map<String, List<String>> ofUser = new TreeMap<>();
          attributes
              .getOrDefault(key, List.of())
              .forEach(one ->
                  ofUser.computeIfAbsent(one.getKey(), _ -> new ArrayList<>()).add(one.getValue()));
          ofUser.replaceAll((_, values) -> List.copyOf(values));
          return new Manifest.User(
              row.getString("name"),
              password(row),
              row.getInt("superuser") == 1,
              ofUser,
              names(roles.getOrDefault(key, List.of())),
              names(groups.getOrDefault(key, List.of())));
        });
  }

  private static @Nullable PasswordSpec password(ResultSet row) throws SQLException {
    String kind = row.getString("password_kind");
    String text = row.getString("password");
    if (kind == null || text == null) {
      return null;
    }
    return kind.equals("hash")
        ? new PasswordSpec.Hash(text)
        : new PasswordSpec.External(SecretRef.External.parse(text));
  }

  private static Manifest.DatabaseKind kind(String text) throws SQLException {
    for (Manifest.DatabaseKind kind : Manifest.DatabaseKind.values()) {
      if (kind.text().equals(text)) {
        return kind;
      }
    }
    throw new SQLException("a database of a kind that this version does not know");
  }

  private static List<String> names(List<String> unsorted) {
    return Settlement.sortedNames(unsorted);
  }

  private static <T> List<T> of(Map<List<String>, List<T>> grouped, String... key) {
    return grouped.getOrDefault(List.of(key), List.of());
  }

  /// @param keyLength how many leading columns are the key of the group
  private <T> Map<List<String>, List<T>> grouped(
      String sql, int keyLength, Rows.RowReader<T> reader) throws SQLException {
    Map<List<String>, List<T>> grouped = new HashMap<>();
    rows.read(
        sql,
        row ->
            grouped
                .computeIfAbsent(key(row, keyLength), _ -> new ArrayList<>())
                .add(reader.read(row)));
    return grouped;
  }

  private static List<String> key(ResultSet row, int length) throws SQLException {
    List<String> key = new ArrayList<>();
    for (int i = 1; i <= length; i++) {
      key.add(row.getString(i));
    }
    return List.copyOf(key);
  }

  /// @param source the key of the source
  private record SecretRow(List<String> source, String name, String kind, String content) {}
}
