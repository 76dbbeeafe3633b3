package io.merganser.server.cli;

import io.merganser.server.cli.client.Format;
import io.merganser.server.cli.client.Repl;
import io.merganser.server.cli.client.Script;
import io.merganser.server.cli.client.SqlClient;
import io.merganser.server.cli.client.SqlFailure;
import java.io.BufferedOutputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `merganser sql`
@Command(
    name = "sql",
    description =
        "Run SQL on a server, from an argument, a file, the standard input or as you type.",
    footer = {"", "The password comes from MERGANSER_PASSWORD, a file or a prompt."},
    mixinStandardHelpOptions = true)
final class SqlCommand implements Callable<Integer> {
  @Option(
      names = "--url",
      defaultValue = "${env:MERGANSER_URL:-http://127.0.0.1:8765}",
      description = "The server. Default: ${DEFAULT-VALUE}.")
  private String url = "";

  @Option(
      names = {"-u", "--user"},
      defaultValue = "${env:MERGANSER_USER:-${sys:user.name}}",
      description = "Default: ${DEFAULT-VALUE}.")
  private String user = "";

  @Option(
      names = {"-t", "--tenant"},
      description = "May be left out where the user has only one.")
  private @Nullable String tenant;

  @Option(
      names = {"-d", "--database"},
      description = "May be left out where the tenant has only one.")
  private @Nullable String database;

  @Option(
      names = "--scope",
      description = "A scope of the database; only its datasets can be read then.")
  private @Nullable String scope;

  @Option(
      names = "--format",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Format format = Format.TABLE;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description =
          "Run the statements of a file, each ended by a semicolon, up to the first that fails.")
  private @Nullable Path file;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "Its first line is the password.")
  private @Nullable Path passwordFile;

  @Option(
      names = "--max-width",
      paramLabel = "N",
      defaultValue = "60",
      description =
          "Cut wider values of tables of several columns; 0 for never. Default: ${DEFAULT-VALUE}.")
  private int maxWidth = 60;

  @Parameters(arity = "0..1", paramLabel = "STATEMENT", description = "What to run.")
  private @Nullable String statement;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (statement != null && file != null) {
      throw new UsageException("either a statement or -f, not both");
    }
    if (maxWidth < 0) {
      throw new UsageException("--max-width must not be negative");
    }
    // Read before logging in: a missing file is wrong usage, whatever the server says.
    String text = text();
    OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16);
    SqlClient.Output output =
        new SqlClient.Output(out, Home.isTerminal("err") ? System.err : null, maxWidth);
    try (SqlClient client =
        SqlClient.connect(
            url, user, password(), new SqlClient.Place(tenant, database, scope), output)) {
      client.use(format);
      if (text == null) {
        Repl.run(client, Path.of(System.getProperty("user.home"), ".merganser_history"));
        return 0;
      }
      return runAll(client, Script.of(text), Home.err(spec));
    }
  }

  /// The statements to run; null if they are to be typed.
  private @Nullable String text() throws IOException {
    if (statement != null) {
      return statement;
    }
    if (file != null) {
      return readFile(file, "-f");
    }
    if (Home.isTerminal("in")) {
      return null;
    }
    return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
  }

  private static int runAll(SqlClient client, Script script, PrintWriter err)
      throws InterruptedException {
    for (Script.Statement statement : script.all()) {
      try {
        client.run(statement.text());
      } catch (SqlFailure failure) {
        err.print(failure.describe(statement.text(), statement.line()));
        err.flush();
        return failure.kind() == SqlFailure.Kind.CONNECTION ? Cli.NO_CONNECTION : Cli.FAILED;
      }
    }
    return 0;
  }

  private String password() throws IOException {
    if (passwordFile != null) {
      return readFile(passwordFile, "--password-file").lines().findFirst().orElse("");
    }
    String given = System.getenv("MERGANSER_PASSWORD");
    if (given != null) {
      return given;
    }
    Console console = Home.console();
    if (console != null) {
      char[] typed = console.readPassword("Password of %s: ", user);
      if (typed != null) {
        return new String(typed);
      }
    }
    throw new SqlFailure(
        SqlFailure.Kind.CONNECTION,
        "no password for `" + user + "`",
        null,
        0,
        0,
        "set MERGANSER_PASSWORD or give --password-file");
  }

  private static String readFile(Path path, String option) throws IOException {
    if (!Files.isReadable(path) || Files.isDirectory(path)) {
      throw new UsageException(option + ": there is no readable file `" + path + "`");
    }
    return Files.readString(path);
  }
}
