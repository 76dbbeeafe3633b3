package io.merganser.tests.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.merganser.tests.TestServer;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import net.hydromatic.quidem.Quidem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a user sees, feature by feature: each file `sql/<feature>.iq` is run by a principal of
/// [TestServer] (`!use analyst`) over Avatica and gives back itself.
///
/// What it gave is in `target/golden`. Where that is right, copying it over the file accepts it.
@Timeout(120)
class GoldenFilesTest {
  private static final Path EXPECTED = Path.of("src/test/resources/sql");
  private static final Path ACTUAL = Path.of("target/golden");

  private static TestServer server;

  @BeforeAll
  static void start() throws IOException {
    server = TestServer.start();
    Files.createDirectories(ACTUAL);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(EXPECTED)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void answersAsTheGoldenFileSays(String name) throws IOException {
    String expected = Files.readString(EXPECTED.resolve(name));
    StringWriter actual = new StringWriter();
    new Quidem(
            Quidem.configBuilder()
                .withReader(new StringReader(expected))
                .withWriter(actual)
                .withConnectionFactory((user, reference) -> connect(user))
                .build())
        .execute();
    Path written = Files.writeString(ACTUAL.resolve(name), actual.toString());
    assertThat(actual.toString())
        .as("if right: cp sql-tests/%s sql-tests/%s", written, EXPECTED.resolve(name))
        .isEqualTo(expected);
  }

  private static Connection connect(String user) throws SQLException {
    Properties properties = new Properties();
    properties.put("timestamps", "text");
    return DriverManager.getConnection(
        "jdbc:avatica:remote:url=http://127.0.0.1:"
            + server.httpPort()
            + "/avatica;serialization=protobuf;authentication=BASIC;avatica_password=secret"
            + ";avatica_user="
            + user,
        properties);
  }
}
