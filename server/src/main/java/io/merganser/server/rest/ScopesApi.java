package io.merganser.server.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import io.merganser.authz.EffectiveSet;
import io.merganser.authz.Principal;
import io.merganser.authz.ScopeName;
import io.merganser.catalog.manifest.Manifest;
import io.merganser.catalog.store.CatalogStore;
import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.QueryException;
import io.merganser.planner.PlanningContext;
import io.merganser.planner.Scope;
import io.merganser.planner.SessionTables;
import io.merganser.planner.settings.SessionSettings;
import io.merganser.server.ServerError;
import io.merganser.server.database.Databases;
import io.merganser.server.database.RunningDatabase;
import io.merganser.server.http.Administrators;
import io.merganser.server.http.Exchange;
import io.merganser.server.query.EngineThreads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The scopes of a database, to administrators: each dataset with its definition, and either its
/// columns or why it cannot be read.
public final class ScopesApi {
  private final Administrators administrators;
  private final CatalogStore store;
  private final Databases databases;
  private final EngineThreads threads;

  public ScopesApi(
      Administrators administrators,
      CatalogStore store,
      Databases databases,
      EngineThreads threads) {
    this.administrators = administrators;
    this.store = store;
    this.databases = databases;
    this.threads = threads;
  }

  void list(Exchange exchange) throws IOException {
    String tenant = exchange.variable("tenant");
    String name = exchange.variable("database");
    Principal principal = administrators.authenticate(exchange, tenant);
    RunningDatabase database =
        databases
            .find(String.valueOf(tenant), String.valueOf(name))
            .orElseThrow(() ->
                new QueryException(ServerError.DATABASE_NOT_FOUND, "no database `" + name + "`"));
    List<Described> scopes = threads.call(() -> describe(database, principal));
    Answers.json(
        exchange,
        200,
        json -> {
          json.writeArrayFieldStart("scopes");
          for (Described scope : scopes) {
            write(json, scope);
          }
          json.writeEndArray();
        });
  }

  private List<Described> describe(RunningDatabase database, Principal principal) {
    List<Described> described = new ArrayList<>();
    store.findDatabase(database.tenant(), database.name()).stream()
        .flatMap(declared -> declared.scopes().stream())
        .forEach(declared -> {
          Scope scope =
              new Scope(
                  new ScopeName(database.name(), declared.name()),
                  declared.views(),
                  database.defaultCatalog(),
                  database.defaultSchema());
          PlanningContext context =
              new PlanningContext(
                  database.catalogs(),
                  new EffectiveSet(principal, List.of()),
                  null,
                  null,
                  SessionSettings.DEFAULT,
                  SessionTables.NONE,
                  scope);
          described.add(
              new Described(
                  declared,
                  scope.names().stream()
                      .map(each -> dataset(database, context, scope, each))
                      .toList()));
        });
    return described;
  }

  private static Dataset dataset(
      RunningDatabase database, PlanningContext context, Scope scope, String name) {
    try {
      return new Dataset(name, database.planner().columns(context, scope, name), null);
    } catch (QueryException e) {
      return new Dataset(name, List.of(), e.getMessage());
    }
  }

  private static void write(JsonGenerator json, Described scope) throws IOException {
    Map<String, String> views = scope.declared().views();
    json.writeStartObject();
    json.writeStringField("name", scope.declared().name());
    json.writeArrayFieldStart("datasets");
    for (Dataset dataset : scope.datasets()) {
      json.writeStartObject();
      json.writeStringField("name", dataset.name());
      json.writeStringField("definition", views.get(dataset.name()));
      if (dataset.problem() != null) {
        json.writeStringField("problem", dataset.problem());
      }
      json.writeArrayFieldStart("columns");
      for (Column column : dataset.columns()) {
        json.writeStartObject();
        json.writeStringField("column", column.name());
        json.writeStringField("type", column.type().toString());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private record Described(Manifest.Scope declared, List<Dataset> datasets) {}

  /// @param problem why it cannot be read; null if it can
  private record Dataset(String name, List<Column> columns, @Nullable String problem) {}
}
