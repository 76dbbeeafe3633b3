package io.merganser.bench;

import java.io.PrintStream;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;

/// What a statement costs that does next to nothing, beside DuckDB in-process and beside a Flight
/// server that knows no users, plans nothing and looks at nothing ([BareFlight]). All ways are
/// asked in turns, some hundred times each, so that what else the machine does hits them all.
final class SmallQueries implements Bench.Benchmark {
  private static final int WARM_UPS = 3_000;
  private static final int TURNS = 10;
  private static final int RUNS = 200;

  @Override
  public void run(Lab lab, PrintStream out) throws Exception {
    out.println("small: statements one after the other, client to last row");
    out.printf(
        "  %-14s %-12s %9s %9s %9s %9s%n", "statement", "", "p50 ms", "p99 ms", "rate /s", "+p50");
    measure(lab, out, "SELECT 1", "SELECT 1");
    measure(lab, out, "one row", "SELECT o_totalprice FROM orders WHERE o_orderkey = 32");
  }

  private static void measure(Lab lab, PrintStream out, String name, String sql) throws Exception {
    try (Connection connection = lab.peer();
        BareFlight bare = BareFlight.start(lab);
        FlightPeer flight = new FlightPeer(lab.server());
        Connection avatica = AvaticaPeer.connect(lab.server())) {
      List<Way> ways =
          List.of(
              new Way("peer", () -> LocalRead.values(connection, sql)),
              new Way("bare Flight", () -> bare.ask(sql)),
              new Way("Flight", () -> flight.read(sql)),
              new Way("Avatica", () -> LocalRead.values(avatica, sql)));
      for (Way way : ways) {
        Samples.of(WARM_UPS, 1, way.work);
      }
      for (int turn = 0; turn < TURNS; turn++) {
        for (Way way : ways) {
          way.turn();
        }
      }
      double peer = ways.get(0).samples().medianMillis();
      for (Way way : ways) {
        line(out, way == ways.get(0) ? name : "", way, peer);
      }
      double limit = ways.get(1).samples().medianMillis() - peer;
      double added = ways.get(2).samples().medianMillis() - peer;
      lab.figures()
          .atMost(
              name + " over Flight adds, p50",
              added,
              Figures.text(limit) + " ms, a bare server",
              1,
              "ms");
    }
  }

  private static void line(PrintStream out, String name, Way way, double peer) {
    Samples samples = way.samples();
    out.printf(
        "  %-14s %-12s %9.3f %9.3f %9.0f %+9.3f%n",
        name,
        way.name,
        samples.medianMillis(),
        samples.percentileMillis(0.99),
        samples.perSecond(),
        samples.medianMillis() - peer);
  }

  /// A way to ask, and how long it took each time.
  private static final class Way {
    private final String name;
    private final Samples.Work work;
    private final List<Long> nanos = new ArrayList<>();

    Way(String name, Samples.Work work) {
      this.name = name;
      this.work = work;
    }

    void turn() throws Exception {
      for (int i = 0; i < RUNS; i++) {
        long started = System.nanoTime();
        work.run();
        nanos.add(System.nanoTime() - started);
      }
    }

    Samples samples() {
      return new Samples(nanos.stream().mapToLong(Long::longValue).toArray());
    }
  }
}
