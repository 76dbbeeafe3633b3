package io.merganser.bench;

import java.io.PrintStream;
import java.sql.Connection;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/// Rows and bytes a second of a large result. The limit is what a Flight server that does nothing
/// but to hand on DuckDB's batches gets through the same loopback, in a process of its own like
/// ours.
final class Bulk implements Bench.Benchmark {
  private static final String SQL = "SELECT a, b, c, d, e, f FROM bulk";
  private static final int WARM_UPS = 5;
  private static final int RUNS = 5;
  private static final int AVATICA_ROWS = 200_000;
  private static final double AIM = 0.8;

  @Override
  public void run(Lab lab, PrintStream out) throws Exception {
    out.printf("bulk: %,d rows of int, bigint, double, text, decimal, timestamp%n", lab.rows());
    out.printf("  %-34s %12s %8s%n", "", "Mrows/s", "GB/s");
    Rate limit;
    try (Connection peer = lab.peer();
        BufferAllocator allocator = new RootAllocator()) {
      line(out, "peer, Arrow export", best(() -> LocalRead.arrow(peer, allocator, SQL)));
    }
    try (BareFlight bare = BareFlight.start(lab)) {
      limit = best(() -> bare.read(SQL));
      line(out, "limit, bare Flight over DuckDB", limit);
    }
    Rate flight;
    try (FlightPeer client = new FlightPeer(lab.server())) {
      flight = best(() -> client.read(SQL));
      line(out, "Flight", flight);
    }
    String some = SQL + " LIMIT " + AVATICA_ROWS;
    try (Connection peer = lab.peer()) {
      line(out, "peer, JDBC value by value", best(() -> values(peer, some)));
    }
    try (Connection avatica = AvaticaPeer.connect(lab.server())) {
      line(out, "Avatica, value by value", best(() -> values(avatica, some)));
    }
    double share = flight.rowsPerSecond() / limit.rowsPerSecond();
    lab.figures()
        .atLeast(
            "bulk over Flight",
            share * 100,
            "%.1f Mrows/s, bare Flight".formatted(limit.rowsPerSecond() / 1e6),
            AIM * 100,
            "%");
  }

  /// @param bytesPerSecond 0 where nobody counts them
  private record Rate(double rowsPerSecond, double bytesPerSecond) {}

  private interface Reading {
    FlightPeer.Read read() throws Exception;
  }

  private static FlightPeer.Read values(Connection connection, String sql) throws Exception {
    return new FlightPeer.Read(LocalRead.values(connection, sql), 0);
  }

  private static Rate best(Reading reading) throws Exception {
    // A server that was just started, as the bare one is, has yet to be compiled.
    for (int i = 0; i < WARM_UPS; i++) {
      reading.read();
    }
    Rate best = new Rate(0, 0);
    for (int i = 0; i < RUNS; i++) {
      long started = System.nanoTime();
      FlightPeer.Read read = reading.read();
      double seconds = (System.nanoTime() - started) / 1e9;
      if (read.rows() / seconds > best.rowsPerSecond()) {
        best = new Rate(read.rows() / seconds, read.bytes() / seconds);
      }
    }
    return best;
  }

  private static void line(PrintStream out, String way, Rate rate) {
    String bytes = rate.bytesPerSecond() == 0 ? "" : "%.2f".formatted(rate.bytesPerSecond() / 1e9);
    out.printf("  %-34s %12.2f %8s%n", way, rate.rowsPerSecond() / 1e6, bytes);
  }
}
