package io.merganser.server.avatica;

import io.merganser.connectors.spi.QueryException;
import io.merganser.server.http.Authenticator;
import io.merganser.server.http.Exchange;
import io.merganser.server.metadata.Metadata;
import io.merganser.server.query.EngineThreads;
import io.merganser.server.query.QueryPipeline;
import io.merganser.server.session.Sessions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.calcite.avatica.metrics.noop.NoopMetricsSystem;
import org.apache.calcite.avatica.remote.Handler.HandlerResponse;
import org.apache.calcite.avatica.remote.JsonHandler;
import org.apache.calcite.avatica.remote.LocalService;
import org.apache.calcite.avatica.remote.ProtobufHandler;
import org.apache.calcite.avatica.remote.ProtobufTranslation;
import org.apache.calcite.avatica.remote.ProtobufTranslationImpl;
import org.apache.calcite.avatica.remote.Service;

/// Answers requests of Avatica, JSON or protobuf, whichever comes.
///
/// All failures are told in the protocol with status 500, which is the only one besides 200 whose
/// body the driver reads; on 503 it would repeat the request without end. Missing credentials are
/// the exception: the driver sends them when challenged with 401.
public final class AvaticaEndpoint implements AutoCloseable {
  private final Authenticator authenticator;
  private final Services services;
  private final AvaticaConnections connections;
  private final ProtobufTranslation translation = new Translation();

  /// What the calls are answered with.
  public record Services(QueryPipeline pipeline, EngineThreads threads, Metadata metadata) {}

  /// @param idle how long a session may be unused before it ends
  public AvaticaEndpoint(
      Authenticator authenticator, Sessions sessions, Services services, Duration idle) {
    this.authenticator = authenticator;
    this.services = services;
    this.connections = new AvaticaConnections(sessions, services.threads(), idle);
  }

  /// Answers one request.
  public void handle(Exchange exchange) throws IOException {
    byte[] request;
    try {
      request = exchange.body();
    } catch (QueryException tooLarge) {
      // In which serialization nobody knows; the driver's default is JSON.
      AvaticaCall call = new AvaticaCall(exchange, authenticator, true);
      respond(exchange, new Json(call).convertToErrorResponse(tooLarge));
      return;
    }
    boolean json = request.length > 0 && request[0] == '{';
    try (AvaticaCall call = new AvaticaCall(exchange, authenticator, json)) {
      if (json) {
        String text = new String(request, StandardCharsets.UTF_8);
        respond(exchange, new Json(call).apply(text));
      } else {
        HandlerResponse<byte[]> response = new Protobuf(call).apply(request);
        respond(
            exchange, response.getStatusCode(), "application/octet-stream", response.getResponse());
      }
    }
  }

  private static void respond(Exchange exchange, HandlerResponse<String> response)
      throws IOException {
    byte[] body = response.getResponse().getBytes(StandardCharsets.UTF_8);
    respond(exchange, response.getStatusCode(), "application/json", body);
  }

  private static void respond(Exchange exchange, int status, String type, byte[] body)
      throws IOException {
    if (status == 401) {
      exchange.challenge();
    }
    exchange.respond(status, type, body);
  }

  /// Ends all connections.
  @Override
  public void close() {
    connections.closeAll();
  }

  private Service service(AvaticaCall call) {
    return new LocalService(new AvaticaMeta(services, connections, call));
  }

  private final class Json extends JsonHandler {
    private final AvaticaCall call;

    Json(AvaticaCall call) {
      super(service(call), NoopMetricsSystem.getInstance());
      this.call = call;
    }

    @Override
    public HandlerResponse<String> convertToErrorResponse(Exception failure) {
      RuntimeException told = AvaticaErrors.of(failure);
      return call.isAnonymous()
          ? unauthenticatedErrorResponse(told)
          : super.convertToErrorResponse(told);
    }
  }

  private final class Protobuf extends ProtobufHandler {
    private final AvaticaCall call;

    Protobuf(AvaticaCall call) {
      super(service(call), translation, NoopMetricsSystem.getInstance());
      this.call = call;
    }

    @Override
    public HandlerResponse<byte[]> convertToErrorResponse(Exception failure) {
      RuntimeException told = AvaticaErrors.of(failure);
      return call.isAnonymous()
          ? unauthenticatedErrorResponse(told)
          : super.convertToErrorResponse(told);
    }
  }

  /// What cannot be read is the client's fault, whatever it was that the reader stumbled over.
  private static final class Translation extends ProtobufTranslationImpl {
    @Override
    public Service.Request parseRequest(byte[] bytes) {
      try {
        return super.parseRequest(bytes);
      } catch (IOException | RuntimeException e) {
        throw AvaticaErrors.malformed();
      }
    }
  }
}
