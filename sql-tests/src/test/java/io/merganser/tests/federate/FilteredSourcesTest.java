package io.merganser.tests.federate;

import static org.assertj.core.api.Assertions.assertThat;

import io.merganser.tests.Answers;
import io.merganser.tests.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A row filter over a table of PostgreSQL that the hub does not hold: the server is asked for the
/// rows that it lets through, where PostgreSQL reads the filter as the hub does, and the answers
/// are the same where it does not.
class FilteredSourcesTest {
  private static final String FILTERS =
      """
            - name: %s
              grants: [ { on: pg.public.*, verbs: [read] } ]
              rowFilters: [ { name: it, on: pg.public.*, predicate: "%s" } ]
      """;

  private static Postgres postgres;
  private static TestServer server;

  @BeforeAll
  static void start() throws IOException, SQLException {
    Path folder = Files.createTempDirectory("merganser-filtered");
    postgres = Postgres.start(folder);
    postgres.run(
        "postgres",
        "CREATE TABLE orders AS SELECT i AS id, CASE i % 3 WHEN 0 THEN 'clerk' WHEN 1 THEN 'other'"
            + " END AS owner, (i * 1.5)::numeric(9,2) AS amount, CASE i % 3 WHEN 0 THEN i::text"
            + " ELSE 'CANARY' END AS note FROM generate_series(1, 300) g(i)",
        guarded("of_clerk", "owner = 'clerk'"),
        guarded("of_few", "id <= 5 AND owner IS NOT NULL"),
        guarded("of_both", "owner = 'clerk' OR (id <= 5 AND owner IS NOT NULL)"));
    String manifest =
        """
        apiVersion: merganser.io/v1
        tenants:
          - name: demo
            databases:
              - name: shop
                defaultCatalog: pg
                defaultSchema: public
                sources:
                  - alias: pg
                    type: postgres
                    mode: direct
                    options: { host: 127.0.0.1, port: %d, database: postgres, user: postgres }
                    secrets: { password: { value: postgres } }
            roles:
        %s
            users:
              - { name: clerk, password: { value: secret }, roles: [own] }
              - { name: few, password: { value: secret }, roles: [few] }
              - { name: both, password: { value: secret }, roles: [few, own] }
              - { name: lower, password: { value: secret }, roles: [lower] }
        """
            .formatted(
                postgres.port(),
                FILTERS.formatted("own", "owner IN ('clerk', CURRENT_USER)")
                    + FILTERS.formatted("few", "id <= 5 AND owner IS NOT NULL")
                    + FILTERS.formatted("lower", "lower(owner) = 'clerk'"));
    server = TestServer.over(folder, manifest, Map.of());
  }

  /// A view that fails on each row but these.
  private static String guarded(String name, String visible) {
    return "CREATE VIEW %s AS SELECT id, owner, note, CASE WHEN %s THEN amount ELSE amount / (id - id) END AS amount FROM orders"
        .formatted(name, visible);
  }

  @AfterAll
  static void stop() throws IOException {
    // The server takes the folder along, in which Postgres is.
    postgres.close();
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          clerk | of_clerk | [n, s] [100,22725.00]
          few   | of_few   | [n, s] [3,12.00]
          both  | of_both  | [n, s] [102,22732.50]
          """)
  void hiddenRowsAreNotRead(String user, String view, String answer) throws SQLException {
    try (Connection connection = server.connect("flight", user)) {
      for (String table : new String[] {"orders", view}) {
        String sql = "SELECT count(*) AS n, sum(amount)::DECIMAL(9, 2) AS s FROM " + table;
        assertThat(Answers.of(connection, sql, false)).isEqualTo(answer);
      }
    }
  }

  /// What PostgreSQL says of a hidden row stays untold.
  @Test
  void areReadWhereTheFilterIsNoneOfPostgres() throws SQLException {
    String counting = "SELECT count(*) AS n, sum(amount)::DECIMAL(9, 2) AS s FROM ";
    try (Connection lower = server.connect("flight", "lower")) {
      assertThat(Answers.of(lower, counting + "orders", false)).isEqualTo("[n, s] [100,22725.00]");
      assertThat(Answers.of(lower, counting + "of_clerk", false))
          .contains("DATA_ERROR", "which one is not told")
          .doesNotContain("zero");
    }
  }

  /// Whether an error is met is for visible rows to say.
  @Test
  void nothingOfTheStatementGoesAlong() throws SQLException {
    String raising = "SELECT count(*) AS n FROM orders WHERE CAST(note AS INTEGER) > 0";
    try (Connection clerk = server.connect("protobuf", "clerk");
        Connection few = server.connect("protobuf", "few")) {
      assertThat(Answers.of(clerk, raising, false)).isEqualTo("[n] [100]");
      assertThat(Answers.of(few, raising, false)).startsWith("!").contains("DATA_ERROR");
    }
  }
}
