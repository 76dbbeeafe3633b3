package io.merganser.tests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.merganser.tests.TestServer;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A change of rows by REST says how many rows it has changed.
@Timeout(120)
class ChangedRowsTest {
  private static final String CHANGED = "X-Changed-Rows";

  private static TestServer server;
  private static RestClient client;

  @BeforeAll
  static void start() {
    server = TestServer.startWritable();
    client = new RestClient(server);
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
  }

  private static HttpResponse<String> run(String sql, String format) throws Exception {
    HttpResponse<String> response =
        client.send(
            client
                .statement(RestClient.JSON.createObjectNode().put("sql", sql).toString())
                .header("Accept", format));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response;
  }

  private static Optional<String> changed(String sql) throws Exception {
    return run(sql, "application/json").headers().firstValue(CHANGED);
  }

  @Test
  void tellsHowManyRowsHaveChanged() throws Exception {
    assertThat(changed("CREATE TABLE parts.main.counted (id INTEGER, name VARCHAR)")).contains("0");
    assertThat(changed("INSERT INTO parts.main.counted VALUES (1, 'a'), (2, 'b'), (3, 'c')"))
        .contains("3");
    assertThat(changed("INSERT INTO parts.main.counted SELECT range, 'x' FROM range(10, 5010)"))
        .contains("5000");
    assertThat(changed("UPDATE parts.main.counted SET name = 'd' WHERE id < 3")).contains("2");
    assertThat(changed("UPDATE parts.main.counted SET name = 'd' WHERE id = 99999")).contains("0");
    assertThat(
            changed(
                "MERGE INTO parts.main.counted t USING (VALUES (1), (4)) s(id) ON t.id = s.id"
                    + " WHEN MATCHED THEN UPDATE SET name = 'm'"
                    + " WHEN NOT MATCHED THEN INSERT VALUES (s.id, 'n')"))
        .contains("2");
    assertThat(changed("DELETE FROM parts.main.counted WHERE id >= 10")).contains("5000");
    assertThat(changed("SELECT count(*) FROM parts.main.counted")).isEmpty();
    assertThat(client.run("SELECT count(*) FROM parts.main.counted").at("/rows/0/0").asInt())
        .isEqualTo(4);
  }

  /// Rows that are returned count themselves, and each format has the header.
  @Test
  void tellsItInEachFormat() throws Exception {
    run("CREATE TABLE parts.main.formats (id INTEGER)", "application/json");
    HttpResponse<String> csv = run("INSERT INTO parts.main.formats VALUES (1), (2)", "text/csv");
    assertThat(csv.headers().firstValue(CHANGED)).contains("2");
    HttpResponse<String> arrow =
        run("DELETE FROM parts.main.formats WHERE id = 1", "application/vnd.apache.arrow.stream");
    assertThat(arrow.headers().firstValue(CHANGED)).contains("1");
    HttpResponse<String> returned =
        run("UPDATE parts.main.formats SET id = 7 RETURNING id", "application/json");
    assertThat(returned.headers().firstValue(CHANGED)).isEmpty();
    assertThat(RestClient.JSON.readTree(returned.body()).at("/rows/0/0").asInt()).isEqualTo(7);
    assertThat(RestClient.JSON.readTree(returned.body()).get("rowCount").asInt()).isEqualTo(1);
  }
}
