package io.merganser.bench;

import java.io.PrintStream;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;

/// From the launcher's start to the first answer over HTTP.
final class StartUp implements Bench.Benchmark {
  private static final int STARTS = 3;

  @Override
  public void run(Lab lab, PrintStream out) throws Exception {
    // The first start after a build fills the class cache of the next ones.
    List<String> seconds = new ArrayList<>();
    double best = Double.MAX_VALUE;
    for (int i = 0; i < STARTS; i++) {
      boolean archived = Files.exists(lab.home().resolve("server/target/server.aot"));
      try (ServerProcess server = ServerProcess.start(lab)) {
        double took = server.toFirstAnswer().toMillis() / 1e3;
        best = Math.min(best, took);
        seconds.add("%.2f s%s".formatted(took, archived ? "" : " (no class cache yet)"));
      }
    }
    long started = System.nanoTime();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
      LocalRead.values(connection, "SELECT 1");
    }
    double peer = (System.nanoTime() - started) / 1e9;
    out.println("startup: from ./merganser serve to the first answer");
    out.printf("  starts  %s%n", String.join(", ", seconds));
    out.printf("  peer    %.2f s (DuckDB's library into a running JVM)%n", peer);
    lab.figures()
        .atMost(
            "start to first answer, best", best, Figures.text(peer) + " s, the library", 3, "s");
  }
}
