package io.merganser.tests.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.merganser.tests.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The statements of the planner's lists by feature, through a server and both drivers, beside
/// DuckDB: the same names of columns and the same rows, each value as the text that DuckDB makes of
/// it. How values of each type travel is for the tests of types.
@Timeout(300)
class FidelityOverServerTest {
  private static final Path LISTS =
      Path.of("../planner/src/test/resources/io/merganser/planner/fidelity");

  private static final String MANIFEST =
      """
      apiVersion: merganser.io/v1
      tenants:
        - name: demo
          databases:
            - name: fidelity
              kind: memory
              defaultCatalog: f
              defaultSchema: main
              sources: [ { alias: f, type: duckdb, options: { path: ./f.duckdb } } ]
          users:
            - { name: admin, password: { value: secret }, superuser: true }
      """;

  private static TestServer server;
  private static Connection reference;
  private static List<String> statements;

  @BeforeAll
  static void start() throws IOException, SQLException {
    Path folder = Files.createTempDirectory("merganser-fidelity");
    reference = DriverManager.getConnection("jdbc:duckdb:");
    run("SET TimeZone = 'UTC'", "ATTACH '" + folder.resolve("f.duckdb") + "' AS f");
    run(lines("setup").toArray(String[]::new));
    run("DETACH f");
    Files.copy(folder.resolve("f.duckdb"), folder.resolve("reference.duckdb"));
    run("ATTACH '" + folder.resolve("reference.duckdb") + "' AS f (READ_ONLY)", "USE f.main");
    server = TestServer.over(folder, MANIFEST, Map.of());
    statements = answeredByAll();
  }

  @AfterAll
  static void stop() throws SQLException {
    reference.close();
    server.close();
  }

  private static void run(String... texts) throws SQLException {
    try (Statement statement = reference.createStatement()) {
      for (String text : texts) {
        statement.execute(text);
      }
    }
  }

  private static List<String> lines(String feature) throws IOException {
    return Files.readAllLines(LISTS.resolve(feature + ".sql")).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("-- ") && !line.startsWith("!"))
        .map(line -> line.replace('⏎', '\n'))
        .toList();
  }

  private static List<String> answeredByAll() throws IOException {
    List<String> all = new ArrayList<>();
    try (var lists = Files.list(LISTS)) {
      for (Path list : lists.sorted().toList()) {
        String feature = list.getFileName().toString().replace(".sql", "");
        if (!feature.equals("setup")) {
          all.addAll(lines(feature));
        }
      }
    }
    return all;
  }

  /// Each value as text; the names of columns stay.
  private static String asText(String sql) {
    return "SELECT COLUMNS(*)::VARCHAR FROM (" + sql + "\n)";
  }

  private static boolean isOrdered(String sql) {
    return sql.toLowerCase(Locale.ROOT).contains("order by");
  }

  @ParameterizedTest
  @ValueSource(strings = {"flight", "protobuf"})
  void answersAsDuckDbDoes(String protocol) throws SQLException {
    List<String> differences = new ArrayList<>();
    int compared = 0;
    try (Connection connection = server.connect(protocol, "admin")) {
      for (String sql : statements) {
        TextAnswer wanted;
        try {
          wanted = TextAnswer.of(reference, asText(sql));
        } catch (SQLException e) {
          // A statement that stands for itself only.
          continue;
        }
        compared++;
        String difference = difference(connection, sql, wanted);
        if (!difference.isEmpty()) {
          differences.add(sql + "\n  " + difference);
        }
      }
    }
    assertThat(differences).isEmpty();
    assertThat(compared).isGreaterThan(statements.size() * 95 / 100);
  }

  /// A text that a temporary view stands for gives what it gives itself.
  @Test
  void answersThroughTemporaryViews() throws SQLException {
    List<String> differences = new ArrayList<>();
    int compared = 0;
    try (Connection connection = server.connect("protobuf", "admin");
        Statement views = connection.createStatement()) {
      for (String sql : statements) {
        TextAnswer wanted;
        try {
          run("CREATE OR REPLACE TEMP VIEW looked_at AS " + sql);
          wanted = TextAnswer.of(reference, asText("FROM looked_at"));
        } catch (SQLException e) {
          // DuckDB makes no view of it.
          continue;
        }
        try {
          views.execute("CREATE OR REPLACE TEMP VIEW looked_at AS " + sql);
        } catch (SQLException e) {
          differences.add(sql + "\n  " + e.getMessage());
          continue;
        }
        compared++;
        String difference = difference(connection, sql, asText("FROM looked_at"), wanted);
        if (!difference.isEmpty()) {
          differences.add(sql + "\n  " + difference);
        }
      }
    }
    assertThat(differences).isEmpty();
    assertThat(compared).isGreaterThan(statements.size() * 9 / 10);
  }

  /// Of an answer without rows the driver of Flight, 18.3, names all columns twice; Flight itself
  /// names them once.
  private static TextAnswer once(TextAnswer answer) {
    int half = answer.columns().size() / 2;
    List<String> first = answer.columns().subList(0, half);
    boolean twice =
        answer.rows().isEmpty()
            && first.equals(answer.columns().subList(half, answer.columns().size()));
    return twice ? new TextAnswer(first, answer.rows()) : answer;
  }

  private static String difference(Connection connection, String sql, TextAnswer wanted) {
    return difference(connection, sql, asText(sql), wanted);
  }

  private static String difference(
      Connection connection, String sql, String asked, TextAnswer wanted) {
    try {
      TextAnswer answer = once(TextAnswer.of(connection, asked));
      boolean same =
          isOrdered(sql) ? answer.equals(wanted) : answer.sorted().equals(wanted.sorted());
      return same ? "" : answer + "\n  instead of " + wanted;
    } catch (SQLException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
