package io.merganser.tests.types;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.merganser.tests.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Values of every type, and a null of each, through every protocol, beside DuckDB's own text of
/// them; what each protocol says of the column; and whether the value, given back as a parameter,
/// is the same. What it saw is in `target/types.txt`. Where that is right, copying it over the file
/// accepts it; `docs/types.md` is made of it.
@Timeout(120)
class TypesTest {
  private static final Path EXPECTED =
      Path.of("src/test/resources/io/merganser/tests/types/types.txt");
  private static final Path ACTUAL = Path.of("target/types.txt");

  private static final String FLIGHT =
      "jdbc:arrow-flight-sql://127.0.0.1:%d/?useEncryption=false&user=admin&password=secret";

  private static final String AVATICA =
      "jdbc:avatica:remote:url=http://127.0.0.1:%d/avatica;serialization=%s"
          + ";authentication=BASIC;avatica_user=admin;avatica_password=secret";

  private static final List<Protocol> protocols = new ArrayList<>();
  private static TestServer server;
  private static Connection duckdb;

  @BeforeAll
  static void start() throws SQLException {
    server = TestServer.start();
    duckdb = DriverManager.getConnection("jdbc:duckdb:");
    try (Statement statement = duckdb.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
    }
    protocols.add(new ArrowProtocol(server.flightPort(), duckdb));
    protocols.add(
        new JdbcProtocol(
            "flight", DriverManager.getConnection(FLIGHT.formatted(server.flightPort()))));
    protocols.add(new JdbcProtocol("avatica", avatica("protobuf", Map.of())));
    protocols.add(new JdbcProtocol("avatica json", avatica("json", Map.of())));
    protocols.add(
        new JdbcProtocol(
            "avatica timestamps=text", avatica("protobuf", Map.of("timestamps", "text"))));
    protocols.add(new RestProtocol(server.httpPort()));
  }

  @AfterAll
  static void stop() throws Exception {
    for (Protocol protocol : protocols) {
      protocol.close();
    }
    duckdb.close();
    server.close();
  }

  private static Connection avatica(String serialization, Map<String, String> properties)
      throws SQLException {
    Properties info = new Properties();
    info.putAll(properties);
    return DriverManager.getConnection(AVATICA.formatted(server.httpPort(), serialization), info);
  }

  @Test
  void everyValueOfEveryTypeArrivesAsTheFileSays() throws Exception {
    StringBuilder text = new StringBuilder();
    for (TypeCase type : TypeCase.read(EXPECTED)) {
      text.append(seen(type).text());
    }
    Path written = Files.writeString(ACTUAL, text.toString());
    assertThat(text.toString())
        .as("if right: cp sql-tests/%s sql-tests/%s", written, EXPECTED)
        .isEqualTo(Files.readString(EXPECTED));
  }

  /// A date has no zone, and neither have a time or a timestamp; whoever reads them far from here
  /// reads the same. Drivers look up the zone once, so it takes another process.
  @Test
  void aZoneOfTheClientMovesNothing() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.timezone=America/New_York",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                FarAway.class.getName(),
                FLIGHT.formatted(server.flightPort()),
                AVATICA.formatted(server.httpPort(), "protobuf"),
                AVATICA.formatted(server.httpPort(), "json"))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String wanted = "2020-07-01 2020-07-01T12:34:56 2020-07-01T12:34:56Z";
    assertThat(new String(process.getInputStream().readAllBytes(), UTF_8).lines())
        .containsExactly("flight " + wanted, "avatica " + wanted, "avatica " + wanted);
  }

  private static TypeCase seen(TypeCase expected) throws Exception {
    TypeCase type = expected.bare();
    List<String> wanted = duckdb(type.select());
    for (int i = 0; i < wanted.size(); i++) {
      type.values().get(i).texts().put("duckdb", wanted.get(i));
    }
    for (Protocol protocol : protocols) {
      see(protocol, type);
    }
    for (Protocol protocol : protocols) {
      bind(protocol, type);
    }
    if (type.values().getLast().texts().size() == 1) {
      type.values().removeLast();
    }
    return type;
  }

  private static void see(Protocol protocol, TypeCase type) {
    Protocol.Seen seen = ask(protocol, type);
    String family = protocol.name().split(" ", -1)[0];
    if (!seen.column().equals(type.columns().get(family))) {
      type.columns().put(protocol.name(), seen.column());
    }
    for (int i = 0; i < seen.values().size(); i++) {
      Map<String, String> texts = type.values().get(i).texts();
      String text = seen.values().get(i);
      if (!text.equals(texts.getOrDefault(family, texts.get("duckdb")))) {
        texts.put(protocol.name(), text);
      }
    }
  }

  /// In one statement, or where that fails in one for each value.
  private static Protocol.Seen ask(Protocol protocol, TypeCase type) {
    try {
      return protocol.ask(type.select());
    } catch (Exception e) {
      List<String> values = new ArrayList<>();
      String column = reason(e);
      for (TypeCase.Value value : type.values()) {
        try {
          Protocol.Seen one =
              protocol.ask(new TypeCase(type.type(), Map.of(), List.of(value)).select());
          values.add(one.values().getFirst());
          column = one.column();
        } catch (Exception failure) {
          values.add(reason(failure));
        }
      }
      return new Protocol.Seen(column, values);
    }
  }

  /// What is read can be given back as a parameter, and is the same.
  private static void bind(Protocol protocol, TypeCase type) {
    boolean numbered = protocol.name().equals("arrow") || protocol.name().equals("rest");
    List<String> values;
    try {
      values = protocol.echo(type.select(), type.same(numbered));
    } catch (Exception e) {
      values = new ArrayList<>();
      for (TypeCase.Value value : type.values()) {
        TypeCase one = new TypeCase(type.type(), Map.of(), List.of(value));
        try {
          values.addAll(protocol.echo(one.select(), one.same(numbered)));
        } catch (Exception failure) {
          values.add(reason(failure));
        }
      }
    }
    String family = protocol.name().split(" ", -1)[0];
    for (int i = 0; i < values.size(); i++) {
      Map<String, String> texts = type.values().get(i).texts();
      String known = texts.getOrDefault(family + " as parameter", "true");
      if (!values.get(i).equals(known)) {
        texts.put(protocol.name() + " as parameter", values.get(i));
      }
    }
  }

  private static String reason(Exception e) {
    // Statements are no news.
    return "! "
        + String.valueOf(e.getMessage())
            .replaceAll("see its log for .*", "see its log")
            .replaceAll("Error while executing SQL \".*\": (Remote driver error: )?", "")
            .lines()
            .findFirst()
            .orElse("");
  }

  private static List<String> duckdb(String sql) throws SQLException {
    try (Statement statement = duckdb.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT CAST(COLUMNS(*) AS VARCHAR) FROM (" + sql + ")")) {
      List<String> values = new ArrayList<>();
      if (!row.next()) {
        throw new AssertionError("no row");
      }
      for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
        values.add(JdbcProtocol.text(row.getString(i)));
      }
      return values;
    }
  }
}
