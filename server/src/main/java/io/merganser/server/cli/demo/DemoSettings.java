package io.merganser.server.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Writes the demo's `merganser.yaml` and its manifest: what a user of the server would write.
final class DemoSettings {
  static final String TENANT = "demo";
  static final String DATABASE = "shop";

  private static final String ORDERS = "sales.public.orders";
  private static final YAMLMapper YAML =
      YAMLMapper.builder().disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER).build();

  private final DemoFolder folder;

  DemoSettings(DemoFolder folder) {
    this.folder = folder;
  }

  /// @return the settings' file
  Path writeServer(DemoOptions options) throws IOException {
    ObjectNode root = YAML.createObjectNode();
    root.putObject("http").put("host", "127.0.0.1").put("port", options.httpPort());
    root.putObject("flight").put("host", "127.0.0.1").put("port", options.flightPort());
    root.putObject("store").put("url", "jdbc:sqlite:" + folder.file("merganser.db"));
    root.putObject("engine")
        .put("tempDirectory", folder.file("tmp").toString())
        .put("extensions", options.extensions().toString());
    return write("merganser.yaml", root);
  }

  /// @return the manifest's file
  Path writeManifest(DemoPostgres postgres, DemoSecrets secrets) throws IOException {
    ObjectNode root = YAML.createObjectNode();
    root.put("apiVersion", "merganser.io/v1");
    ObjectNode tenant = root.putArray("tenants").addObject().put("name", TENANT);
    ObjectNode database = tenant.putArray("databases").addObject();
    database
        .put("name", DATABASE)
        .put("kind", "memory")
        .put("defaultCatalog", "sales")
        .put("defaultSchema", "public");
    ArrayNode sources = database.putArray("sources");
    source(sources, "sales", "postgres", "Orders, in Postgres", postgres.options())
        .putObject("secrets")
        .putObject("password")
        .put("externalRef", secrets.reference(DemoPostgres.READER));
    source(sources, "crm", "sqlite", "Customers, in SQLite", path(DemoData.crm(folder)));
    source(sources, "parts", "duckdb", "Parts, in a DuckDB file", path(DemoData.parts(folder)));
    source(sources, "geo", "files", "Nations, in Parquet files", path(DemoData.geo(folder)));
    ArrayNode roles = tenant.putArray("roles");
    role(roles, "everything", List.of("sales.*", "crm.*", "parts.*", "geo.*"));
    clerk(roles);
    ArrayNode users = tenant.putArray("users");
    user(users, "admin", secrets).put("superuser", true);
    user(users, "analyst", secrets).putArray("roles").add("everything");
    user(users, "clerk", secrets).putArray("roles").add("clerk");
    return write("manifest.yaml", root);
  }

  private static Map<String, String> path(Path path) {
    return Map.of("path", path.toString());
  }

  private static ObjectNode source(
      ArrayNode sources,
      String alias,
      String type,
      String description,
      Map<String, String> options) {
    ObjectNode source = sources.addObject().put("alias", alias).put("type", type);
    source.put("description", description);
    ObjectNode written = source.putObject("options");
    options.forEach(written::put);
    return source;
  }

  private static void role(ArrayNode roles, String name, List<String> readable) {
    ArrayNode grants = roles.addObject().put("name", name).putArray("grants");
    for (String securable : readable) {
      grants.addObject().put("on", securable).putArray("verbs").add("read");
    }
  }

  /// Open orders without their prices, and the countries.
  private static void clerk(ArrayNode roles) {
    ObjectNode role = roles.addObject().put("name", "clerk");
    ArrayNode grants = role.putArray("grants");
    ObjectNode orders = grants.addObject().put("on", ORDERS);
    orders.putArray("verbs").add("read");
    ArrayNode columns = orders.putArray("columns");
    List.of(
            "o_orderkey",
            "o_custkey",
            "o_orderstatus",
            "o_orderdate",
            "o_orderpriority",
            "o_clerk",
            "o_shippriority",
            "o_comment")
        .forEach(columns::add);
    grants.addObject().put("on", "geo.main.*").putArray("verbs").add("read");
    role.putArray("rowFilters")
        .addObject()
        .put("name", "open-orders")
        .put("on", ORDERS)
        .put("predicate", "o_orderstatus = 'O'");
  }

  private static ObjectNode user(ArrayNode users, String name, DemoSecrets secrets) {
    ObjectNode user = users.addObject().put("name", name);
    user.putObject("password").put("externalRef", secrets.reference(name));
    return user;
  }

  private Path write(String name, JsonNode content) throws IOException {
    Path file = folder.file(name);
    Files.write(file, YAML.writeValueAsBytes(content));
    return file;
  }
}
