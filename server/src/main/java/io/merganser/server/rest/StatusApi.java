package io.merganser.server.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import io.merganser.authz.AuthzError;
import io.merganser.authz.Principal;
import io.merganser.authz.ScopeName;
import io.merganser.connectors.spi.QueryException;
import io.merganser.server.http.Authenticator;
import io.merganser.server.http.Exchange;
import io.merganser.server.http.Readiness;
import io.merganser.server.session.Session;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// How the server is, and who is asking.
///
/// `/health` is for everybody. `/metrics` is for everybody on this machine, so also for all that a
/// proxy on this machine lets through, and for superusers from elsewhere.
public final class StatusApi {
  private final Authenticator authenticator;
  private final Readiness readiness;
  private final PrometheusMeterRegistry meters;

  public StatusApi(
      Authenticator authenticator, Readiness readiness, PrometheusMeterRegistry meters) {
    this.authenticator = authenticator;
    this.readiness = readiness;
    this.meters = meters;
  }

  void health(Exchange exchange) throws IOException {
    boolean stopping = readiness.isStopping();
    Answers.json(
        exchange,
        stopping ? 503 : 200,
        json -> json.writeStringField("status", stopping ? "stopping" : "ok"));
  }

  void metrics(Exchange exchange) throws IOException {
    if (!exchange.isFromLoopback() && !authenticate(exchange).principalNow().superuser()) {
      throw new QueryException(AuthzError.PERMISSION_DENIED, "metrics are for superusers");
    }
    exchange.respond(
        200,
        "text/plain; version=0.0.4; charset=utf-8",
        meters.scrape().getBytes(StandardCharsets.UTF_8));
  }

  void whoAmI(Exchange exchange) throws IOException {
    Session session = authenticate(exchange);
    Answers.json(exchange, 200, json -> write(json, session));
  }

  private Session authenticate(Exchange exchange) {
    return authenticator.authenticate(
        exchange, exchange.query("tenant"), exchange.query("database"));
  }

  private static void write(JsonGenerator json, Session session) throws IOException {
    Principal principal = session.principal();
    json.writeStringField("user", principal.name());
    json.writeBooleanField("superuser", principal.superuser());
    json.writeStringField("tenant", session.database().tenant());
    json.writeStringField("database", session.database().name());
    ScopeName scope = session.scope();
    optional(json, "scope", scope == null ? null : scope.scope());
    Session.Defaults defaults = session.defaults();
    optional(json, "catalog", defaults.catalog());
    optional(json, "schema", defaults.schema());
  }

  private static void optional(JsonGenerator json, String name, @Nullable String value)
      throws IOException {
    if (value == null) {
      json.writeNullField(name);
    } else {
      json.writeStringField(name, value);
    }
  }
}
