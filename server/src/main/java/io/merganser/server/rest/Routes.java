package io.merganser.server.rest;

import io.merganser.server.avatica.AvaticaEndpoint;
import io.merganser.server.http.Route;
import java.util.List;

/// The table of all addresses that are served over HTTP.
public final class Routes {
  private static final String DATABASE = "/api/v1/tenants/{tenant}/databases/{database}";

  private Routes() {}

  public static List<Route> all(
      AvaticaEndpoint avatica,
      QueryApi queries,
      MetadataApi metadata,
      StatusApi status,
      AuditApi audit,
      EffectiveApi effective,
      TuplesApi tuples,
      ScopesApi scopes) {
    return List.of(
        new Route("GET", "/health", status::health),
        new Route("GET", "/metrics", status::metrics),
        new Route("GET", "/api/v1/health", status::health),
        new Route("GET", "/api/v1/whoami", status::whoAmI),
        new Route("GET", "/api/v1/audit", audit::find),
        new Route("GET", "/api/v1/tenants/{tenant}/effective", effective::effective),
        new Route("GET", "/api/v1/authz/tuples", tuples::list),
        new Route("POST", "/api/v1/authz/tuples", tuples::change),
        new Route("DELETE", "/api/v1/authz/tuples", tuples::delete),
        new Route("POST", DATABASE + "/query", queries::query),
        new Route("GET", DATABASE + "/scopes", scopes::list),
        new Route("GET", DATABASE + "/catalogs", metadata::catalogs),
        new Route("GET", DATABASE + "/schemas", metadata::schemas),
        new Route("GET", DATABASE + "/tables", metadata::tables),
        new Route("GET", DATABASE + "/columns", metadata::columns),
        // The driver sends no property of its URL, so tenant and database can be in the path too.
        new Route("POST", "/avatica", avatica::handle),
        new Route("POST", "/avatica/", avatica::handle),
        new Route("POST", "/avatica/{tenant}", avatica::handle),
        new Route("POST", "/avatica/{tenant}/{database}", avatica::handle));
  }
}
