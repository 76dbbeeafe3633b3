package io.merganser.bench;

import io.merganser.authz.Claims;
import io.merganser.authz.EffectiveSet;
import io.merganser.authz.Grant;
import io.merganser.authz.Principal;
import io.merganser.authz.Rights;
import io.merganser.authz.RowFilter;
import io.merganser.authz.Securable;
import io.merganser.authz.Verb;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/// What row filters cost: TPC-H with a filter on every table, as we print it for who has the
/// filters, beside the same predicates written by hand, both run by DuckDB in this process, in
/// turns; and what it takes to plan for somebody with filters beside a superuser.
final class PolicyCost implements Bench.Benchmark {
  private static final double AIM_TOTAL = 1.15;
  private static final double AIM_MEDIAN = 1.05;
  private static final double AIM_MILLIS = 0.15;
  private static final int WARM_UPS = 40;
  private static final int ROUNDS = 30;
  private static final int HITS = 20_000;

  /// Each lets most rows through.
  private static final Map<String, String> FILTERS =
      new TreeMap<>(
          Map.of(
              "lineitem", "l_tax < 0.08",
              "orders", "o_orderpriority <> '5-LOW'",
              "customer", "c_nationkey <> 7",
              "part", "p_size > 1",
              "partsupp", "ps_availqty > 100",
              "supplier", "s_nationkey <> 7",
              "nation", "n_nationkey <> 7",
              "region", "r_regionkey >= 0"));

  private record Line(String query, double fenced, double byHand) {
    double ratio() {
      return fenced / byHand;
    }
  }

  private int serial;

  @Override
  public void run(Lab lab, PrintStream out) throws Exception {
    out.printf(
        "policies: TPC-H, a row filter on every table; median of %d runs in ms%n", lab.runs());
    try (LocalServer filtered = new LocalServer(lab, "tpch", lab.file(), filtered());
        LocalServer superuser = new LocalServer(lab)) {
      queries(lab, out, filtered);
      filtered.onEngine(() -> {
        planning(lab, out, filtered, superuser);
        return null;
      });
    }
  }

  private static EffectiveSet filtered() {
    return new EffectiveSet(
        new Principal("bench", "filtered", false),
        new Claims(Map.of(), List.of()),
        new Rights(
            List.of(new Grant(Securable.parse("tpch.main.*"), Set.of(Verb.READ))),
            List.of(),
            FILTERS.entrySet().stream()
                .map(filter ->
                    new RowFilter(
                        filter.getKey(),
                        Securable.parse("tpch.main." + filter.getKey()),
                        filter.getValue()))
                .toList(),
            List.of()),
        Set.of());
  }

  private static void queries(Lab lab, PrintStream out, LocalServer server) throws Exception {
    List<Line> lines = new ArrayList<>();
    try (Connection peer = lab.peer();
        BufferAllocator allocator = new RootAllocator()) {
      putViews(peer);
      for (String query : TpchQueries.all()) {
        String emitted = server.onEngine(() -> server.emitted(query));
        lines.add(compare(lab, peer, allocator, "Q" + (lines.size() + 1), emitted, query));
      }
    }
    out.printf("  %-8s %10s %10s %8s%n", "", "filtered", "by hand", "ratio");
    lines.forEach(line -> print(out, line));
    Line total =
        new Line(
            "total",
            lines.stream().mapToDouble(Line::fenced).sum(),
            lines.stream().mapToDouble(Line::byHand).sum());
    print(out, total);
    double median =
        lines.stream()
            .mapToDouble(Line::ratio)
            .sorted()
            .skip((lines.size() - 1) / 2)
            .findFirst()
            .orElseThrow();
    out.printf("  median of the ratios of %d: %.3f%n", lines.size(), median);
    Figures figures = lab.figures();
    String peerText = Figures.text(total.byHand) + " ms in all";
    figures.atMost("TPC-H under filters, total", total.ratio(), peerText, AIM_TOTAL, "x by hand");
    figures.atMost("TPC-H under filters, median", median, peerText, AIM_MEDIAN, "x by hand");
  }

  /// The predicates by hand: a name of one part means the view, a full one the table.
  private static void putViews(Connection peer) throws SQLException {
    try (Statement statement = peer.createStatement()) {
      for (Map.Entry<String, String> filter : FILTERS.entrySet()) {
        statement.execute(
            "CREATE TEMP VIEW %1$s AS SELECT * FROM tpch.main.%1$s WHERE %2$s"
                .formatted(filter.getKey(), filter.getValue()));
      }
    }
  }

  private static void print(PrintStream out, Line line) {
    out.printf(
        "  %-8s %10.1f %10.1f %8.2f%n", line.query(), line.fenced(), line.byHand(), line.ratio());
  }

  private static Line compare(
      Lab lab,
      Connection peer,
      BufferAllocator allocator,
      String name,
      String emitted,
      String byHand)
      throws Exception {
    long mine = LocalRead.arrow(peer, allocator, emitted).rows();
    long other = LocalRead.arrow(peer, allocator, byHand).rows();
    if (mine != other) {
      throw new IllegalStateException(
          "%s: %d rows under filters, %d by hand".formatted(name, mine, other));
    }
    long[] nanos = new long[lab.runs()];
    long[] otherNanos = new long[lab.runs()];
    for (int run = 0; run < lab.runs(); run++) {
      boolean first = run % 2 == 0;
      long started = System.nanoTime();
      LocalRead.arrow(peer, allocator, first ? emitted : byHand);
      long between = System.nanoTime();
      LocalRead.arrow(peer, allocator, first ? byHand : emitted);
      long ended = System.nanoTime();
      nanos[run] = first ? between - started : ended - between;
      otherNanos[run] = first ? ended - between : between - started;
    }
    return new Line(
        name, new Samples(nanos).medianMillis(), new Samples(otherNanos).medianMillis());
  }

  private void planning(Lab lab, PrintStream out, LocalServer filtered, LocalServer superuser)
      throws IOException {
    List<String> queries = TpchQueries.all();
    Samples[] fresh = inTurns(filtered, superuser, queries, true, ROUNDS * queries.size());
    Samples[] known = inTurns(filtered, superuser, queries, false, HITS);
    out.printf("  %-32s %10s %10s%n", "planning, p50 in ms", "filtered", "superuser");
    out.printf(
        "  %-32s %10.3f %10.3f%n",
        "each text new", fresh[0].medianMillis(), fresh[1].medianMillis());
    out.printf(
        "  %-32s %10.4f %10.4f%n",
        "from the plan cache", known[0].medianMillis(), known[1].medianMillis());
    lab.figures()
        .atMost(
            "rights and filters of a warm statement",
            known[0].medianMillis() - known[1].medianMillis(),
            "",
            AIM_MILLIS,
            "ms");
  }

  /// @param fresh whether each text is one that no cache knows
  private Samples[] inTurns(
      LocalServer one, LocalServer other, List<String> queries, boolean fresh, int counted) {
    long[] ones = new long[counted];
    long[] others = new long[counted];
    int warmUps = fresh ? WARM_UPS * queries.size() : counted;
    for (int i = -warmUps; i < counted; i++) {
      String query = queries.get(Math.floorMod(i, queries.size()));
      String sql = fresh ? query + " -- " + ++serial : new String(query.toCharArray());
      long started = System.nanoTime();
      one.plan(sql);
      long between = System.nanoTime();
      other.plan(sql);
      long ended = System.nanoTime();
      if (i >= 0) {
        ones[i] = between - started;
        others[i] = ended - between;
      }
    }
    return new Samples[] {new Samples(ones), new Samples(others)};
  }
}
