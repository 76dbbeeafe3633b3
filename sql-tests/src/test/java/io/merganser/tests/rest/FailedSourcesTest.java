package io.merganser.tests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.merganser.tests.Await;
import io.merganser.tests.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Sources that cannot be opened: each fails with its reason, the others work.
class FailedSourcesTest {
  private static TestServer server;
  private static RestClient client;

  @BeforeAll
  static void start() throws IOException {
    server =
        TestServer.start(
            List.of(
                "{ alias: silent, type: postgres, options: { host: 127.0.0.1, port: "
                    + closedPort()
                    + ", database: shop, user: reader },"
                    + " secrets: { password: { value: hush } } }",
                "{ alias: lost, type: sqlite, mode: direct, options: { path: ./nowhere.sqlite } }",
                "{ alias: gone, type: duckdb, options: { path: ./nowhere.duckdb } }",
                "{ alias: folderless, type: files, options: { path: ./nowhere } }",
                "{ alias: bare, type: sqlite, mode: attach, options: { path: ./crm.sqlite } }",
                "{ alias: late, type: sqlite, mode: direct, options: { path: ./late.sqlite } }"));
    client = new RestClient(server);
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"silent", "lost", "gone", "folderless", "bare"})
  void saysThatTheSourceIsNotReady(String alias) throws IOException, InterruptedException {
    JsonNode error = fail("SELECT * FROM " + alias + ".main.t");
    assertThat(error.path("code").asText()).isEqualTo("SOURCE_NOT_READY");
    assertThat(error.path("sqlState").asText()).isEqualTo("08004");
    assertThat(error.path("message").asText())
        .contains(alias)
        .doesNotContain("hush")
        .doesNotContain("Exception");
  }

  @Test
  void theOthersWork() throws IOException, InterruptedException {
    assertOthersWork();
  }

  @Test
  void aSourceThatAnswersLaterJoins() throws Exception {
    String count = "SELECT count(*) FROM late.main.customer";
    assertThat(fail(count).path("code").asText()).isEqualTo("SOURCE_NOT_READY");
    Files.copy(server.folder().resolve("crm.sqlite"), server.folder().resolve("late.sqlite"));
    Await.until("the source is ready", () -> send(count).statusCode() == 200);
    assertThat(client.run(count).at("/rows/0/0").asLong()).isEqualTo(1000);
  }

  private static void assertOthersWork() throws IOException, InterruptedException {
    JsonNode answer =
        client.run(
            "SELECT count(*) FROM geo.main.nation n"
                + " JOIN crm.main.customer c ON c.c_nationkey = n.n_nationkey");
    assertThat(answer.at("/rows/0/0").asLong()).isEqualTo(1000);
  }

  @Test
  void attachWithoutItsExtensionSaysHowToGetIt() throws IOException, InterruptedException {
    JsonNode error = fail("SELECT * FROM bare.main.customer");
    assertThat(error.toString()).contains("extensions fetch");
  }

  @Test
  void refusesWhatIsNoStatementAndGoesOn() throws IOException, InterruptedException {
    for (String sql :
        List.of(
            "",
            ";",
            "SELECT 1; SELECT 2",
            "SELECT",
            "COPY geo.main.nation TO 'x.csv'",
            "ATTACH 'x.db'",
            "SELECT '" + "x".repeat(1 << 20) + "'",
            Stream.generate(() -> "SELECT * FROM (").limit(20_000).reduce("", String::concat))) {
      JsonNode error = fail(sql);
      assertThat(error.path("code").asText())
          .as(sql.substring(0, Math.min(40, sql.length())))
          .isNotEmpty()
          .isNotEqualTo("INTERNAL_ERROR");
    }
    assertOthersWork();
  }

  private static JsonNode fail(String sql) throws IOException, InterruptedException {
    HttpResponse<String> response = send(sql);
    assertThat(response.statusCode()).as(response.body()).isBetween(400, 599);
    return RestClient.JSON.readTree(response.body()).path("error");
  }

  private static HttpResponse<String> send(String sql) throws IOException, InterruptedException {
    return client.send(
        client.statement(RestClient.JSON.createObjectNode().put("sql", sql).toString()));
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
