package io.merganser.tests.federate;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/// A PostgreSQL server of the tests' own, on a port of the loopback interface.
final class Postgres implements AutoCloseable {
  static final String OWNER = "postgres";

  private final EmbeddedPostgres server;

  private Postgres(EmbeddedPostgres server) {
    this.server = server;
  }

  static Postgres start(Path folder) throws IOException {
    Path data = folder.resolve("postgres");
    return new Postgres(
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setOverrideWorkingDirectory(folder.resolve("postgres-program").toFile())
            .setLocaleConfig("locale", "C.UTF-8")
            .setLocaleConfig("encoding", "UTF8")
            .setServerConfig("listen_addresses", "127.0.0.1")
            .setServerConfig("unix_socket_directories", "")
            .setServerConfig("fsync", "off")
            .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
            .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  int port() {
    return server.getPort();
  }

  Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port() + "/" + database, OWNER, OWNER);
  }

  void run(String database, String... statements) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /// The first value of a query, as text.
  String ask(String database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return String.valueOf(rows.getString(1));
    }
  }

  /// How many sessions run something with the word in it.
  int busy(String database, String word) throws SQLException {
    return Integer.parseInt(ask(database, "SELECT count(*) " + running(database, word)));
  }

  /// Ends the sessions that run something with the word in it.
  void stop(String database, String word) throws SQLException {
    ask(database, "SELECT count(pg_terminate_backend(pid)) " + running(database, word));
  }

  private static String running(String database, String word) {
    return "FROM pg_stat_activity WHERE datname = '%s' AND state = 'active' AND query LIKE '%%%s%%'"
            .formatted(database, word)
        + " AND pid <> pg_backend_pid()";
  }

  /// Fills a table from a file of CSV, in which nothing without quotes is null.
  void load(String database, String table, Path csv) throws SQLException, IOException {
    try (Connection connection = connect(database);
        InputStream in = Files.newInputStream(csv)) {
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn("COPY " + table + " FROM STDIN (FORMAT csv)", in);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
