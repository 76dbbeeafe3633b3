package io.merganser.server.database;

import io.merganser.catalog.manifest.Manifest;
import io.merganser.catalog.secret.SecretRef;
import io.merganser.catalog.secret.SecretResolver;
import io.merganser.catalog.store.CatalogStore;
import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.Secret;
import io.merganser.connectors.spi.SourceConfig;
import io.merganser.connectors.spi.SourceMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the catalog store declares, made ready to open: secrets resolved, paths with a base.
public final class DeclaredDatabases {
  private final CatalogStore store;
  private final SecretResolver secrets;
  private final Path baseDirectory;

  /// @param baseDirectory what relative paths of sources are relative to
  public DeclaredDatabases(CatalogStore store, SecretResolver secrets, Path baseDirectory) {
    this.store = store;
    this.secrets = secrets;
    this.baseDirectory = baseDirectory;
  }

  /// All databases of all tenants.
  public List<DatabaseSpec> all() {
    List<DatabaseSpec> specs = new ArrayList<>();
    for (Manifest.Tenant tenant : store.tenants()) {
      tenant.databases().forEach(database -> specs.add(spec(tenant.name(), database)));
    }
    return specs;
  }

  private DatabaseSpec spec(String tenant, Manifest.Database database) {
    List<DatabaseSpec.SourceSpec> sources = new ArrayList<>();
    String file = database.path();
    if (file != null) {
      // The file of a database is a catalog of its name.
      sources.add(
          new DatabaseSpec.SourceSpec(
              "duckdb",
              SourceMode.ATTACH,
              false,
              new SourceConfig(
                  database.name(), true, Map.of("path", file), Map.of(), baseDirectory),
              null));
    }
    database.sources().forEach(source -> sources.add(source(source)));
    return new DatabaseSpec(
        tenant, database.name(), database.defaultCatalog(), database.defaultSchema(), sources);
  }

  private DatabaseSpec.SourceSpec source(Manifest.Source source) {
    Map<String, Secret> resolved = new LinkedHashMap<>();
    @Nullable String problem = null;
    for (Map.Entry<String, SecretRef> entry : source.secrets().entrySet()) {
      try {
        resolved.put(entry.getKey(), secrets.resolve(entry.getValue()));
      } catch (QueryException e) {
        problem = e.getMessage();
      }
    }
    return new DatabaseSpec.SourceSpec(
        source.type(),
        source.mode(),
        source.disabled(),
        new SourceConfig(
            source.alias(), source.readOnly(), source.options(), resolved, baseDirectory),
        problem);
  }
}
