package io.merganser.tests.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.merganser.tests.TestServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Requests as programs send them.
final class RestClient implements AutoCloseable {
  static final ObjectMapper JSON = new ObjectMapper();
  static final String QUERY = "/api/v1/tenants/demo/databases/shop/query";

  private final HttpClient client = HttpClient.newHttpClient();
  private final String base;

  RestClient(TestServer server) {
    this.base = "http://127.0.0.1:" + server.httpPort();
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path));
  }

  HttpRequest.Builder request(String path, String user, String password) {
    String login = user + ":" + password;
    return request(path)
        .header(
            "Authorization",
            "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<byte[]> sendForBytes(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  HttpRequest.Builder statement(String body) {
    return request(QUERY, "admin", "secret").POST(HttpRequest.BodyPublishers.ofString(body));
  }

  /// Runs a statement that works.
  JsonNode run(String sql) throws IOException, InterruptedException {
    HttpResponse<String> response =
        send(statement(JSON.createObjectNode().put("sql", sql).toString()));
    if (response.statusCode() != 200) {
      throw new AssertionError(response.statusCode() + ": " + response.body());
    }
    return JSON.readTree(response.body());
  }

  @Override
  public void close() {
    client.close();
  }
}
