package io.merganser.tests.openfga;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// Stands between Merganser and a real OpenFGA server, and passes all through until it is told to
/// do worse.
final class FaultyProxy implements AutoCloseable {
  /// What becomes of a request.
  enum Mode {
    PASS,
    /// Status 500.
    FAIL,
    /// Status 200, and not what was asked for.
    BABBLE,
    /// No answer until the proxy closes or does better.
    HANG
  }

  private final HttpServer server;
  private final HttpClient http = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger requests = new AtomicInteger();
  private final String target;
  private volatile Mode mode = Mode.PASS;
  private volatile CountDownLatch hanging = new CountDownLatch(1);

  FaultyProxy(String target) throws IOException {
    this.target = target;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  void mode(Mode next) {
    mode = next;
    hanging.countDown();
    hanging = new CountDownLatch(1);
  }

  /// Requests that have come.
  int requests() {
    return requests.get();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      requests.incrementAndGet();
      byte[] body = exchange.getRequestBody().readAllBytes();
      switch (mode) {
        case PASS -> pass(exchange, body);
        case FAIL -> respond(exchange, 500, "{\"code\":\"internal_error\",\"message\":\"CANARY\"}");
        case BABBLE -> respond(exchange, 200, "{\"CANARY\":true}");
        case HANG -> hanging.await();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void pass(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(target + exchange.getRequestURI()))
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    String key = exchange.getRequestHeaders().getFirst("Authorization");
    if (key != null) {
      request.header("Authorization", key);
    }
    HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    respond(exchange, answer.statusCode(), answer.body());
  }

  private static void respond(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    hanging.countDown();
    server.stop(0);
    threads.shutdownNow();
    http.close();
  }
}
