package io.merganser.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `merganser bench`: what the server costs over DuckDB, both measured in this run.
@Command(
    name = "merganser bench",
    description = {
      "Measure a server beside DuckDB in-process, on the same files in the same run.",
      "Names: startup, small, planning, tpch, emitted, policies, bulk; without one all of them."
    },
    mixinStandardHelpOptions = true)
public final class Bench implements Callable<Integer> {
  private static final Map<String, Benchmark> ALL = all();

  @Parameters(arity = "0..*", paramLabel = "NAME", description = "Which to run.")
  private List<String> names = new ArrayList<>();

  @Option(names = "--scale", description = "Of TPC-H. Default: ${DEFAULT-VALUE}.")
  private double scale = 0.1;

  @Option(names = "--runs", description = "Of each TPC-H query. Default: ${DEFAULT-VALUE}.")
  private int runs = 5;

  @Option(names = "--rows", description = "Of the bulk table. Default: ${DEFAULT-VALUE}.")
  private long rows = 5_000_000;

  @Spec private CommandSpec spec = CommandSpec.create();

  /// What a benchmark measures and prints.
  interface Benchmark {
    void run(Lab lab, PrintStream out) throws Exception;
  }

  /// Ends the process: 1 where a benchmark fails.
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Bench()).execute(arguments));
  }

  private static Map<String, Benchmark> all() {
    Map<String, Benchmark> all = new LinkedHashMap<>();
    all.put("startup", new StartUp());
    all.put("small", new SmallQueries());
    all.put("planning", new Planning());
    all.put("tpch", new Tpch());
    all.put("emitted", new Emitted());
    all.put("policies", new PolicyCost());
    all.put("bulk", new Bulk());
    return all;
  }

  @Override
  public Integer call() throws Exception {
    for (String name : names) {
      if (!ALL.containsKey(name)) {
        throw new CommandLine.ParameterException(
            spec.commandLine(),
            "no benchmark `" + name + "`; there are " + String.join(", ", ALL.keySet()));
      }
    }
    List<String> chosen = names.isEmpty() ? List.copyOf(ALL.keySet()) : names;
    String home = System.getenv("MERGANSER_HOME");
    PrintStream out = System.out;
    try (Lab lab = Lab.open(Path.of(home == null ? "" : home), scale, runs, rows)) {
      out.println(lab.conditions());
      for (String name : chosen) {
        out.println();
        ALL.getOrDefault(name, (_, _) -> {}).run(lab, out);
      }
      out.println();
      lab.figures().print(out);
    }
    return 0;
  }
}
