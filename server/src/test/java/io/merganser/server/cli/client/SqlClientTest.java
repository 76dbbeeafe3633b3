package io.merganser.server.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SqlClientTest {
  private static final String ME = "{\"tenant\": \"demo\", \"database\": \"a b\"}";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private HttpServer server;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
    answer("/api/v1/whoami", 200, ME);
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  @Test
  void printsATableWithItsRowCount() throws InterruptedException {
    answer(
        "/api/v1/tenants/demo/databases/a%20b/query",
        200,
        """
        {"columns": [{"name": "n", "type": "DECIMAL(15,2)"}, {"name": "l", "type": "INTEGER[]"}],
         "rows": [["1.50", [1, 2]], [null, null]], "rowCount": 2}
        """);

    run(Format.TABLE);

    assertThat(printed())
        .startsWith(
            """
                n | l
            ------+-------
             1.50 | [1,2]
             NULL | NULL
            (2 rows, \
            """);
  }

  @Test
  void runsInAScope() throws InterruptedException {
    List<String> queries = new ArrayList<>();
    server.createContext(
        "/api/v1/tenants/demo/databases/a b/query",
        exchange -> {
          queries.add(exchange.getRequestURI().getRawQuery());
          send(exchange, 200, "n\r\n1\r\n");
        });

    run(Format.CSV, new SqlClient.Place(null, null, "model 1&x"));
    run(Format.CSV, new SqlClient.Place("demo", "a b", null));

    assertThat(queries).containsExactly("scope=model%201%26x", null);
    assertThat(printed()).isEqualTo("n\r\n1\r\nn\r\n1\r\n");
  }

  @Test
  void failsWhenTheResultBreaksOff() {
    String broken =
        """
        {"columns": [{"name": "n", "type": "INTEGER"}], "rows": [[1]],
         "error": {"code": "X", "sqlState": "22012", "message": "division by zero"}}
        """;
    answer("/api/v1/tenants/demo/databases/a%20b/query", 200, broken);

    for (Format format : new Format[] {Format.TABLE, Format.JSON}) {
      assertThatThrownBy(() -> run(format))
          .isInstanceOfSatisfying(
              SqlFailure.class,
              failure -> {
                assertThat(failure.kind()).isEqualTo(SqlFailure.Kind.STATEMENT);
                assertThat(failure).hasMessage("division by zero");
              });
    }
    assertThat(printed()).contains(" 1").contains("22012");
  }

  @Test
  void keepsCsvAsItComes() throws InterruptedException {
    answer("/api/v1/tenants/demo/databases/a%20b/query", 200, "a,b\r\n1,\"x,y\"\r\n");

    run(Format.CSV);

    assertThat(printed()).isEqualTo("a,b\r\n1,\"x,y\"\r\n");
  }

  @Test
  void saysWhyAServerIsNone() {
    answer("/api/v1/tenants/demo/databases/a%20b/query", 502, "<html>proxy</html>");

    assertThatThrownBy(() -> run(Format.TABLE))
        .isInstanceOfSatisfying(
            SqlFailure.class,
            failure -> assertThat(failure.kind()).isEqualTo(SqlFailure.Kind.CONNECTION))
        .hasMessageContaining("502");
  }

  private void run(Format format) throws InterruptedException {
    run(format, new SqlClient.Place(null, null, null));
  }

  private void run(Format format, SqlClient.Place place) throws InterruptedException {
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    SqlClient.Output output = new SqlClient.Output(out, null, 60);
    try (SqlClient client = SqlClient.connect(url, "u", "p", place, output)) {
      client.use(format);
      client.run("SELECT 1");
    }
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private void answer(String path, int status, String body) {
    server.createContext(path.replace("%20", " "), exchange -> send(exchange, status, body));
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
