package io.merganser.bench;

import java.io.PrintStream;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;

/// How long it takes to prepare a statement that was never seen before: each gets a text of its
/// own, so that no cache knows it.
final class Planning implements Bench.Benchmark {
  private static final int ROUNDS = 20;

  @Override
  public void run(Lab lab, PrintStream out) throws Exception {
    List<String> queries = TpchQueries.all();
    int serial = 0;
    List<Long> ours = new ArrayList<>();
    List<Long> theirs = new ArrayList<>();
    try (FlightPeer flight = new FlightPeer(lab.server());
        Connection peer = lab.peer()) {
      for (int round = 0; round < ROUNDS; round++) {
        // The first rounds warm both up.
        boolean counts = round >= ROUNDS / 4;
        for (String query : queries) {
          String sql = query + " -- " + ++serial;
          long started = System.nanoTime();
          flight.prepare(sql);
          long between = System.nanoTime();
          peer.prepareStatement(sql).close();
          long ended = System.nanoTime();
          if (counts) {
            ours.add(between - started);
            theirs.add(ended - between);
          }
        }
      }
    }
    out.println(
        "planning: prepare and close over Flight, all 22 TPC-H queries, never the same text");
    print(out, "Flight", ours);
    print(out, "peer", theirs);
  }

  private static void print(PrintStream out, String way, List<Long> nanos) {
    Samples samples = new Samples(nanos.stream().mapToLong(Long::longValue).toArray());
    out.printf(
        "  %-8s median %.2f ms, p99 %.2f ms%n",
        way, samples.medianMillis(), samples.percentileMillis(0.99));
  }
}
