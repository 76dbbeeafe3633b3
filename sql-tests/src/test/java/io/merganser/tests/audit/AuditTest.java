package io.merganser.tests.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.merganser.tests.Await;
import io.merganser.tests.TestServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.calcite.avatica.remote.Driver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Over two tenants with a database each, and an operator.
class AuditTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MANIFEST =
      """
      apiVersion: merganser.io/v1
      tenants:
        - name: acme
          databases:
            - name: shop
              defaultCatalog: parts
              defaultSchema: main
              sources:
                - { alias: parts, type: duckdb, options: { path: ./parts.duckdb, }, readOnly: false }
          roles:
            - name: clerks
              grants:
                - { on: parts.main.part, verbs: [read] }
                - { on: parts.main.log, verbs: [read, write] }
          users:
            - { name: admin, password: { value: secret }, superuser: true }
            - { name: clerk, password: { value: secret }, roles: [clerks] }
        - name: other
          databases: [ { name: theirs } ]
          users: [ { name: boss, password: { value: secret }, superuser: true } ]
      system:
        users: [ { name: root, password: { value: secret }, superuser: true } ]
      """;

  private static TestServer server;
  private static HttpClient http;

  @BeforeAll
  static void start() throws IOException, SQLException {
    server = server(Map.of());
    http = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    http.close();
    server.close();
  }

  private static TestServer server(Map<String, String> settings) throws IOException, SQLException {
    Path folder = Files.createTempDirectory("merganser-audit");
    try (Connection connection =
            DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("parts.duckdb"));
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE part AS SELECT i AS id, 'part ' || i AS name FROM range(9) t(i)");
      statement.execute("CREATE TABLE log(id INTEGER, line VARCHAR)");
      statement.execute("CREATE TABLE hidden(id INTEGER)");
    }
    return TestServer.over(folder, MANIFEST, settings);
  }

  @Test
  void hasLoginsOfEachProtocolWithWhereTheyCameFrom() throws Exception {
    try (Connection connection = flight("clerk", "secret")) {
      connection.isValid(1);
    }
    try (Connection connection = avatica("clerk", "secret")) {
      connection.isValid(1);
    }
    query("clerk", "SELECT 1");
    for (String protocol : List.of("flight", "avatica", "http")) {
      JsonNode login =
          await(
              "user=clerk&event=login&decision=allowed",
              record -> record.path("protocol").asText().equals(protocol));
      assertThat(login.path("tenant").asText()).isEqualTo("acme");
      assertThat(login.path("database").asText()).isEqualTo("shop");
      assertThat(login.path("client").asText()).isEqualTo("127.0.0.1");
      assertThat(login.path("session").asText()).isNotBlank();
    }
  }

  @Test
  void hasLoginsThatFailed() throws Exception {
    assertThatThrownBy(() -> flight("clerk", "wrong-flight").close());
    assertThatThrownBy(() -> avatica("clerk", "wrong-avatica").close());
    assertThat(get("nobody-known", "wrong-http", "/api/v1/whoami").statusCode()).isEqualTo(401);
    for (String protocol : List.of("flight", "avatica")) {
      JsonNode failed =
          await(
              "user=clerk&event=login&decision=denied",
              record -> record.path("protocol").asText().equals(protocol));
      assertThat(failed.path("code").asText()).isEqualTo("LOGIN_FAILED");
      assertThat(failed.path("tenant").asText()).isEqualTo("acme");
    }
    // Nobody can tell whose it is, so no tenant has it.
    JsonNode unknown = await("user=nobody-known", "root", record -> true);
    assertThat(unknown.path("tenant").isNull()).isTrue();
    assertThat(records("user=nobody-known", "admin")).isEmpty();
    assertThat(get("root", "secret", "/api/v1/audit").body()).doesNotContain("wrong-");
  }

  @Test
  void hasEachStatementWithoutItsLiterals() throws Exception {
    try (Connection connection = flight("clerk", "secret");
        Statement statement = connection.createStatement()) {
      statement.executeQuery("SELECT name FROM part WHERE id < 3 AND name <> 'LITERAL'").close();
      statement.executeUpdate("INSERT INTO log VALUES (77001, 'LITERAL'), (77002, 'LITERAL')");
    }
    JsonNode select = await("relation=parts.main.part&user=clerk", this::isSelectOfThree);
    assertThat(select.path("text").asText())
        .isEqualTo("SELECT name FROM part WHERE id < ? AND name <> ?");
    assertThat(select.path("decision").asText()).isEqualTo("ALLOWED");
    assertThat(select.path("protocol").asText()).isEqualTo("flight");
    assertThat(select.path("millis").isIntegralNumber()).isTrue();
    assertThat(select.path("code").isNull()).isTrue();
    JsonNode insert =
        await("relation=parts.main.log", record -> record.path("kind").asText().equals("INSERT"));
    assertThat(insert.path("rows").asInt()).isEqualTo(2);
    assertThat(insert.path("session").asText()).isEqualTo(select.path("session").asText());
    assertThat(get("root", "secret", "/api/v1/audit").body()).doesNotContain("LITERAL", "77001");
  }

  private boolean isSelectOfThree(JsonNode record) {
    return record.path("kind").asText().equals("SELECT") && record.path("rows").asInt() == 3;
  }

  @Test
  void hasWhatWasDeniedAndWhatIsNotSeen() throws Exception {
    query("clerk", "DELETE FROM part");
    JsonNode denied =
        await(
            "code=PERMISSION_DENIED&user=clerk",
            record -> record.path("kind").asText().equals("DELETE"));
    assertThat(denied.path("decision").asText()).isEqualTo("DENIED");
    assertThat(denied.path("relations").get(0).asText()).isEqualTo("parts.main.part");
    query("clerk", "SELECT * FROM hidden");
    query("clerk", "SELECT * FROM absent");
    for (String name : List.of("hidden", "absent")) {
      JsonNode unseen =
          await("code=TABLE_NOT_FOUND", record -> record.path("detail").asText().contains(name));
      assertThat(unseen.path("decision").asText()).isEqualTo("DENIED");
    }
    query("clerk", "SELECT CAST(name AS INTEGER) FROM part WHERE name = 'part 1'");
    JsonNode failed =
        await("user=clerk&decision=allowed", record -> record.path("code").isTextual());
    // What the engine says has values of rows in it.
    assertThat(failed.path("detail").isNull()).isTrue();
  }

  @Test
  void hasWhatGoesOnForLongBeforeItEnds() throws Exception {
    try (Connection connection = flight("clerk", "secret");
        Statement statement = connection.createStatement()) {
      Thread running =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  statement.executeQuery(TestServer.ENDLESS).close();
                } catch (SQLException _) {
                  // Cancelled, as it has to be.
                }
              });
      JsonNode record = await("event=running", found -> true);
      assertThat(record.path("rows").isNull()).isTrue();
      server.awaitRunning(1);
      statement.cancel();
      running.join();
      String id = record.path("statement").asText();
      JsonNode end = await("event=statement&statement=" + id, found -> true);
      assertThat(end.path("code").asText()).isEqualTo("STATEMENT_CANCELLED");
    }
  }

  /// Whose time is over gives back what it holds, also where the client asks for no more.
  @Test
  void hasWhyAResultEndedThatNobodyReads() throws Exception {
    try (TestServer hasty = server(Map.of("limits.statementTimeout", "1s"))) {
      TestServer usual = server;
      server = hasty;
      try {
        for (String protocol : List.of("flight", "avatica")) {
          try (Connection connection =
                  protocol.equals("flight")
                      ? flight("clerk", "secret")
                      : avatica("clerk", "secret");
              Statement statement = connection.createStatement();
              ResultSet rows = statement.executeQuery("SELECT * FROM range(100000000)")) {
            assertThat(rows.next()).isTrue();
            hasty.awaitRunning(0);
            await(
                "user=clerk&code=STATEMENT_TIMEOUT",
                record -> record.path("protocol").asText().equals(protocol));
            assertThatThrownBy(
                    () -> {
                      while (rows.next()) {
                        assertThat(rows.getLong(1)).isPositive();
                      }
                    })
                .hasStackTraceContaining("STATEMENT_TIMEOUT");
          }
        }
      } finally {
        server = usual;
      }
    }
  }

  @Test
  void hasChangesOfWhatIsDeclared() throws Exception {
    JsonNode change =
        await("event=change", record -> record.path("detail").asText().equals("role acme/clerks"));
    assertThat(change.path("kind").asText()).isEqualTo("CREATED");
    assertThat(change.path("user").asText()).isEqualTo("(manifest)");
  }

  @Test
  void isForAdministratorsOfTheirTenantOnly() throws Exception {
    query("clerk", "SELECT 4711");
    await("user=clerk&event=statement", record -> true);
    assertThat(get("clerk", "secret", "/api/v1/audit").statusCode()).isEqualTo(403);
    assertThat(get("clerk", "secret", "/api/v1/audit?tenant=acme").statusCode()).isEqualTo(403);
    assertThat(get("admin", "wrong", "/api/v1/audit").statusCode()).isEqualTo(401);
    // Says another tenant's name: nobody of that name is there.
    assertThat(get("boss", "secret", "/api/v1/audit?tenant=acme").statusCode()).isEqualTo(401);
    assertThat(records("", "boss"))
        .allSatisfy(record -> assertThat(record.path("tenant").asText()).isEqualTo("other"));
    assertThat(records("user=clerk", "boss")).isEmpty();
    assertThat(records("", "admin"))
        .isNotEmpty()
        .allSatisfy(record -> assertThat(record.path("tenant").asText()).isEqualTo("acme"));
    assertThat(records("tenant=acme&event=change", "root"))
        .isNotEmpty()
        .allSatisfy(record -> assertThat(record.path("tenant").asText()).isEqualTo("acme"));
    assertThat(records("event=change", "root"))
        .extracting(record -> record.path("tenant").asText())
        .contains("acme", "other", "null");
    HttpResponse<String> bearerless =
        http.send(
            HttpRequest.newBuilder(uri("/api/v1/audit")).build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(bearerless.statusCode()).isEqualTo(401);
  }

  @Test
  void refusesParametersThatItDoesNotKnow() throws Exception {
    for (String query :
        List.of(
            "usr=clerk",
            "event=nothing",
            "since=yesterday",
            "limit=0",
            "limit=1001",
            "limit=x",
            "before=-1",
            "decision=maybe")) {
      assertThat(get("admin", "secret", "/api/v1/audit?" + query).statusCode())
          .as(query)
          .isEqualTo(400);
    }
  }

  @Test
  void pages() throws Exception {
    List<Long> ids = new ArrayList<>();
    String next = "";
    do {
      JsonNode page =
          JSON.readTree(get("root", "secret", "/api/v1/audit?event=change&limit=2" + next).body());
      page.path("records").forEach(record -> ids.add(record.path("id").asLong()));
      next = page.path("next").isNull() ? "" : "&before=" + page.path("next").asLong();
    } while (!next.isEmpty());
    assertThat(ids).isSortedAccordingTo((a, b) -> Long.compare(b, a)).doesNotHaveDuplicates();
    assertThat(ids).hasSize(records("event=change", "root").size()).hasSizeGreaterThan(5);
  }

  @Test
  void hasLiteralsWhereTheOperatorWantsThem() throws Exception {
    try (TestServer open = server(Map.of("audit.literals", "true", "audit.retention", "none"))) {
      TestServer usual = server;
      server = open;
      try {
        query("clerk", "SELECT 'LITERAL'");
        JsonNode record = await("user=clerk&event=statement", found -> true);
        assertThat(record.path("text").asText()).isEqualTo("SELECT 'LITERAL'");
      } finally {
        server = usual;
      }
    }
  }

  /// What a condition is asked of.
  private interface Wanted {
    boolean is(JsonNode record);
  }

  private static JsonNode await(String query, Wanted wanted) throws Exception {
    return await(query, "admin", wanted);
  }

  /// The newest record that is wanted, once it is there.
  private static JsonNode await(String query, String user, Wanted wanted) throws Exception {
    List<JsonNode> found = new ArrayList<>();
    Await.until(
        "a record of " + query,
        () -> {
          found.clear();
          records(query, user).stream().filter(wanted::is).forEach(found::add);
          return !found.isEmpty();
        });
    return found.getFirst();
  }

  private static List<JsonNode> records(String query, String user)
      throws IOException, InterruptedException {
    HttpResponse<String> response = get(user, "secret", "/api/v1/audit?limit=1000&" + query);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    List<JsonNode> records = new ArrayList<>();
    JSON.readTree(response.body()).path("records").forEach(records::add);
    return records;
  }

  private static void query(String user, String sql) throws IOException, InterruptedException {
    http.send(
        request(user, "secret", "/api/v1/tenants/acme/databases/shop/query")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    JSON.createObjectNode().put("sql", sql).toString()))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static HttpResponse<String> get(String user, String password, String path)
      throws IOException, InterruptedException {
    return http.send(request(user, password, path).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(String user, String password, String path) {
    String login = user + ":" + password;
    return HttpRequest.newBuilder(uri(path))
        .header(
            "Authorization",
            "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
  }

  private static URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.httpPort() + path);
  }

  private static Connection flight(String user, String password) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:arrow-flight-sql://127.0.0.1:"
            + server.flightPort()
            + "/?useEncryption=false&user=%s&password=%s"
                .formatted(user, URLEncoder.encode(password, StandardCharsets.UTF_8)));
  }

  private static Connection avatica(String user, String password) throws SQLException {
    Connection connection =
        new Driver()
            .connect(
                "jdbc:avatica:remote:url=http://127.0.0.1:"
                    + server.httpPort()
                    + "/avatica;serialization=protobuf;authentication=BASIC;avatica_user="
                    + user
                    + ";avatica_password="
                    + password,
                new Properties());
    if (connection == null) {
      throw new SQLException("not a URL of the driver");
    }
    return connection;
  }
}
