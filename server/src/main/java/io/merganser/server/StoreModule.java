package io.merganser.server;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.merganser.catalog.login.Authentication;
import io.merganser.catalog.secret.SecretResolver;
import io.merganser.catalog.store.CatalogStore;
import io.merganser.catalog.store.StoreSettings;
import io.merganser.server.audit.AuditListener;
import io.merganser.server.audit.AuditWriter;
import io.merganser.server.config.ServerConfig;
import io.merganser.server.database.Databases;
import io.merganser.server.database.DeclaredDatabases;
import io.merganser.server.openfga.OpenFga;
import io.merganser.server.permission.Permissions;
import io.merganser.server.permission.StorePermissions;
import io.merganser.server.session.Sessions;
import io.merganser.server.session.StoreGate;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.Optional;

/// The catalog store and who it lets in.
final class StoreModule extends AbstractModule {
  /// Of the audit trail; each has a text of 8 KiB at most.
  private static final int WAITING_RECORDS = 10_000;

  private final Path baseDirectory;

  /// @param baseDirectory what relative paths in a manifest are relative to
  StoreModule(Path baseDirectory) {
    this.baseDirectory = baseDirectory;
  }

  @Provides
  @Singleton
  CatalogStore store(ServerConfig config) {
    return CatalogStore.open(
        new StoreSettings(config.store().url(), config.store().keyFile(), config.store().key()));
  }

  @Provides
  @Singleton
  SecretResolver secrets() {
    return new SecretResolver(System.getenv(), baseDirectory);
  }

  @Provides
  @Singleton
  DeclaredDatabases declared(CatalogStore store, SecretResolver secrets) {
    return new DeclaredDatabases(store, secrets, baseDirectory);
  }

  @Provides
  @Singleton
  Authentication authentication(CatalogStore store, SecretResolver secrets) {
    return new Authentication(store, secrets);
  }

  @Provides
  @Singleton
  AuditWriter auditWriter(CatalogStore store, ServerConfig config, MeterRegistry meters) {
    ServerConfig.AuditConfig audit = config.audit();
    return new AuditWriter(
        store.audit(),
        new AuditWriter.Settings(audit.retention(), audit.literals(), WAITING_RECORDS),
        meters);
  }

  @Provides
  @Singleton
  AuditListener audit(CatalogStore store, AuditWriter writer) {
    return new AuditListener(store, writer);
  }

  @Provides
  @Singleton
  Optional<OpenFga> openFga(ServerConfig config, CatalogStore store) {
    return Optional.ofNullable(config.openFga()).map(settings -> new OpenFga(settings, store));
  }

  @Provides
  @Singleton
  Permissions permissions(CatalogStore store, Optional<OpenFga> openFga) {
    return openFga.map(OpenFga::permissions).orElseGet(() -> new StorePermissions(store));
  }

  @Provides
  @Singleton
  Sessions sessions(
      CatalogStore store,
      Permissions permissions,
      Authentication authentication,
      Databases databases,
      AuditListener audit,
      ServerConfig config) {
    return new Sessions(
        new StoreGate(store, permissions, authentication, databases),
        audit,
        config.limits().sessionIdle(),
        config.limits().sessionsPerUser(),
        config.limits().sessionsPerTenant());
  }
}
