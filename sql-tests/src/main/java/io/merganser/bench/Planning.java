package io.merganser.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.sql.Connection;
import java.util.List;

/// How long the server takes from text to plan, beside DuckDB's own prepare of the same text in the
/// same process. A statement that is new has a text of its own each time, so that no cache knows
/// it; one that is repeated always has the same.
final class Planning implements Bench.Benchmark {
  private static final int WARM_UPS = 60;
  private static final int ROUNDS = 30;
  private static final int POINT_RUNS = 3_000;
  private static final int HITS = 20_000;
  private static final String POINT = "SELECT o_totalprice FROM orders WHERE o_orderkey = ";

  private int serial;

  @Override
  public void run(Lab lab, PrintStream out) throws Exception {
    out.println("planning: text to plan, in the server's own classes; peer is DuckDB's prepare");
    out.printf("  %-26s %9s %9s   %9s %9s%n", "ms", "p50", "p99", "peer p50", "peer p99");
    try (LocalServer server = new LocalServer(lab);
        Connection peer = lab.peer()) {
      Pair tpch = server.onEngine(() -> tpch(server, peer));
      line(out, "TPC-H, each text new", tpch);
      Pair point = server.onEngine(() -> point(server, peer));
      line(out, "point query, each text new", point);
      Samples hits = server.onEngine(() -> hits(server));
      out.printf(
          "  %-26s %9.4f %9.4f   (no peer: DuckDB prepares again)%n",
          "TPC-H, from the plan cache", hits.medianMillis(), hits.percentileMillis(0.99));
      Figures figures = lab.figures();
      figures.atMost("planning TPC-H, p50", tpch.ours.medianMillis(), tpch.peer(0.5), 1.5, "ms");
      figures.atMost(
          "planning TPC-H, p99", tpch.ours.percentileMillis(0.99), tpch.peer(0.99), 6, "ms");
      figures.atMost(
          "planning a point query, p50", point.ours.medianMillis(), point.peer(0.5), 0.15, "ms");
      figures.atMost("plan from the cache, p50", hits.medianMillis() * 1e3, "", 20, "us");
    }
  }

  private Pair tpch(LocalServer server, Connection peer) throws Exception {
    List<String> queries = TpchQueries.all();
    int counted = ROUNDS * queries.size();
    long[] ours = new long[counted];
    long[] theirs = new long[counted];
    int at = -WARM_UPS * queries.size();
    for (int round = 0; round < WARM_UPS + ROUNDS; round++) {
      for (String query : queries) {
        measure(server, peer, query + " -- " + ++serial, at++, ours, theirs);
      }
    }
    return new Pair(new Samples(ours), new Samples(theirs));
  }

  private Pair point(LocalServer server, Connection peer) throws Exception {
    long[] ours = new long[POINT_RUNS];
    long[] theirs = new long[POINT_RUNS];
    for (int at = -POINT_RUNS; at < POINT_RUNS; at++) {
      measure(server, peer, POINT + ++serial, at, ours, theirs);
    }
    return new Pair(new Samples(ours), new Samples(theirs));
  }

  /// @param at negative while warming up
  private static void measure(
      LocalServer server, Connection peer, String sql, int at, long[] ours, long[] theirs)
      throws Exception {
    long started = System.nanoTime();
    server.plan(sql);
    long between = System.nanoTime();
    peer.prepareStatement(sql).close();
    long ended = System.nanoTime();
    if (at >= 0) {
      ours[at] = between - started;
      theirs[at] = ended - between;
    }
  }

  /// Each time a String of its own, as it comes off the wire: its hash is not known yet.
  private static Samples hits(LocalServer server) throws IOException {
    List<String> queries = TpchQueries.all();
    queries.forEach(server::plan);
    long[] nanos = new long[HITS];
    for (int i = -HITS; i < HITS; i++) {
      String sql = new String(queries.get(Math.floorMod(i, queries.size())).toCharArray());
      long started = System.nanoTime();
      server.plan(sql);
      if (i >= 0) {
        nanos[i] = System.nanoTime() - started;
      }
    }
    return new Samples(nanos);
  }

  private static void line(PrintStream out, String what, Pair pair) {
    out.printf(
        "  %-26s %9.3f %9.3f   %9.3f %9.3f%n",
        what,
        pair.ours.medianMillis(),
        pair.ours.percentileMillis(0.99),
        pair.theirs.medianMillis(),
        pair.theirs.percentileMillis(0.99));
  }

  private record Pair(Samples ours, Samples theirs) {
    String peer(double share) {
      return Figures.text(theirs.percentileMillis(share)) + " ms, its prepare";
    }
  }
}
