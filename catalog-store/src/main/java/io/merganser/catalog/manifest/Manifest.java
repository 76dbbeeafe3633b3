package io.merganser.catalog.manifest;

import io.merganser.authz.Admission;
import io.merganser.authz.Rights;
import io.merganser.catalog.password.PasswordSpec;
import io.merganser.catalog.secret.SecretRef;
import io.merganser.connectors.spi.SourceMode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is declared: whole tenants, and the realm of operators.
///
/// A tenant that is named is declared as a whole; tenants that are not named are left alone. All
/// names are compared without case.
///
/// @param system null leaves the realm of operators alone
public record Manifest(List<Tenant> tenants, @Nullable SystemRealm system) {
  public static final String API_VERSION = "merganser.io/v1";

  public Manifest {
    tenants = List.copyOf(tenants);
  }

  /// A customer or team.
  public record Tenant(
      String name,
      List<Database> databases,
      List<Role> roles,
      List<Group> groups,
      List<User> users) {
    public Tenant {
      databases = List.copyOf(databases);
      roles = List.copyOf(roles);
      groups = List.copyOf(groups);
      users = List.copyOf(users);
    }
  }

  /// How a database keeps tables of its own.
  public enum DatabaseKind {
    /// In memory: they go with the server.
    MEMORY("memory"),
    /// In a DuckDB file.
    DUCKDB_FILE("duckdb-file");

    private final String text;

    DatabaseKind(String text) {
      this.text = text;
    }

    /// As a manifest spells it.
    public String text() {
      return text;
    }
  }

  /// A set of sources to query together.
  ///
  /// @param path the file of a [DatabaseKind#DUCKDB_FILE], null for other kinds
  /// @param defaultCatalog where names of less than three parts are looked for
  /// @param admission whom of the tenant it lets in
  public record Database(
      String name,
      DatabaseKind kind,
      @Nullable String path,
      @Nullable String defaultCatalog,
      @Nullable String defaultSchema,
      List<Source> sources,
      List<Scope> scopes,
      Admission admission) {
    public Database {
      sources = List.copyOf(sources);
      scopes = List.copyOf(scopes);
    }

    /// The same with other sources.
    public Database withSources(List<Source> others) {
      return new Database(
          name, kind, path, defaultCatalog, defaultSchema, others, scopes, admission);
    }

    /// The same without what is compared by itself.
    public Database alone() {
      return new Database(
          name, kind, path, defaultCatalog, defaultSchema, List.of(), List.of(), admission);
    }
  }

  /// A set of datasets: all that a session in the scope can read.
  ///
  /// @param views each the text of a query, by the name of its dataset
  public record Scope(String name, Map<String, String> views) {
    public Scope {
      views = Map.copyOf(views);
    }
  }

  /// A catalog of a database.
  ///
  /// @param alias the catalog's name in SQL
  /// @param type the name of a connector
  public record Source(
      String alias,
      String type,
      SourceMode mode,
      boolean readOnly,
      boolean disabled,
      @Nullable String description,
      Map<String, String> options,
      Map<String, SecretRef> secrets) {
    public Source {
      options = Map.copyOf(options);
      secrets = Map.copyOf(secrets);
    }
  }

  /// A name for rights.
  public record Role(String name, Rights rights) {}

  /// Users that share roles.
  public record Group(String name, List<String> roles) {
    public Group {
      roles = List.copyOf(roles);
    }
  }

  /// Somebody who logs in.
  ///
  /// @param password null for a user who cannot log in with one
  /// @param superuser may do everything within the tenant, and nothing outside
  /// @param attributes claims, each with its values
  public record User(
      String name,
      @Nullable PasswordSpec password,
      boolean superuser,
      Map<String, List<String>> attributes,
      List<String> roles,
      List<String> groups) {
    public User {
      attributes = Map.copyOf(attributes);
      roles = List.copyOf(roles);
      groups = List.copyOf(groups);
    }
  }

  /// The realm of operators: stands beside the tenants and is none.
  public record SystemRealm(List<SystemUser> users) {
    public SystemRealm {
      users = List.copyOf(users);
    }
  }

  /// An operator.
  ///
  /// @param superuser may do everything in all tenants; without it, nothing
  public record SystemUser(String name, @Nullable PasswordSpec password, boolean superuser) {}
}
