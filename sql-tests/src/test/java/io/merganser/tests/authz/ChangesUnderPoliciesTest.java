package io.merganser.tests.authz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.merganser.tests.Answers;
import io.merganser.tests.TestServer;
import java.io.IOException;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Changes of tables of which a policy withholds a part, over both protocols.
class ChangesUnderPoliciesTest {
  private static final String MANIFEST =
      """
      apiVersion: merganser.io/v1
      tenants:
        - name: demo
          databases:
            - name: shop
              defaultCatalog: own
              defaultSchema: main
              sources: [ { alias: own, type: duckdb, readOnly: false, options: { path: ./own.duckdb } } ]
          roles:
            - name: clerk
              grants:
                - on: own.main.orders
                  verbs: [read, write]
                  columns: [id, owner, amount, note, mail]
                - { on: own.main.orders, verbs: [write] }
                - { on: own.main.free, verbs: [all] }
                - { on: own.main.copied, verbs: [all] }
                - { on: own.main.keyed, verbs: [write, read] }
                - { on: own.main.made, verbs: [write, read] }
                - { on: own.main.numbered, verbs: [write, read] }
                - { on: own.main.placed, verbs: [write, read] }
              denials:
                - { on: own.main.orders, columns: [secret] }
                - { on: own.main.keyed, columns: [secret] }
              rowFilters:
                - { name: own, on: own.main.orders, predicate: "owner = CURRENT_USER" }
                - { name: low, on: own.main.made, predicate: "double < 100" }
                - { name: own-numbered, on: own.main.numbered, predicate: "owner = CURRENT_USER" }
                - { name: own-placed, on: own.main.placed, predicate: "owner = CURRENT_USER" }
              columnMasks:
                - { name: mail, on: own.main.orders, column: mail, expression: "left(mail, 1) || '***'" }
            - name: partial
              grants:
                - { on: own.main.orders, verbs: [read] }
                - { on: own.main.orders, verbs: [write], columns: [note] }
            - name: logger
              grants: [ { on: own.main.orders, verbs: [write], columns: [id, note] } ]
            - name: barred
              grants: [ { on: own.main.free, verbs: [write], columns: [note] } ]
              denials: [ { on: own.main.free, columns: [note] } ]
              rowFilters: [ { name: all, on: own.main.free, predicate: "1 = 1" } ]
          users:
            - { name: admin, password: { value: secret }, superuser: true }
            - { name: clerk, password: { value: secret }, roles: [clerk] }
            - { name: other, password: { value: secret }, roles: [clerk] }
            - { name: partial, password: { value: secret }, roles: [partial] }
            - { name: logger, password: { value: secret }, roles: [logger] }
            - { name: barred, password: { value: secret }, roles: [barred] }
      """;

  private static final List<String> DATA =
      List.of(
          "INSERT INTO orders VALUES (1, 'clerk', 10, '1', 'a@CANARY', 'CANARY-1'),"
              + " (2, 'other', 20, 'CANARY', 'b@CANARY', 'CANARY-2'),"
              + " (3, 'clerk', 30, '3', 'c@CANARY', 'CANARY-3'),"
              + " (4, NULL, 0, 'CANARY', 'd@CANARY', 'CANARY-4')",
          "INSERT INTO free VALUES (1, 'f1', 'm1'), (1, 'f1', 'm2'), (2, 'f2', 'm3')",
          "INSERT INTO keyed VALUES (1, 'CANARY'), (2, 'CANARY')",
          "INSERT INTO made(id) VALUES (1), (2), (300)",
          "INSERT INTO numbered VALUES (0, 'clerk', 'mine'), (0, 'other', 'CANARY')",
          "INSERT INTO placed VALUES (1, 'clerk', 'mine'), (1, 'other', 'CANARY')");

  private static TestServer server;

  @BeforeAll
  static void start() throws IOException, SQLException {
    Path folder = Files.createTempDirectory("merganser-changes");
    try (Connection file =
            DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("own.duckdb"));
        Statement statement = file.createStatement()) {
      statement.execute(
          "CREATE TABLE orders(id INTEGER, owner VARCHAR, amount INTEGER DEFAULT 5, note VARCHAR,"
              + " mail VARCHAR, secret VARCHAR DEFAULT 'CANARY-default')");
      statement.execute("CREATE TABLE free(id INTEGER, note VARCHAR, mail VARCHAR)");
      statement.execute(
          "CREATE TABLE keyed(id INTEGER, secret VARCHAR DEFAULT 'CANARY', PRIMARY KEY (id,"
              + " secret))");
      statement.execute(
          "CREATE TABLE made(id INTEGER, double INTEGER GENERATED ALWAYS AS (id * 2), note"
              + " VARCHAR DEFAULT 'id')");
      statement.execute("CREATE TABLE numbered(rowid INTEGER, owner VARCHAR, note VARCHAR)");
      statement.execute(
          "CREATE TABLE placed(\"Merganser_Place\" INTEGER, owner VARCHAR, note VARCHAR)");
    }
    server = TestServer.over(folder, MANIFEST, Map.of());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void fill() throws SQLException {
    try (Connection admin = connect("flight", "admin")) {
      for (String table : List.of("orders", "free", "keyed", "made", "numbered", "placed")) {
        update(admin, "DELETE FROM " + table);
      }
      for (String sql : DATA) {
        update(admin, sql);
      }
    }
  }

  private static Connection connect(String protocol, String user) throws SQLException {
    return server.connect(protocol, user);
  }

  private List<String> orders() throws SQLException {
    try (Connection admin = connect("flight", "admin")) {
      return rows(admin, "SELECT id, owner, amount, note, mail, secret FROM orders ORDER BY ALL");
    }
  }

  private static final List<String> BEFORE =
      List.of(
          "1 clerk 10 1 a@CANARY CANARY-1",
          "2 other 20 CANARY b@CANARY CANARY-2",
          "3 clerk 30 3 c@CANARY CANARY-3",
          "4 null 0 CANARY d@CANARY CANARY-4");

  @ParameterizedTest
  @ValueSource(strings = {"flight", "protobuf"})
  void changesAndCountsWhatIsSeen(String protocol) throws SQLException {
    try (Connection clerk = connect(protocol, "clerk")) {
      assertThat(update(clerk, "UPDATE orders SET amount = amount + 1")).isEqualTo(2);
      assertThat(update(clerk, "UPDATE orders SET amount = 0 WHERE id = 2")).isZero();
      assertThat(
              update(
                  clerk,
                  "UPDATE main.orders AS o SET (note, amount) = (upper(o.mail), CAST(o.note AS"
                      + " INTEGER)) WHERE CAST(o.note AS INTEGER) = 3"))
          .isEqualTo(1);
      assertThat(
              update(
                  clerk,
                  "UPDATE orders SET note = f.note, amount = DEFAULT FROM free AS f WHERE f.id ="
                      + " own.main.orders.id"))
          .isPositive();
      assertThat(
              update(
                  clerk,
                  "UPDATE orders SET note = (SELECT max(note) FROM free) WHERE EXISTS (SELECT 1"
                      + " FROM free WHERE free.id = orders.id)"))
          .isEqualTo(1);
      assertThat(
              update(
                  clerk,
                  "UPDATE free SET note = (SELECT 'x') WHERE EXISTS (SELECT 1 WHERE id = 2)"))
          .isEqualTo(1);
      assertThat(update(clerk, "DELETE FROM orders WHERE id IN (2, 3, 4)")).isEqualTo(1);
      assertThat(update(clerk, "INSERT INTO orders(id, owner) VALUES (7, 'clerk'), ('8', 'clerk')"))
          .isEqualTo(2);
      assertThat(update(clerk, "DELETE FROM orders USING free WHERE free.id = orders.id"))
          .isEqualTo(1);
      assertThat(
              update(
                  clerk,
                  "INSERT INTO orders(id, owner, note) SELECT id + 1, owner, mail FROM orders ORDER"
                      + " BY id DESC"))
          .isEqualTo(2);
      assertThat(orders())
          .containsExactly(
              "2 other 20 CANARY b@CANARY CANARY-2",
              "4 null 0 CANARY d@CANARY CANARY-4",
              "7 clerk 5 null null CANARY-default",
              "8 clerk 5 null null CANARY-default",
              "8 clerk 5 null null CANARY-default",
              "9 clerk 5 null null CANARY-default");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"flight", "protobuf"})
  void bindsParameters(String protocol) throws SQLException {
    try (Connection clerk = connect(protocol, "clerk");
        PreparedStatement update =
            clerk.prepareStatement("UPDATE orders SET note = ? WHERE id < ? AND amount > ?");
        PreparedStatement insert =
            clerk.prepareStatement("INSERT INTO orders(id, owner, note) VALUES (?, ?, ?)");
        PreparedStatement delete = clerk.prepareStatement("DELETE FROM orders WHERE id = ?")) {
      update.setString(1, "new");
      update.setInt(2, 3);
      update.setInt(3, 0);
      assertThat(update.executeUpdate()).isEqualTo(1);
      insert.setInt(1, 9);
      insert.setString(2, "clerk");
      insert.setString(3, "n");
      assertThat(insert.executeUpdate()).isEqualTo(1);
      insert.setString(2, "other");
      assertThatThrownBy(insert::executeUpdate).hasStackTraceContaining("ROW_NOT_PERMITTED");
      delete.setInt(1, 2);
      assertThat(delete.executeUpdate()).isZero();
      delete.setInt(1, 3);
      assertThat(delete.executeUpdate()).isEqualTo(1);
    }
    assertThat(orders())
        .containsExactly(
            "1 clerk 10 new a@CANARY CANARY-1",
            "2 other 20 CANARY b@CANARY CANARY-2",
            "4 null 0 CANARY d@CANARY CANARY-4",
            "9 clerk 5 n null CANARY-default");
  }

  @Test
  void returnsWhatIsSeenOfARow() throws SQLException {
    try (Connection clerk = connect("flight", "clerk")) {
      assertThat(names(clerk, "UPDATE orders SET amount = 1 WHERE id = 1 RETURNING *"))
          .isEqualTo("id owner amount note mail: 1 clerk 1 1 a***");
      assertThat(
              names(
                  clerk,
                  "INSERT INTO orders(id, owner) VALUES (5, 'clerk') RETURNING orders.id, MAIL,"
                      + " upper(note) AS n, id + 1, main.orders.amount"))
          .isEqualTo("id mail n (id + 1) amount: 5 null null 6 5");
      assertThat(
              names(
                  clerk,
                  "DELETE FROM orders o WHERE id = 3 RETURNING concat(o.mail, '!'), o.*,"
                      + " length(mail)"))
          .startsWith(
              "concat(o.mail, '!') id owner amount note mail length(mail): c***! 3 clerk 30");
    }
  }

  /// Each is refused without a word of what is hidden, and changes nothing.
  @Test
  void refuses() throws SQLException {
    List<String> refused = AttackTest.statements("refused-changes.sql");
    assertThat(refused).hasSizeGreaterThan(50);
    List<String> wrong = new ArrayList<>();
    for (String protocol : List.of("flight", "protobuf")) {
      try (Connection clerk = connect(protocol, "clerk")) {
        for (String line : refused) {
          String sql = line.substring(0, line.lastIndexOf('|')).strip();
          String says = line.substring(line.lastIndexOf('|') + 1).strip();
          String said = refusal(clerk, sql);
          if (!said.contains(says) || said.contains("CANARY")) {
            wrong.add(protocol + ": " + sql + "\n  " + said);
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(orders()).isEqualTo(BEFORE);
  }

  private static String refusal(Connection connection, String sql) {
    try {
      return "it changed " + update(connection, sql);
    } catch (SQLException e) {
      return messages(e, sql);
    }
  }

  @Test
  void nobodyLaundersAMask() throws SQLException {
    try (Connection clerk = connect("flight", "clerk")) {
      update(clerk, "INSERT INTO free(id, mail) SELECT id, mail FROM orders");
      update(clerk, "CREATE TABLE copied AS SELECT * FROM orders");
      update(clerk, "UPDATE free SET note = o.mail FROM orders o WHERE o.id = free.id");
      update(clerk, "UPDATE orders SET note = mail");
      for (String sql :
          List.of(
              "SELECT * FROM free",
              "SELECT * FROM copied",
              "SELECT note FROM orders WHERE id < 4")) {
        assertThat(rows(clerk, sql)).as(sql).noneMatch(row -> row.contains("CANARY"));
      }
      assertThat(rows(clerk, "SELECT mail FROM copied ORDER BY id"))
          .containsExactly("a***", "c***");
    }
  }

  @Test
  void anAlikeTableTellsTheSameCounts() throws SQLException {
    try (Connection admin = connect("flight", "admin");
        Connection other = connect("protobuf", "other")) {
      assertThat(update(other, "DELETE FROM orders")).isEqualTo(1);
      update(admin, "INSERT INTO orders VALUES (50, 'nobody', 1, 'CANARY', 'x', 'y')");
      assertThat(update(other, "DELETE FROM orders")).isZero();
      assertThat(update(other, "UPDATE orders SET note = CAST(1 / 0 AS VARCHAR)")).isZero();
    }
  }

  @Test
  void namesNoValueOfAConstraint() throws SQLException {
    for (String protocol : List.of("flight", "protobuf")) {
      try (Connection clerk = connect(protocol, "clerk")) {
        for (String sql :
            List.of(
                "UPDATE keyed SET id = 2 WHERE id = 1",
                "INSERT INTO keyed VALUES (2)",
                "INSERT INTO keyed(id) VALUES (2) RETURNING id")) {
          assertThatThrownBy(() -> update(clerk, sql))
              .hasStackTraceContaining("a constraint of the table does not hold")
              .satisfies(failure -> assertThat(messages(failure, sql)).doesNotContain("CANARY"));
        }
        assertThat(update(clerk, "DELETE FROM made WHERE id = 2")).isLessThanOrEqualTo(1);
      }
    }
  }

  /// A filter of a column that is computed from the one that changes.
  @Test
  void noComputedColumnLeadsOutOfAFilter() throws SQLException {
    try (Connection clerk = connect("flight", "clerk");
        Connection admin = connect("flight", "admin")) {
      assertThatThrownBy(() -> update(clerk, "UPDATE made SET id = 1000 WHERE id = 1"))
          .hasStackTraceContaining("0A000");
      assertThat(update(clerk, "DELETE FROM made WHERE double IN (4, 600)")).isEqualTo(1);
      assertThat(rows(admin, "SELECT id FROM made ORDER BY id")).containsExactly("1", "300");
    }
  }

  /// Rows are found again by what the engine calls `rowid`, and a column may be called that too.
  @Test
  void noColumnIsTakenForThePlaceOfARow() throws SQLException {
    try (Connection clerk = connect("flight", "clerk");
        Connection admin = connect("flight", "admin")) {
      for (String table : List.of("numbered", "placed")) {
        for (String sql : List.of("UPDATE " + table + " SET note = 'x'", "DELETE FROM " + table)) {
          assertThatThrownBy(() -> update(clerk, sql))
              .as(sql)
              .hasStackTraceContaining("no right to write all of");
        }
        assertThat(rows(clerk, "SELECT note FROM " + table)).containsExactly("mine");
        assertThat(rows(admin, "SELECT owner, note FROM " + table))
            .containsExactlyInAnyOrder("clerk mine", "other CANARY");
      }
    }
  }

  @Test
  void whoMayWriteNoColumnInserts() throws SQLException {
    try (Connection barred = connect("flight", "barred")) {
      for (String sql :
          List.of("INSERT INTO free VALUES (1)", "INSERT INTO free SELECT 1 WHERE false")) {
        assertThatThrownBy(() -> update(barred, sql)).as(sql).hasStackTraceContaining("42501");
      }
    }
  }

  @Test
  void columnsAreGrantedForWriting() throws SQLException {
    try (Connection partial = connect("flight", "partial");
        Connection logger = connect("flight", "logger")) {
      assertThat(update(partial, "UPDATE orders SET note = secret WHERE id = 2")).isEqualTo(1);
      assertThatThrownBy(() -> update(partial, "UPDATE orders SET amount = 1"))
          .hasStackTraceContaining("no right to write column `amount`");
      assertThatThrownBy(() -> update(partial, "DELETE FROM orders WHERE id = 2"))
          .hasStackTraceContaining("no right to write all of");
      assertThat(update(logger, "INSERT INTO orders VALUES (60, 'logged')")).isEqualTo(1);
      for (String sql :
          List.of(
              "UPDATE orders SET note = 'x'",
              "DELETE FROM orders",
              "INSERT INTO orders VALUES (60, 'logged') RETURNING id")) {
        assertThatThrownBy(() -> update(logger, sql)).as(sql).hasStackTraceContaining("42501");
      }
    }
  }

  @Test
  void aTransactionIsNotLeft() throws SQLException {
    try (Connection clerk = connect("protobuf", "clerk")) {
      clerk.setAutoCommit(false);
      assertThat(update(clerk, "UPDATE orders SET note = '9'")).isEqualTo(2);
      assertThat(update(clerk, "DELETE FROM orders WHERE CAST(note AS INTEGER) = 9")).isEqualTo(2);
      clerk.rollback();
    }
    assertThat(orders()).isEqualTo(BEFORE);
  }

  private static String messages(Throwable failure, String sql) {
    return Answers.messages(failure).replace(sql, "");
  }

  private static int update(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (statement.execute(sql)) {
        try (ResultSet rows = statement.getResultSet()) {
          while (rows.next()) {
            // Only whether it fails counts.
          }
        }
        return 0;
      }
      return statement.getUpdateCount();
    }
  }

  private static String names(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> names = new ArrayList<>();
      for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
        names.add(rows.getMetaData().getColumnLabel(i));
      }
      return String.join(" ", names) + ": " + String.join("; ", lines(rows));
    }
  }

  private static List<String> rows(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return lines(rows);
    }
  }

  private static List<String> lines(ResultSet rows) throws SQLException {
    List<String> lines = new ArrayList<>();
    while (rows.next()) {
      List<String> values = new ArrayList<>();
      for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
        values.add(String.valueOf(rows.getObject(i)));
      }
      lines.add(String.join(" ", values));
    }
    return lines;
  }
}
