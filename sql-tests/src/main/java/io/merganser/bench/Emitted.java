package io.merganser.bench;

import io.merganser.bench.tpcds.TpcdsQueries;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/// What we print for TPC-H and TPC-DS beside the texts as they were written, both run by DuckDB in
/// this process: whether our text is harder to optimize. Both run in turns.
final class Emitted implements Bench.Benchmark {
  private static final double AIM = 1.03;
  private static final int SHOWN = 5;

  private record Line(String query, double emitted, double original) {
    double ratio() {
      return emitted / original;
    }
  }

  @Override
  public void run(Lab lab, PrintStream out) throws Exception {
    out.printf("emitted: median of %d runs in ms, run by DuckDB in this process%n", lab.runs());
    List<TpcdsQueries.Query> tpch = new ArrayList<>();
    for (String sql : TpchQueries.all()) {
      tpch.add(new TpcdsQueries.Query("Q" + (tpch.size() + 1), sql));
    }
    measure(lab, out, "TPC-H", "tpch", lab.file(), tpch);
    Path file = lab.tpcdsFile();
    List<TpcdsQueries.Query> tpcds;
    try (Connection peer = lab.peer(file)) {
      tpcds = TpcdsQueries.all(peer);
    }
    measure(lab, out, "TPC-DS", "tpcds", file, tpcds);
  }

  private static void measure(
      Lab lab,
      PrintStream out,
      String suite,
      String catalog,
      Path file,
      List<TpcdsQueries.Query> queries)
      throws Exception {
    List<Line> lines = new ArrayList<>();
    try (LocalServer server = new LocalServer(lab, catalog, file);
        Connection peer = lab.peer(file);
        BufferAllocator allocator = new RootAllocator()) {
      for (TpcdsQueries.Query query : queries) {
        String emitted = server.onEngine(() -> server.emitted(query.sql()));
        lines.add(compare(lab, peer, allocator, query, emitted));
      }
    }
    double logarithms = lines.stream().mapToDouble(line -> Math.log(line.ratio())).sum();
    double mean = Math.exp(logarithms / lines.size());
    double original = lines.stream().mapToDouble(Line::original).sum();
    double ours = lines.stream().mapToDouble(Line::emitted).sum();
    out.printf("  %-8s %10s %10s %8s%n", suite, "emitted", "original", "ratio");
    lines.stream()
        .sorted((one, other) -> Double.compare(other.ratio(), one.ratio()))
        .limit(SHOWN)
        .forEach(line -> print(out, line.query(), line.emitted(), line.original(), line.ratio()));
    print(out, "total", ours, original, ours / original);
    out.printf(Locale.ROOT, "  geometric mean of the ratios of %d: %.3f%n", lines.size(), mean);
    lab.figures()
        .atMost(
            suite + " as we print it, geometric mean",
            mean,
            Figures.text(original) + " ms in all",
            AIM,
            "x original");
  }

  private static void print(
      PrintStream out, String what, double emitted, double original, double ratio) {
    out.printf("  %-8s %10.1f %10.1f %8.2f%n", what, emitted, original, ratio);
  }

  private static Line compare(
      Lab lab, Connection peer, BufferAllocator allocator, TpcdsQueries.Query query, String emitted)
      throws Exception {
    long mine = LocalRead.arrow(peer, allocator, emitted).rows();
    long other = LocalRead.arrow(peer, allocator, query.sql()).rows();
    if (mine != other) {
      throw new IllegalStateException(
          "%s: %d rows as we print it, %d as written".formatted(query.name(), mine, other));
    }
    long[] emittedNanos = new long[lab.runs()];
    long[] originalNanos = new long[lab.runs()];
    for (int run = 0; run < lab.runs(); run++) {
      boolean first = run % 2 == 0;
      long started = System.nanoTime();
      LocalRead.arrow(peer, allocator, first ? emitted : query.sql());
      long between = System.nanoTime();
      LocalRead.arrow(peer, allocator, first ? query.sql() : emitted);
      long ended = System.nanoTime();
      emittedNanos[run] = first ? between - started : ended - between;
      originalNanos[run] = first ? ended - between : between - started;
    }
    return new Line(
        query.name(),
        new Samples(emittedNanos).medianMillis(),
        new Samples(originalNanos).medianMillis());
  }
}
