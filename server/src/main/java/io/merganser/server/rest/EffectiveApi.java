package io.merganser.server.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import io.merganser.authz.Columns;
import io.merganser.authz.EffectiveSet;
import io.merganser.authz.Explanation;
import io.merganser.authz.Inherited;
import io.merganser.authz.Principal;
import io.merganser.authz.Rights;
import io.merganser.authz.ScopeName;
import io.merganser.authz.Securable;
import io.merganser.authz.Verb;
import io.merganser.catalog.CatalogError;
import io.merganser.catalog.manifest.Manifest;
import io.merganser.catalog.store.CatalogStore;
import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.TableName;
import io.merganser.server.ServerError;
import io.merganser.server.http.Administrators;
import io.merganser.server.http.Exchange;
import io.merganser.server.permission.Permissions;
import io.merganser.server.permission.StorePermissions;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `GET /api/v1/tenants/{tenant}/effective?user=NAME`: what a user may do and how they came by it,
/// for superusers of the tenant and operators. With `verb` and `object` it is a question, and the
/// answer has the decision and each grant, denial and policy that is about the object. `database`
/// narrows it to a database, whose list of whom it lets in counts then; where OpenFGA grants, it is
/// needed.
public final class EffectiveApi {
  private static final Set<String> PARAMETERS = Set.of("user", "verb", "object", "database");

  private final Administrators administrators;
  private final CatalogStore store;
  private final Permissions permissions;

  public EffectiveApi(Administrators administrators, CatalogStore store, Permissions permissions) {
    this.administrators = administrators;
    this.store = store;
    this.permissions = permissions;
  }

  void effective(Exchange exchange) throws IOException {
    String tenant = String.valueOf(exchange.variable("tenant"));
    administrators.authenticate(exchange, tenant);
    exchange.queryNames().stream()
        .filter(name -> !PARAMETERS.contains(name))
        .findFirst()
        .ifPresent(name -> {
          throw invalid("there is no parameter `" + name + "`");
        });
    String name = required(exchange, "user");
    Manifest.Tenant home =
        store.findTenant(tenant).orElseThrow(() -> CatalogError.tenantNotFound(tenant));
    Manifest.User user =
        store
            .findUser(home.name(), name)
            .orElseThrow(() -> invalid("the tenant has no user `" + name + "`"));
    Principal principal = new Principal(home.name(), user.name(), user.superuser());
    String database = exchange.query("database");
    if (database == null && !(permissions instanceof StorePermissions)) {
      throw invalid("the parameter `database` is missing: OpenFGA grants by database");
    }
    if (database != null && store.findDatabase(home.name(), database).isEmpty()) {
      throw invalid("the tenant has no database `" + database + "`");
    }
    EffectiveSet set =
        database == null
            ? store.effectiveSet(principal)
            : permissions.of(principal, home.name(), database);
    List<Inherited> inherited =
        database == null
            ? store.inherited(principal)
            : permissions.inherited(principal, home.name(), database);
    String verb = exchange.query("verb");
    String object = exchange.query("object");
    if (verb == null && object == null) {
      Answers.json(exchange, 200, json -> describe(json, set, inherited));
      return;
    }
    Explanation explanation =
        Explanation.of(
            set, inherited, verb(required(exchange, "verb")), table(required(exchange, "object")));
    Answers.json(
        exchange,
        200,
        json -> {
          describe(json, set.principal());
          json.writeStringField("verb", verb);
          json.writeStringField("object", object);
          explain(json, explanation);
        });
  }

  private static String required(Exchange exchange, String name) {
    String value = exchange.query(name);
    if (value == null || value.isBlank()) {
      throw invalid("the parameter `" + name + "` is missing");
    }
    return value;
  }

  private static Verb verb(String text) {
    for (Verb verb : Verb.values()) {
      if (verb.name().equalsIgnoreCase(text)) {
        return verb;
      }
    }
    throw invalid("`" + text + "` is not read, write or ddl");
  }

  private static TableName table(String text) {
    try {
      Securable named = Securable.parse(text);
      if (!named.table().equals("*")) {
        return new TableName(named.catalog(), named.schema(), named.table());
      }
    } catch (IllegalArgumentException _) {
      // The same answer as for the name of a schema.
    }
    throw invalid("`" + text + "` is not of the form catalog.schema.table");
  }

  private static QueryException invalid(String message) {
    return new QueryException(ServerError.INVALID_REQUEST, message);
  }

  private static void describe(JsonGenerator json, Principal principal) throws IOException {
    json.writeStringField("tenant", principal.tenant());
    json.writeStringField("user", principal.name());
    json.writeBooleanField("superuser", principal.superuser());
  }

  private static void describe(JsonGenerator json, EffectiveSet set, List<Inherited> inherited)
      throws IOException {
    describe(json, set.principal());
    json.writeArrayFieldStart("groups");
    for (String group : set.claims().groups()) {
      json.writeString(group);
    }
    json.writeEndArray();
    json.writeObjectFieldStart("attributes");
    for (Map.Entry<String, List<String>> attribute : set.claims().attributes().entrySet()) {
      json.writeArrayFieldStart(attribute.getKey());
      for (String value : attribute.getValue()) {
        json.writeString(value);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
    json.writeArrayFieldStart("rights");
    for (Inherited from : inherited) {
      rights(json, from.path(), from.rights());
    }
    json.writeEndArray();
  }

  private static void rights(JsonGenerator json, List<String> path, Rights rights)
      throws IOException {
    for (var grant : rights.grants()) {
      begin(json, Explanation.Kind.GRANT, grant.on(), path);
      json.writeArrayFieldStart("verbs");
      for (Verb verb : grant.verbs().stream().sorted().toList()) {
        json.writeString(verb.name());
      }
      json.writeEndArray();
      columns(json, grant.columns());
      json.writeEndObject();
    }
    for (var denial : rights.denials()) {
      begin(json, Explanation.Kind.DENIAL, denial.on(), path);
      columns(json, denial.columns());
      json.writeEndObject();
    }
    for (var filter : rights.rowFilters()) {
      begin(json, Explanation.Kind.ROW_FILTER, filter.on(), path);
      json.writeStringField("name", filter.name());
      json.writeStringField("predicate", filter.predicate());
      json.writeEndObject();
    }
    for (var mask : rights.columnMasks()) {
      begin(json, Explanation.Kind.COLUMN_MASK, mask.on(), path);
      json.writeStringField("name", mask.name());
      json.writeStringField("column", mask.column());
      json.writeStringField("expression", mask.expression());
      json.writeEndObject();
    }
    for (ScopeName scope : rights.scopes()) {
      json.writeStartObject();
      json.writeStringField("kind", "SCOPE");
      json.writeStringField("scope", scope.toString());
      json.writeStringField("through", String.join(" > ", path));
      json.writeEndObject();
    }
  }

  private static void begin(
      JsonGenerator json, Explanation.Kind kind, Securable on, List<String> path)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("kind", kind.name());
    json.writeStringField("on", on.toString());
    json.writeStringField("through", String.join(" > ", path));
  }

  private static void columns(JsonGenerator json, Columns columns) throws IOException {
    @Nullable List<String> names = columns.names();
    if (names == null) {
      json.writeNullField("columns");
      return;
    }
    json.writeArrayFieldStart("columns");
    for (String name : names) {
      json.writeString(name);
    }
    json.writeEndArray();
  }

  private static void explain(JsonGenerator json, Explanation explanation) throws IOException {
    json.writeBooleanField("allowed", explanation.allowed());
    json.writeBooleanField("visible", explanation.visible());
    json.writeBooleanField("whole", explanation.whole());
    json.writeStringField("reason", explanation.reason());
    json.writeArrayFieldStart("because");
    for (Explanation.Fact fact : explanation.facts()) {
      begin(json, fact.kind(), fact.on(), fact.path());
      json.writeStringField("what", fact.what());
      json.writeBooleanField("decides", fact.decides());
      if (!fact.note().isEmpty()) {
        json.writeStringField("note", fact.note());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
