package io.merganser.catalog.manifest;

import io.merganser.connectors.spi.OptionsSpec;
import io.merganser.connectors.spi.OptionsSpec.Option;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Manifests and types of sources that several tests use.
public final class TestingManifests {
  /// Types like the real ones.
  public static final Map<String, OptionsSpec> TYPES =
      Map.of(
          "postgres",
          new OptionsSpec(
              List.of(
                  new Option("host", true, ".+", "the server"),
                  new Option("port", false, "\\d{1,5}", "a port"),
                  new Option("database", false, ".+", "the database"),
                  new Option("user", false, ".+", "the user")),
              Set.of("password")),
          "files",
          new OptionsSpec(List.of(new Option("path", true, ".+", "a folder")), Set.of()),
          "duckdb",
          new OptionsSpec(List.of(new Option("path", true, ".+", "a file")), Set.of()));

  /// A tenant with one of everything.
  public static final String ACME =
      """
      tenants:
        - name: acme
          databases:
            - name: main
              kind: memory
              defaultCatalog: sales
              defaultSchema: public
              sources:
                - alias: sales
                  type: postgres
                  description: Shop database
                  options: { host: 127.0.0.1, port: 5432, database: shop, user: reader }
                  secrets: { password: { value: sales-secret } }
                - { alias: lake, type: files, mode: direct, readOnly: false, options: { path: ./lake } }
              scopes:
                - name: model1
                  views:
                    orders_v: SELECT id, amount FROM sales.public.orders WHERE customer_id < 100
                    "Über Sicht": "SELECT 1 AS x -- it's \\"one\\""
                - { name: empty }
          roles:
            - name: analyst
              grants:
                - { on: sales.public.orders, verbs: [read] }
                - { on: "sales.public.*", verbs: [ddl] }
                - { scope: main/model1, verbs: [read] }
            - name: writer
              grants: [ { on: lake.*, verbs: [all] } ]
          groups: [ { name: emea, roles: [writer] } ]
          users:
            - name: alice
              password: { value: alice-password }
              roles: [Analyst]
              groups: [emea]
              attributes: { region: [EU, APAC] }
            - { name: boss, password: { externalRef: "env:BOSS_PASSWORD" }, superuser: true }
      system:
        users:
          - { name: root, password: { externalRef: "env:ROOT_PASSWORD" }, superuser: true }
      """;

  private TestingManifests() {}

  /// Reads a manifest that lacks only its version.
  public static Manifest read(String yaml) {
    return new ManifestReader(TYPES).read("apiVersion: merganser.io/v1\n" + yaml);
  }
}
