package io.merganser.tests.avatica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.merganser.tests.TestServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.calcite.avatica.AvaticaClientRuntimeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Logging in, who may use what, and metadata.
class AvaticaConnectionTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"protobuf", "json"})
  void connectsWithTenantAndDatabaseAsProperties(String serialization) throws SQLException {
    try (Connection connection =
        AvaticaClient.connect(
            server,
            serialization,
            "analyst",
            "secret",
            Map.of("tenant", "demo", "database", "shop"))) {
      assertThat(one(connection, "SELECT 41 + 1")).isEqualTo("42");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"protobuf", "json"})
  void connectsWithTenantAndDatabaseInThePath(String serialization) throws SQLException {
    String url =
        "jdbc:avatica:remote:url=http://127.0.0.1:"
            + server.httpPort()
            + "/avatica/demo/shop;authentication=BASIC;avatica_user=admin;avatica_password=secret"
            + ";serialization="
            + serialization;
    try (Connection connection = AvaticaClient.open(url, Map.of())) {
      assertThat(one(connection, "SELECT 1")).isEqualTo("1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"protobuf", "json"})
  void connectsWithUserAndPasswordAsProperties(String serialization) throws SQLException {
    String url = AvaticaClient.url(server, serialization);
    Map<String, String> properties = Map.of("user", "admin", "password", "secret");
    try (Connection first = AvaticaClient.open(url, properties);
        Connection second = AvaticaClient.open(url, properties)) {
      assertThat(one(first, "SELECT 1")).isEqualTo("1");
      assertThat(one(second, "SELECT 2")).isEqualTo("2");
      assertThat(one(first, "SELECT 3")).isEqualTo("3");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"protobuf", "json"})
  void refusesAWrongPasswordWithItsSqlState(String serialization) {
    Throwable failure =
        catchThrowable(
            () -> AvaticaClient.connect(server, serialization, "admin", "wrong", Map.of()));
    assertThat(sqlState(failure)).startsWith("28");
  }

  @ParameterizedTest
  @ValueSource(strings = {"protobuf", "json"})
  void refusesUnknownTenantsAndDatabasesAlike(String serialization) {
    Throwable tenant = unknown(serialization, Map.of("tenant", "nobody"));
    Throwable database = unknown(serialization, Map.of("database", "nothing"));
    assertThat(sqlState(tenant)).isIn("3D000", "28000", "28P01");
    assertThat(sqlState(database)).isEqualTo("3D000");
  }

  private static Throwable unknown(String serialization, Map<String, String> properties) {
    return catchThrowable(
        () -> AvaticaClient.connect(server, serialization, "admin", "secret", properties));
  }

  @Test
  void refusesUnknownScopes() {
    assertThat(unknown("protobuf", Map.of("scope", "model1")))
        .hasMessageContaining("no scope `model1`");
  }

  @Test
  void asksForCredentialsWhereThereAreNone() throws IOException, InterruptedException {
    HttpResponse<String> response =
        post("", "{\"request\":\"openConnection\",\"connectionId\":\"a\"}");
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().firstValue("WWW-Authenticate"))
        .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Basic"));
  }

  @Test
  void keepsAConnectionFromOthersWhoKnowItsIdentifier() throws IOException, InterruptedException {
    String open = "{\"request\":\"openConnection\",\"connectionId\":\"guessed\",\"info\":{}}";
    assertThat(post("admin", open).statusCode()).isEqualTo(200);
    String use = "{\"request\":\"getCatalogs\",\"connectionId\":\"guessed\"}";
    HttpResponse<String> other = post("clerk", use);
    assertThat(other.statusCode()).isEqualTo(500);
    assertThat(other.body()).contains("28000").doesNotContain("geo");
    assertThat(post("", use).statusCode()).isEqualTo(401);
    assertThat(post("clerk", open).body()).contains("08P01");
    assertThat(post("admin", use).body()).contains("geo");
  }

  @Test
  void tellsNoStackTraceOfMalformedRequests() throws IOException, InterruptedException {
    for (String body :
        List.of("{\"request\":", "{\"request\":\"x\"}", "\u0001\u0002nonsense", "")) {
      HttpResponse<String> response = post("admin", body);
      assertThat(response.statusCode()).isEqualTo(500);
      assertThat(response.body()).contains("08P01").doesNotContain("\tat ", "Exception");
    }
  }

  @Test
  void refusesRequestsThatAreTooLargeInAWayTheDriverReads() throws SQLException {
    try (Connection connection = AvaticaClient.connect(server, "json");
        Statement statement = connection.createStatement()) {
      String sql = "SELECT '" + "x".repeat(17 << 20) + "'";
      assertThatThrownBy(() -> statement.executeQuery(sql))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("54000"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"protobuf", "json"})
  void listsWhatThePrincipalSees(String serialization) throws SQLException {
    try (Connection connection = AvaticaClient.connect(server, serialization);
        Connection clerk =
            AvaticaClient.connect(server, serialization, "clerk", "secret", Map.of())) {
      assertThat(column(connection.getMetaData().getCatalogs(), "TABLE_CAT"))
          .contains("geo", "parts");
      assertThat(column(clerk.getMetaData().getCatalogs(), "TABLE_CAT"))
          .contains("geo")
          .doesNotContain("parts");
      assertThat(column(connection.getMetaData().getSchemas("geo", "%"), "TABLE_SCHEM"))
          .contains("main");
      assertThat(
              column(connection.getMetaData().getTables("geo", "main", "n%", null), "TABLE_NAME"))
          .containsExactly("nation");
      assertThat(
              column(
                  connection
                      .getMetaData()
                      .getTables("geo", null, null, new String[] {"SYSTEM TABLE"}),
                  "TABLE_NAME"))
          .isEmpty();
      ResultSet columns = connection.getMetaData().getColumns("geo", "main", "nation", "n\\_name");
      assertThat(columns.getMetaData().getColumnCount()).isEqualTo(24);
      assertThat(columns.next()).isTrue();
      assertThat(columns.getString("COLUMN_NAME")).isEqualToIgnoringCase("n_name");
      assertThat(columns.getInt("DATA_TYPE")).isEqualTo(java.sql.Types.VARCHAR);
      assertThat(columns.getInt("ORDINAL_POSITION")).isEqualTo(2);
      assertThat(columns.next()).isFalse();
      assertThat(column(connection.getMetaData().getTableTypes(), "TABLE_TYPE"))
          .contains("TABLE", "VIEW");
      assertThat(column(connection.getMetaData().getTypeInfo(), "TYPE_NAME"))
          .contains("DECIMAL", "VARCHAR", "TIMESTAMP");
      assertThat(
              column(connection.getMetaData().getPrimaryKeys("geo", "main", "nation"), "PK_NAME"))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"protobuf", "json"})
  void changesDefaults(String serialization) throws SQLException {
    try (Connection connection = AvaticaClient.connect(server, serialization)) {
      connection.setCatalog("geo");
      connection.setSchema("main");
      assertThat(one(connection, "SELECT count(*) FROM nation")).isEqualTo("25");
      assertThat(connection.getCatalog()).isEqualTo("geo");
      assertThat(connection.getSchema()).isEqualTo("main");
      connection.setCatalog("nowhere");
      assertThatThrownBy(() -> one(connection, "SELECT 1")).hasMessageContaining("nowhere");
    }
  }

  @Test
  void endsNoTransactionWhereNoneIsOpen() throws SQLException {
    try (Connection connection = AvaticaClient.connect(server, "protobuf")) {
      assertThat(connection.getAutoCommit()).isTrue();
      connection.setAutoCommit(false);
      // Reads open none, so that sources can take part in them.
      assertThat(one(connection, "SELECT 1")).isEqualTo("1");
      assertThat(one(connection, "SELECT count(*) FROM crm.main.customer")).isEqualTo("1000");
      connection.commit();
      connection.rollback();
    }
  }

  static String one(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }

  private static List<String> column(ResultSet rows, String name) throws SQLException {
    List<String> values = new ArrayList<>();
    try (rows) {
      while (rows.next()) {
        values.add(rows.getString(name));
      }
    }
    return values;
  }

  /// The driver lets the failure of opening through without making it an SQLException.
  private static String sqlState(Throwable failure) {
    return switch (failure) {
      case AvaticaClientRuntimeException e -> e.getSqlState();
      case SQLException e -> e.getSQLState();
      default -> throw new AssertionError("no SQLSTATE in", failure);
    };
  }

  private static HttpResponse<String> post(String user, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.httpPort() + "/avatica"))
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (!user.isEmpty()) {
      String login = user + ":secret";
      request.header(
          "Authorization",
          "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
