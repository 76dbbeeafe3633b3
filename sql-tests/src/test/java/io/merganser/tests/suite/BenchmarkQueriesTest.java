package io.merganser.tests.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.merganser.bench.TpchQueries;
import io.merganser.bench.tpcds.TpcdsQueries;
import io.merganser.planner.parser.MerganserParser;
import io.merganser.planner.print.HubPrinter;
import io.merganser.tests.TestServer;
import io.merganser.tests.federate.Answer;
import io.merganser.tests.federate.Client;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.duckdb.DuckDBResultSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The 22 queries of TPC-H and the 99 of TPC-DS: through a server, over both protocols, they give
/// the rows, in the order, with the names and types that DuckDB gives for the same text.
@Timeout(600)
@SuppressWarnings("try") // The client's close may be interrupted.
class BenchmarkQueriesTest {
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
    for (Path made : List.of(BenchmarkData.tpch(), BenchmarkData.tpcds())) {
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
    try (Client client = new Client(server.flightPort(), database);
        Connection avatica = DriverManager.getConnection(avatica(), options(database))) {
      for (TpcdsQueries.Query query : queries) {
        Answer wanted = ask(query.sql());
        withRows += wanted.rows().isEmpty() ? 0 : 1;
        assertThat(printed(printed(query.sql()))).as(query.name()).isEqualTo(printed(query.sql()));
        overFlight(client, query, wanted).forEach(differences::add);
        overAvatica(avatica, query).forEach(differences::add);
      }
    }
    System.out.printf(
        "%s: %d statements over two protocols, as texts and prepared: %d differences, %d of them"
            + " with rows%n",
        database, queries.size(), differences.size(), withRows);
    assertThat(differences).isEmpty();
    // Statements that find nothing prove little.
    assertThat(withRows).isGreaterThan(queries.size() * 4 / 5);
  }

  /// A text as we read and print it, before names are resolved. What is printed is read and printed
  /// the same: nothing is lost on the way.
  private static String printed(String sql) throws Exception {
    return HubPrinter.print(MerganserParser.parseStatement(sql), List.of());
  }

  private static List<String> overFlight(Client client, TpcdsQueries.Query query, Answer wanted) {
    List<String> differences = new ArrayList<>();
    try {
      String difference = wanted.difference(client.query(query.sql()), true);
      if (difference != null) {
        differences.add(query + ": " + difference);
      }
      String prepared = wanted.difference(client.prepared(query.sql()), true);
      if (prepared != null) {
        differences.add(query + " prepared: " + prepared);
      }
    } catch (Exception e) {
      differences.add(query + ": " + e.getMessage());
    }
    return differences;
  }

  /// By the driver of the other protocol, types by their names.
  private static List<String> overAvatica(Connection avatica, TpcdsQueries.Query query)
      throws SQLException {
    List<String> differences = new ArrayList<>();
    TextAnswer wanted = TextAnswer.typed(reference, query.sql());
    try {
      TextAnswer answer = TextAnswer.typed(avatica, query.sql());
      if (!answer.equals(wanted)) {
        differences.add(query + " over Avatica: " + answer + " instead of " + wanted);
      }
      TextAnswer prepared = TextAnswer.prepared(avatica, query.sql());
      if (!prepared.equals(wanted)) {
        differences.add(query + " prepared over Avatica: " + prepared + " instead of " + wanted);
      }
    } catch (SQLException e) {
      differences.add(query + " over Avatica: " + e.getMessage());
    }
    return differences;
  }

  private static String avatica() {
    return "jdbc:avatica:remote:url=http://127.0.0.1:"
        + server.httpPort()
        + "/avatica;serialization=protobuf;authentication=BASIC;avatica_user=analyst"
        + ";avatica_password=secret";
  }

  private static Properties options(String database) {
    Properties options = new Properties();
    options.setProperty("database", database);
    return options;
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
