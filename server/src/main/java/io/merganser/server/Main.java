package io.merganser.server;

import io.merganser.server.cli.Cli;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/// Where the process begins.
public final class Main {
  private Main() {}

  /// Runs a command line and ends the process with its exit code.
  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(Cli.run(out, err, arguments));
  }
}
