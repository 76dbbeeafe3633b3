package io.merganser.tests.authz;

import static org.assertj.core.api.Assertions.assertThat;

import io.merganser.tests.Answers;
import io.merganser.tests.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Two databases agree on all that the principals may see, and about on the sizes of tables, by
/// which the engine chooses what it does first: they give equal answers, equal counts of changed
/// rows and equal errors to whatever statement, and still agree when it has changed rows.
///
/// Statements are made from a seed; `-Dmerganser.statements=20000 -Dmerganser.seed=7` makes more,
/// and others.
class NonInterferenceTest {
  private static final int STATEMENTS = Integer.getInteger("merganser.statements", 2_000);
  private static final long SEED = Long.getLong("merganser.seed", 42);

  /// What stands in rows that both databases show; none of it is hidden in `two`.
  private static final Pattern VISIBLE =
      Pattern.compile("\\b(?:(?:free|label) \\d{1,2}|six|x|\\d{1,2})\\b");

  private static final String DATABASE =
      """
            - name: %1$s
              defaultCatalog: parts
              defaultSchema: main
              sources:
                - { alias: parts, type: duckdb, readOnly: false, options: { path: ./%1$s.duckdb } }
                - { alias: crm, type: sqlite, mode: direct, options: { path: ./%1$s.sqlite } }
      """;
  private static final String REST =
      """
          roles:
            - name: some
              grants:
                - { on: parts.main.*, verbs: [read, write] }
                - { on: crm.main.*, verbs: [read] }
              denials: [ { on: parts.main.orders, columns: [secret] }, { on: crm.main.*, columns: [secret] } ]
              columnMasks:
                - { name: mail, on: parts.main.orders, column: mail, expression: "left(mail, 1)" }
                - { name: crm-mail, on: crm.main.customer, column: mail, expression: "'***'" }
              rowFilters:
                - { name: items, on: parts.main.items, predicate: "label <> 'hidden'" }
            - name: own
              rowFilters:
                - { name: orders, on: parts.main.orders, predicate: "owner = CURRENT_USER" }
                - { name: customer, on: crm.main.customer, predicate: "owner = CURRENT_USER" }
            - name: regional
              rowFilters:
                - name: orders
                  on: parts.main.orders
                  predicate: "lower(region) IN (current_principal_attribute('region'))"
                - { name: customer, on: crm.main.customer, predicate: "region = 'EU'" }
          users:
            - { name: admin, password: { value: secret }, superuser: true }
            - { name: clerk, password: { value: secret }, roles: [some, own] }
            - { name: agent, password: { value: secret }, roles: [some, regional], attributes: { region: [eu] } }
      """;

  private static TestServer server;

  @BeforeAll
  static void start() throws IOException, SQLException {
    Path folder = Files.createTempDirectory("merganser-noninterference");
    make(folder, "one", 40, 0);
    make(folder, "two", 43, 1_077);
    String manifest =
        "apiVersion: merganser.io/v1\ntenants:\n  - name: demo\n    databases:\n"
            + (DATABASE.formatted("one") + DATABASE.formatted("two") + REST)
                .indent(-2)
                .replaceAll("(?m)^", "  ");
    // Where two parts of a statement raise errors, with more threads it is chance which comes
    // first.
    server = TestServer.over(folder, manifest, Map.of("engine.threads", "1"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /// What is visible is the same whatever the name; how much is hidden, and its values, are not.
  private static void make(Path folder, String name, int hidden, int amount) throws SQLException {
    List<String> parts = table("orders", hidden, amount);
    parts.add(
        "CREATE TABLE items(order_id INTEGER, qty INTEGER, price DECIMAL(9, 2), label VARCHAR)");
    parts.add("INSERT INTO items SELECT i % 7, i % 4, i / 4.0, 'label ' || i FROM range(20) t(i)");
    parts.add(
        "INSERT INTO items SELECT (i + 1) * AMOUNT, i %% 4 + AMOUNT, AMOUNT, 'hidden' FROM range(%d) t(i)"
            .formatted(hidden)
            .replace("AMOUNT", String.valueOf(amount)));
    parts.add("CREATE TABLE free AS SELECT i::INTEGER AS n, 'free ' || i AS t FROM range(6) r(i)");
    run("jdbc:duckdb:" + folder.resolve(name + ".duckdb"), parts);
    List<String> crm = table("customer", 0, amount);
    crm.add(
        "INSERT INTO customer SELECT id * %1$d, 'other', amount * %1$d, 'CANARY', 'CANARY', 'z', 'US'"
                .formatted(amount)
            + " FROM customer");
    run("jdbc:sqlite:" + folder.resolve(name + ".sqlite"), crm);
  }

  private static List<String> table(String table, int hidden, int amount) {
    StringBuilder rows = new StringBuilder();
    for (int id = 1; id <= 8; id++) {
      // One of them is no number, so that errors are about that one.
      rows.append(rows.isEmpty() ? "" : ", ")
          .append(
              "(%d, 'clerk', %d, '%s', 'CANARY-%d', 'x%s', 'EU')"
                  .formatted(
                      id,
                      id * 5,
                      id == 6 ? "six" : String.valueOf(id),
                      amount,
                      table.equals("orders") ? "@" + amount : ""));
    }
    List<String> statements = new ArrayList<>();
    statements.add(
        "CREATE TABLE "
            + table
            + "(id INTEGER, owner VARCHAR, amount INTEGER, note VARCHAR, secret VARCHAR, mail"
            + " VARCHAR, region VARCHAR)");
    statements.add("INSERT INTO " + table + " VALUES " + rows);
    if (hidden > 0) {
      statements.add(
          "INSERT INTO orders SELECT AMOUNT * (500 + i), 'other', AMOUNT + i, 'CANARY-' || i, 'CANARY',"
                  .replace("AMOUNT", String.valueOf(amount))
              + " 'y', 'US' FROM range("
              + hidden
              + ") t(i)");
    }
    return statements;
  }

  private static void run(String url, List<String> statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  @Test
  void readsTellNothing() throws Exception {
    List<Future<List<String>>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      running.add(threads.submit(() -> reads("clerk", true)));
      running.add(threads.submit(() -> reads("agent", false)));
    }
    List<String> differences = new ArrayList<>();
    for (Future<List<String>> one : running) {
      differences.addAll(one.get());
    }
    assertThat(differences).isEmpty();
  }

  private static List<String> reads(String user, boolean flight) throws SQLException {
    RandomStatements statements = new RandomStatements(SEED + user.hashCode());
    List<String> differences = new ArrayList<>();
    int answered = 0;
    try (Connection one = connect("one", user, flight);
        Connection two = connect("two", user, flight)) {
      for (int i = 0; i < STATEMENTS * 2 / 5; i++) {
        String answer = compare(one, two, statements.query(), differences);
        answered += answer.startsWith("!") ? 0 : 1;
      }
    }
    // The property would hold for a server that refuses everything.
    assertThat(answered).isGreaterThan(STATEMENTS / 5);
    return differences;
  }

  @Test
  void changesTellNothing() throws SQLException {
    RandomStatements statements = new RandomStatements(SEED);
    List<String> differences = new ArrayList<>();
    int changed = 0;
    try (Connection one = connect("one", "clerk", true);
        Connection two = connect("two", "clerk", true);
        Connection agentOne = connect("one", "agent", false);
        Connection agentTwo = connect("two", "agent", false)) {
      for (int i = 0; i < STATEMENTS / 5; i++) {
        boolean clerk = i % 2 == 0;
        String answer =
            compare(
                clerk ? one : agentOne, clerk ? two : agentTwo, statements.change(), differences);
        changed += answer.startsWith("!") || answer.equals("0") ? 0 : 1;
        if (i % 20 == 19) {
          for (String table : List.of("orders", "items")) {
            compare(one, two, "SELECT * FROM " + table, differences);
            compare(agentOne, agentTwo, "SELECT * FROM " + table, differences);
          }
          refill(one, two);
        }
      }
    }
    assertThat(differences).isEmpty();
    assertThat(changed).isGreaterThan(STATEMENTS / 50);
  }

  private static void refill(Connection one, Connection two) throws SQLException {
    for (Connection connection : List.of(one, two)) {
      for (String sql :
          List.of(
              "DELETE FROM orders",
              "DELETE FROM items",
              "INSERT INTO orders(id, owner, amount, note, region) SELECT n + 1, 'clerk', n * 5, n"
                  + " || '', 'EU' FROM free",
              "INSERT INTO items SELECT n + 1, n % 2, 2.5, t FROM free")) {
        try (Statement statement = connection.createStatement()) {
          statement.executeUpdate(sql);
        }
      }
    }
  }

  private static String compare(
      Connection one, Connection two, String sql, List<String> differences) {
    String first = answer(one, sql);
    String second = answer(two, sql);
    boolean tells = !sql.contains("CANARY") && (first + second).contains("CANARY");
    if (tells || !first.equals(second)) {
      differences.add(sql + "\n  one: " + first + "\n  two: " + second);
    }
    return first;
  }

  /// Names and rows in order, the number of changed rows, or the error after a `!`. An error of
  /// many rows tells of the first that the engine came to, and that is chance.
  private static String answer(Connection connection, String sql) {
    try (Statement statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return String.valueOf(statement.getUpdateCount());
      }
      try (ResultSet rows = statement.getResultSet()) {
        List<String> lines = new ArrayList<>();
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
          StringBuilder line = new StringBuilder();
          for (int i = 1; i <= columns; i++) {
            line.append(rows.getObject(i)).append('|');
          }
          lines.add(line.toString());
        }
        Collections.sort(lines);
        StringBuilder names = new StringBuilder();
        for (int i = 1; i <= columns; i++) {
          names.append(rows.getMetaData().getColumnLabel(i)).append('|');
        }
        return names + " " + lines;
      }
    } catch (SQLException e) {
      return "!" + VISIBLE.matcher(Answers.messages(e)).replaceAll("~");
    }
  }

  private static Connection connect(String database, String user, boolean flight)
      throws SQLException {
    return server.connect(
        flight ? "flight" : "protobuf", user, Map.of("tenant", "demo", "database", database));
  }
}
