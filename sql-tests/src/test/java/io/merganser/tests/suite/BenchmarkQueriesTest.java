package io.merganser.tests.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.merganser.bench.TpchQueries;
import io.merganser.bench.tpcds.TpcdsDuckDb;
import io.merganser.bench.tpcds.TpcdsQueries;
import io.merganser.server.cli.demo.TpchDuckDb;
import io.merganser.tests.TestServer;
import io.merganser.tests.federate.Answer;
import io.merganser.tests.federate.Client;
import io.trino.tpch.TpchTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.duckdb.DuckDBResultSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The 22 queries of TPC-H and the 99 of TPC-DS: through a server they give the rows, in the order,
/// with the names and types that DuckDB gives for the same text.
@Timeout(600)
@SuppressWarnings("try") // The client's close may be interrupted.
class BenchmarkQueriesTest {
  private static final double SCALE = 0.01;

  private static final String MANIFEST =
      """
      apiVersion: merganser.io/v1
      tenants:
        - name: demo
          databases:
            - name: tpch
              kind: memory
              defaultCatalog: tpch
              defaultSchema: main
              sources: [ { alias: tpch, type: duckdb, options: { path: ./tpch.duckdb } } ]
            - name: tpcds
              kind: memory
              defaultCatalog: tpcds
              defaultSchema: main
              sources: [ { alias: tpcds, type: duckdb, options: { path: ./tpcds.duckdb } } ]
          roles:
            - { name: all, grants: [ { on: "tpch.*", verbs: [read] }, { on: "tpcds.*", verbs: [read] } ] }
          users:
            - { name: analyst, password: { value: secret }, roles: [all] }
      """;

  private static TestServer server;
  private static Connection reference;
  private static BufferAllocator allocator;

  @BeforeAll
  static void start() throws Exception {
    Path folder = Files.createTempDirectory("merganser-suite");
    // The engine in the server holds its file; the reference reads a copy.
    for (Path made : List.of(tpch(), tpcds())) {
      Files.copy(made, folder.resolve(made.getFileName()));
      Files.copy(made, folder.resolve("reference-" + made.getFileName()));
    }
    server = TestServer.over(folder, MANIFEST, Map.of("engine.threads", "1"));
    allocator = new RootAllocator();
    reference = DriverManager.getConnection("jdbc:duckdb:");
    // With one thread each, rows that sort alike come in the same order.
    run("SET threads = 1");
    for (String name : List.of("tpch", "tpcds")) {
      Path copy = folder.resolve("reference-" + name + ".duckdb");
      run("ATTACH '" + copy + "' AS " + name + " (READ_ONLY)");
    }
  }

  @AfterAll
  static void stop() throws Exception {
    reference.close();
    allocator.close();
    server.close();
  }

  /// Made once, and kept until the next `clean`.
  private static Path tpch() throws Exception {
    Path file = folder().resolve("tpch.duckdb");
    if (!Files.exists(file)) {
      Path half = folder().resolve("tpch.half");
      Files.deleteIfExists(half);
      TpchDuckDb.writeFile(half, TpchTable.getTables(), SCALE);
      Files.move(half, file);
    }
    return file;
  }

  private static Path tpcds() throws Exception {
    Path file = folder().resolve("tpcds.duckdb");
    if (!Files.exists(file)) {
      Path half = folder().resolve("tpcds.half");
      Files.deleteIfExists(half);
      TpcdsDuckDb.writeFile(half, SCALE);
      Files.move(half, file);
    }
    return file;
  }

  private static Path folder() throws Exception {
    return Files.createDirectories(Path.of("target/suite-" + SCALE));
  }

  @Test
  void tpchAnswersAsDuckDbDoes() throws Exception {
    run("USE tpch");
    List<String> texts = TpchQueries.all();
    List<TpcdsQueries.Query> queries = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      queries.add(new TpcdsQueries.Query("Q" + (i + 1), texts.get(i)));
    }
    assertThat(queries).hasSize(22);
    check("tpch", queries);
  }

  @Test
  void tpcdsAnswersAsDuckDbDoes() throws Exception {
    run("USE tpcds");
    List<TpcdsQueries.Query> queries = TpcdsQueries.all(reference);
    assertThat(queries).hasSize(103);
    check("tpcds", queries);
  }

  private static void check(String database, List<TpcdsQueries.Query> queries) throws Exception {
    List<String> differences = new ArrayList<>();
    int withRows = 0;
    try (Client client = new Client(server.flightPort(), database)) {
      for (TpcdsQueries.Query query : queries) {
        Answer wanted = ask(query.sql());
        withRows += wanted.rows().isEmpty() ? 0 : 1;
        try {
          String difference = wanted.difference(client.query(query.sql()), true);
          if (difference != null) {
            differences.add(query + ": " + difference);
          }
        } catch (Exception e) {
          differences.add(query + ": " + e.getMessage());
        }
      }
    }
    System.out.printf(
        "%s: %d of %d statements as DuckDB answers them, %d of them with rows%n",
        database, queries.size() - differences.size(), queries.size(), withRows);
    assertThat(differences).isEmpty();
    // Statements that find nothing prove little.
    assertThat(withRows).isGreaterThan(queries.size() * 4 / 5);
  }

  private static Answer ask(String sql) throws Exception {
    try (PreparedStatement statement = reference.prepareStatement(sql);
        ResultSet rows = statement.executeQuery();
        ArrowReader reader =
            (ArrowReader) ((DuckDBResultSet) rows).arrowExportStream(allocator, 2048)) {
      return Answer.of(reader);
    }
  }

  private static void run(String sql) throws Exception {
    try (Statement statement = reference.createStatement()) {
      statement.execute(sql);
    }
  }
}
