package io.merganser.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.QueryException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpServerTest {
  private static final Duration IDLE = Duration.ofMillis(300);

  @Test
  void refusesAPortInUseAndSaysWhatToDo() {
    try (HttpServer first = server(0, null, List.of());
        HttpServer second = unstarted(first.port(), null, List.of())) {
      assertThatThrownBy(second::start)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(String.valueOf(first.port()))
          .hasMessageContaining("http.port");
    }
  }

  @Test
  void tellsFailuresOfRoutesAndHidesThoseInside() throws IOException, InterruptedException {
    Route known =
        new Route(
            "GET",
            "/known",
            _ -> {
              throw new QueryException(ConnectorError.SOURCE_UNREACHABLE, "no answer");
            });
    Route hidden =
        new Route(
            "GET",
            "/hidden",
            _ -> {
              throw new IllegalStateException("secret detail");
            });
    try (HttpServer server = server(0, null, List.of(known, hidden))) {
      HttpResponse<String> told = get(server, "/known");
      assertThat(told.statusCode()).isEqualTo(502);
      assertThat(told.body()).contains("08001", "no answer");
      HttpResponse<String> untold = get(server, "/hidden");
      assertThat(untold.statusCode()).isEqualTo(500);
      assertThat(untold.body()).contains("XX000").doesNotContain("secret", "IllegalState");
    }
  }

  @Test
  void readsVariablesOfThePath() throws IOException, InterruptedException {
    Route route =
        new Route(
            "GET",
            "/a/{name}/b",
            exchange ->
                exchange.respond(
                    200, "text/plain", text(exchange.variable("name") + exchange.query("q"))));
    try (HttpServer server = server(0, null, List.of(route))) {
      assertThat(get(server, "/a/x%20y/b?q=%C3%A4").body()).isEqualTo("x yä");
      assertThat(get(server, "/a/x/b/c").statusCode()).isEqualTo(404);
      HttpResponse<String> malformed = get(server, "/a/x/b?q=%FF%FE");
      assertThat(malformed.statusCode()).isEqualTo(400);
      assertThat(malformed.body()).contains("INVALID_REQUEST");
    }
  }

  @Test
  void noticesAClientThatHangsUpWhileARouteWorks() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch gone = new CountDownLatch(1);
    Route route =
        new Route(
            "GET",
            "/long",
            exchange -> {
              try (ClientWatch _ = exchange.onHangUp(gone::countDown)) {
                begun.countDown();
                await(gone);
              }
            });
    try (HttpServer server = server(0, null, List.of(route))) {
      Socket client = new Socket(InetAddress.getLoopbackAddress(), server.port());
      client.getOutputStream().write(text("GET /long HTTP/1.1\r\nHost: x\r\n\r\n"));
      assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(gone.getCount()).isEqualTo(1);
      client.close();
      assertThat(gone.await(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void worksForLongerThanAConnectionMayBeSilent() throws IOException, InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    Route route =
        new Route(
            "GET",
            "/long",
            exchange -> {
              try (ClientWatch watch = exchange.onHangUp(never::countDown)) {
                assertThat(never.await(5 * IDLE.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
                OutputStream out = exchange.stream(200, "text/plain");
                out.write(text("done"));
                watch.stop();
                out.close();
              } catch (InterruptedException e) {
                throw new IOException(e);
              }
            });
    try (HttpServer server = server(0, null, List.of(route))) {
      assertThat(get(server, "/long").body()).isEqualTo("done");
    }
  }

  @Test
  void servesRequestsOfOneConnectionOneAfterAnother() throws IOException, InterruptedException {
    Route route =
        new Route(
            "GET",
            "/quick",
            exchange -> {
              try (ClientWatch watch = exchange.onHangUp(() -> {})) {
                OutputStream out = exchange.stream(200, "text/plain");
                out.write(text("done"));
                watch.stop();
                out.close();
              }
            });
    try (HttpServer server = server(0, null, List.of(route));
        HttpClient client = HttpClient.newHttpClient()) {
      for (int i = 0; i < 500; i++) {
        assertThat(
                client.send(request(server, "/quick"), HttpResponse.BodyHandlers.ofString()).body())
            .isEqualTo("done");
      }
    }
  }

  @Test
  void breaksOffAnAnswerThatFailsHalfWay() {
    Route route =
        new Route(
            "GET",
            "/half",
            exchange -> {
              OutputStream out = exchange.stream(200, "text/plain");
              out.write(new byte[100_000]);
              throw new QueryException(ConnectorError.SOURCE_FAILED, "lost");
            });
    try (HttpServer server = server(0, null, List.of(route))) {
      assertThatThrownBy(() -> get(server, "/half")).isInstanceOf(IOException.class);
    }
  }

  @Test
  void servesTls(@TempDir Path folder) throws Exception {
    KeyStore store = selfSigned(folder);
    Path certificate = pem(folder, "CERTIFICATE", store.getCertificate("server").getEncoded());
    Path key =
        pem(folder, "PRIVATE KEY", store.getKey("server", "secret".toCharArray()).getEncoded());
    Route route =
        new Route(
            "GET",
            "/",
            exchange ->
                exchange.respond(200, "text/plain", text(String.valueOf(exchange.isSecure()))));
    try (HttpServer server = server(0, new HttpSettings.Tls(certificate, key), List.of(route));
        HttpClient client = HttpClient.newBuilder().sslContext(trusting(store)).build()) {
      URI uri = URI.create("https://localhost:" + server.port() + "/");
      HttpResponse<String> response =
          client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
      assertThat(response.body()).isEqualTo("true");
    }
  }

  @Test
  void refusesKeysThatAreNone(@TempDir Path folder) throws IOException {
    Path nothing = Files.writeString(folder.resolve("empty.pem"), "");
    try (HttpServer server = unstarted(0, new HttpSettings.Tls(nothing, nothing), List.of())) {
      assertThatThrownBy(server::start)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("empty.pem");
    }
  }

  private static KeyStore selfSigned(Path folder)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path file = folder.resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storepass",
                "secret",
                "-keystore",
                file.toString())
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = new ByteArrayInputStream(Files.readAllBytes(file))) {
      store.load(in, "secret".toCharArray());
    }
    return store;
  }

  private static Path pem(Path folder, String kind, byte[] encoded) throws IOException {
    String text =
        "-----BEGIN "
            + kind
            + "-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded)
            + "\n-----END "
            + kind
            + "-----\n";
    return Files.writeString(folder.resolve(kind + ".pem"), text);
  }

  private static SSLContext trusting(KeyStore store) throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("server", store.getCertificate("server"));
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return context;
  }

  private static HttpServer server(int port, HttpSettings.@Nullable Tls tls, List<Route> routes) {
    HttpServer server = unstarted(port, tls, routes);
    server.start();
    return server;
  }

  private static HttpServer unstarted(
      int port, HttpSettings.@Nullable Tls tls, List<Route> routes) {
    HttpSettings settings = new HttpSettings("127.0.0.1", port, tls, 1 << 20, IDLE);
    return new HttpServer(settings, routes, new Readiness(), new SimpleMeterRegistry());
  }

  private static HttpResponse<String> get(HttpServer server, String path)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request(server, path), HttpResponse.BodyHandlers.ofString());
    }
  }

  private static HttpRequest request(HttpServer server, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path)).build();
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
