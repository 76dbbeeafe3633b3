package io.merganser.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CliTest {
  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private String password = "";

  @BeforeEach
  void writePassword() throws IOException {
    password = Files.writeString(folder.resolve("password"), "secret\n").toString();
  }

  @Test
  void listsItsCommands() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString())
        .contains("serve", "demo", "sql", "extensions", "test", "bench", "format")
        .doesNotContain("apply");
  }

  @Test
  void tellsItsVersion() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).startsWith("merganser ");
  }

  @Test
  void endsWith2OnWrongUsage() {
    assertThat(run()).isEqualTo(2);
    assertThat(run("sqll")).isEqualTo(2);
    assertThat(run("sql", "--no-such-option")).isEqualTo(2);
    assertThat(run("sql", "--format", "xml", "SELECT 1")).isEqualTo(2);
    assertThat(run("sql", "-f", "x.sql", "SELECT 1")).isEqualTo(2);
    assertThat(run("sql", "-f", folder.resolve("missing.sql").toString())).isEqualTo(2);
    assertThat(run("serve", "--config", folder.resolve("missing.yaml").toString())).isEqualTo(2);
    assertThat(run("serve", "--manifest", folder.resolve("missing.yaml").toString())).isEqualTo(2);
    assertThat(run("demo", "--scale", "0")).isEqualTo(2);
    assertThat(run("demo", "--http-port", "70000")).isEqualTo(2);
    assertThat(err.toString()).doesNotContain("\tat ");
  }

  @Test
  void namesTheCodeOfWhatIsWrongWithAManifest() throws IOException {
    Path manifest = Files.writeString(folder.resolve("manifest.yaml"), "tenant: []\n");

    assertThat(run("serve", "--manifest", manifest.toString())).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("merganser: MANIFEST_INVALID: the manifest has")
        .contains("tenants");
  }

  @Test
  void endsWith3WhereNoServerAnswers() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }

    assertThat(sql(port)).isEqualTo(3);
    assertThat(err.toString()).contains("no server answers at http://127.0.0.1:" + port);
  }

  @Test
  void endsWith3WhereTheLoginIsRefused() throws IOException {
    assertThat(sqlOnServerAnswering(401, "28P01")).isEqualTo(3);
  }

  @Test
  void endsWith1WhereTheStatementFails() throws IOException {
    assertThat(sqlOnServerAnswering(400, "42601")).isEqualTo(1);
  }

  @Test
  void refusesADemoFolderThatIsNotADemos() throws IOException {
    Files.writeString(folder.resolve("thesis.txt"), "all my work");

    int code =
        run(
            "demo",
            "--data",
            folder.toString(),
            "--http-port",
            Integer.toString(freePort()),
            "--flight-port",
            Integer.toString(freePort()));

    assertThat(code).isEqualTo(1);
    assertThat(err.toString()).contains("holds files that no demo made");
    assertThat(folder.resolve("thesis.txt")).hasContent("all my work");
  }

  @Test
  void saysThatThePortOfTheDemoIsInUse() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = socket.getLocalPort();

      assertThat(run("demo", "--http-port", "" + port, "--data", folder.toString())).isEqualTo(1);
      assertThat(err.toString()).contains("port " + port + " is in use").contains("--http-port");
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private int sqlOnServerAnswering(int status, String sqlState) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    String body = "{\"error\": {\"sqlState\": \"%s\", \"message\": \"no\"}}".formatted(sqlState);
    server.createContext(
        "/",
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    try {
      return sql(server.getAddress().getPort());
    } finally {
      server.stop(0);
    }
  }

  private int sql(int port) {
    return run(
        "sql",
        "--url",
        "http://127.0.0.1:" + port,
        "--user",
        "u",
        "--tenant",
        "t",
        "--database",
        "d",
        "--password-file",
        password,
        "SELECT 1");
  }

  private int run(String... arguments) {
    return Cli.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }
}
