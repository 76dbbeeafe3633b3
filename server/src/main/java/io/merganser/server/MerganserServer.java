package io.merganser.server;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Stage;
import com.google.inject.TypeLiteral;
import io.merganser.catalog.manifest.Manifest;
import io.merganser.catalog.manifest.ManifestReader;
import io.merganser.catalog.store.CatalogStore;
import io.merganser.connectors.spi.ConnectorFactory;
import io.merganser.connectors.spi.OptionsSpec;
import io.merganser.server.audit.AuditWriter;
import io.merganser.server.avatica.AvaticaEndpoint;
import io.merganser.server.config.ServerConfig;
import io.merganser.server.config.ServerConfig.ListenerConfig;
import io.merganser.server.config.ServerConfig.TlsConfig;
import io.merganser.server.database.Databases;
import io.merganser.server.database.DeclaredDatabases;
import io.merganser.server.flight.FlightServer;
import io.merganser.server.http.HttpServer;
import io.merganser.server.http.Readiness;
import io.merganser.server.openfga.OpenFga;
import io.merganser.server.query.Deadlines;
import io.merganser.server.query.EngineThreads;
import io.merganser.server.query.QueryMonitor;
import io.merganser.server.query.Revocations;
import io.merganser.server.session.Sessions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// A running server. Its list of modules is the table of contents of what it is made of; what was
/// started is closed in reverse.
public final class MerganserServer implements AutoCloseable {
  private final Lifecycle lifecycle;
  private final Injector injector;

  private MerganserServer(Lifecycle lifecycle, Injector injector) {
    this.lifecycle = lifecycle;
    this.injector = injector;
  }

  /// Opens the store, applies the manifest, opens the databases and listens.
  ///
  /// @param manifest applied first; null serves what the store has
  /// @throws io.merganser.catalog.manifest.ManifestException with all that is wrong with the
  ///   manifest
  /// @throws io.merganser.connectors.spi.QueryException if the store cannot be opened
  /// @throws IllegalStateException if a port is taken, saying what to do
  public static MerganserServer start(ServerConfig config, @Nullable Path manifest) {
    Path absolute = manifest == null ? null : manifest.toAbsolutePath();
    Path folder = absolute == null ? null : absolute.getParent();
    Injector injector =
        Guice.createInjector(
            Stage.DEVELOPMENT,
            new SettingsModule(config),
            new ConnectorModule(),
            new StoreModule(folder == null ? Path.of("").toAbsolutePath() : folder),
            new QueryModule(),
            new FrontDoorModule());
    Lifecycle lifecycle = new Lifecycle();
    MerganserServer server = new MerganserServer(lifecycle, injector);
    try {
      server.open(config, absolute);
      return server;
    } catch (RuntimeException e) {
      lifecycle.close();
      throw e;
    }
  }

  private void open(ServerConfig config, @Nullable Path manifest) {
    Manifest declared = manifest == null ? null : read(manifest);
    CatalogStore store = lifecycle.add(injector.getInstance(CatalogStore.class));
    if (declared != null) {
      store.apply(declared);
    }
    // Closed after all that has something to tell.
    lifecycle.add(injector.getInstance(AuditWriter.class)).start();
    Optional<OpenFga> openFga = injector.getInstance(Key.get(new TypeLiteral<>() {}));
    openFga.ifPresent(found -> lifecycle.add(found).start());
    lifecycle.add(injector.getInstance(BufferAllocator.class));
    EngineThreads threads = lifecycle.add(injector.getInstance(EngineThreads.class));
    lifecycle.add(injector.getInstance(Deadlines.class));
    lifecycle.add(injector.getInstance(Revocations.class));
    Databases databases = lifecycle.add(injector.getInstance(Databases.class));
    injector
        .getInstance(DeclaredDatabases.class)
        .all()
        .forEach(spec -> threads.call(() -> databases.open(spec)));
    HttpServer http = lifecycle.add(injector.getInstance(HttpServer.class));
    lifecycle.add(injector.getInstance(AvaticaEndpoint.class));
    http.start();
    FlightServer flight = lifecycle.add(injector.getInstance(FlightServer.class));
    start(flight, config.flight());
  }

  private static void start(FlightServer flight, ListenerConfig listener) {
    TlsConfig tls = listener.tls();
    try {
      flight.start(
          listener.host(),
          listener.port(),
          tls == null ? null : new FlightServer.Tls(tls.certificate(), tls.key()));
    } catch (IOException e) {
      throw new IllegalStateException(
          "Flight cannot listen on "
              + listener.host()
              + ":"
              + listener.port()
              + ": "
              + e.getMessage()
              + "; stop what uses the port, or set flight.port",
          e);
    }
  }

  private Manifest read(Path manifest) {
    Map<String, ConnectorFactory> factories = injector.getInstance(Key.get(new TypeLiteral<>() {}));
    Map<String, OptionsSpec> types =
        factories.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().options()));
    try {
      return new ManifestReader(types).read(Files.readString(manifest));
    } catch (IOException e) {
      throw new UncheckedIOException("the manifest `" + manifest + "` cannot be read", e);
    }
  }

  public int httpPort() {
    return injector.getInstance(HttpServer.class).port();
  }

  public int flightPort() {
    return injector.getInstance(FlightServer.class).port();
  }

  /// Statements that run now, over all protocols.
  public int runningStatements() {
    return injector.getInstance(QueryMonitor.class).running();
  }

  /// Sessions that are open now.
  public int openSessions() {
    return injector.getInstance(Sessions.class).count();
  }

  /// Memory that results wait in to be sent over Flight.
  public long flightBytes() {
    return injector.getInstance(FlightServer.class).allocatedBytes();
  }

  /// Stops taking requests, ends what runs, and closes everything.
  @Override
  public void close() {
    injector.getInstance(Readiness.class).stop();
    lifecycle.close();
  }

  /// The settings, for whoever needs them.
  private static final class SettingsModule extends AbstractModule {
    private final ServerConfig config;

    SettingsModule(ServerConfig config) {
      this.config = config;
    }

    @Override
    protected void configure() {
      binder().requireExactBindingAnnotations();
      bind(ServerConfig.class).toInstance(config);
    }
  }
}
