package io.merganser.tests.writes;

import static org.assertj.core.api.Assertions.assertThat;

import io.merganser.tests.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Changes of rows and tables one after the other, by DuckDB and through a server: both do or
/// refuse each, count the same rows, and in the end hold the same tables, views and rows.
@Timeout(120)
class ChangesAsDuckDbTest {
  private static final String MANIFEST =
      """
      apiVersion: merganser.io/v1
      tenants:
        - name: demo
          databases:
            - name: changes
              kind: memory
              defaultCatalog: f
              defaultSchema: main
              sources: [ { alias: f, type: duckdb, readOnly: false, options: { path: ./f.duckdb } } ]
          users:
            - { name: admin, password: { value: secret }, superuser: true }
      """;

  @ParameterizedTest
  @ValueSource(strings = {"flight", "protobuf"})
  void doesWhatDuckDbDoes(String protocol) throws IOException, SQLException {
    Path folder = Files.createTempDirectory("merganser-changes");
    makeEmpty(folder.resolve("f.duckdb"));
    List<String> differences = new ArrayList<>();
    try (TestServer server = TestServer.over(folder, MANIFEST, Map.of());
        Connection ours = server.connect(protocol, "admin");
        Connection reference = DriverManager.getConnection("jdbc:duckdb:")) {
      change(reference, "ATTACH ':memory:' AS f");
      change(reference, "USE f.main");
      change(reference, "SET TimeZone = 'UTC'");
      for (String sql : statements()) {
        String wanted = change(reference, sql);
        String done = change(ours, sql);
        if (!outcome(wanted).equals(outcome(done))) {
          differences.add(sql + "\n  DuckDB: " + wanted + "\n  the server: " + done);
        }
      }
      assertThat(differences).isEmpty();
      List<String> relations = relations(reference);
      assertThat(relations(ours)).isEqualTo(relations);
      assertThat(relations).hasSizeGreaterThan(4);
      for (String relation : relations) {
        assertThat(rows(ours, content(relation))).isEqualTo(rows(reference, content(relation)));
        String columns = "SELECT column_name, column_type FROM (DESCRIBE \"" + relation + "\")";
        assertThat(rows(ours, columns)).isEqualTo(rows(reference, columns));
      }
    }
  }

  private static String content(String relation) {
    return "SELECT COLUMNS(*)::VARCHAR FROM \"" + relation + "\" ORDER BY ALL";
  }

  private static void makeEmpty(Path file) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file)) {
      change(connection, "CHECKPOINT");
    }
  }

  private static List<String> statements() throws IOException {
    try (InputStream in = ChangesAsDuckDbTest.class.getResourceAsStream("changes.sql")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("-- "))
          .toList();
    }
  }

  /// What became of it: how many rows it changed, or what was said against it.
  private static String change(Connection connection, String sql) {
    try (Statement statement = connection.createStatement()) {
      // For what changes no rows the drivers say 0 or -1.
      return Integer.toString(Math.max(0, statement.executeUpdate(sql)));
    } catch (SQLException e) {
      return "refused: " + e.getMessage();
    }
  }

  private static String outcome(String done) {
    return done.startsWith("refused") ? "refused" : done;
  }

  private static List<String> relations(Connection connection) throws SQLException {
    return rows(connection, "SHOW TABLES").stream().sorted().toList();
  }

  private static List<String> rows(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(result.getString(i));
        }
        rows.add(String.join("|", row));
      }
      return rows;
    }
  }
}
