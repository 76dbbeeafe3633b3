package io.merganser.catalog.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.merganser.authz.Grant;
import io.merganser.authz.Securable;
import io.merganser.authz.Verb;
import io.merganser.catalog.password.PasswordSpec;
import io.merganser.catalog.secret.SecretRef;
import io.merganser.connectors.spi.Secret;
import io.merganser.connectors.spi.SourceMode;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestReaderTest {
  private static final String HASH =
      "$argon2id$v=19$m=19456,t=2,p=1$1uUxG+GaiSTkG0k5Brb5oA"
          + "$/RQOWuCdeVUAMsd1COKGw26rPL8SofA6HzbMrpQOaxk";

  @Test
  void readsOneOfEverything() {
    Manifest manifest = TestingManifests.read(TestingManifests.ACME);
    Manifest.Tenant acme = manifest.tenants().getFirst();
    Manifest.Database main = acme.databases().getFirst();
    assertThat(main.kind()).isEqualTo(Manifest.DatabaseKind.MEMORY);
    assertThat(main.sources().get(0).readOnly()).isTrue();
    assertThat(main.sources().get(0).mode()).isEqualTo(SourceMode.AUTO);
    assertThat(main.sources().get(0).options()).containsEntry("port", "5432");
    assertThat(main.sources().get(1).readOnly()).isFalse();
    assertThat(main.sources().get(1).mode()).isEqualTo(SourceMode.DIRECT);
    assertThat(acme.roles().get(1).rights().grants())
        .containsExactly(new Grant(Securable.parse("lake.*"), EnumSet.allOf(Verb.class)));
    assertThat(acme.users().get(0).password())
        .isEqualTo(new PasswordSpec.Plain(new Secret("alice-password")));
    assertThat(acme.users().get(1).superuser()).isTrue();
    assertThat(manifest.system()).isNotNull();
    assertThat(manifest.toString()).doesNotContain("alice-password", "sales-secret");
  }

  @Test
  void readsWhatItHasWritten() {
    Manifest manifest =
        TestingManifests.read(
            TestingManifests.ACME
                .replace("value: sales-secret", "value: '***REDACTED***'")
                .replace("value: alice-password", "value: '***REDACTED***'")
                .replace("sales.public.orders", "'sales.\"a.b\".\"say \"\"x\"\"\"'")
                .replace("database: shop", "database: '0123'"));
    String yaml = ManifestWriter.write(manifest);
    assertThat(new ManifestReader(TestingManifests.TYPES).read(yaml)).isEqualTo(manifest);
  }

  @Test
  void keepsScalarsAsWritten() {
    Manifest manifest =
        TestingManifests.read(
            tenant("{ alias: s, type: files, options: { path: 010 } }")
                + "    users: [ { name: 1.10, attributes: { code: 007 } } ]\n");
    Manifest.Tenant tenant = manifest.tenants().getFirst();
    assertThat(tenant.databases().getFirst().sources().getFirst().options())
        .containsEntry("path", "010");
    assertThat(tenant.users().getFirst().name()).isEqualTo("1.10");
    assertThat(tenant.users().getFirst().attributes()).containsEntry("code", List.of("007"));
  }

  @Test
  void readsPasswordsOfEveryForm() {
    Manifest manifest =
        TestingManifests.read(
            """
            tenants:
              - name: t
                users:
                  - { name: a, password: { externalRef: "file:/run/secrets/a" } }
                  - { name: b, password: { hash: "%s" } }
                  - { name: c, password: { value: "***REDACTED***" } }
                  - { name: d }
            """
                .formatted(HASH));
    assertThat(manifest.tenants().getFirst().users())
        .extracting(Manifest.User::password)
        .containsExactly(
            new PasswordSpec.External(
                new SecretRef.External(SecretRef.Scheme.FILE, "/run/secrets/a")),
            new PasswordSpec.Hash(HASH),
            new PasswordSpec.Redacted(),
            null);
  }

  @Test
  void reportsEverythingAtOnceWithPathsAndTheNearestKey() {
    ManifestException e =
        refused(
            """
            tenants:
              - name: acme
                databasse: []
                databases:
                  - name: main
                    kind: memry
                    defaultCatalog: slaes
                    sources:
                      - { alia: sales, type: postgres, options: { hst: x } }
                      - { alias: Lake, type: file, mode: atach, readOnly: yes }
                      - { alias: lake, type: files, options: { path: x }, secrets: { pass: { externalRef: "en:X" } } }
                roles:
                  - { name: r, grants: [ { on: a.b.c.d, verbs: [rea] }, { on: "*.x.y", verbs: [] } ] }
                groups: [ { name: g, roles: [rr] } ]
                users:
                  - { name: u, password: { hash: "$2a$10$x" }, roles: [r, missing], groups: [gg] }
                  - { name: U, password: {}, superuser: 1 }
                  - { password: { value: a, hash: b } }
            sytem: {}
            """);
    assertThat(paths(e))
        .contains(
            "sytem",
            "tenants[0].databasse",
            "tenants[0].databases[0].kind",
            "tenants[0].databases[0].defaultCatalog",
            "tenants[0].databases[0].sources[0].alia",
            "tenants[0].databases[0].sources[0].alias",
            "tenants[0].databases[0].sources[0]",
            "tenants[0].databases[0].sources[1].type",
            "tenants[0].databases[0].sources[1].mode",
            "tenants[0].databases[0].sources[1].readOnly",
            "tenants[0].databases[0].sources[2].alias",
            "tenants[0].databases[0].sources[2].secrets.pass.externalRef",
            "tenants[0].roles[0].grants[0].on",
            "tenants[0].roles[0].grants[0].verbs[0]",
            "tenants[0].roles[0].grants[1].on",
            "tenants[0].roles[0].grants[1].verbs",
            "tenants[0].groups[0].roles[0]",
            "tenants[0].users[0].password.hash",
            "tenants[0].users[0].roles[1]",
            "tenants[0].users[0].groups[0]",
            "tenants[0].users[1].name",
            "tenants[0].users[1].password",
            "tenants[0].users[1].superuser",
            "tenants[0].users[2].name",
            "tenants[0].users[2].password");
    assertThat(e)
        .hasMessageContaining("  1. ")
        .hasMessageContaining("no key `databasse`, did you mean `databases`")
        .hasMessageContaining("no key `alia`, did you mean `alias`")
        .hasMessageContaining("no option `hst`, did you mean `host`")
        .hasMessageContaining("no type `file`, did you mean `files`")
        .hasMessageContaining("no verb `rea`, did you mean `read`")
        .hasMessageContaining("did you mean `env:…`");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pools: [ { name: p } ] | tenants[0].pools | `pools`",
        "databases: [ { name: d, kind: ducklake } ] | tenants[0].databases[0].kind | kind"
            + " `ducklake`",
        "databases: [ { name: d, kind: engine } ] | tenants[0].databases[0].kind | kind `engine`",
      })
  void refusesWhatBelongsToLaterWorkAndDoesNotIgnoreIt(String part, String path, String words) {
    ManifestException e = refused("tenants:\n  - name: t\n    " + part);
    assertThat(e.problems())
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.path()).isEqualTo(path);
          assertThat(problem.message()).isEqualTo(words + " is not supported yet");
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rowFilters: [ { name: f, on: a.b.c } ] | rowFilters[0].predicate",
        "rowFilters: [ { name: f, on: a.b.c, predicate: ' ' } ] | rowFilters[0].predicate",
        "rowFilters: [ { on: a.b.c, predicate: x } ] | rowFilters[0].name",
        "rowFilters: [ { name: f, on: a..c, predicate: x } ] | rowFilters[0].on",
        "rowFilters: [ { name: f, on: a, predicate: x }, { name: F, on: b, predicate: x } ]"
            + " | rowFilters[1].name",
        "columnMasks: [ { name: m, on: a.b.c, column: x } ] | columnMasks[0].expression",
        "columnMasks: [ { name: m, on: a.b.c, expression: x } ] | columnMasks[0].column",
        "columnMasks: [ { name: m, on: a, column: x, expression: y, of: z } ]"
            + " | columnMasks[0].of",
        "grants: [ { on: a.b.c, verbs: [read], columns: } ] | grants[0].columns",
        "denials: [ { columns: [x] } ] | denials[0].on",
      })
  void refusesPoliciesThatSayTooLittle(String part, String path) {
    ManifestException e =
        refused("tenants:\n  - name: t\n    roles: [ { name: r, " + part + " } ]");
    assertThat(paths(e)).containsExactly("tenants[0].roles[0]." + path);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "allowUser: [u] | allowUser",
        "allowUsers: [uu] | allowUsers[0]",
        "allowUsers: [u, g] | allowUsers[1]",
        "allowGroups: [u] | allowGroups[0]",
        "allowGroups: u | allowGroups",
        "allowUsers: | allowUsers",
      })
  void refusesAdmissionsOfNobodyItKnows(String part, String path) {
    ManifestException e =
        refused(
            "tenants:\n  - name: t\n    groups: [ { name: g } ]\n    users: [ { name: u } ]\n"
                + "    databases: [ { name: d, authorization: { "
                + part
                + " } } ]");
    assertThat(paths(e)).containsExactly("tenants[0].databases[0].authorization." + path);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "scopes: [ { name: a b } ] | grants: [] | databases[0].scopes[0].name",
        "scopes: [ { name: m, view: { v: SELECT 1 } } ] | grants: [] | databases[0].scopes[0].view",
        "scopes: [ { name: m, views: { v: } } ] | grants: [] | databases[0].scopes[0].views.v",
        "scopes: [ { name: m, views: { v: ' ' } } ] | grants: [] | databases[0].scopes[0].views.v",
        "scopes: [ { name: m, views: { a: x, A: y } } ] | grants: []"
            + " | databases[0].scopes[0].views.",
        "scopes: [ { name: m }, { name: M } ] | grants: [] | databases[0].scopes[1].name",
        "scopes: [ { name: m } ] | grants: [ { scope: d/n, verbs: [read] } ] | roles[0].grants",
        "scopes: [ { name: m } ] | grants: [ { scope: m, verbs: [read] } ] |"
            + " roles[0].grants[0].scope",
        "scopes: [ { name: m } ] | grants: [ { scope: d/m, verbs: [write] } ]"
            + " | roles[0].grants[0].verbs",
        "scopes: [ { name: m } ] | grants: [ { scope: d/m, on: a.b.c, verbs: [read] } ]"
            + " | roles[0].grants[0].on",
        "scopes: [ { name: m } ] | grants: [ { scope: d/m, columns: [x], verbs: [read] } ]"
            + " | roles[0].grants[0].columns",
        "scopes: [ { name: m } ] | grants: [ { scope: d/m } ] | roles[0].grants[0].verbs",
      })
  void refusesScopesThatMeanNothing(String scopes, String grants, String path) {
    ManifestException e =
        refused(
            "tenants:\n  - name: t\n    databases: [ { name: d, "
                + scopes
                + " } ]\n    roles: [ { name: r, "
                + grants
                + " } ]");
    assertThat(paths(e)).singleElement().asString().startsWith("tenants[0]." + path);
  }

  @Test
  void suggestsTheNearestScope() {
    assertThat(
            refused(
                """
                tenants:
                  - name: t
                    databases: [ { name: d, scopes: [ { name: model1 } ] } ]
                    roles: [ { name: r, grants: [ { scope: d/modl1, verbs: [read] } ] } ]
                """))
        .hasMessageContaining("no scope `d/modl1`, did you mean `d/model1`");
  }

  @Test
  void allowsEmptyListsOfWhatBelongsToLaterWork() {
    assertThat(
            TestingManifests.read(
                    """
                    tenants:
                      - name: t
                        pools: []
                        databases: [ { name: d, scopes: [] } ]
                        roles: [ { name: r, rowFilters: [], columnMasks: } ]
                    """)
                .tenants())
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tenants: [ | line",
        "tenants: []\\ntenants: [] | key `tenants` stands here a second time",
        "tenants: &a []\\nsystem: *a | aliases are not supported",
        "tenants: []\\n---\\ntenants: [] | a second one begins here",
        "tenants: {{ | line",
      })
  void saysWhereYamlBreaks(String yaml, String words) {
    ManifestException e = refused(yaml.replace("\\n", "\n"));
    assertThat(e.problems()).hasSize(1);
    assertThat(e).hasMessageContaining(words);
    assertThat(e.problems().getFirst().path()).matches("line \\d+, column \\d+");
  }

  @Test
  void survivesHostileYaml() {
    assertThat(refused("a: ".repeat(3) + "[".repeat(100_000))).hasMessageContaining("line");
    assertThat(refused("tenants: " + "[".repeat(3000) + "]".repeat(3000)))
        .hasMessageContaining("line");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "just text", "[1, 2]", "tenants: 5", "tenants: [5]", "tenants: [[]]"})
  void refusesWhatHasAnotherShape(String yaml) {
    ManifestException e =
        catchThrowableOfType(
            ManifestException.class, () -> new ManifestReader(TestingManifests.TYPES).read(yaml));
    assertThat(e.problems()).isNotEmpty();
  }

  @Test
  void refusesAnotherVersion() {
    ManifestException e =
        catchThrowableOfType(
            ManifestException.class,
            () ->
                new ManifestReader(TestingManifests.TYPES)
                    .read("apiVersion: merganser.io/v2\ntenants: []"));
    assertThat(e).hasMessageContaining("apiVersion: is `merganser.io/v1`, not `merganser.io/v2`");
  }

  @ParameterizedTest
  @ValueSource(strings = {"system", "TEMP", "memory", "a.b", "'*'", "'  '", "'say \"x\"'"})
  void refusesAliasesThatCannotBe(String alias) {
    assertThat(
            paths(refused(tenant("{ alias: " + alias + ", type: files, options: { path: p } }"))))
        .containsExactly("tenants[0].databases[0].sources[0].alias");
  }

  @Test
  void holdsFilesOfDatabasesToTheirKind() {
    ManifestException e =
        refused(
            """
            tenants:
              - name: t
                databases:
                  - { name: a, kind: duckdb-file }
                  - { name: b, path: x }
                  - { name: c, kind: duckdb-file, path: c.duckdb, defaultCatalog: c }
                  - name: d
                    kind: duckdb-file
                    path: d.duckdb
                    sources: [ { alias: D, type: files, options: { path: p } } ]
            """);
    assertThat(paths(e))
        .containsExactlyInAnyOrder(
            "tenants[0].databases[0].path",
            "tenants[0].databases[1].path",
            "tenants[0].databases[3].name");
  }

  @Test
  void neverRepeatsSecretsInMessages() {
    ManifestException e =
        refused(
            """
            tenants:
              - name: t
                databases:
                  - name: d
                    sources:
                      - alias: s
                        type: postgres
                        options: { host: h }
                        secrets: { password: { externalRef: hunter22-secret, value: hunter22-secret } }
                      - { alias: r, type: postgres, options: { host: h }, secrets: { password: hunter22-secret } }
                      - { alias: q, type: postgres, options: { host: h }, secrets: { password: { externalRef: hunter22-secret } } }
                users:
                  - { name: u, password: hunter22-secret }
                  - { name: v, password: { hash: hunter22-secret } }
            """);
    assertThat(e.problems()).hasSize(5);
    assertThat(e.getMessage()).doesNotContain("hunter22");
  }

  private static String tenant(String source) {
    return "tenants:\n  - name: t\n    databases: [ { name: d, sources: [ " + source + " ] } ]\n";
  }

  private static ManifestException refused(String yaml) {
    return catchThrowableOfType(ManifestException.class, () -> TestingManifests.read(yaml));
  }

  private static Set<String> paths(ManifestException e) {
    return e.problems().stream().map(Problem::path).collect(Collectors.toSet());
  }
}
