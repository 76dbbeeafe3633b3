package io.merganser.server.http;

import io.merganser.connectors.spi.QueryException;
import io.merganser.server.ServerError;
import io.merganser.server.query.VisibleErrors;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The HTTP listener. Each request runs on a virtual thread of its own, which hands what touches
/// the engine to [io.merganser.server.query.EngineThreads].
///
/// Not part of this: HTTP/2, compression, redirects, CORS (no page of ours calls it from a
/// browser).
public final class HttpServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HttpServer.class);

  private static final int HEADER_BYTES = 32 << 10;
  private static final int MOST_CONNECTIONS = 2_000;

  /// Accept and select; requests run on virtual threads. Selecting on a virtual thread would keep
  /// its carrier, of which a small machine has two.
  private static final int IO_THREADS = 8;

  private static final long STOP_MILLIS = 5_000;

  private final HttpSettings settings;
  private final List<Route> routes;
  private final Readiness readiness;
  private final MeterRegistry meters;
  private final Server server;

  /// @param meters counts requests by route and status
  public HttpServer(
      HttpSettings settings, List<Route> routes, Readiness readiness, MeterRegistry meters) {
    this.settings = settings;
    this.routes = List.copyOf(routes);
    this.readiness = readiness;
    this.meters = meters;
    QueuedThreadPool threads = new QueuedThreadPool(IO_THREADS);
    threads.setName("http");
    threads.setVirtualThreadsExecutor(task -> Thread.ofVirtual().name("http-request").start(task));
    this.server = new Server(threads);
  }

  /// Begins to listen.
  ///
  /// @throws IllegalStateException saying what to do, if that cannot be
  public void start() {
    ServerConnector connector = new ServerConnector(server, 1, 1, connectionFactories());
    connector.setHost(settings.host());
    connector.setPort(settings.port());
    connector.setIdleTimeout(settings.idle().toMillis());
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, connector));
    server.setHandler(new GracefulHandler(new Router()));
    server.setErrorHandler(new JsonErrors());
    server.setStopTimeout(STOP_MILLIS);
    try {
      server.start();
    } catch (Exception e) {
      close();
      throw startFailed(e);
    }
  }

  private IllegalStateException startFailed(Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return new IllegalStateException(
            "cannot listen on "
                + settings.host()
                + ":"
                + settings.port()
                + " for HTTP, the port is in use or not ours; choose another with http.port",
            failure);
      }
    }
    return new IllegalStateException("the HTTP server did not start", failure);
  }

  /// The port it listens on.
  public int port() {
    return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
  }

  /// Takes no new work, lets the old end for some seconds, and stops.
  @Override
  public void close() {
    readiness.stop();
    try {
      server.stop();
    } catch (Exception e) {
      log.warn("the HTTP server did not stop in order", e);
    }
  }

  private ConnectionFactory[] connectionFactories() {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    http.setRequestHeaderSize(HEADER_BYTES);
    http.setResponseHeaderSize(HEADER_BYTES);
    HttpSettings.Tls tls = settings.tls();
    if (tls == null) {
      return new ConnectionFactory[] {new HttpConnectionFactory(http)};
    }
    // The host is the certificate's matter between client and us; clients come by addresses too.
    http.addCustomizer(new SecureRequestCustomizer(false));
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    String password = HexFormat.of().formatHex(random);
    SslContextFactory.Server ssl = new SslContextFactory.Server();
    ssl.setKeyStore(PemKeys.load(tls, password));
    ssl.setKeyStorePassword(password);
    ssl.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    return new ConnectionFactory[] {
      new SslConnectionFactory(ssl, "http/1.1"), new HttpConnectionFactory(http)
    };
  }

  /// Finds the route and turns what its handling throws into an answer.
  private final class Router extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      Timer.Sample sample = Timer.start(meters);
      String pattern = "none";
      Exchange exchange = exchange(request, response, Map.of());
      try {
        String path = decodedPath(request);
        Route route = null;
        TreeSet<String> methods = new TreeSet<>();
        for (Route candidate : routes) {
          Map<String, String> variables = candidate.match(path);
          if (variables != null) {
            pattern = candidate.pattern();
            methods.add(candidate.method());
            if (candidate.serves(request.getMethod())) {
              route = candidate;
              exchange = exchange(request, response, variables);
            }
          }
        }
        serve(exchange, route, methods);
        callback.succeeded();
      } catch (IOException | RuntimeException | Error e) {
        fail(exchange, e, callback);
      }
      sample.stop(
          Timer.builder("merganser.http.requests")
              .tag("route", pattern)
              .tag("status", String.valueOf(exchange.status()))
              .register(meters));
      return true;
    }

    private void serve(Exchange exchange, @Nullable Route route, Set<String> methods)
        throws IOException {
      if (route != null) {
        route.handling().handle(exchange);
      } else if (methods.isEmpty()) {
        exchange.respond(404, "application/json", simple("there is nothing at this address"));
      } else {
        exchange.setHeader("Allow", String.join(", ", methods));
        exchange.respond(
            405,
            "application/json",
            simple("this address is for " + String.join(" and ", methods)));
      }
    }

    private void fail(Exchange exchange, Throwable failure, Callback callback) {
      if (failure instanceof EofException || exchange.isCommitted()) {
        // The client is gone, or has had a part: it must see that there is no rest.
        callback.failed(failure);
        return;
      }
      try {
        exchange.respond(VisibleErrors.of(failure));
        callback.succeeded();
      } catch (IOException e) {
        callback.failed(e);
      }
    }

    private Exchange exchange(Request request, Response response, Map<String, String> variables) {
      return new Exchange(request, response, variables, settings.requestBytes());
    }

    private String decodedPath(Request request) {
      String path = request.getHttpURI().getDecodedPath();
      return path == null ? "/" : path;
    }
  }

  private static byte[] simple(String message) {
    return HttpErrors.body(new QueryException(ServerError.INVALID_REQUEST, message));
  }

  /// What Jetty itself has to complain about: headers too large, requests that are no HTTP.
  private static final class JsonErrors extends ErrorHandler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
      Content.Sink.write(response, true, message(response.getStatus()), callback);
      return true;
    }

    private static String message(int status) {
      String text =
          switch (status) {
            case 431 -> "the headers of the request are too large";
            case 414 -> "the address of the request is too long";
            case 503 -> "the server is stopping";
            default -> "the request is not one of HTTP that is served";
          };
      return new String(simple(text), StandardCharsets.UTF_8);
    }
  }
}
