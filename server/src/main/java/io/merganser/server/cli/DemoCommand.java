package io.merganser.server.cli;

import io.merganser.server.cli.demo.Demo;
import io.merganser.server.cli.demo.DemoOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `merganser demo`
@Command(
    name = "demo",
    description = "Start a server over TPC-H data in Postgres, SQLite, DuckDB and Parquet.",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  private static final double MAX_SCALE = 100;

  @Option(
      names = "--password",
      paramLabel = "P",
      description =
          "For all three users, in place of ones made up. For demos on this machine only.")
  private @Nullable String password;

  @Option(names = "--http-port", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
  private int httpPort = 8765;

  @Option(names = "--flight-port", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
  private int flightPort = 31337;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Where the data is made and found again. Default: demo-data beside ./merganser.")
  private @Nullable Path data;

  @Option(
      names = "--scale",
      paramLabel = "S",
      description = "Of TPC-H; 1 is 6 million lines. Default: what is there already, or 0.1.")
  private @Nullable Double scale;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    check();
    Path home = Home.folder();
    Path folder = (data == null ? home.resolve("demo-data") : data).toAbsolutePath().normalize();
    DemoOptions options =
        new DemoOptions(folder, home.resolve("extensions"), httpPort, flightPort, scale, password);
    PrintWriter out = Home.out(spec);
    out.println("starting the demo in " + folder);
    out.flush();
    Demo demo =
        Demo.start(
            options,
            line -> {
              out.println("  " + line);
              out.flush();
            });
    Shutdown.closeAtExit(demo);
    out.print(demo.guide());
    out.flush();
    Shutdown.await();
    return 0;
  }

  private void check() {
    requirePort(httpPort, "--http-port");
    requirePort(flightPort, "--flight-port");
    if (httpPort == flightPort) {
      throw new UsageException("--http-port and --flight-port are the same");
    }
    if (scale != null && !(scale > 0 && scale <= MAX_SCALE)) {
      throw new UsageException("--scale must be more than 0 and at most 100");
    }
    if (password != null && password.isEmpty()) {
      throw new UsageException("--password must not be empty");
    }
  }

  private static void requirePort(int port, String option) {
    if (port < 1 || port > 65_535) {
      throw new UsageException(option + " must be from 1 to 65535");
    }
  }
}
