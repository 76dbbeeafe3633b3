package io.merganser.tests.types;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/// JSON over HTTP.
final class RestProtocol implements Protocol {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI address;

  RestProtocol(int port) {
    this.address =
        URI.create("http://127.0.0.1:" + port + "/api/v1/tenants/demo/databases/shop/query");
  }

  @Override
  public String name() {
    return "rest";
  }

  @Override
  public Seen ask(String sql) throws IOException, InterruptedException, SQLException {
    String login =
        Base64.getEncoder().encodeToString("admin:secret".getBytes(StandardCharsets.UTF_8));
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .header("Authorization", "Basic " + login)
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    JSON.createObjectNode().put("sql", sql).toString()))
            .build();
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(response.body());
    }
    JsonNode answer = JSON.readTree(response.body());
    List<String> values = new ArrayList<>();
    for (JsonNode value : answer.at("/rows/0")) {
      values.add(text(value));
    }
    JsonNode first = answer.at("/rows/0/0");
    return new Seen(
        answer.at("/columns/0/type").asText()
            + ", "
            + first.getNodeType().name().toLowerCase(Locale.ROOT),
        values);
  }

  private static String text(JsonNode value) throws SQLException {
    if (value.isNull()) {
      return "NULL";
    }
    return JdbcProtocol.text(value.isTextual() ? value.asText() : value.toString());
  }

  @Override
  public void close() {
    client.close();
  }
}
