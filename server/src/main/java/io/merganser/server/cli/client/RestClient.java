package io.merganser.server.cli.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// The REST API as a client sees it. Failures are [SqlFailure]s; an interrupt breaks a request off,
/// and the server then cancels the statement.
final class RestClient implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http;
  private final String url;
  private final String authorization;
  private final String path;

  private RestClient(HttpClient http, String url, String authorization, String path) {
    this.http = http;
    this.url = url;
    this.authorization = authorization;
    this.path = path;
  }

  /// Finds out which database is meant, and so whether the login is good, where the user did not
  /// say.
  static RestClient connect(Login login, String password) throws InterruptedException {
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    String url = login.url().replaceAll("/+$", "");
    String basic = login.user() + ":" + password;
    String authorization =
        "Basic " + Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.UTF_8));
    RestClient asking = new RestClient(http, url, authorization, "");
    try {
      String tenant = login.place().tenant();
      String database = login.place().database();
      String scope = login.place().scope();
      if (tenant == null || database == null) {
        JsonNode me = asking.whoAmI(tenant, database);
        tenant = me.path("tenant").asText();
        database = me.path("database").asText();
      }
      String path =
          "/api/v1/tenants/"
              + escaped(tenant)
              + "/databases/"
              + escaped(database)
              + "/query"
              + (scope == null ? "" : "?scope=" + escaped(scope));
      return new RestClient(http, url, authorization, path);
    } catch (RuntimeException | InterruptedException e) {
      http.close();
      throw e;
    }
  }

  /// Where to, and who.
  record Login(String url, String user, SqlClient.Place place) {}

  /// Starts a statement; the body of its answer comes as the server produces it.
  InputStream query(String sql, Format format) throws InterruptedException {
    String body = JSON.createObjectNode().put("sql", sql).toString();
    HttpRequest request =
        request(path)
            .header("Content-Type", "application/json")
            .header("Accept", format.mediaType())
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return send(request, SqlFailure.Kind.STATEMENT);
  }

  /// A reader of what [#query] gives as JSON.
  static JsonParser parser(InputStream body) throws IOException {
    return new JsonFactory(JSON).createParser(body);
  }

  private JsonNode whoAmI(@Nullable String tenant, @Nullable String database)
      throws InterruptedException {
    String query =
        tenant != null
            ? "?tenant=" + escaped(tenant)
            : database != null ? "?database=" + escaped(database) : "";
    HttpRequest request = request("/api/v1/whoami" + query).GET().build();
    try (InputStream body = send(request, SqlFailure.Kind.CONNECTION)) {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw SqlFailure.connection(
          "the answer of " + url + " is none of a Merganser server's", "check --url");
    }
  }

  private HttpRequest.Builder request(String path) {
    try {
      return HttpRequest.newBuilder(URI.create(url + path)).header("Authorization", authorization);
    } catch (IllegalArgumentException e) {
      throw SqlFailure.connection(
          "`" + url + "` is no URL of a server", "write it like http://127.0.0.1:8765");
    }
  }

  private InputStream send(HttpRequest request, SqlFailure.Kind kind) throws InterruptedException {
    try {
      HttpResponse<InputStream> response =
          http.send(request, HttpResponse.BodyHandlers.ofInputStream());
      if (response.statusCode() == 200) {
        return response.body();
      }
      try (InputStream body = response.body()) {
        throw failure(response.statusCode(), body.readAllBytes(), kind);
      }
    } catch (ConnectException | HttpConnectTimeoutException | UnresolvedAddressException e) {
      throw SqlFailure.connection(
          "no server answers at " + url, "start one with ./merganser serve or ./merganser demo");
    } catch (IOException e) {
      throw SqlFailure.connection(
          "the connection to " + url + " broke off: " + e.getMessage(), null);
    }
  }

  private SqlFailure failure(int status, byte[] body, SqlFailure.Kind kind) {
    JsonNode error;
    try {
      error = JSON.readTree(body).path("error");
    } catch (IOException e) {
      error = JSON.missingNode();
    }
    if (!error.isObject()) {
      return SqlFailure.connection(url + " answers with HTTP status " + status, "check --url");
    }
    boolean login = status == 401 || status == 404;
    return failure(error, login ? SqlFailure.Kind.CONNECTION : kind);
  }

  /// The failure that an `error` member describes.
  static SqlFailure failure(JsonNode error, SqlFailure.Kind kind) {
    JsonNode position = error.path("position");
    return new SqlFailure(
        kind,
        error.path("message").asText("the server gives no reason"),
        error.path("sqlState").textValue(),
        position.path("line").asInt(0),
        position.path("column").asInt(0),
        error.path("hint").textValue());
  }

  private static String escaped(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
