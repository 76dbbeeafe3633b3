package io.merganser.tests.types;

import static org.assertj.core.api.Assertions.assertThat;

import io.merganser.tests.TestServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A list as one parameter, in the places where programs put lists.
@Timeout(120)
@SuppressWarnings("try") // An interrupted test may end as it likes.
class ListParametersTest {
  private static TestServer server;
  private static Connection reader;

  @BeforeAll
  static void start() throws SQLException {
    server = TestServer.start();
    reader = DriverManager.getConnection("jdbc:duckdb:");
  }

  @AfterAll
  static void stop() throws SQLException {
    server.close();
    reader.close();
  }

  private static Connection avatica(String serialization) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:avatica:remote:url=http://127.0.0.1:"
            + server.httpPort()
            + "/avatica;serialization="
            + serialization
            + ";authentication=BASIC;avatica_user=admin;avatica_password=secret");
  }

  private static final String NUMBERS = "SELECT CAST([3, 5, NULL] AS INTEGER[])";
  private static final String TEXTS = "SELECT ['N3', 'N5']";
  private static final String COUNT = "SELECT count(*) FROM geo.main.nation WHERE ";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "n_nationkey IN (SELECT unnest(?))",
        "n_nationkey IN (SELECT unnest(CAST(? AS INTEGER[])))",
        "n_nationkey = ANY(?)",
        "list_contains(?, n_nationkey)",
        "n_nationkey IN ?",
        "n_nationkey IN (SELECT x FROM unnest(?) AS t(x))",
        "list_has_any(?, [n_nationkey])"
      })
  void numbersWhereverAListMayStand(String condition) throws Exception {
    isTwoEverywhere(NUMBERS, COUNT + condition);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "n_name IN (SELECT unnest(?))",
        "n_name = ANY(?)",
        "list_contains(?, n_name)",
        "n_name IN (SELECT unnest(CAST(? AS VARCHAR[])))"
      })
  void textsWhereverAListMayStand(String condition) throws Exception {
    isTwoEverywhere(TEXTS, COUNT + condition);
  }

  private static void isTwoEverywhere(String list, String count) throws Exception {
    try (Protocol arrow = new ArrowProtocol(server.flightPort(), reader);
        Protocol rest = new RestProtocol(server.httpPort())) {
      assertThat(arrow.echo(list, count)).as("arrow").containsExactly("2");
      assertThat(rest.echo(list, count)).as("rest").containsExactly("2");
    }
    for (String serialization : List.of("protobuf", "json")) {
      try (Protocol avatica = new JdbcProtocol(serialization, avatica(serialization))) {
        assertThat(avatica.echo(list, count)).as(serialization).containsExactly("2");
      }
    }
  }

  /// The driver makes the array itself, and not out of a result.
  @ParameterizedTest
  @ValueSource(strings = {"protobuf", "json"})
  void arraysThatAProgramMakes(String serialization) throws SQLException {
    try (Connection connection = avatica(serialization);
        PreparedStatement numbers = connection.prepareStatement(COUNT + "n_nationkey = ANY(?)");
        PreparedStatement texts = connection.prepareStatement(COUNT + "list_contains(?, n_name)")) {
      numbers.setArray(1, connection.createArrayOf("INTEGER", new Object[] {3, 5, 99}));
      assertThat(number(numbers)).isEqualTo(2);
      numbers.setArray(1, connection.createArrayOf("INTEGER", new Object[] {}));
      assertThat(number(numbers)).isZero();
      texts.setArray(1, connection.createArrayOf("VARCHAR", new Object[] {"N3", "x"}));
      assertThat(number(texts)).isEqualTo(1);
    }
  }

  private static int number(PreparedStatement statement) throws SQLException {
    try (ResultSet result = statement.executeQuery()) {
      result.next();
      return result.getInt(1);
    }
  }
}
