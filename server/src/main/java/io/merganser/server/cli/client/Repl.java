package io.merganser.server.cli.client;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/// Statements as they are typed: over several lines until a semicolon, with a history. Ctrl-C
/// cancels the statement that runs, or drops what is typed; Ctrl-D leaves.
public final class Repl {
  private static final String HELP =
      """
      End a statement with ; and press Enter. Ctrl-C cancels, Ctrl-D leaves.
        \\d              catalogs and tables
        \\d TABLE        columns of a table
        \\format FORMAT  table, csv or json
        \\?              this
        \\q              leave
      """;

  private final SqlClient client;
  private final Terminal terminal;
  private final LineReader reader;
  private final PrintWriter out;

  private Repl(SqlClient client, Terminal terminal, LineReader reader) {
    this.client = client;
    this.terminal = terminal;
    this.reader = reader;
    this.out = terminal.writer();
  }

  /// Reads and runs until the user leaves.
  ///
  /// @param history is kept there
  public static void run(SqlClient client, Path history) throws IOException {
    try (Terminal terminal = TerminalBuilder.builder().system(true).build()) {
      LineReader reader =
          LineReaderBuilder.builder()
              .terminal(terminal)
              .variable(LineReader.HISTORY_FILE, history)
              .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
              .build();
      new Repl(client, terminal, reader).loop();
    }
  }

  private void loop() {
    out.println("Connected. Type \\? for help.");
    StringBuilder typed = new StringBuilder();
    while (true) {
      String line;
      try {
        line = reader.readLine(typed.isEmpty() ? "merganser> " : "        -> ");
      } catch (UserInterruptException e) {
        typed.setLength(0);
        continue;
      } catch (EndOfFileException e) {
        return;
      }
      if (typed.isEmpty() && line.strip().startsWith("\\")) {
        if (!command(line.strip())) {
          return;
        }
        continue;
      }
      typed.append(line).append('\n');
      Script script = Script.of(typed.toString());
      if (!script.open()) {
        typed.setLength(0);
        typed.append(script.rest().text().isEmpty() ? "" : script.rest().text() + "\n");
        script.statements().forEach(statement -> run(statement.text()));
      }
    }
  }

  /// @return whether to go on
  private boolean command(String line) {
    String[] words = line.replaceAll(";$", "").split("\\s+", 2);
    String argument = words.length > 1 ? words[1].strip() : "";
    switch (words[0]) {
      case "\\q" -> {
        return false;
      }
      case "\\d", "\\dt" -> run(argument.isEmpty() ? "SHOW ALL TABLES" : "DESCRIBE " + argument);
      case "\\l" -> run("SHOW CATALOGS");
      case "\\format" -> format(argument);
      case "\\?", "\\h", "\\help" -> out.print(HELP);
      default -> out.println("no command " + words[0] + "; type \\? for help");
    }
    out.flush();
    return true;
  }

  private void format(String name) {
    Optional<Format> found =
        Arrays.stream(Format.values())
            .filter(format -> format != Format.ARROW)
            .filter(format -> format.toString().equals(name.toLowerCase(Locale.ROOT)))
            .findFirst();
    found.ifPresentOrElse(client::use, () -> out.println("formats are table, csv and json"));
  }

  private void run(String sql) {
    Thread running = Thread.currentThread();
    Terminal.SignalHandler before = terminal.handle(Terminal.Signal.INT, _ -> running.interrupt());
    try {
      client.run(sql);
    } catch (SqlFailure failure) {
      out.print(failure.describe(sql, 1));
    } catch (InterruptedException e) {
      out.println("cancelled");
    } finally {
      terminal.handle(Terminal.Signal.INT, before);
      // One that came too late must not end the next statement.
      boolean _ = Thread.interrupted();
      out.flush();
    }
  }
}
