package io.merganser.server.flight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.merganser.authz.EffectiveSet;
import io.merganser.authz.Principal;
import io.merganser.authz.ScopeName;
import io.merganser.connectors.spi.QueryException;
import io.merganser.planner.Scope;
import io.merganser.server.ServerError;
import io.merganser.server.database.RunningDatabase;
import io.merganser.server.metadata.Metadata;
import io.merganser.server.query.Concurrency;
import io.merganser.server.query.Deadlines;
import io.merganser.server.query.EngineThreads;
import io.merganser.server.query.PlanExecutor;
import io.merganser.server.query.QueryMonitor;
import io.merganser.server.query.QueryPipeline;
import io.merganser.server.query.ResultLimits;
import io.merganser.server.query.Revocations;
import io.merganser.server.session.Credentials;
import io.merganser.server.session.LoginListener;
import io.merganser.server.session.Sessions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.FlightDescriptor;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.FlightStatusCode;
import org.apache.arrow.flight.Location;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("try") // Arrow's close may be interrupted.
class FlightServerTest {
  private final BufferAllocator allocator = new RootAllocator();
  private final EngineThreads threads = new EngineThreads(2);

  @AfterEach
  void nothingLeaks() {
    revocations.close();
    threads.close();
    allocator.close();
  }

  private final Revocations revocations = new Revocations(threads);

  private FlightServer server() {
    QueryPipeline pipeline =
        new QueryPipeline(
            new PlanExecutor(allocator),
            new QueryMonitor(List.of(), ResultLimits.NONE, Concurrency.UNLIMITED),
            new Deadlines(Duration.ofMinutes(1)),
            revocations);
    Sessions sessions =
        new Sessions(new ClosedGate(), LoginListener.NONE, Duration.ofMinutes(1), 10, 10);
    return new FlightServer(sessions, pipeline, threads, new Metadata(), allocator);
  }

  @Test
  void itStartsOnAnyPortAndStopsWithoutALeak() throws IOException {
    try (FlightServer server = server()) {
      server.start("127.0.0.1", 0, null);
      assertThat(server.port()).isPositive();
      assertThat(server.runningResults()).isZero();
      assertThat(server.allocatedBytes()).isZero();
      assertThatThrownBy(() -> server.start("127.0.0.1", 0, null))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void aPortThatIsTakenIsAnIoException() throws IOException {
    try (FlightServer first = server();
        FlightServer second = server()) {
      first.start("127.0.0.1", 0, null);
      int port = first.port();
      assertThatThrownBy(() -> second.start("127.0.0.1", port, null))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void whoSendsNoCredentialsIsToldWhatToSend() throws Exception {
    try (FlightServer server = server()) {
      server.start("127.0.0.1", 0, null);
      try (FlightClient client =
          FlightClient.builder(allocator, Location.forGrpcInsecure("127.0.0.1", server.port()))
              .build()) {
        assertThatThrownBy(() -> client.getInfo(FlightDescriptor.command(new byte[0])))
            .asInstanceOf(type(FlightRuntimeException.class))
            .satisfies(
                e -> assertThat(e.status().code()).isEqualTo(FlightStatusCode.UNAUTHENTICATED))
            .satisfies(e -> assertThat(e).hasMessageContaining("log in with user and password"));
        assertThatThrownBy(() -> client.authenticateBasicToken("eve", "guess"))
            .hasMessageContaining("nobody is let in");
      }
    }
  }

  @Test
  void itServesTls(@TempDir Path folder) throws Exception {
    FlightServer.Tls tls = selfSigned(folder);
    try (FlightServer server = server()) {
      server.start("127.0.0.1", 0, tls);
      try (InputStream trusted = Files.newInputStream(tls.certificate());
          FlightClient client =
              FlightClient.builder(allocator, Location.forGrpcTls("localhost", server.port()))
                  .useTls()
                  .trustedCertificates(trusted)
                  .build()) {
        assertThatThrownBy(() -> client.authenticateBasicToken("eve", "guess"))
            .hasMessageContaining("nobody is let in");
      }
    }
  }

  private static FlightServer.Tls selfSigned(Path folder) throws Exception {
    Path store = folder.resolve("store.p12");
    String keytool = Path.of(System.getProperty("java.home", ""), "bin", "keytool").toString();
    Process process =
        new ProcessBuilder(
                List.of(
                    keytool,
                    "-genkeypair",
                    "-alias",
                    "it",
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=localhost",
                    "-ext",
                    "SAN=dns:localhost",
                    "-keystore",
                    store.toString(),
                    "-storetype",
                    "PKCS12",
                    "-storepass",
                    "secret"))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    char[] password = "secret".toCharArray();
    KeyStore keys = KeyStore.getInstance(store.toFile(), password);
    Path certificate = folder.resolve("certificate.pem");
    Path key = folder.resolve("key.pem");
    Files.writeString(certificate, pem("CERTIFICATE", keys.getCertificate("it").getEncoded()));
    Files.writeString(key, pem("PRIVATE KEY", keys.getKey("it", password).getEncoded()));
    return new FlightServer.Tls(certificate, key);
  }

  private static String pem(String what, byte[] bytes) {
    String body =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(bytes);
    return "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n";
  }

  /// Lets nobody in.
  private static final class ClosedGate implements Sessions.Gate {
    @Override
    public Sessions.Admission admit(Credentials credentials) {
      throw new QueryException(ServerError.AUTHENTICATION_REQUIRED, "nobody is let in");
    }

    @Override
    public Principal identify(Credentials credentials) {
      throw new QueryException(ServerError.AUTHENTICATION_REQUIRED, "nobody is let in");
    }

    @Override
    public EffectiveSet effectiveSet(Principal principal, RunningDatabase database) {
      return new EffectiveSet(principal, List.of());
    }

    @Override
    public Scope scope(RunningDatabase database, ScopeName name) {
      throw new IllegalStateException("nobody is let in");
    }
  }
}
