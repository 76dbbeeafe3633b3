package io.merganser.tests.openfga;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/// An OAuth2 server that gives one token to one client.
final class TokenIssuer implements AutoCloseable {
  private final HttpServer server;
  private final AtomicInteger tokens = new AtomicInteger();
  private final String client;
  private final String secret;
  private final String token;

  TokenIssuer(String client, String secret, String token) throws IOException {
    this.client = client;
    this.secret = secret;
    this.token = token;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/oauth/token";
  }

  /// That were given.
  int tokens() {
    return tokens.get();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      boolean known =
          body.contains("client_id=" + client) && body.contains("client_secret=" + secret);
      byte[] answer =
          (known
                  ? "{\"access_token\":\"" + token + "\",\"expires_in\":3600}"
                  : "{\"error\":\"invalid_client\"}")
              .getBytes(StandardCharsets.UTF_8);
      if (known) {
        tokens.incrementAndGet();
      }
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(known ? 200 : 401, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
