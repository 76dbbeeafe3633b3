package io.merganser.server.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/// Where we are: the folder of the launcher, and the streams of the command.
final class Home {
  private Home() {}

  /// The folder that holds `./merganser`, or the current one if something else started us.
  static Path folder() {
    String home = System.getenv("MERGANSER_HOME");
    return Path.of(home == null ? "" : home).toAbsolutePath();
  }

  /// Where a command prints.
  static PrintWriter out(@Nullable CommandSpec spec) {
    return spec == null
        ? new PrintWriter(System.out, true, StandardCharsets.UTF_8)
        : spec.commandLine().getOut();
  }

  /// Where a command prints what went wrong.
  static PrintWriter err(@Nullable CommandSpec spec) {
    return spec == null
        ? new PrintWriter(System.err, true, StandardCharsets.UTF_8)
        : spec.commandLine().getErr();
  }

  /// Which of `in`, `out` and `err` are terminals; the launcher tells, for a JVM knows it only of
  /// all at once.
  static boolean isTerminal(String stream) {
    String terminals = System.getenv("MERGANSER_TERMINALS");
    if (terminals != null) {
      return terminals.contains(stream);
    }
    return console() != null;
  }

  /// The terminal; null if input or output is none.
  // NullAway's model of the JDK does not know yet that there always is one.
  @SuppressWarnings("SystemConsoleNull")
  static @Nullable Console console() {
    Console console = System.console();
    return console != null && console.isTerminal() ? console : null;
  }
}
