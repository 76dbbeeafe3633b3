package io.merganser.server.cli;

import io.merganser.catalog.manifest.ManifestException;
import io.merganser.connectors.spi.QueryException;
import io.merganser.server.cli.client.SqlFailure;
import io.merganser.server.cli.demo.DemoException;
import io.merganser.server.config.ConfigException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/// The commands and their exit codes. What a user can put right is said in a sentence; a stack
/// trace is for what we got wrong.
@Command(
    name = "merganser",
    description = "One SQL endpoint over many databases.",
    mixinStandardHelpOptions = true,
    versionProvider = Cli.Version.class,
    subcommands = {
      ServeCommand.class,
      DemoCommand.class,
      SqlCommand.class,
      ExtensionsCommand.class,
      CommandLine.HelpCommand.class
    },
    footer = {
      "",
      "The launcher ./merganser adds:",
      "  test             Fetch what the tests need, then run mvn verify.",
      "  bench [NAME...]  Run benchmarks, each beside DuckDB in the same run.",
      "  format           Format the sources and write the generated documents anew.",
      "",
      "Exit codes: 0 fine, 1 the statement or request failed, 2 wrong usage,",
      "3 cannot connect or log in."
    })
public final class Cli implements Runnable {
  /// The statement or request failed.
  static final int FAILED = 1;

  /// The arguments or the settings are wrong.
  static final int USAGE = 2;

  /// No server there, or it does not let us in.
  static final int NO_CONNECTION = 3;

  private Cli() {}

  /// Runs a command line.
  ///
  /// @return the exit code
  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    return new CommandLine(new Cli())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(out)
        .setErr(err)
        .setExecutionExceptionHandler((failure, command, _) -> report(failure, command.getErr()))
        .execute(arguments);
  }

  /// Without a command there is nothing to do but to tell what there is.
  @Override
  public void run() {
    throw new CommandLine.ParameterException(new CommandLine(this), "a command is missing");
  }

  /// What the user can put right may be wrapped by those who passed it on, such as the injector.
  private static int report(Exception failure, PrintWriter err) throws Exception {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      int code = tell(cause, err);
      if (code != 0) {
        return code;
      }
    }
    throw failure;
  }

  /// @return 0 if the user would not know what to do about it
  private static int tell(Throwable failure, PrintWriter err) {
    return switch (failure) {
      case UsageException e -> say(err, e.getMessage(), null, USAGE);
      case ConfigException e -> say(err, e.getMessage(), null, USAGE);
      case ManifestException e -> say(err, named(e.toQueryException()), null, USAGE);
      case SqlFailure e -> {
        err.print(e.describe("", 1));
        err.flush();
        yield e.kind() == SqlFailure.Kind.CONNECTION ? NO_CONNECTION : FAILED;
      }
      case QueryException e -> say(err, named(e), e.hint(), FAILED);
      case DemoException e -> say(err, e.getMessage(), null, FAILED);
      case IOException e -> say(err, e.getMessage(), null, FAILED);
      case UncheckedIOException e -> say(err, e.getMessage(), null, FAILED);
      // A listener's: the port is taken, or the key cannot be read.
      case IllegalStateException e when e.getCause() instanceof IOException ->
          say(err, e.getMessage(), null, FAILED);
      default -> 0;
    };
  }

  /// With the code by which docs/errors.md tells more.
  private static String named(QueryException failure) {
    return failure.code().name() + ": " + failure.getMessage();
  }

  private static int say(
      PrintWriter err, @Nullable String message, @Nullable String hint, int code) {
    err.println("merganser: " + message);
    if (hint != null) {
      err.println("  " + hint);
    }
    err.flush();
    return code;
  }

  /// The version in the jar's manifest.
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Cli.class.getPackage().getImplementationVersion();
      return new String[] {"merganser " + (version == null ? "from classes" : version)};
    }
  }
}
