package io.merganser.tests.flight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.merganser.tests.Await;
import io.merganser.tests.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.flight.CallOption;
import org.apache.arrow.flight.CancelFlightInfoRequest;
import org.apache.arrow.flight.CancelStatus;
import org.apache.arrow.flight.CloseSessionRequest;
import org.apache.arrow.flight.FlightCallHeaders;
import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.FlightDescriptor;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.FlightStatusCode;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.GetSessionOptionsRequest;
import org.apache.arrow.flight.HeaderCallOption;
import org.apache.arrow.flight.Location;
import org.apache.arrow.flight.SessionOptionValueFactory;
import org.apache.arrow.flight.SetSessionOptionsRequest;
import org.apache.arrow.flight.Ticket;
import org.apache.arrow.flight.auth2.BasicAuthCredentialWriter;
import org.apache.arrow.flight.grpc.CredentialCallOption;
import org.apache.arrow.flight.sql.FlightSqlClient;
import org.apache.arrow.flight.sql.FlightSqlClient.PreparedStatement;
import org.apache.arrow.flight.sql.FlightSqlProducer.Schemas;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the plain Flight SQL client sees of the server, and what it costs the server.
@Timeout(180)
@SuppressWarnings("try") // Arrow's close may be interrupted.
class FlightClientTest {
  private static final String DIGITS =
      "WITH d(n) AS (VALUES (0),(1),(2),(3),(4),(5),(6),(7),(8),(9)) ";
  private static final String HUNDRED_MILLION =
      DIGITS + "SELECT a.n AS x, b.n AS y FROM d a, d b, d c, d e, d f, d g, d h, d i";
  private static final String ENDLESS =
      DIGITS
          + "SELECT sum(a.n * b.n) AS s FROM d a, d b, d c, d e, d f, d g, d h, d i, d j, d k, d l";

  private final BufferAllocator allocator = new RootAllocator();
  private TestServer server;
  private FlightClient flight;
  private FlightSqlClient client;
  private CallOption token;

  @BeforeEach
  void start() {
    server = TestServer.start();
    flight = connect();
    client = new FlightSqlClient(flight);
    token = logIn(flight, "admin");
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    server.close();
    assertThat(allocator.getAllocatedMemory()).isZero();
    allocator.close();
  }

  private FlightClient connect() {
    return FlightClient.builder(
            allocator, Location.forGrpcInsecure("127.0.0.1", server.flightPort()))
        .build();
  }

  private static CallOption logIn(FlightClient client, String user) {
    return client.authenticateBasicToken(user, "secret").orElseThrow();
  }

  private static CredentialCallOption basic(String user, String password) {
    return new CredentialCallOption(new BasicAuthCredentialWriter(user, password));
  }

  private static Ticket ticket(FlightInfo info) {
    return info.getEndpoints().getFirst().getTicket();
  }

  private long rows(FlightInfo info, CallOption... options) throws Exception {
    try (FlightStream stream = client.getStream(ticket(info), options)) {
      long rows = 0;
      while (stream.next()) {
        rows += stream.getRoot().getRowCount();
      }
      return rows;
    }
  }

  @Test
  void theSchemaIsTheSameAtEveryStep() throws Exception {
    String sql =
        "SELECT 1 AS a, CAST('x' AS VARCHAR) AS b, CAST(1.5 AS DECIMAL(5, 2)) AS c,"
            + " TIMESTAMP '2020-01-01 00:00:00' AS d";
    try (PreparedStatement prepared = client.prepare(sql, token)) {
      Schema promised = prepared.getResultSetSchema();
      FlightInfo info = prepared.execute(token);
      assertThat(info.getSchemaOptional().orElseThrow()).isEqualTo(promised);
      assertThat(client.getExecuteSchema(sql, token).getSchema()).isEqualTo(promised);
      assertThat(client.execute(sql, token).getSchemaOptional().orElseThrow()).isEqualTo(promised);
      try (FlightStream stream = client.getStream(ticket(info), token)) {
        assertThat(stream.getSchema()).isEqualTo(promised);
        assertThat(stream.next()).isTrue();
      }
      assertThat(promised.findField("c").getMetadata())
          .containsEntry("ARROW:FLIGHT:SQL:TYPE_NAME", "DECIMAL(5,2)")
          .containsEntry("ARROW:FLIGHT:SQL:PRECISION", "5")
          .containsEntry("ARROW:FLIGHT:SQL:SCALE", "2");
      assertThat(info.getEndpoints().getFirst().getLocations()).isEmpty();
      prepared.close(token);
    }
  }

  @Test
  void schemasOfMetadataAreThoseOfTheStandard() throws Exception {
    assertStream(client.getCatalogs(token), Schemas.GET_CATALOGS_SCHEMA);
    assertStream(client.getSchemas(null, null, token), Schemas.GET_SCHEMAS_SCHEMA);
    assertStream(client.getTables(null, null, null, null, true, token), Schemas.GET_TABLES_SCHEMA);
    assertStream(
        client.getTables(null, null, null, null, false, token),
        Schemas.GET_TABLES_SCHEMA_NO_SCHEMA);
    assertStream(client.getTableTypes(token), Schemas.GET_TABLE_TYPES_SCHEMA);
    assertStream(client.getXdbcTypeInfo(token), Schemas.GET_TYPE_INFO_SCHEMA);
    assertStream(
        client.getSqlInfo(new org.apache.arrow.flight.sql.impl.FlightSql.SqlInfo[0], token),
        Schemas.GET_SQL_INFO_SCHEMA);
  }

  private void assertStream(FlightInfo info, Schema schema) throws Exception {
    assertThat(info.getSchemaOptional().orElseThrow()).isEqualTo(schema);
    long rows = 0;
    try (FlightStream stream = client.getStream(ticket(info), token)) {
      assertThat(stream.getSchema()).isEqualTo(schema);
      while (stream.next()) {
        rows += stream.getRoot().getRowCount();
      }
    }
    assertThat(rows).isPositive();
  }

  @Test
  void aHundredMillionRowsStartFastAndTakeLittleMemory() throws Exception {
    long start = System.nanoTime();
    FlightInfo info = client.execute(HUNDRED_MILLION, token);
    long rows = 0;
    long peak = 0;
    try (FlightStream stream = client.getStream(ticket(info), token)) {
      while (stream.next()) {
        if (rows == 0) {
          assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(10));
        }
        rows += stream.getRoot().getRowCount();
        peak = Math.max(peak, server.flightAllocatedBytes());
      }
    }
    assertThat(rows).isEqualTo(100_000_000L);
    assertThat(peak).isLessThan(64L << 20);
    Await.until("memory comes back", () -> server.flightAllocatedBytes() == 0);
  }

  @Test
  void stalledClientsCostABoundedBufferAndNoThread() throws Exception {
    List<FlightStream> stalled = new ArrayList<>();
    try {
      for (int i = 0; i < 40; i++) {
        FlightStream stream =
            client.getStream(ticket(client.execute(HUNDRED_MILLION, token)), token);
        assertThat(stream.next()).isTrue();
        stalled.add(stream);
      }
      Await.until("engine threads are free", () -> busyEngineThreads() == 0);
      long held =
          Await.settled(
              "nothing more is read", Duration.ofMillis(500), server::flightAllocatedBytes);
      assertThat(held).isLessThan(40 * (8L << 20));
      assertThat(rows(client.execute("SELECT 1 AS one", token), token)).isEqualTo(1);
    } finally {
      for (FlightStream stream : stalled) {
        stream.cancel("enough", null);
        drain(stream);
        stream.close();
      }
    }
    Await.until("statements end", () -> server.runningStatements() == 0);
    Await.until("memory comes back", () -> server.flightAllocatedBytes() == 0);
  }

  private static void drain(FlightStream stream) {
    try {
      while (stream.next()) {
        stream.getRoot().clear();
      }
    } catch (FlightRuntimeException e) {
      assertThat(e.status().code()).isEqualTo(FlightStatusCode.CANCELLED);
    }
  }

  private static long busyEngineThreads() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(entry -> entry.getKey().getName().startsWith("engine-"))
        .filter(entry ->
            java.util.Arrays.stream(entry.getValue())
                .anyMatch(frame -> frame.getClassName().contains("merganser")))
        .count();
  }

  @Test
  void aStalledStreamGoesOnWhereItWas() throws Exception {
    String sql = DIGITS + "SELECT a.n AS x FROM d a, d b, d c, d e, d f, d g, d h";
    try (FlightStream stream = client.getStream(ticket(client.execute(sql, token)), token)) {
      assertThat(stream.next()).isTrue();
      long rows = stream.getRoot().getRowCount();
      Await.until("the server waits", () -> busyEngineThreads() == 0);
      while (stream.next()) {
        rows += stream.getRoot().getRowCount();
      }
      assertThat(rows).isEqualTo(10_000_000L);
    }
  }

  @Test
  void anAbandonedStreamFreesEverything() throws Exception {
    try (FlightClient other = connect()) {
      CallOption its = logIn(other, "analyst");
      FlightSqlClient sql = new FlightSqlClient(other);
      FlightStream stream = sql.getStream(ticket(sql.execute(HUNDRED_MILLION, its)), its);
      assertThat(stream.next()).isTrue();
      Await.until("it runs", () -> server.runningStatements() == 1);
      stream.close();
    }
    Await.until("statements end", () -> server.runningStatements() == 0);
    Await.until("memory comes back", () -> server.flightAllocatedBytes() == 0);
  }

  @Test
  void cancelFlightInfoStopsTheWork() throws Exception {
    FlightInfo info = client.execute(ENDLESS, token);
    try (FlightStream stream = client.getStream(ticket(info), token)) {
      Await.until("it runs", () -> server.runningStatements() == 1);
      assertThat(client.cancelFlightInfo(new CancelFlightInfoRequest(info), token).getStatus())
          .isEqualTo(CancelStatus.CANCELLED);
      assertThatThrownBy(stream::next)
          .asInstanceOf(type(FlightRuntimeException.class))
          .satisfies(e -> assertThat(e.status().code()).isEqualTo(FlightStatusCode.CANCELLED))
          .satisfies(e -> assertThat(e).hasMessageContaining("[57014]"));
    }
    Await.until("statements end", () -> server.runningStatements() == 0);
    assertThat(client.cancelFlightInfo(new CancelFlightInfoRequest(info), token).getStatus())
        .isEqualTo(CancelStatus.NOT_CANCELLABLE);
  }

  @Test
  void anotherSessionsHandlesAndTicketsAreUnknown() throws Exception {
    FlightInfo info = client.execute("SELECT 1 AS one", token);
    CallOption other = logIn(flight, "admin");
    assertThatThrownBy(() -> rows(info, other)).hasMessageContaining("[08P01]");
    try (PreparedStatement prepared = client.prepare("SELECT 1 AS one", token)) {
      assertThatThrownBy(() -> prepared.execute(other)).hasMessageContaining("[08P01]");
      prepared.close(token);
    }
    assertThat(rows(info, token)).isEqualTo(1);
    assertThat(rows(info, token)).as("a ticket may be shown again").isEqualTo(1);
  }

  @Test
  void basicCredentialsOnEveryCallFindTheSameSession() throws Exception {
    CredentialCallOption basic = basic("admin", "secret");
    int before = server.sessions();
    FlightInfo info = client.execute("SELECT 1 AS one", basic);
    assertThat(rows(info, basic)).isEqualTo(1);
    assertThat(server.sessions()).isEqualTo(before + 1);
    assertThatThrownBy(() -> client.execute("SELECT 1", basic("admin", "wrong")))
        .asInstanceOf(type(FlightRuntimeException.class))
        .satisfies(e -> assertThat(e.status().code()).isEqualTo(FlightStatusCode.UNAUTHENTICATED));
  }

  @Test
  void callsWithoutOrWithAnUnknownTokenAreRefused() {
    assertUnauthenticated(() -> client.execute("SELECT 1"));
    FlightCallHeaders headers = new FlightCallHeaders();
    headers.insert("authorization", "Bearer nonsense");
    assertUnauthenticated(() -> client.execute("SELECT 1", new HeaderCallOption(headers)));
  }

  private static void assertUnauthenticated(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .asInstanceOf(type(FlightRuntimeException.class))
        .satisfies(e -> assertThat(e.status().code()).isEqualTo(FlightStatusCode.UNAUTHENTICATED));
  }

  @Test
  void sessionOptionsAreSetAndTold() throws Exception {
    String catalog;
    try (FlightStream stream = client.getStream(ticket(client.getCatalogs(token)), token)) {
      assertThat(stream.next()).isTrue();
      catalog = stream.getRoot().getVector(0).getObject(0).toString();
    }
    var set =
        client.setSessionOptions(
            new SetSessionOptionsRequest(
                Map.of("catalog", SessionOptionValueFactory.makeSessionOptionValue(catalog))),
            token);
    assertThat(set.hasErrors()).isFalse();
    var refused =
        client.setSessionOptions(
            new SetSessionOptionsRequest(
                Map.of(
                    "catalog", SessionOptionValueFactory.makeSessionOptionValue("nosuch"),
                    "colour", SessionOptionValueFactory.makeSessionOptionValue("red"))),
            token);
    assertThat(refused.getErrors()).containsOnlyKeys("catalog", "colour");
    var told = client.getSessionOptions(new GetSessionOptionsRequest(), token);
    assertThat(told.getSessionOptions())
        .containsEntry("catalog", SessionOptionValueFactory.makeSessionOptionValue(catalog));
    client.closeSession(new CloseSessionRequest(), token);
    assertUnauthenticated(() -> client.execute("SELECT 1", token));
  }

  @Test
  void aBatchOfParametersRunsOnceForEachRow() throws Exception {
    try (PreparedStatement prepared =
            client.prepare("SELECT CAST(? AS BIGINT) * 2 AS twice", token);
        VectorSchemaRoot values =
            VectorSchemaRoot.create(prepared.getParameterSchema(), allocator)) {
      FieldVector parameter = values.getVector(0);
      for (int i = 0; i < 5; i++) {
        switch (parameter) {
          case BigIntVector longs -> longs.setSafe(i, i);
          case IntVector ints -> ints.setSafe(i, i);
          default -> throw new AssertionError(parameter.getField());
        }
      }
      values.setRowCount(5);
      prepared.setParameters(values);
      List<Long> twice = new ArrayList<>();
      try (FlightStream stream = client.getStream(ticket(prepared.execute(token)), token)) {
        while (stream.next()) {
          for (int i = 0; i < stream.getRoot().getRowCount(); i++) {
            twice.add(((Number) stream.getRoot().getVector(0).getObject(i)).longValue());
          }
        }
      }
      assertThat(twice).containsExactly(0L, 2L, 4L, 6L, 8L);
      assertThat(prepared.executeUpdate(token)).isEqualTo(5);
      prepared.close(token);
    }
  }

  @Test
  void whatIsNotServedSaysSo() {
    assertUnimplemented(
        () ->
            client.executeSubstrait(new FlightSqlClient.SubstraitPlan(new byte[] {1}, "0"), token),
        "a Substrait plan is not supported");
    assertThatThrownBy(() -> flight.getInfo(FlightDescriptor.path("x"), token))
        .hasMessageContaining("[08P01]");
    assertThatThrownBy(
            () -> {
              try (FlightStream stream =
                  flight.getStream(new Ticket(new byte[] {9, 9, 9}), token)) {
                stream.next();
              }
            })
        .hasMessageContaining("[08P01]");
  }

  private static void assertUnimplemented(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .asInstanceOf(type(FlightRuntimeException.class))
        .satisfies(e -> assertThat(e.status().code()).isEqualTo(FlightStatusCode.UNIMPLEMENTED))
        .satisfies(e -> assertThat(e).hasMessageContaining(message));
  }

  @Test
  void errorsCarryTheirStateInTheTrailers() {
    assertThatThrownBy(() -> client.execute("SELECT * FROM nosuch", token))
        .asInstanceOf(type(FlightRuntimeException.class))
        .satisfies(e -> {
          assertThat(e.status().code()).isEqualTo(FlightStatusCode.INVALID_ARGUMENT);
          assertThat(e.status().metadata().get("sqlstate")).isEqualTo("42P01");
          assertThat(e.status().metadata().get("error-code")).isEqualTo("TABLE_NOT_FOUND");
        });
  }

  @Test
  void aServerThatStopsEndsItsResults() throws Exception {
    FlightStream stream = client.getStream(ticket(client.execute(HUNDRED_MILLION, token)), token);
    assertThat(stream.next()).isTrue();
    server.close();
    assertThatThrownBy(
            () -> {
              while (stream.next()) {
                stream.getRoot().clear();
              }
            })
        .isInstanceOf(FlightRuntimeException.class);
    stream.close();
  }
}
