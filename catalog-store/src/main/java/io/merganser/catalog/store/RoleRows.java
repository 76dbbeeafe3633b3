package io.merganser.catalog.store;

import io.merganser.authz.ColumnMask;
import io.merganser.authz.Columns;
import io.merganser.authz.Denial;
import io.merganser.authz.Grant;
import io.merganser.authz.RowFilter;
import io.merganser.authz.ScopeName;
import io.merganser.authz.Securable;
import io.merganser.authz.Verb;
import io.merganser.catalog.manifest.Manifest;
import io.merganser.connectors.spi.Names;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How what a role holds stands in rows.
final class RoleRows {
  private static final List<String> TABLES =
      List.of(
          "role_grants", "role_denials", "role_row_filters", "role_column_masks", "role_scopes");

  private RoleRows() {}

  static Grant grant(ResultSet row) throws SQLException {
    Set<Verb> verbs = EnumSet.noneOf(Verb.class);
    for (Verb verb : Verb.values()) {
      if (row.getInt(column(verb)) == 1) {
        verbs.add(verb);
      }
    }
    return new Grant(securable(row), verbs, columns(row));
  }

  static Denial denial(ResultSet row) throws SQLException {
    return new Denial(securable(row), columns(row));
  }

  static RowFilter rowFilter(ResultSet row) throws SQLException {
    return new RowFilter(row.getString("name"), securable(row), row.getString("predicate"));
  }

  static ColumnMask columnMask(ResultSet row) throws SQLException {
    return new ColumnMask(
        row.getString("name"),
        securable(row),
        row.getString("column_name"),
        row.getString("expression"));
  }

  static ScopeName scope(ResultSet row) throws SQLException {
    return new ScopeName(row.getString("database_name"), row.getString("scope_name"));
  }

  /// Writes what the role holds anew.
  static void write(Rows rows, String tenant, Manifest.Role role) throws SQLException {
    String key = Names.fold(role.name());
    for (String table : TABLES) {
      rows.change("DELETE FROM " + table + " WHERE tenant_key = ? AND role_key = ?", tenant, key);
    }
    int ordinal = 0;
    for (Grant grant : role.rights().grants()) {
      rows.change(
          "INSERT INTO role_grants (tenant_key, role_key, ordinal, catalog_name, schema_name,"
              + " table_name, column_names, may_read, may_write, may_ddl)"
              + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          tenant,
          key,
          ordinal++,
          grant.on().catalog(),
          grant.on().schema(),
          grant.on().table(),
          text(grant.columns()),
          grant.verbs().contains(Verb.READ),
          grant.verbs().contains(Verb.WRITE),
          grant.verbs().contains(Verb.DDL));
    }
    for (Denial denial : role.rights().denials()) {
      rows.change(
          "INSERT INTO role_denials (tenant_key, role_key, ordinal, catalog_name, schema_name,"
              + " table_name, column_names) VALUES (?, ?, ?, ?, ?, ?, ?)",
          tenant,
          key,
          ordinal++,
          denial.on().catalog(),
          denial.on().schema(),
          denial.on().table(),
          text(denial.columns()));
    }
    for (RowFilter filter : role.rights().rowFilters()) {
      rows.change(
          "INSERT INTO role_row_filters (tenant_key, role_key, filter_key, name, catalog_name,"
              + " schema_name, table_name, predicate) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
          tenant,
          key,
          Names.fold(filter.name()),
          filter.name(),
          filter.on().catalog(),
          filter.on().schema(),
          filter.on().table(),
          filter.predicate());
    }
    for (ColumnMask mask : role.rights().columnMasks()) {
      rows.change(
          "INSERT INTO role_column_masks (tenant_key, role_key, mask_key, name, catalog_name,"
              + " schema_name, table_name, column_name, expression)"
              + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
          tenant,
          key,
          Names.fold(mask.name()),
          mask.name(),
          mask.on().catalog(),
          mask.on().schema(),
          mask.on().table(),
          mask.column(),
          mask.expression());
    }
    writeScopes(rows, tenant, role);
  }

  private static void writeScopes(Rows rows, String tenant, Manifest.Role role)
      throws SQLException {
    for (ScopeName scope : role.rights().scopes()) {
      rows.change(
          "INSERT INTO role_scopes (tenant_key, role_key, scope_key, database_name, scope_name)"
              + " VALUES (?, ?, ?, ?, ?)",
          tenant,
          Names.fold(role.name()),
          Names.fold(scope.toString()),
          scope.database(),
          scope.scope());
    }
  }

  private static String column(Verb verb) {
    return switch (verb) {
      case READ -> "may_read";
      case WRITE -> "may_write";
      case DDL -> "may_ddl";
    };
  }

  private static Securable securable(ResultSet row) throws SQLException {
    return new Securable(
        row.getString("catalog_name"), row.getString("schema_name"), row.getString("table_name"));
  }

  private static @Nullable String text(Columns columns) {
    return QuotedNames.write(columns.names());
  }

  private static Columns columns(ResultSet row) throws SQLException {
    List<String> names = QuotedNames.read(row.getString("column_names"));
    return names == null ? Columns.ALL : new Columns(names);
  }
}
