package io.merganser.tests.openfga;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.merganser.tests.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A real OpenFGA server in a process of its own, which keeps its tuples in memory. Its binary is
/// built by `./merganser test` where Go is.
final class OpenFgaServer implements AutoCloseable {
  private static final Path FOLDER = Path.of("../openfga").toAbsolutePath().normalize();
  private static final String NO_BINARY =
      "no server in " + FOLDER + ": `./merganser test` builds one where Go is";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<String> options;
  private final int port;
  private final Process process;
  private String key = "";

  private OpenFgaServer(List<String> options) throws IOException {
    this.options = options;
    this.port = freePort();
    this.process = run();
  }

  /// Starts one, or skips the test where there is no binary.
  ///
  /// @param options further ones of its command line
  static OpenFgaServer start(String... options) throws Exception {
    if (binary() == null) {
      System.out.println("SKIPPED OpenFGA: " + NO_BINARY);
    }
    assumeTrue(binary() != null, NO_BINARY);
    OpenFgaServer server = new OpenFgaServer(Arrays.asList(options));
    server.awaitReady();
    return server;
  }

  private static @Nullable Path binary() {
    if (!Files.isDirectory(FOLDER)) {
      return null;
    }
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("openfga-v"))
          .max(Path::compareTo)
          .orElse(null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Process run() throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                String.valueOf(binary()),
                "run",
                "--http-addr=127.0.0.1:" + port,
                "--grpc-addr=127.0.0.1:" + freePort(),
                "--datastore-engine=memory",
                "--playground-enabled=false",
                "--metrics-enabled=false",
                "--log-level=error"));
    command.addAll(options);
    return new ProcessBuilder(command).redirectErrorStream(true).inheritIO().start();
  }

  private void awaitReady() throws InterruptedException {
    Await.until("OpenFGA answers", this::isReady);
  }

  private boolean isReady() {
    try {
      return http.send(
                  HttpRequest.newBuilder(URI.create(url() + "/healthz")).build(),
                  HttpResponse.BodyHandlers.ofString())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Shows a key from now on.
  OpenFgaServer as(String shown) {
    key = shown;
    return this;
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  /// A new store without a model; its identifier.
  String newStore() throws IOException, InterruptedException {
    return post("/stores", JSON.createObjectNode().put("name", "merganser")).path("id").asText();
  }

  /// @param tuples each as `user relation object`
  void write(String store, String... tuples) throws IOException, InterruptedException {
    change(store, "writes", tuples);
  }

  void delete(String store, String... tuples) throws IOException, InterruptedException {
    change(store, "deletes", tuples);
  }

  private void change(String store, String what, String... tuples)
      throws IOException, InterruptedException {
    ObjectNode body = JSON.createObjectNode();
    ArrayNode keys = body.putObject(what).putArray("tuple_keys");
    for (String tuple : tuples) {
      put(tuple, keys.addObject());
    }
    post("/stores/" + store + "/write", body);
  }

  private static void put(String tuple, ObjectNode key) {
    String[] parts = tuple.split(" ", 3);
    key.put("user", parts[0]).put("relation", parts[1]).put("object", parts[2]);
  }

  /// All tuples of a store, as [#write] takes them.
  List<String> tuples(String store) throws IOException, InterruptedException {
    List<String> tuples = new ArrayList<>();
    for (JsonNode tuple :
        post("/stores/" + store + "/read", JSON.createObjectNode().put("page_size", 100))
            .path("tuples")) {
      JsonNode key = tuple.path("key");
      tuples.add(
          key.path("user").asText()
              + " "
              + key.path("relation").asText()
              + " "
              + key.path("object").asText());
    }
    return tuples;
  }

  /// What OpenFGA itself says, with some tuples taken as given.
  boolean check(String store, String tuple, List<String> given)
      throws IOException, InterruptedException {
    ObjectNode body = JSON.createObjectNode();
    put(tuple, body.putObject("tuple_key"));
    ArrayNode keys = body.putObject("contextual_tuples").putArray("tuple_keys");
    for (String one : given) {
      put(one, keys.addObject());
    }
    return post("/stores/" + store + "/check", body).path("allowed").asBoolean();
  }

  JsonNode post(String path, JsonNode body) throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(URI.create(url() + path))
                .header("Authorization", "Bearer " + key)
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() >= 300) {
      throw new AssertionError(path + ": " + response.statusCode() + " " + response.body());
    }
    return JSON.readTree(response.body());
  }

  /// Ends the process, as a crash does.
  void stop() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    http.close();
  }
}
