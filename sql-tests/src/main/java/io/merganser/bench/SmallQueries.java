package io.merganser.bench;

import java.io.PrintStream;
import java.sql.Connection;

/// What a statement costs that does next to nothing.
final class SmallQueries implements Bench.Benchmark {
  private static final int WARM_UPS = 500;
  private static final int RUNS = 2_000;

  @Override
  public void run(Lab lab, PrintStream out) throws Exception {
    out.println("small: statements one after the other, client to last row");
    out.printf(
        "  %-14s %-12s %9s %9s %9s %9s%n", "statement", "", "p50 ms", "p99 ms", "rate /s", "+p50");
    measure(lab, out, "SELECT 1", "SELECT 1");
    measure(lab, out, "one row", "SELECT o_totalprice FROM orders WHERE o_orderkey = 32");
    out.println("  aim          Flight adds <= 1 ms at p50");
  }

  private static void measure(Lab lab, PrintStream out, String name, String sql) throws Exception {
    Samples peer;
    try (Connection connection = lab.peer()) {
      peer = Samples.of(WARM_UPS, RUNS, () -> LocalRead.values(connection, sql));
    }
    line(out, name, "peer", peer, peer);
    try (FlightPeer flight = new FlightPeer(lab.server())) {
      line(out, "", "Flight", Samples.of(WARM_UPS, RUNS, () -> flight.read(sql)), peer);
    }
    try (Connection avatica = AvaticaPeer.connect(lab.server())) {
      Samples samples = Samples.of(WARM_UPS, RUNS, () -> LocalRead.values(avatica, sql));
      line(out, "", "Avatica", samples, peer);
    }
  }

  private static void line(
      PrintStream out, String name, String way, Samples samples, Samples peer) {
    out.printf(
        "  %-14s %-12s %9.3f %9.3f %9.0f %+9.3f%n",
        name,
        way,
        samples.medianMillis(),
        samples.percentileMillis(0.99),
        samples.perSecond(),
        samples.medianMillis() - peer.medianMillis());
  }
}
