package io.merganser.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.merganser.connectors.spi.Secret;
import io.merganser.planner.StatementLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReaderTest {
  @TempDir Path folder;

  @Test
  void hasDefaultsThatWork() {
    ServerConfig config = ConfigReader.read(null, Map.of(), Map.of());
    assertThat(config.http().host()).isEqualTo("127.0.0.1");
    assertThat(config.http().port()).isEqualTo(8765);
    assertThat(config.flight().port()).isEqualTo(31337);
    assertThat(config.limits().statementTimeout()).isEqualTo(Duration.ofMinutes(5));
    assertThat(config.limits().statement()).isEqualTo(StatementLimits.DEFAULT);
    assertThat(config.limits().rows()).isEqualTo(Long.MAX_VALUE);
    assertThat(config.engine().memoryLimit()).isPositive();
  }

  @Test
  void readsFileThenEnvironmentThenSets() throws IOException {
    Path file =
        write(
            """
            http: { host: 127.0.0.1, port: 1001 }
            flight: { port: 1002 }
            store: { url: "jdbc:sqlite:./m.db" }
            limits: { statementTimeout: 30s, rows: 10 }
            """);
    ServerConfig config =
        ConfigReader.read(
            file,
            Map.of("MERGANSER_FLIGHT_PORT", "2002", "MERGANSER_PASSWORD", "x", "HOME", "/"),
            Map.of("http.port", "3001"));
    assertThat(config.http().port()).isEqualTo(3001);
    assertThat(config.flight().port()).isEqualTo(2002);
    assertThat(config.store().url().reveal()).isEqualTo("jdbc:sqlite:" + folder.resolve("m.db"));
    assertThat(config.limits().rows()).isEqualTo(10);
    assertThat(config.toString()).doesNotContain("m.db");
  }

  @Test
  void readsWhereOpenFgaIs() throws IOException {
    Files.writeString(folder.resolve("key"), "a-key\n");
    Path file =
        write(
            """
            authorization:
              provider: openfga
              openfga:
                url: https://fga.example:8443
                storeId: 01ARZ3NDEKTSV4RRFFQ69G5FAV
                credentials: { method: api_key, apiKey: "${file:key}" }
                groupSync: 30s
            """);
    ServerConfig.OpenFgaConfig fga =
        Objects.requireNonNull(ConfigReader.read(file, Map.of(), Map.of()).openFga());
    assertThat(fga.url().getHost()).isEqualTo("fga.example");
    assertThat(fga.credentials())
        .isEqualTo(new ServerConfig.FgaCredentials.ApiKey(new Secret("a-key")));
    assertThat(fga.toString()).doesNotContain("a-key");
    assertThat(fga.groupSync()).isEqualTo(Duration.ofSeconds(30));
    assertThat(fga.timeout().plus(fga.cacheTtl())).isLessThan(Duration.ofSeconds(5));
    assertThat(fga.modelId()).isNull();
    assertThat(ConfigReader.read(null, Map.of(), Map.of()).openFga()).isNull();
  }

  @Test
  void reportsAllThatIsWrongAboutOpenFga() throws IOException {
    assertThat(
            problems(
                """
                authorization:
                  provider: openfga
                  openfga:
                    url: http://fga.example:8080
                    storeId: mine
                    modelId: 01
                    bootstrap: ./absent.yaml
                    credentials: { method: client_credentials, clientId: c, apiKey: k }
                    timeout: 3s
                """))
        .extracting(problem -> problem.substring(0, problem.indexOf(':')))
        .containsExactlyInAnyOrder(
            "`authorization.openfga.url`",
            "`authorization.openfga.storeId`",
            "`authorization.openfga.modelId`",
            "`authorization.openfga.bootstrap`",
            "`authorization.openfga.credentials.apiKey`",
            "`authorization.openfga.credentials.clientSecret`",
            "`authorization.openfga.credentials.tokenIssuer`",
            "`authorization.openfga.cacheTtl`");
    assertThat(problems("authorization: { provider: opnfga }"))
        .singleElement()
        .asString()
        .contains("neither `none` nor `openfga`");
    assertThat(problems("authorization: { provider: openfga }"))
        .extracting(problem -> problem.substring(0, problem.indexOf(':')))
        .containsExactly("`authorization.openfga.url`", "`authorization.openfga.storeId`");
    assertThat(problems("authorization: { openfga: { url: \"http://127.0.0.1:8080\" } }"))
        .singleElement()
        .asString()
        .contains("needs `authorization.provider: openfga` to count");
  }

  @Test
  void reportsAllProblemsAtOnceWithTheNearestKey() throws IOException {
    Path file =
        write(
            """
            htpp: { port: 1 }
            http: { prot: 1, port: 70000, host: 0.0.0.0 }
            engine: { memoryLimit: lots }
            limits: { statementTimeout: 5 }
            """);
    List<String> problems = problems(file, Map.of("MERGANSER_HTTP_PROT", "1"));
    assertThat(problems).anyMatch(text -> text.contains("`htpp"));
    assertThat(problems).anyMatch(text -> text.contains("did you mean `http.port`"));
    assertThat(problems).anyMatch(text -> text.contains("`http.port`: `70000`"));
    assertThat(problems).anyMatch(text -> text.contains("`http.host`") && text.contains("TLS"));
    assertThat(problems).anyMatch(text -> text.contains("`engine.memoryLimit`: `lots`"));
    assertThat(problems).anyMatch(text -> text.contains("`limits.statementTimeout`: `5`"));
    assertThat(problems).anyMatch(text -> text.contains("MERGANSER_HTTP_PORT"));
  }

  @Test
  void saysWhereYamlBreaks() throws IOException {
    assertThat(problems(write("http:\n  port: [1"), Map.of()))
        .singleElement()
        .asString()
        .contains("line")
        .contains("not YAML");
    assertThat(problems(write("http: { port: 1, port: 2 }"), Map.of())).isNotEmpty();
    assertThat(problems(folder.resolve("absent.yaml"), Map.of())).hasSize(1);
  }

  @Test
  void holdsTheLimitsOfNumbers() throws IOException {
    Path empty = write("");
    assertThat(ConfigReader.read(empty, Map.of(), Map.of("http.port", "65535")).http().port())
        .isEqualTo(65_535);
    for (String wrong : List.of("65536", "-1", "x", "")) {
      ConfigException e =
          catchThrowableOfType(
              ConfigException.class,
              () -> ConfigReader.read(empty, Map.of(), Map.of("http.port", wrong)));
      assertThat(e.problems()).hasSize(1);
    }
  }

  @Test
  void refusesAddressesThatMayBePublicWithoutTls() throws IOException {
    Path empty = write("");
    for (String host :
        List.of("0.0.0.0", "::", "10.1.2.3", "example.org", "", " ", "127.1.example")) {
      ConfigException e =
          catchThrowableOfType(
              ConfigException.class,
              () -> ConfigReader.read(empty, Map.of(), Map.of("flight.host", host)));
      assertThat(e.problems()).singleElement().asString().startsWith("`flight.host`:");
    }
    for (String host : List.of("localhost", "127.0.0.1", "127.9.9.9", "::1")) {
      assertThat(ConfigReader.read(empty, Map.of(), Map.of("flight.host", host)).flight().host())
          .isEqualTo(host);
    }
  }

  @Test
  void leavesVariablesOfOthersAlone() {
    Map<String, String> environment =
        Map.of(
            "MERGANSER_TERMINALS", "11",
            "MERGANSER_SERVICE_HOST", "10.0.0.1",
            "MERGANSER_SERVICE_PORT_HTTP", "8765",
            "MERGANSER_PORT", "tcp://10.0.0.1:8765",
            "MERGANSER_PORT_8765_TCP_ADDR", "10.0.0.1");
    assertThat(ConfigReader.read(null, environment, Map.of()).http().port()).isEqualTo(8765);
  }

  @Test
  void putsSecretsIntoTheAddressOfTheStoreWithoutShowingThem() throws IOException {
    Files.writeString(folder.resolve("password"), "a&b=c d\n");
    Path file =
        write(
            """
            store:
              url: "jdbc:postgresql://db/m?user=${env:MERGANSER_DB_USER}&password=${file:password}"
              key: ${env:KEY}
            """);
    ServerConfig config =
        ConfigReader.read(file, Map.of("MERGANSER_DB_USER", "u", "KEY", "k"), Map.of());
    assertThat(config.store().url().reveal())
        .isEqualTo("jdbc:postgresql://db/m?user=u&password=a%26b%3Dc+d");
    assertThat(config.store().key()).isNotNull();
    assertThat(config.toString()).doesNotContain("a%26b");
    assertThat(problems(file, Map.of()))
        .containsExactly(
            "`store.url`: `${env:MERGANSER_DB_USER}` is not there",
            "`store.key`: `${env:KEY}` is not there");
  }

  @Test
  void refusesNumbersTooBigForSizes() throws IOException {
    assertThat(problems(write("limits: { statementBytes: 999999999999999TiB }"), Map.of()))
        .singleElement()
        .asString()
        .contains("more than can be");
  }

  private Path write(String yaml) throws IOException {
    return Files.writeString(folder.resolve("merganser.yaml"), yaml);
  }

  private List<String> problems(String yaml) throws IOException {
    return problems(write(yaml), Map.of());
  }

  private static List<String> problems(Path file, Map<String, String> environment) {
    ConfigException e =
        catchThrowableOfType(
            ConfigException.class, () -> ConfigReader.read(file, environment, Map.of()));
    return e.problems();
  }
}
