package io.merganser.tests.federate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.arrow.flight.FlightRuntimeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Statements over several sources answer as DuckDB does that has all the rows itself, whatever was
/// pushed where.
@Timeout(60)
@ExtendWith(SpreadExtension.class)
class FederatedStatementsTest {
  private static final Pattern TABLE =
      Pattern.compile(
          "(?<=from |join |, )(part|partsupp|supplier|customer|orders|lineitem|nation|region)"
              + "(?=[ ,)]|$)");

  private static Stream<Arguments> tpch() throws Exception {
    List<Case> cases = new ArrayList<>();
    try (InputStream in =
        FederatedStatementsTest.class.getResourceAsStream("/io/merganser/bench/tpch.sql")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().toList()) {
        cases.add(
            new Case(
                "Q" + (cases.size() + 1), true, full(line.substring(0, line.lastIndexOf(';')))));
      }
    }
    return inModes(Spread.MODES, cases);
  }

  private static String full(String sql) {
    return TABLE
        .matcher(sql)
        .replaceAll(match ->
            switch (match.group(1)) {
                  case "orders", "lineitem" -> "sales.public.";
                  case "customer" -> "crm.main.";
                  case "nation", "region" -> "geo.main.";
                  default -> "parts.main.";
                }
                + match.group(1));
  }

  private static Stream<Arguments> statements() {
    return inModes(List.of("attach", "direct"), Case.of("statements.sql"));
  }

  private static Stream<Arguments> inModes(List<String> modes, List<Case> cases) {
    return modes.stream()
        .flatMap(mode -> cases.stream().map(statement -> Arguments.of(mode, statement)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("tpch")
  void tpchAnswersAsDuckDbDoes(String mode, Case statement, Spread spread) throws Exception {
    check(spread, mode, statement, List.of());
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("statements")
  void statementAnswersAsDuckDbDoes(String mode, Case statement, Spread spread) throws Exception {
    check(spread, mode, statement, List.of());
  }

  private static void check(
      Spread spread, String mode, Case statement, List<? extends @Nullable Object> values)
      throws Exception {
    Client client = spread.client(mode);
    Answer wanted;
    try {
      wanted = spread.expected(statement.sql(), values);
    } catch (SQLException e) {
      assertThatThrownBy(() -> client.query(statement.sql(), values))
          .as("DuckDB says: " + e.getMessage())
          .isInstanceOf(FlightRuntimeException.class);
      return;
    }
    Answer answer = client.query(statement.sql(), values);
    String difference = wanted.difference(answer, statement.ordered());
    if (difference != null) {
      assertThat(difference)
          .as(() -> statement.sql() + "\n" + plan(spread, mode, statement))
          .isNull();
    }
  }

  private static String plan(Spread spread, String mode, Case statement) {
    try {
      return String.join("\n", spread.client(mode).explain(statement.sql()));
    } catch (Exception e) {
      return e.toString();
    }
  }
}
