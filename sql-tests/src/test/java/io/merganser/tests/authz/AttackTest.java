package io.merganser.tests.authz;

import static org.assertj.core.api.Assertions.assertThat;

import io.merganser.tests.Answers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Nothing that a principal may not see comes to it, whatever it writes: not in rows, counts,
/// orders, names or errors. Two databases that agree on what it may see must answer alike.
class AttackTest {
  private static PolicyServer server;

  @BeforeAll
  static void start() throws IOException, SQLException {
    server = new PolicyServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void theHiddenIsThere() throws SQLException {
    for (String table : List.of("parts.main.orders", "crm.main.customer")) {
      try (Connection one = server.flight("demo", "one", "admin");
          Connection two = server.flight("demo", "two", "admin")) {
        String sql = "SELECT * FROM " + table;
        assertThat(Answers.of(one, sql, false))
            .contains("CANARY")
            .isNotEqualTo(Answers.of(two, sql, false));
      }
    }
  }

  @Test
  void noAttackTellsAnything() throws Exception {
    List<String> attacks = statements("attacks.sql");
    assertThat(attacks).hasSizeGreaterThan(300);
    List<Future<List<String>>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (String principal : PolicyServer.PRINCIPALS) {
        running.add(threads.submit(() -> attack(principal, attacks)));
      }
    }
    List<String> leaks = new ArrayList<>();
    for (Future<List<String>> one : running) {
      leaks.addAll(one.get());
    }
    assertThat(leaks).isEmpty();
  }

  private static List<String> attack(String principal, List<String> attacks) throws SQLException {
    List<String> leaks = new ArrayList<>();
    List<String> shuffled = new ArrayList<>(attacks);
    Collections.shuffle(shuffled, new Random(principal.hashCode()));
    try (Connection flightOne = server.flight("demo", "one", principal);
        Connection flightTwo = server.flight("demo", "two", principal);
        Connection avaticaOne = server.avatica("demo", "one", principal);
        Connection avaticaTwo = server.avatica("demo", "two", principal)) {
      for (String attack : shuffled) {
        // Each principal takes every other way: all together take all of each statement.
        boolean way =
            (attacks.indexOf(attack) + PolicyServer.PRINCIPALS.indexOf(principal)) % 2 == 0;
        compare(
            principal,
            attack,
            Answers.of(flightOne, attack, way),
            Answers.of(flightTwo, attack, way),
            leaks);
        compare(
            principal,
            attack,
            Answers.of(avaticaOne, attack, !way),
            Answers.of(avaticaTwo, attack, !way),
            leaks);
      }
    }
    return leaks;
  }

  /// Each attack once more as the text of a temporary view, that the principal then reads.
  @Test
  void noTemporaryViewTellsAnything() throws Exception {
    List<String> leaks = new ArrayList<>();
    int made = 0;
    try (Connection one = server.flight("demo", "one", "clerk");
        Connection two = server.flight("demo", "two", "clerk")) {
      for (String attack : statements("attacks.sql")) {
        String view = "CREATE OR REPLACE TEMP VIEW attacked AS " + attack;
        String making = made(one, view);
        compare("clerk", view, making, made(two, view), leaks);
        if (!making.startsWith("!")) {
          made++;
          compare(
              "clerk",
              "FROM attacked: " + attack,
              Answers.of(one, "FROM attacked", false),
              Answers.of(two, "FROM attacked", false),
              leaks);
        }
      }
    }
    assertThat(leaks).isEmpty();
    assertThat(made).isGreaterThan(100);
  }

  private static String made(Connection connection, String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
      return "made";
    } catch (SQLException | RuntimeException e) {
      return "!" + Answers.messages(e);
    }
  }

  private static void compare(
      String principal, String sql, String one, String two, List<String> leaks) {
    // What the attacker writes itself may come back.
    boolean tells = !sql.contains("CANARY") && (one.contains("CANARY") || two.contains("CANARY"));
    boolean tellsPolicy = !sql.contains("merganser_row") && one.contains("merganser_row");
    if (tells || tellsPolicy || !one.equals(two)) {
      leaks.add(principal + ": " + sql + "\n  one: " + one + "\n  two: " + two);
    }
  }

  @Test
  void legitimateStatementsAnswerAsIfTheVisibleWereAll() throws SQLException {
    List<String> wrong = new ArrayList<>();
    List<String> statements = statements("legitimate.sql");
    assertThat(statements).hasSizeGreaterThan(100);
    try (Connection flight = server.flight("demo", "one", "clerk");
        Connection avatica = server.avatica("demo", "one", "clerk");
        Connection plainFlight = server.flight("plain", "plain", "clerk");
        Connection plainAvatica = server.avatica("plain", "plain", "clerk")) {
      for (String sql : statements) {
        for (boolean prepared : List.of(false, true)) {
          String expected = Answers.of(plainFlight, sql, prepared);
          String actual = Answers.of(flight, sql, prepared);
          if (expected.startsWith("!")
              || actual.startsWith("!")
              || (!sql.startsWith("EXPLAIN") && !expected.equals(actual))) {
            wrong.add(sql + "\n  expected: " + expected + "\n  actual: " + actual);
          }
          String expectedByAvatica = Answers.of(plainAvatica, sql, prepared);
          String byAvatica = Answers.of(avatica, sql, prepared);
          if (byAvatica.startsWith("!")
              || (!sql.startsWith("EXPLAIN") && !byAvatica.equals(expectedByAvatica))) {
            wrong.add(sql + "\n  expected: " + expectedByAvatica + "\n  avatica: " + byAvatica);
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void metadataListsGrantedColumnsOnly() throws SQLException {
    for (String principal : PolicyServer.PRINCIPALS) {
      try (Connection flight = server.flight("demo", "one", principal);
          Connection avatica = server.avatica("demo", "one", principal)) {
        for (Connection connection : List.of(flight, avatica)) {
          DatabaseMetaData metadata = connection.getMetaData();
          List<String> columns = new ArrayList<>();
          try (ResultSet rows = metadata.getColumns(null, null, null, null)) {
            while (rows.next()) {
              columns.add(rows.getString("TABLE_NAME") + "." + rows.getString("COLUMN_NAME"));
            }
          }
          assertThat(columns)
              .as(principal)
              .contains("orders.id", "orders.mail", "customer.note")
              .noneMatch(name -> name.endsWith(".secret"))
              .noneMatch(name -> name.startsWith("salaries") || name.startsWith("gold"));
        }
      }
    }
  }

  /// The lines of a file beside this class, comments left out.
  static List<String> statements(String file) {
    try (InputStream stream = AttackTest.class.getResourceAsStream(file)) {
      String text =
          new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.startsWith("--") && !line.isBlank()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
