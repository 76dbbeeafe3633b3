package io.merganser.server.cli;

import io.merganser.connectors.duckdb.ExtensionFetcher;
import io.merganser.connectors.duckdb.ExtensionFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `merganser extensions`
@Command(
    name = "extensions",
    description = "The DuckDB extensions that attach sources.",
    mixinStandardHelpOptions = true)
final class ExtensionsCommand implements Runnable {
  private static final List<String> USED = List.of("postgres_scanner", "sqlite_scanner");

  @Spec private @Nullable CommandSpec spec;

  /// A command of its own is missing.
  @Override
  public void run() {
    CommandLine line = spec == null ? new CommandLine(this) : spec.commandLine();
    throw new CommandLine.ParameterException(line, "say `list` or `fetch`");
  }

  @Command(
      name = "list",
      description = "Show which extensions are there.",
      mixinStandardHelpOptions = true)
  int list(
      @Option(names = "--folder", paramLabel = "DIR", description = "Default: ./extensions.")
          @Nullable Path folder) {
    ExtensionFolder extensions = new ExtensionFolder(orDefault(folder));
    PrintWriter out = Home.out(spec);
    List<String> present = extensions.names();
    out.println(
        "DuckDB %s for %s, extensions in %s"
            .formatted(
                ExtensionFolder.engineVersion(),
                ExtensionFolder.enginePlatform(),
                extensions.path()));
    present.forEach(name -> out.println("  " + name));
    USED.stream()
        .filter(name -> !present.contains(name))
        .forEach(name -> out.println("  " + name + " is missing; `extensions fetch` gets it"));
    out.flush();
    return 0;
  }

  @Command(
      name = "fetch",
      description = "Get extensions; without a name those that the shipped sources use.",
      mixinStandardHelpOptions = true)
  int fetch(
      @Parameters(arity = "0..*", paramLabel = "NAME", description = "DuckDB's name.")
          @Nullable List<String> names,
      @Option(names = "--folder", paramLabel = "DIR", description = "Default: ./extensions.")
          @Nullable Path folder,
      @Option(
              names = "--from",
              paramLabel = "DIR",
              description = "A folder to copy from, before anything else is asked.")
          @Nullable Path from) {
    ExtensionFetcher fetcher = new ExtensionFetcher(orDefault(folder));
    PrintWriter out = Home.out(spec);
    (from == null ? fetcher : fetcher.from(from))
        .fetch(
            names == null || names.isEmpty() ? USED : names,
            line -> {
              out.println(line);
              out.flush();
            });
    return 0;
  }

  private static Path orDefault(@Nullable Path folder) {
    return folder == null ? Home.folder().resolve("extensions") : folder;
  }
}
