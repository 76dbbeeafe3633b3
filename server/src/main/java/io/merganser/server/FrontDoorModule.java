package io.merganser.server;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.merganser.catalog.store.CatalogStore;
import io.merganser.server.audit.AuditListener;
import io.merganser.server.avatica.AvaticaEndpoint;
import io.merganser.server.config.ServerConfig;
import io.merganser.server.config.ServerConfig.ListenerConfig;
import io.merganser.server.database.Databases;
import io.merganser.server.flight.FlightServer;
import io.merganser.server.http.Administrators;
import io.merganser.server.http.Authenticator;
import io.merganser.server.http.HttpServer;
import io.merganser.server.http.HttpSettings;
import io.merganser.server.http.Readiness;
import io.merganser.server.metadata.Metadata;
import io.merganser.server.openfga.OpenFga;
import io.merganser.server.permission.Permissions;
import io.merganser.server.query.EngineThreads;
import io.merganser.server.query.QueryPipeline;
import io.merganser.server.rest.AuditApi;
import io.merganser.server.rest.EffectiveApi;
import io.merganser.server.rest.MetadataApi;
import io.merganser.server.rest.QueryApi;
import io.merganser.server.rest.Routes;
import io.merganser.server.rest.ScopesApi;
import io.merganser.server.rest.StatusApi;
import io.merganser.server.rest.TuplesApi;
import io.merganser.server.session.Sessions;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;

/// What clients connect to.
final class FrontDoorModule extends AbstractModule {
  @Override
  protected void configure() {
    bind(MeterRegistry.class).to(PrometheusMeterRegistry.class);
  }

  @Provides
  @Singleton
  PrometheusMeterRegistry meters() {
    return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  }

  @Provides
  @Singleton
  Readiness readiness() {
    return new Readiness();
  }

  @Provides
  @Singleton
  Authenticator authenticator(Sessions sessions, EngineThreads threads) {
    return new Authenticator(sessions, threads);
  }

  @Provides
  @Singleton
  Administrators administrators(Authenticator authenticator) {
    return new Administrators(authenticator);
  }

  @Provides
  @Singleton
  AvaticaEndpoint avatica(
      Authenticator authenticator,
      Sessions sessions,
      QueryPipeline pipeline,
      EngineThreads threads,
      Metadata metadata,
      ServerConfig config) {
    return new AvaticaEndpoint(
        authenticator,
        sessions,
        new AvaticaEndpoint.Services(pipeline, threads, metadata),
        config.limits().sessionIdle());
  }

  @Provides
  @Singleton
  ScopesApi scopes(
      Administrators administrators,
      CatalogStore store,
      Databases databases,
      EngineThreads threads) {
    return new ScopesApi(administrators, store, databases, threads);
  }

  @Provides
  @Singleton
  HttpServer http(
      ServerConfig config,
      AvaticaEndpoint avatica,
      Authenticator authenticator,
      QueryPipeline pipeline,
      EngineThreads threads,
      Metadata metadata,
      Readiness readiness,
      PrometheusMeterRegistry meters,
      Administrators administrators,
      CatalogStore store,
      Permissions permissions,
      Optional<OpenFga> openFga,
      AuditListener audit,
      ScopesApi scopes) {
    ListenerConfig listener = config.http();
    ServerConfig.TlsConfig tls = listener.tls();
    return new HttpServer(
        HttpSettings.of(
            listener.host(),
            listener.port(),
            tls == null ? null : new HttpSettings.Tls(tls.certificate(), tls.key())),
        Routes.all(
            avatica,
            new QueryApi(authenticator, threads, pipeline),
            new MetadataApi(authenticator, threads, metadata),
            new StatusApi(authenticator, readiness, meters),
            new AuditApi(administrators, store.audit()),
            new EffectiveApi(administrators, store, permissions),
            new TuplesApi(administrators, openFga.orElse(null), audit),
            scopes),
        readiness,
        meters);
  }

  @Provides
  @Singleton
  FlightServer flight(
      Sessions sessions,
      QueryPipeline pipeline,
      EngineThreads threads,
      Metadata metadata,
      BufferAllocator allocator) {
    return new FlightServer(sessions, pipeline, threads, metadata, allocator);
  }
}
