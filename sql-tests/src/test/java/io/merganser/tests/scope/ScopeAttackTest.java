package io.merganser.tests.scope;

import static org.assertj.core.api.Assertions.assertThat;

import io.merganser.tests.Answers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Nobody gets out of a scope, whatever they write, nor learns what its datasets leave out. Two
/// databases whose scopes show the same must answer alike.
class ScopeAttackTest {
  private static final String POLICIES = "/io/merganser/tests/authz/";

  private static ScopeServer server;

  @BeforeAll
  static void start() throws IOException, SQLException {
    server = new ScopeServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void nothingOutsideOfTheScopeIsServed() throws SQLException {
    List<String> attacks = statements("/io/merganser/tests/scope/refused.sql");
    assertThat(attacks).hasSizeGreaterThan(200);
    List<String> wrong = new ArrayList<>();
    for (String protocol : List.of("flight", "avatica")) {
      try (Connection one = server.connect(protocol, "one", "clerk", "own");
          Connection two = server.connect(protocol, "two", "clerk", "own")) {
        for (String attack : shuffled(attacks)) {
          boolean prepared = attacks.indexOf(attack) % 2 == 0;
          String answer = Answers.of(one, attack, prepared);
          if (!answer.startsWith("!")
              || !answer.equals(Answers.of(two, attack, prepared))
              || tells(attack, answer)) {
            wrong.add(protocol + ": " + attack + "\n  " + answer);
          }
        }
        assertThat(Answers.of(one, "SELECT count(*) AS n FROM orders", false)).isEqualTo("[n] [5]");
      }
    }
    assertThat(wrong).isEmpty();
  }

  /// A refusal may repeat what the statement says, and nothing else that is there.
  private static boolean tells(String attack, String answer) {
    String lower = answer.toLowerCase(Locale.ROOT);
    String written = attack.toLowerCase(Locale.ROOT).replace("\\0070arts", "parts");
    return List.of("vault", "canary", "gold", "secret", "parts", "crm", "merganser_row").stream()
        .anyMatch(word -> lower.contains(word) && !written.contains(word));
  }

  /// What is tried on tables under policies, on datasets that show the same.
  @Test
  void noAttackOnPoliciesTellsAnythingInAScope() throws SQLException {
    List<String> attacks = inScope(statements(POLICIES + "attacks.sql"));
    assertThat(attacks).hasSizeGreaterThan(300);
    List<String> leaks = new ArrayList<>();
    try (Connection flightOne = server.connect("flight", "one", "clerk", "own");
        Connection flightTwo = server.connect("flight", "two", "clerk", "own");
        Connection avaticaOne = server.connect("avatica", "one", "clerk", "own");
        Connection avaticaTwo = server.connect("avatica", "two", "clerk", "own")) {
      for (String attack : shuffled(attacks)) {
        boolean way = attacks.indexOf(attack) % 2 == 0;
        compare(
            attack, Answers.of(flightOne, attack, way), Answers.of(flightTwo, attack, way), leaks);
        compare(
            attack,
            Answers.of(avaticaOne, attack, !way),
            Answers.of(avaticaTwo, attack, !way),
            leaks);
      }
    }
    assertThat(leaks).isEmpty();
  }

  private static void compare(String sql, String one, String two, List<String> leaks) {
    boolean tells = !sql.contains("CANARY") && (one.contains("CANARY") || two.contains("CANARY"));
    boolean tellsDefinition = !sql.contains("merganser_row") && one.contains("merganser_row");
    if (tells || tellsDefinition || !one.equals(two)) {
      leaks.add(sql + "\n  one: " + one + "\n  two: " + two);
    }
  }

  @Test
  void legitimateStatementsAreServed() throws SQLException {
    List<String> statements =
        inScope(statements(POLICIES + "legitimate.sql")).stream()
            .filter(sql -> !sql.contains("SHOW") && !sql.contains("ANALYZE"))
            .filter(sql -> !sql.contains("main."))
            .filter(
                sql -> !sql.contains("SUMMARIZE") && !sql.matches("(?i).*\\b(range|unnest)\\(.*"))
            .toList();
    assertThat(statements).hasSizeGreaterThan(80);
    List<String> wrong = new ArrayList<>();
    try (Connection flight = server.connect("flight", "one", "clerk", "own");
        Connection avatica = server.connect("avatica", "two", "clerk", "own")) {
      for (String sql : statements) {
        for (Connection connection : List.of(flight, avatica)) {
          String answer = Answers.of(connection, sql, false);
          if (answer.startsWith("!")) {
            wrong.add(sql + "\n  " + answer);
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static List<String> inScope(List<String> statements) {
    return statements.stream()
        .map(sql ->
            sql.replace("parts.main.orders", "orders")
                .replace("crm.main.customer", "customer")
                .replace("PARTS.MAIN.ORDERS", "ORDERS"))
        .distinct()
        .toList();
  }

  private static List<String> shuffled(List<String> statements) {
    List<String> shuffled = new ArrayList<>(statements);
    Collections.shuffle(shuffled, new Random(7));
    return shuffled;
  }

  private static List<String> statements(String file) {
    try (InputStream stream = ScopeAttackTest.class.getResourceAsStream(file)) {
      String text =
          new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.startsWith("--") && !line.isBlank()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
