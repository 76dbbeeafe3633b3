package io.merganser.server.cli.demo;

import io.trino.tpch.TpchTable;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// The demo's Postgres: a real server of its own on a port of the loopback interface. As root it
/// runs in a user namespace (`unshare`), for Postgres refuses to run as root.
final class DemoPostgres implements AutoCloseable {
  /// Owns the tables; the server never logs in as this one.
  static final String OWNER = "postgres";

  /// Who the server logs in as.
  static final String READER = "reader";

  private static final String DATABASE = "postgres";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final EmbeddedPostgres postgres;
  private final DemoSecrets secrets;

  private DemoPostgres(EmbeddedPostgres postgres, DemoSecrets secrets) {
    this.postgres = postgres;
    this.secrets = secrets;
  }

  /// Starts on a data directory, made anew if it is not there. The caller holds the demo's lock, so
  /// a Postgres that still runs on it was left behind by a demo that got killed, and is stopped
  /// first.
  static DemoPostgres start(Path dataDirectory, DemoSecrets secrets, Consumer<String> progress)
      throws IOException {
    stopOrphan(dataDirectory, progress);
    boolean fresh = !Files.exists(dataDirectory.resolve("PG_VERSION"));
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(dataDirectory)
            .setCleanDataDirectory(false)
            .setRegisterShutdownHook(false)
            .setOverrideWorkingDirectory(dataDirectory.resolveSibling("postgres-program").toFile())
            .setPGStartupWait(PATIENCE)
            .setLocaleConfig("locale", "C.UTF-8")
            .setLocaleConfig("encoding", "UTF8")
            .setServerConfig("listen_addresses", "127.0.0.1")
            .setServerConfig("unix_socket_directories", "")
            .setServerConfig("wal_level", "minimal")
            .setServerConfig("max_wal_senders", "0")
            .setServerConfig("shared_buffers", "128MB")
            .setOutputRedirector(
                ProcessBuilder.Redirect.appendTo(
                    dataDirectory.resolveSibling("postgres.log").toFile()))
            .setErrorRedirector(
                ProcessBuilder.Redirect.appendTo(
                    dataDirectory.resolveSibling("postgres.log").toFile()));
    if (!fresh) {
      builder.setConnectConfig("password", secrets.get(OWNER));
    }
    try {
      return new DemoPostgres(builder.start(), secrets);
    } catch (IllegalStateException e) {
      throw new IOException("the embedded Postgres does not start: " + e.getMessage(), e);
    }
  }

  int port() {
    return postgres.getPort();
  }

  String database() {
    return DATABASE;
  }

  /// Makes orders and lineitem, then locks the door: from here on everybody needs a password.
  void load(double scale) throws SQLException, IOException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection()) {
      PostgresLoad.write(connection, TpchTable.ORDERS, "o_orderkey", scale);
      PostgresLoad.write(connection, TpchTable.LINE_ITEM, "l_orderkey, l_linenumber", scale);
      try (Statement statement = connection.createStatement()) {
        statement.execute("CREATE INDEX ON orders (o_custkey)");
        // Passwords of our own making: letters and digits, so nothing in them needs a quote.
        statement.execute("ALTER ROLE %s PASSWORD '%s'".formatted(OWNER, secrets.get(OWNER)));
        statement.execute(
            "CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(READER, secrets.get(READER)));
        statement.execute("ALTER ROLE " + READER + " SET default_transaction_read_only = on");
        statement.execute("GRANT USAGE ON SCHEMA public TO " + READER);
        statement.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO " + READER);
        Path rules;
        try (var found = statement.executeQuery("SHOW hba_file")) {
          found.next();
          rules = Path.of(found.getString(1));
        }
        Files.writeString(rules, "host all all 127.0.0.1/32 scram-sha-256\n");
        statement.execute("SELECT pg_reload_conf()");
        statement.execute("CHECKPOINT");
      }
    }
  }

  /// Whether this user can start a Postgres here, or why not.
  static Optional<String> problem() {
    if (!"root".equals(System.getProperty("user.name"))) {
      return Optional.empty();
    }
    try {
      Process process = new ProcessBuilder("unshare", "-U", "true").inheritIO().start();
      if (process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0) {
        return Optional.empty();
      }
    } catch (IOException e) {
      // No such program: the answer below is the right one.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.of(
        "Postgres does not run as root, and `unshare -U` does not work here;"
            + " run the demo as another user");
  }

  /// Stops a Postgres that runs on the directory, though nobody holds the lock of the demo.
  static void stopOrphan(Path dataDirectory, Consumer<String> progress) throws IOException {
    Path pidFile = dataDirectory.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    List<String> lines = Files.readAllLines(pidFile);
    Optional<ProcessHandle> running =
        lines.isEmpty() ? Optional.empty() : runningPostgres(lines.getFirst().strip());
    if (running.isPresent()) {
      progress.accept("stopping the Postgres that a killed demo left behind");
      stop(running.get());
    }
    Files.deleteIfExists(pidFile);
  }

  /// The process of that number, if it is a Postgres: numbers are used again.
  private static Optional<ProcessHandle> runningPostgres(String pid) {
    try {
      return ProcessHandle.of(Long.parseLong(pid))
          .filter(process -> process.info().command().orElse("").contains("postgres"));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /// SIGINT is Postgres' fast way to stop; SIGTERM would wait for its clients.
  private static void stop(ProcessHandle process) throws IOException {
    try {
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
      process.onExit().get(15, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      process.destroyForcibly();
      throw new IOException("a Postgres left behind by an earlier demo did not stop in time", e);
    }
  }

  /// Where the source finds it.
  Map<String, String> options() {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("host", "127.0.0.1");
    options.put("port", Integer.toString(port()));
    options.put("database", database());
    options.put("user", READER);
    return options;
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }
}
