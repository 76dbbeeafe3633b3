package io.merganser.server.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.merganser.authz.AuthzError;
import io.merganser.authz.Principal;
import io.merganser.connectors.spi.QueryException;
import io.merganser.server.ServerError;
import io.merganser.server.audit.AuditListener;
import io.merganser.server.http.Administrators;
import io.merganser.server.http.Exchange;
import io.merganser.server.openfga.FgaClient;
import io.merganser.server.openfga.OpenFga;
import io.merganser.server.openfga.Tuple;
import io.merganser.server.openfga.TupleCheck;
import io.merganser.server.session.Origin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// `/api/v1/authz/tuples`: what OpenFGA grants, for superusers. GET lists, POST writes and deletes
/// (`{"writes": […], "deletes": […]}`), DELETE deletes one. A superuser of a tenant reaches tuples
/// between things of the tenant only, and says the object to list. Every change is audited.
public final class TuplesApi {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  private static final Set<String> TUPLE = Set.of("user", "relation", "object");
  private static final int PAGE = 100;

  /// One request is one transaction.
  private static final int MOST = 100;

  private final Administrators administrators;
  private final @Nullable OpenFga openFga;
  private final AuditListener audit;

  /// @param openFga null if something else grants
  public TuplesApi(Administrators administrators, @Nullable OpenFga openFga, AuditListener audit) {
    this.administrators = administrators;
    this.openFga = openFga;
    this.audit = audit;
  }

  void list(Exchange exchange) throws IOException {
    Principal administrator = administrator(exchange);
    only(exchange, Set.of("tenant", "user", "relation", "object", "next"));
    String object = exchange.query("object");
    String home = administrator.tenant();
    if (home != null && (object == null || !TupleCheck.isOf(home, object))) {
      throw new QueryException(
          AuthzError.PERMISSION_DENIED,
          "a superuser of a tenant lists the tuples of one of its objects",
          null,
          "say which, as in object=database:" + home + "/main",
          null);
    }
    FgaClient.Page page =
        openFga()
            .tuples(
                exchange.query("user"),
                exchange.query("relation"),
                object,
                PAGE,
                exchange.query("next"));
    Answers.json(
        exchange,
        200,
        json -> {
          json.writeArrayFieldStart("tuples");
          for (Tuple tuple : page.tuples()) {
            write(json, tuple);
          }
          json.writeEndArray();
          if (page.next().isEmpty()) {
            json.writeNullField("next");
          } else {
            json.writeStringField("next", page.next());
          }
        });
  }

  void change(Exchange exchange) throws IOException {
    Principal administrator = administrator(exchange);
    only(exchange, Set.of("tenant"));
    JsonNode body;
    try {
      body = MAPPER.readTree(exchange.body());
    } catch (JsonProcessingException e) {
      throw malformed("the body is no JSON");
    }
    if (body == null || !body.isObject()) {
      throw malformed("the body is no JSON object");
    }
    for (String name : body.propertyStream().map(Map.Entry::getKey).toList()) {
      if (!name.equals("writes") && !name.equals("deletes")) {
        throw malformed("the request has no member `" + name + "`");
      }
    }
    change(
        exchange,
        administrator,
        tuples(body.path("writes"), "writes"),
        tuples(body.path("deletes"), "deletes"));
  }

  void delete(Exchange exchange) throws IOException {
    Principal administrator = administrator(exchange);
    only(exchange, Set.of("tenant", "user", "relation", "object"));
    Tuple tuple =
        new Tuple(
            required(exchange, "user"),
            required(exchange, "relation"),
            required(exchange, "object"));
    change(exchange, administrator, List.of(), List.of(tuple));
  }

  private void change(
      Exchange exchange, Principal administrator, List<Tuple> writes, List<Tuple> deletes)
      throws IOException {
    if (writes.isEmpty() && deletes.isEmpty()) {
      throw malformed("there is nothing to write or delete");
    }
    if (writes.size() + deletes.size() > MOST) {
      throw malformed("a request takes " + MOST + " tuples");
    }
    List<Tuple> made = writes.stream().map(TuplesApi::checked).toList();
    List<Tuple> gone = deletes.stream().map(TuplesApi::checked).toList();
    QueryException failure = null;
    try {
      reach(administrator, Stream.concat(made.stream(), gone.stream()).toList());
      openFga().change(made, gone);
    } catch (QueryException e) {
      failure = e;
      throw e;
    } finally {
      Origin origin = exchange.origin(Origin.Protocol.HTTP);
      record(administrator, origin, "DELETED", gone, failure);
      record(administrator, origin, "CREATED", made, failure);
    }
    Answers.json(
        exchange,
        200,
        json -> {
          json.writeNumberField("written", made.size());
          json.writeNumberField("deleted", gone.size());
        });
  }

  private void record(
      Principal administrator,
      Origin origin,
      String action,
      List<Tuple> tuples,
      @Nullable QueryException failure) {
    for (Tuple tuple : tuples) {
      audit.changed(
          administrator, origin, administrator.tenant(), action, "tuple " + tuple, failure);
    }
  }

  private static void reach(Principal administrator, List<Tuple> tuples) {
    String home = administrator.tenant();
    for (Tuple tuple : tuples) {
      if (home != null && !TupleCheck.isOf(home, tuple)) {
        throw new QueryException(
            AuthzError.PERMISSION_DENIED, "`" + tuple + "` is not within your tenant");
      }
    }
  }

  private static Tuple checked(Tuple tuple) {
    TupleCheck.problem(tuple)
        .ifPresent(problem -> {
          throw malformed(problem);
        });
    return TupleCheck.canonical(tuple);
  }

  private static List<Tuple> tuples(JsonNode list, String name) {
    if (!list.isMissingNode() && !list.isNull() && !list.isArray()) {
      throw malformed("`" + name + "` is no array");
    }
    List<Tuple> tuples = new ArrayList<>();
    for (JsonNode node : list) {
      Set<String> members = Set.copyOf(node.propertyStream().map(Map.Entry::getKey).toList());
      if (!members.equals(TUPLE)) {
        throw malformed("a tuple has a user, a relation and an object, and nothing else");
      }
      tuples.add(new Tuple(text(node, "user"), text(node, "relation"), text(node, "object")));
    }
    return tuples;
  }

  private static String text(JsonNode tuple, String name) {
    JsonNode value = tuple.path(name);
    if (!value.isTextual()) {
      throw malformed("`" + name + "` of a tuple is no text");
    }
    return value.textValue();
  }

  private Principal administrator(Exchange exchange) {
    return administrators.authenticate(exchange, exchange.query("tenant"));
  }

  private OpenFga openFga() {
    if (openFga == null) {
      throw new QueryException(
          ServerError.UNSUPPORTED_REQUEST,
          "there are no tuples: OpenFGA does not grant here",
          null,
          "roles of the manifest do, unless `authorization.provider` is `openfga`",
          null);
    }
    return openFga;
  }

  private static void only(Exchange exchange, Set<String> names) {
    exchange.queryNames().stream()
        .filter(name -> !names.contains(name))
        .findFirst()
        .ifPresent(name -> {
          throw malformed("there is no parameter `" + name + "`");
        });
  }

  private static String required(Exchange exchange, String name) {
    String value = exchange.query(name);
    if (value == null || value.isBlank()) {
      throw malformed("the parameter `" + name + "` is missing");
    }
    return value;
  }

  private static void write(JsonGenerator json, Tuple tuple) throws IOException {
    json.writeStartObject();
    json.writeStringField("user", tuple.user());
    json.writeStringField("relation", tuple.relation());
    json.writeStringField("object", tuple.object());
    json.writeEndObject();
  }

  private static QueryException malformed(String message) {
    return new QueryException(
        ServerError.INVALID_REQUEST,
        message,
        null,
        "send {\"writes\": [{\"user\": \"user:acme/ann\", \"relation\": \"reader\","
            + " \"object\": \"database:acme/main\"}]}",
        null);
  }
}
