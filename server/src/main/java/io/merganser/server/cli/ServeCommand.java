package io.merganser.server.cli;

import io.merganser.server.MerganserServer;
import io.merganser.server.config.ConfigReader;
import io.merganser.server.config.ServerConfig;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `merganser serve`
@Command(
    name = "serve",
    description = "Start a server; Ctrl-C or SIGTERM stops it.",
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The settings, usually merganser.yaml; without it the defaults.")
  private @Nullable Path config;

  @Option(
      names = "--manifest",
      paramLabel = "FILE",
      description = "Tenants, sources, users and grants to apply before serving.")
  private @Nullable Path manifest;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A setting that wins over file and environment, e.g. http.port=9000.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    requireFile(config, "--config");
    requireFile(manifest, "--manifest");
    ServerConfig read = ConfigReader.read(config, System.getenv(), settings);
    MerganserServer server = MerganserServer.start(read, manifest);
    Shutdown.closeAtExit(server);
    PrintWriter out = Home.out(spec);
    out.println("HTTP    http://%s:%d".formatted(read.http().host(), server.httpPort()));
    out.println("Flight  grpc://%s:%d".formatted(read.flight().host(), server.flightPort()));
    out.println("ready");
    out.flush();
    Shutdown.await();
    return 0;
  }

  private static void requireFile(@Nullable Path file, String option) {
    if (file != null && !Files.isReadable(file)) {
      throw new UsageException(option + ": there is no readable file `" + file + "`");
    }
  }
}
