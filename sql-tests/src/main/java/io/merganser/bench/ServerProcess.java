package io.merganser.bench;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/// A server as a user starts it, by the launcher, with the data file as its only source.
final class ServerProcess implements AutoCloseable {
  static final String USER = "bench";
  static final String PASSWORD = "bench-on-loopback";

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final int httpPort;
  private final int flightPort;
  private final Duration toFirstAnswer;

  private ServerProcess(Process process, int httpPort, int flightPort, Duration toFirstAnswer) {
    this.process = process;
    this.httpPort = httpPort;
    this.flightPort = flightPort;
    this.toFirstAnswer = toFirstAnswer;
  }

  /// Starts it and waits for its first answer.
  static ServerProcess start(Lab lab) throws IOException, InterruptedException {
    int httpPort = freePort();
    int flightPort = freePort();
    Path config = lab.folder().resolve("merganser.yaml");
    Path manifest = lab.folder().resolve("manifest.yaml");
    Files.deleteIfExists(lab.folder().resolve("merganser.db"));
    Files.writeString(config, config(lab, httpPort, flightPort));
    Files.writeString(manifest, manifest(lab));
    Path log = lab.folder().resolve("server.log");
    long started = System.nanoTime();
    Process process =
        new ProcessBuilder(
                lab.home().resolve("merganser").toString(),
                "serve",
                "--config",
                config.toString(),
                "--manifest",
                manifest.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    awaitFirstAnswer(process, httpPort, log);
    Duration took = Duration.ofNanos(System.nanoTime() - started);
    return new ServerProcess(process, httpPort, flightPort, took);
  }

  private static void awaitFirstAnswer(Process process, int httpPort, Path log)
      throws IOException, InterruptedException {
    String login =
        Base64.getEncoder()
            .encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    URI uri =
        URI.create(
            "http://127.0.0.1:%d/api/v1/tenants/bench/databases/main/query".formatted(httpPort));
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Authorization", "Basic " + login)
            .POST(HttpRequest.BodyPublishers.ofString("{\"sql\": \"SELECT 1\"}"))
            .build();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try (HttpClient http = HttpClient.newHttpClient()) {
      while (System.nanoTime() < deadline && process.isAlive()) {
        try {
          HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
          if (response.statusCode() == 200) {
            return;
          }
          throw new IOException("the server answers " + response.body());
        } catch (ConnectException e) {
          // Not listening yet; asked again at once, for the time is what we want to know.
          boolean ended = process.waitFor(5, TimeUnit.MILLISECONDS);
          if (ended) {
            break;
          }
        }
      }
    }
    throw new IOException("the server did not start:\n" + Files.readString(log));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String config(Lab lab, int httpPort, int flightPort) {
    return """
    http: { host: 127.0.0.1, port: %d }
    flight: { host: 127.0.0.1, port: %d }
    store: { url: "jdbc:sqlite:%s" }
    engine: { threads: %d, tempDirectory: "%s" }
    """
        .formatted(
            httpPort,
            flightPort,
            lab.folder().resolve("merganser.db"),
            lab.cores(),
            lab.folder().resolve("tmp"));
  }

  private static String manifest(Lab lab) {
    return """
    apiVersion: merganser.io/v1
    tenants:
      - name: bench
        databases:
          - name: main
            kind: memory
            defaultCatalog: tpch
            defaultSchema: main
            sources:
              - { alias: tpch, type: duckdb, options: { path: "%s" } }
        roles:
          - { name: reader, grants: [ { on: "tpch.*", verbs: [read] } ] }
        users:
          - { name: %s, password: { value: %s }, roles: [reader] }
    """
        .formatted(lab.file(), USER, PASSWORD);
  }

  int httpPort() {
    return httpPort;
  }

  int flightPort() {
    return flightPort;
  }

  Duration toFirstAnswer() {
    return toFirstAnswer;
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      // The first run after a build fills the class cache at its end.
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("the server did not stop within a minute of SIGTERM");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
