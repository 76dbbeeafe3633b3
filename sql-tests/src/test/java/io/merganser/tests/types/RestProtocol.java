package io.merganser.tests.types;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
  public Seen ask(String sql) throws IOException, InterruptedException {
    JsonNode answer = send(JSON.createObjectNode().put("sql", sql));
    JsonNode row = answer.at("/rows/0");
    String kind = row.get(0).getNodeType().name().toLowerCase(Locale.ROOT);
    return new Seen(answer.at("/columns/0/type").asText() + ", " + kind, texts(row));
  }

  @Override
  public List<String> echo(String sql, String withParameters)
      throws IOException, InterruptedException {
    JsonNode row = send(JSON.createObjectNode().put("sql", sql)).at("/rows/0");
    ObjectNode request = JSON.createObjectNode().put("sql", withParameters);
    request.set("parameters", row);
    return texts(send(request).at("/rows/0"));
  }

  private JsonNode send(ObjectNode body) throws IOException, InterruptedException {
    String login = Base64.getEncoder().encodeToString("admin:secret".getBytes(UTF_8));
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .header("Authorization", "Basic " + login)
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    JsonNode answer = JSON.readTree(response.body());
    if (response.statusCode() != 200) {
      throw new IOException(
          answer.at("/error/code").asText() + ": " + answer.at("/error/message").asText());
    }
    return answer;
  }

  private static List<String> texts(JsonNode row) {
    List<String> values = new ArrayList<>();
    row.forEach(value -> values.add(text(value)));
    return values;
  }

  private static String text(JsonNode value) {
    if (value.isNull()) {
      return "NULL";
    }
    return JdbcProtocol.plain(value.isTextual() ? value.asText() : value.toString());
  }

  @Override
  public void close() {
    client.close();
  }
}
