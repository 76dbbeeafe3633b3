package io.merganser.bench;

import java.io.PrintStream;
import java.sql.Connection;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/// The 22 queries through Flight SQL beside DuckDB's own Arrow export. Both are asked in turns, so
/// that what else the machine does hits both.
final class Tpch implements Bench.Benchmark {
  private static final double AIM = 1.05;
  private static final int WARM_UPS = 3;

  /// Before these, the compiler of a server that has just started takes a core from DuckDB.
  private static final int SMALL_WARM_UPS = 3_000;

  @Override
  public void run(Lab lab, PrintStream out) throws Exception {
    List<String> queries = TpchQueries.all();
    double ours = 0;
    double theirs = 0;
    out.printf("tpch: median of %d runs in ms%n", lab.runs());
    out.printf("  %-6s %10s %10s %8s %8s%n", "query", "Flight", "peer", "ratio", "rows");
    try (FlightPeer flight = new FlightPeer(lab.server());
        Connection peer = lab.peer();
        BufferAllocator allocator = new RootAllocator()) {
      Samples.of(SMALL_WARM_UPS, 1, () -> flight.read("SELECT 1"));
      for (int i = 0; i < queries.size(); i++) {
        String sql = queries.get(i);
        long rows = 0;
        long peerRows = 0;
        for (int warmUp = 0; warmUp < WARM_UPS; warmUp++) {
          rows = flight.read(sql).rows();
          peerRows = LocalRead.arrow(peer, allocator, sql).rows();
        }
        if (rows != peerRows) {
          throw new IllegalStateException(
              "Q%d: %d rows over Flight, %d from DuckDB".formatted(i + 1, rows, peerRows));
        }
        long[] flightNanos = new long[lab.runs()];
        long[] peerNanos = new long[lab.runs()];
        for (int run = 0; run < lab.runs(); run++) {
          boolean first = run % 2 == 0;
          long started = System.nanoTime();
          ask(first, flight, peer, allocator, sql);
          long between = System.nanoTime();
          ask(!first, flight, peer, allocator, sql);
          long ended = System.nanoTime();
          flightNanos[run] = first ? between - started : ended - between;
          peerNanos[run] = first ? ended - between : between - started;
        }
        double mine = new Samples(flightNanos).medianMillis();
        double other = new Samples(peerNanos).medianMillis();
        ours += mine;
        theirs += other;
        out.printf("  Q%-5d %10.1f %10.1f %8.2f %8d%n", i + 1, mine, other, mine / other, rows);
      }
    }
    double ratio = ours / theirs;
    out.printf("  %-6s %10.1f %10.1f %8.2f%n", "total", ours, theirs, ratio);
    lab.figures()
        .atMost("TPC-H total over Flight", ratio, Figures.text(theirs) + " ms", AIM, "x peer");
  }

  /// Who comes second finds the other's caches.
  private static void ask(
      boolean overFlight, FlightPeer flight, Connection peer, BufferAllocator allocator, String sql)
      throws Exception {
    if (overFlight) {
      flight.read(sql);
    } else {
      LocalRead.arrow(peer, allocator, sql);
    }
  }
}
