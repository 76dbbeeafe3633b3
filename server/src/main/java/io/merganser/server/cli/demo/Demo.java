package io.merganser.server.cli.demo;

import io.merganser.server.MerganserServer;
import io.merganser.server.config.ConfigReader;
import io.merganser.server.config.ServerConfig;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.function.Consumer;

/// A running demo: data made or found, the embedded Postgres, and a server over them.
public final class Demo implements AutoCloseable {
  private static final double DEFAULT_SCALE = 0.1;
  private static final String SECRETS = "secrets";

  private final DemoFolder folder;
  private final DemoPostgres postgres;
  private final MerganserServer server;
  private final String guide;

  private Demo(DemoFolder folder, DemoPostgres postgres, MerganserServer server, String guide) {
    this.folder = folder;
    this.postgres = postgres;
    this.server = server;
    this.guide = guide;
  }

  /// Starts all of it; on failure nothing is left running.
  ///
  /// @throws DemoException if something stands in the way that the user can change
  public static Demo start(DemoOptions options, Consumer<String> progress) throws IOException {
    DemoPostgres.problem()
        .ifPresent(problem -> {
          throw new DemoException(problem);
        });
    requireFree(options.httpPort(), "--http-port");
    requireFree(options.flightPort(), "--flight-port");
    DemoFolder folder = DemoFolder.take(options.folder());
    try {
      return start(folder, options, progress);
    } catch (IOException | RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  private static Demo start(DemoFolder folder, DemoOptions options, Consumer<String> progress)
      throws IOException {
    Path data = folder.file("postgres");
    Double wanted = options.scale();
    boolean complete = wanted == null ? folder.isComplete() : folder.isComplete(wanted);
    if (!complete) {
      DemoPostgres.stopOrphan(data, progress);
      folder.empty();
    }
    DemoSecrets secrets = DemoSecrets.load(folder.file(SECRETS), options.password());
    double scale = complete ? folder.scale() : wanted == null ? DEFAULT_SCALE : wanted;
    DemoPostgres postgres = DemoPostgres.start(data, secrets, progress);
    try {
      if (!complete) {
        progress.accept("making the data, TPC-H at scale " + scale);
        new DemoData(folder, scale, progress).make(postgres);
      }
      DemoSettings settings = new DemoSettings(folder);
      Path manifest = settings.writeManifest(postgres, secrets);
      ServerConfig config = ConfigReader.read(settings.writeServer(options));
      MerganserServer server = MerganserServer.start(config, manifest);
      return new Demo(folder, postgres, server, DemoGuide.text(options, scale, secrets));
    } catch (IOException | RuntimeException e) {
      postgres.close();
      throw e;
    }
  }

  /// What to tell the user.
  public String guide() {
    return guide;
  }

  /// Looked at before data is made, so that the user learns it at once.
  private static void requireFree(int port, String option) throws IOException {
    if (port == 0) {
      return;
    }
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (BindException e) {
      throw new DemoException(
          "port %d is in use (by another demo?); stop what uses it, or choose another with %s"
              .formatted(port, option),
          e);
    }
  }

  /// Stops in reverse order of starting.
  @Override
  public void close() throws IOException {
    try (folder;
        postgres) {
      server.close();
    }
  }
}
