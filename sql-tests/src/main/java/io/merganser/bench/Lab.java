package io.merganser.bench;

import io.merganser.bench.tpcds.TpcdsDuckDb;
import io.merganser.server.cli.demo.TpchDuckDb;
import io.trino.tpch.TpchTable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// What all benchmarks share: the data file, DuckDB on it in this process, and a server on it in
/// another. Both read the file; neither may write.
final class Lab implements AutoCloseable {
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  private final Path home;
  private final Path folder;
  private final double scale;
  private final int runs;
  private final long rows;
  private final Figures figures = new Figures();
  private @Nullable ServerProcess server;

  private Lab(Path home, Path folder, double scale, int runs, long rows) {
    this.home = home;
    this.folder = folder;
    this.scale = scale;
    this.runs = runs;
    this.rows = rows;
  }

  /// Makes the data unless an earlier run has.
  static Lab open(Path home, double scale, int runs, long rows) throws IOException, SQLException {
    String name = "bench-%s-%d".formatted(scale, rows);
    Path folder = home.toAbsolutePath().resolve("sql-tests/target").resolve(name);
    Files.createDirectories(folder);
    Lab lab = new Lab(home.toAbsolutePath(), folder, scale, runs, rows);
    if (!Files.exists(lab.file())) {
      System.out.println("making the data, TPC-H at scale " + scale + " ...");
      Path half = folder.resolve("half.duckdb");
      Files.deleteIfExists(half);
      TpchDuckDb.writeFile(half, TpchTable.getTables(), scale);
      makeBulk(half, rows);
      Files.move(half, lab.file());
    }
    return lab;
  }

  private static void makeBulk(Path file, long rows) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          CREATE TABLE bulk AS SELECT
            (i %% 1000000)::INTEGER AS a, i AS b, i * 0.37 AS c, 'row number ' || (i %% 1000) AS d,
            (i %% 100000)::DECIMAL(12,2) AS e, TIMESTAMP '2020-01-01' + INTERVAL (i %% 86400) SECOND AS f
          FROM range(%d) t(i)
          """
              .formatted(rows));
      statement.execute("CHECKPOINT");
    }
  }

  Path home() {
    return home;
  }

  Path folder() {
    return folder;
  }

  Path file() {
    return folder.resolve("tpch.duckdb");
  }

  /// TPC-DS at the same scale, made when first asked for.
  Path tpcdsFile() throws IOException, SQLException {
    Path file = folder.resolve("tpcds.duckdb");
    if (!Files.exists(file)) {
      System.out.println("making the data, TPC-DS at scale " + scale + " ...");
      Path half = folder.resolve("half-tpcds.duckdb");
      Files.deleteIfExists(half);
      TpcdsDuckDb.writeFile(half, scale);
      Files.move(half, file);
    }
    return file;
  }

  Figures figures() {
    return figures;
  }

  int runs() {
    return runs;
  }

  long rows() {
    return rows;
  }

  int cores() {
    return CORES;
  }

  /// The conditions of the run, to be read beside its numbers.
  String conditions() {
    OperatingSystemMXBean machine = ManagementFactory.getOperatingSystemMXBean();
    return "TPC-H scale %s, %d cores at a load of %.1f, %s, one client."
            .formatted(scale, CORES, machine.getSystemLoadAverage(), machine.getArch())
        + " `peer` is DuckDB in this process on the same file.";
  }

  /// The server that the benchmarks ask; started with the first.
  ServerProcess server() throws IOException, InterruptedException {
    ServerProcess running = server;
    if (running == null) {
      running = ServerProcess.start(this);
      server = running;
    }
    return running;
  }

  /// DuckDB on the same file, with as many threads as the server's.
  Connection peer() throws SQLException {
    return peer(file());
  }

  Connection peer(Path file) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("duckdb.read_only", "true");
    properties.setProperty("threads", Integer.toString(CORES));
    properties.setProperty("jdbc_stream_results", "true");
    return DriverManager.getConnection("jdbc:duckdb:" + file, properties);
  }

  @Override
  public void close() throws IOException {
    if (server != null) {
      server.close();
    }
  }
}
