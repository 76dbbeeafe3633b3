package io.merganser.server.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import io.merganser.authz.Principal;
import io.merganser.catalog.audit.AuditQuery;
import io.merganser.catalog.audit.AuditRecord;
import io.merganser.catalog.audit.AuditTrail;
import io.merganser.connectors.spi.QueryException;
import io.merganser.server.ServerError;
import io.merganser.server.http.Administrators;
import io.merganser.server.http.Exchange;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// `GET /api/v1/audit`: what happened, the newest first. A superuser of a tenant has the records of
/// the tenant, an operator all of them.
///
/// Parameters narrow what is found, all together: `tenant`, `user`, `database`, `session`,
/// `statement`, `event`, `decision`, `code`, `relation`, and times from `since` to before `until`.
/// `limit` is the size of a page; `next` of an answer goes into `before` for the next one.
public final class AuditApi {
  private static final int MOST = 1_000;
  private static final int USUAL = 100;
  private static final Set<String> PARAMETERS =
      Set.of(
          "tenant",
          "since",
          "until",
          "event",
          "decision",
          "user",
          "database",
          "session",
          "statement",
          "code",
          "relation",
          "before",
          "limit");

  private final Administrators administrators;
  private final AuditTrail trail;

  public AuditApi(Administrators administrators, AuditTrail trail) {
    this.administrators = administrators;
    this.trail = trail;
  }

  void find(Exchange exchange) throws IOException {
    Principal administrator = administrators.authenticate(exchange, exchange.query("tenant"));
    AuditQuery query = query(exchange, administrator);
    List<AuditTrail.Entry> found = trail.find(query);
    Answers.json(
        exchange,
        200,
        json -> {
          json.writeArrayFieldStart("records");
          for (AuditTrail.Entry entry : found) {
            write(json, entry);
          }
          json.writeEndArray();
          if (found.size() == query.limit()) {
            json.writeNumberField("next", found.getLast().id());
          } else {
            json.writeNullField("next");
          }
        });
  }

  private static AuditQuery query(Exchange exchange, Principal administrator) {
    for (String name : exchange.queryNames()) {
      if (!PARAMETERS.contains(name)) {
        throw invalid("there is no parameter `" + name + "`");
      }
    }
    String home = administrator.tenant();
    return new AuditQuery(
        home == null ? exchange.query("tenant") : home,
        moment(exchange, "since"),
        moment(exchange, "until"),
        one(exchange, "event", AuditRecord.Event::find),
        one(exchange, "decision", AuditRecord.Decision::find),
        exchange.query("user"),
        exchange.query("database"),
        exchange.query("session"),
        exchange.query("statement"),
        exchange.query("code"),
        exchange.query("relation"),
        number(exchange, "before", Long.MAX_VALUE),
        limit(exchange));
  }

  private static int limit(Exchange exchange) {
    Long limit = number(exchange, "limit", MOST);
    return limit == null ? USUAL : limit.intValue();
  }

  private static @Nullable Long number(Exchange exchange, String name, long most) {
    String text = exchange.query(name);
    if (text == null) {
      return null;
    }
    try {
      long number = Long.parseLong(text);
      if (number >= 1 && number <= most) {
        return number;
      }
    } catch (NumberFormatException _) {
      // The same answer as for what is out of range.
    }
    throw invalid("`" + name + "` is a number from 1 to " + most);
  }

  private static @Nullable Instant moment(Exchange exchange, String name) {
    String text = exchange.query(name);
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeParseException _) {
      throw invalid("`" + name + "` is a time like 2026-01-31T12:00:00Z");
    }
  }

  private static <T> @Nullable T one(
      Exchange exchange, String name, Function<String, Optional<T>> find) {
    String text = exchange.query(name);
    return text == null
        ? null
        : find.apply(text).orElseThrow(() -> invalid("no " + name + " `" + text + "`"));
  }

  private static QueryException invalid(String message) {
    return new QueryException(ServerError.INVALID_REQUEST, message);
  }

  private static void write(JsonGenerator json, AuditTrail.Entry entry) throws IOException {
    AuditRecord record = entry.record();
    AuditRecord.Actor actor = record.actor();
    json.writeStartObject();
    json.writeNumberField("id", entry.id());
    json.writeStringField("at", record.at().toString());
    json.writeStringField("event", record.event().name());
    json.writeStringField("decision", record.decision().name());
    json.writeStringField("tenant", record.tenant());
    json.writeStringField("database", record.database());
    json.writeStringField("scope", record.actor().scope());
    json.writeStringField("user", actor.user());
    json.writeBooleanField("operator", actor.operator());
    json.writeStringField("protocol", actor.protocol());
    json.writeStringField("client", actor.client());
    json.writeStringField("session", actor.session());
    json.writeStringField("statement", record.statement());
    json.writeStringField("kind", record.kind());
    json.writeStringField("text", record.text());
    json.writeArrayFieldStart("relations");
    for (String relation : record.relations()) {
      json.writeString(relation);
    }
    json.writeEndArray();
    json.writeObjectField("rows", record.rows());
    json.writeObjectField("millis", record.millis());
    json.writeStringField("code", record.code());
    json.writeStringField("detail", record.detail());
    json.writeEndObject();
  }
}
