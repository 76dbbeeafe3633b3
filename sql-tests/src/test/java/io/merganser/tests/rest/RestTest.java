package io.merganser.tests.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.merganser.tests.TestServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Statements, metadata, status and failures over plain HTTP.
class RestTest {
  private static TestServer server;
  private static RestClient client;

  @BeforeAll
  static void start() {
    server = TestServer.start();
    client = new RestClient(server);
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
  }

  @Test
  void tellsItsHealthToEverybody() throws IOException, InterruptedException {
    for (String path : List.of("/health", "/api/v1/health")) {
      HttpResponse<String> response = client.send(client.request(path));
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).isEqualTo("{\"status\":\"ok\"}");
      assertThat(response.headers().firstValue("Server")).isEmpty();
    }
  }

  @Test
  void tellsItsMetrics() throws IOException, InterruptedException {
    client.send(client.request("/health"));
    HttpResponse<String> response = client.send(client.request("/metrics"));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains("merganser_http_requests").contains("# TYPE");
  }

  @Test
  void tellsWhoIsAsking() throws IOException, InterruptedException {
    JsonNode admin =
        RestClient.JSON.readTree(
            client.send(client.request("/api/v1/whoami", "admin", "secret")).body());
    assertThat(admin.path("user").asText()).isEqualTo("admin");
    assertThat(admin.path("tenant").asText()).isEqualTo("demo");
    assertThat(admin.path("database").asText()).isEqualTo("shop");
    assertThat(admin.path("superuser").asBoolean()).isTrue();
    JsonNode clerk =
        RestClient.JSON.readTree(
            client.send(client.request("/api/v1/whoami", "clerk", "secret")).body());
    assertThat(clerk.path("superuser").asBoolean()).isFalse();
  }

  @Test
  void asksForCredentials() throws IOException, InterruptedException {
    HttpResponse<String> none = client.send(client.request("/api/v1/whoami"));
    HttpResponse<String> wrong = client.send(client.request("/api/v1/whoami", "admin", "wrong"));
    HttpResponse<String> bearer =
        client.send(client.request("/api/v1/whoami").header("Authorization", "Bearer nothing"));
    for (HttpResponse<String> response : List.of(none, wrong, bearer)) {
      assertThat(response.statusCode()).isEqualTo(401);
      assertThat(response.headers().firstValue("WWW-Authenticate")).isPresent();
      assertThat(error(response).path("code").asText()).isNotEmpty();
    }
  }

  @Test
  void checksAPasswordOnceOnly() throws IOException, InterruptedException {
    client.run("SELECT 1");
    Instant start = Instant.now();
    for (int i = 0; i < 50; i++) {
      assertThat(client.run("SELECT " + i).path("rows").path(0).path(0).asInt()).isEqualTo(i);
    }
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void runsStatements() throws IOException, InterruptedException {
    JsonNode answer = client.run("SELECT 1 AS a, 'x' AS b UNION ALL SELECT 2, NULL ORDER BY a");
    assertThat(answer.path("columns").toString())
        .isEqualTo("[{\"name\":\"a\",\"type\":\"INTEGER\"},{\"name\":\"b\",\"type\":\"VARCHAR\"}]");
    assertThat(answer.path("rows").toString()).isEqualTo("[[1,\"x\"],[2,null]]");
    assertThat(answer.path("rowCount").asInt()).isEqualTo(2);
  }

  @Test
  void writesEachTypeExactly() throws IOException, InterruptedException {
    assertThat(value("9223372036854775807")).isEqualTo("9223372036854775807");
    assertThat(value("CAST('170141183460469231731687303715884105727' AS HUGEINT)"))
        .isEqualTo("\"170141183460469231731687303715884105727\"");
    assertThat(value("CAST('12.30' AS DECIMAL(4,2))")).isEqualTo("\"12.30\"");
    assertThat(value("CAST(0.1 AS DOUBLE)")).isEqualTo("0.1");
    assertThat(value("CAST(1.1 AS FLOAT)")).isEqualTo("1.1");
    assertThat(value("CAST('NaN' AS DOUBLE)")).isEqualTo("\"NaN\"");
    assertThat(value("CAST('-infinity' AS FLOAT)")).isEqualTo("\"-Infinity\"");
    assertThat(value("true")).isEqualTo("true");
    assertThat(value("CAST('2020-02-29' AS DATE)")).isEqualTo("\"2020-02-29\"");
    assertThat(value("CAST('12:34:56.789' AS TIME)")).isEqualTo("\"12:34:56.789\"");
    assertThat(value("CAST('24:00:00' AS TIME)")).isEqualTo("\"24:00:00\"");
    assertThat(value("CAST('2020-01-01 00:00:00.123456' AS TIMESTAMP)"))
        .isEqualTo("\"2020-01-01T00:00:00.123456\"");
    assertThat(value("CAST('infinity' AS TIMESTAMP)")).isEqualTo("\"infinity\"");
    assertThat(value("CAST('1969-12-31 23:59:59.5' AS TIMESTAMP)"))
        .isEqualTo("\"1969-12-31T23:59:59.5\"");
    assertThat(value("CAST('2020-01-01 02:00:00+02' AS TIMESTAMP WITH TIME ZONE)"))
        .isEqualTo("\"2020-01-01T00:00:00Z\"");
    assertThat(value("CAST('14 months 3 days 04:05:06.5' AS INTERVAL)"))
        .isEqualTo("\"P1Y2M3DT4H5M6.5S\"");
    assertThat(value("CAST('\\xAA\\x00' AS BLOB)")).isEqualTo("\"qgA=\"");
    assertThat(value("CAST('00112233-4455-6677-8899-aabbccddeeff' AS UUID)"))
        .isEqualTo("\"00112233-4455-6677-8899-aabbccddeeff\"");
    assertThat(value("[1, NULL]")).isEqualTo("[1,null]");
    assertThat(value("{'a': 1, 'b': ['x']}")).isEqualTo("{\"a\":1,\"b\":[\"x\"]}");
    assertThat(value("NULL")).isEqualTo("null");
  }

  private static String value(String expression) throws IOException, InterruptedException {
    return client.run("SELECT " + expression).path("rows").path(0).path(0).toString();
  }

  @Test
  void bindsParameters() throws IOException, InterruptedException {
    HttpResponse<String> response =
        client.send(
            client.statement(
                "{\"sql\": \"SELECT CAST(? AS INTEGER), CAST(? AS VARCHAR), CAST(? AS DATE),"
                    + " CAST(? AS DECIMAL(30,2)), CAST(? AS BOOLEAN), CAST(? AS BIGINT)\","
                    + " \"parameters\": [7, \"it's\", \"2020-02-29\","
                    + " 12345678901234567890.12, true, null]}"));
    assertThat(response.body())
        .contains("[[7,\"it's\",\"2020-02-29\",\"12345678901234567890.12\",true,null]]");
    assertThat(status("{\"sql\": \"SELECT CAST(? AS INTEGER)\", \"parameters\": [1.5]}"))
        .isEqualTo(400);
    assertThat(status("{\"sql\": \"SELECT CAST(? AS INTEGER)\", \"parameters\": []}"))
        .isEqualTo(400);
    assertThat(status("{\"sql\": \"SELECT CAST(? AS HUGEINT)\", \"parameters\": [1e999999999]}"))
        .isEqualTo(400);
  }

  private static int status(String body) throws IOException, InterruptedException {
    return client.send(client.statement(body)).statusCode();
  }

  @Test
  void writesCsv() throws IOException, InterruptedException {
    HttpResponse<String> response =
        client.send(
            client
                .statement(
                    "{\"sql\": \"SELECT 1 AS a, 'x, \\\"y\\\"' AS \\\"b,c\\\", '' AS d, NULL AS"
                        + " e\"}")
                .header("Accept", "text/csv"));
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/csv"));
    assertThat(response.body()).isEqualTo("a,\"b,c\",d,e\r\n1,\"x, \"\"y\"\"\",\"\",\r\n");
  }

  @Test
  void writesArrow() throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        client.sendForBytes(
            client
                .statement("{\"sql\": \"SELECT i FROM range(10000) AS r(i)\"}")
                .header("Accept", "application/vnd.apache.arrow.stream"));
    assertThat(response.statusCode()).isEqualTo(200);
    long sum = 0;
    try (BufferAllocator allocator = new RootAllocator();
        ArrowStreamReader reader =
            new ArrowStreamReader(new ByteArrayInputStream(response.body()), allocator)) {
      while (reader.loadNextBatch()) {
        BigIntVector numbers = (BigIntVector) reader.getVectorSchemaRoot().getVector(0);
        for (int i = 0; i < numbers.getValueCount(); i++) {
          sum += numbers.get(i);
        }
      }
    }
    assertThat(sum).isEqualTo(49_995_000);
  }

  @Test
  void streamsLargeResults() throws IOException, InterruptedException {
    JsonNode answer =
        client.run("SELECT i, 'row ' || i AS t FROM range(300000) AS r(i) ORDER BY i");
    assertThat(answer.path("rowCount").asInt()).isEqualTo(300_000);
    assertThat(answer.path("rows").path(299_999).path(1).asText()).isEqualTo("row 299999");
  }

  @Test
  void tellsFailuresWithStatusCodeAndPosition() throws IOException, InterruptedException {
    HttpResponse<String> response =
        client.send(client.statement("{\"sql\": \"SELECT 1\\nFROM geo.main.nothing\"}"));
    assertThat(response.statusCode()).isEqualTo(400);
    JsonNode error = error(response);
    assertThat(error.path("code").asText()).isEqualTo("TABLE_NOT_FOUND");
    assertThat(error.path("sqlState").asText()).isEqualTo("42P01");
    assertThat(error.path("message").asText()).contains("nothing");
    assertThat(error.path("position").path("line").asInt()).isEqualTo(2);
    assertThat(error.path("position").path("column").asInt()).isPositive();
  }

  @Test
  void endsABrokenResultWithItsFailure() throws IOException, InterruptedException {
    String sql =
        "SELECT CASE WHEN i < 400000 THEN i ELSE CAST('x' || i AS BIGINT) END"
            + " FROM range(500000) AS r(i)";
    String body = RestClient.JSON.createObjectNode().put("sql", sql).toString();
    HttpResponse<String> json = client.send(client.statement(body));
    JsonNode answer = RestClient.JSON.readTree(json.body());
    assertThat(answer.has("rowCount")).isFalse();
    assertThat(answer.path("error").path("sqlState").asText()).startsWith("22");
    for (String format : List.of("text/csv", "application/vnd.apache.arrow.stream")) {
      HttpRequest.Builder request = client.statement(body).header("Accept", format);
      try {
        assertThat(client.sendForBytes(request).statusCode()).isEqualTo(400);
      } catch (IOException brokenOff) {
        assertThat(brokenOff).isNotNull();
      }
    }
  }

  @Test
  void refusesMalformedRequests() throws IOException, InterruptedException {
    for (String body :
        List.of("", "{", "[]", "{}", "{\"sql\": 1}", "{\"sql\": \"SELECT 1\", \"limit\": 3}")) {
      HttpResponse<String> response = client.send(client.statement(body));
      assertThat(response.statusCode()).as(body).isEqualTo(400);
      assertThat(error(response).path("code").asText()).isEqualTo("INVALID_REQUEST");
    }
  }

  @Test
  void refusesRequestsThatAreTooLarge() throws IOException, InterruptedException {
    HttpResponse<String> response =
        client.send(client.statement("{\"sql\": \"" + "x".repeat(17 << 20) + "\"}"));
    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(error(response).path("code").asText()).isEqualTo("REQUEST_TOO_LARGE");
    HttpResponse<String> header =
        client.send(client.request("/health").header("X-Long", "x".repeat(40 << 10)));
    assertThat(header.statusCode()).isEqualTo(431);
    assertThat(error(header).path("message").asText()).contains("headers");
  }

  @Test
  void refusesUnknownAddressesAndMethods() throws IOException, InterruptedException {
    HttpResponse<String> address = client.send(client.request("/api/v2/nothing"));
    assertThat(address.statusCode()).isEqualTo(404);
    assertThat(error(address).path("message").asText()).isNotEmpty();
    HttpResponse<String> method = client.send(client.request(RestClient.QUERY).GET());
    assertThat(method.statusCode()).isEqualTo(405);
    assertThat(method.headers().firstValue("Allow")).hasValue("POST");
  }

  @Test
  void refusesUnknownTenantsAndDatabases() throws IOException, InterruptedException {
    for (String path :
        List.of(
            "/api/v1/tenants/demo/databases/nothing/query",
            "/api/v1/tenants/nobody/databases/shop/query")) {
      HttpResponse<String> response =
          client.send(
              client
                  .request(path, "admin", "secret")
                  .POST(HttpRequest.BodyPublishers.ofString("{\"sql\": \"SELECT 1\"}")));
      assertThat(response.statusCode()).isIn(401, 404);
      assertThat(error(response).path("code").asText()).isNotEmpty();
    }
  }

  @Test
  void keepsSettingsOutOfSharedSessions() throws IOException, InterruptedException {
    HttpResponse<String> response = client.send(client.statement("{\"sql\": \"USE geo.main\"}"));
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(error(response).path("code").asText()).isEqualTo("UNSUPPORTED_REQUEST");
  }

  @Test
  void listsWhatTheUserSees() throws IOException, InterruptedException {
    String base = "/api/v1/tenants/demo/databases/shop";
    assertThat(get(base + "/catalogs", "clerk").toString()).contains("geo").doesNotContain("parts");
    assertThat(get(base + "/schemas?catalog=geo", "clerk").path("schemas").size()).isEqualTo(1);
    assertThat(get(base + "/tables?catalog=geo&table=n%25", "clerk").toString()).contains("nation");
    assertThat(get(base + "/columns?catalog=geo&table=nation", "clerk").toString())
        .containsIgnoringCase("n_name");
  }

  private static JsonNode get(String path, String user) throws IOException, InterruptedException {
    HttpResponse<String> response = client.send(client.request(path, user, "secret"));
    assertThat(response.statusCode()).isEqualTo(200);
    return RestClient.JSON.readTree(response.body());
  }

  /// More clients hang up in long statements than statements may run at once; if theirs went on,
  /// the last would find no room.
  @Test
  void cancelsTheStatementOfAClientThatHangsUp() throws IOException, InterruptedException {
    String body = "{\"sql\": \"SELECT i FROM range(1000000000000) AS r(i) WHERE i < 5000000\"}";
    String login =
        Base64.getEncoder().encodeToString("admin:secret".getBytes(StandardCharsets.UTF_8));
    String request =
        "POST "
            + RestClient.QUERY
            + " HTTP/1.1\r\nHost: x\r\nAuthorization: Basic "
            + login
            + "\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body;
    client.run("SELECT 1");
    for (int round = 0; round < 20; round++) {
      List<Socket> sockets = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.httpPort());
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        sockets.add(socket);
      }
      for (Socket socket : sockets) {
        socket.close();
      }
      awaitRoom();
    }
  }

  /// The engine computes an aggregate before there is a result to cancel.
  @Test
  void cancelsAnAggregateOfAClientThatHangsUp() throws Exception {
    try (TestServer quiet = TestServer.start()) {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), quiet.httpPort());
      String body = "{\"sql\": \"" + TestServer.ENDLESS + "\"}";
      String login =
          Base64.getEncoder().encodeToString("admin:secret".getBytes(StandardCharsets.UTF_8));
      String head =
          "POST %s HTTP/1.1\r\nHost: x\r\nAuthorization: Basic %s\r\nContent-Length: %d\r\n\r\n"
              .formatted(RestClient.QUERY, login, body.length());
      socket.getOutputStream().write((head + body).getBytes(StandardCharsets.US_ASCII));
      quiet.awaitRunning(1);
      socket.close();
      quiet.awaitRunning(0);
    }
  }

  private static void awaitRoom() throws IOException, InterruptedException {
    Instant deadline = Instant.now().plusSeconds(20);
    HttpResponse<String> response;
    do {
      response = client.send(client.statement("{\"sql\": \"SELECT 1\"}"));
    } while (response.statusCode() == 503 && Instant.now().isBefore(deadline));
    assertThat(response.statusCode()).isEqualTo(200);
  }

  @Test
  void refusesHttpThatIsNone() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.httpPort())) {
      socket.getOutputStream().write("nonsense\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 400").doesNotContain("Jetty", "\tat ");
    }
  }

  @Test
  void closesInOrder() {
    TestServer other = TestServer.start();
    try (RestClient gone = new RestClient(other)) {
      other.close();
      assertThatThrownBy(() -> gone.send(gone.request("/health"))).isInstanceOf(IOException.class);
    }
  }

  private static JsonNode error(HttpResponse<String> response) throws IOException {
    return RestClient.JSON.readTree(response.body()).path("error");
  }
}
