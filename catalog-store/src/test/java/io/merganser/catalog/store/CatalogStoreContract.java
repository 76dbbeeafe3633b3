package io.merganser.catalog.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.merganser.authz.Admission;
import io.merganser.authz.EffectiveSet;
import io.merganser.authz.Principal;
import io.merganser.authz.ScopeName;
import io.merganser.authz.TablePolicy;
import io.merganser.authz.Verb;
import io.merganser.catalog.CatalogError;
import io.merganser.catalog.manifest.Manifest;
import io.merganser.catalog.manifest.ManifestException;
import io.merganser.catalog.manifest.ManifestReader;
import io.merganser.catalog.manifest.ManifestWriter;
import io.merganser.catalog.manifest.TestingManifests;
import io.merganser.catalog.password.PasswordSpec;
import io.merganser.catalog.secret.SecretRef;
import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.Secret;
import io.merganser.connectors.spi.TableName;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What every store does, whatever it is in.
///
/// A class that is extended, against the habit of the house: surefire counts no test of a
/// parameterized class, and runs none if the class is named on the command line.
abstract class CatalogStoreContract {
  private static final TableName ORDERS = new TableName("sales", "public", "orders");
  private static final TableName PART = new TableName("lake", "main", "part");

  private final TestingDatabase database;
  @TempDir Path folder;
  private StoreSettings settings;
  private CatalogStore store;

  CatalogStoreContract(TestingDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void open() {
    settings = database.newSettings(folder);
    store = CatalogStore.open(settings);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void beginsEmpty() {
    assertThat(store.tenants()).isEmpty();
    assertThat(store.version()).isZero();
    assertThat(store.findTenant("acme")).isEmpty();
    assertThat(store.findDatabase("acme", "main")).isEmpty();
    assertThat(store.sources("acme", "main")).isEmpty();
    assertThat(store.findUser("acme", "alice")).isEmpty();
    assertThat(store.findSystemUser("root")).isEmpty();
  }

  @Test
  void appliesAndAnswersFromWhatWasApplied() {
    List<Change> changes = store.apply(acme());
    assertThat(changes)
        .extracting(Change::toString)
        .contains(
            "created tenant acme",
            "created database acme/main",
            "created source acme/main/sales",
            "created scope acme/main/model1",
            "created role acme/analyst",
            "created group acme/emea",
            "created user acme/alice",
            "created operator root");
    Manifest.Database main = store.findDatabase("ACME", "Main").orElseThrow();
    assertThat(main.defaultCatalog()).isEqualTo("sales");
    assertThat(store.sources("acme", "main"))
        .extracting(Manifest.Source::alias)
        .containsExactly("lake", "sales");
    Manifest.Source sales = store.sources("acme", "main").get(1);
    assertThat(sales.options()).containsEntry("port", "5432").containsEntry("user", "reader");
    assertThat(sales.secrets())
        .isEqualTo(Map.of("password", new SecretRef.Value(new Secret("sales-secret"))));
    assertThat(sales.readOnly()).isTrue();
    Manifest.User alice = store.findUser("acme", "ALICE").orElseThrow();
    assertThat(alice.password()).isInstanceOf(PasswordSpec.Hash.class);
    assertThat(alice.attributes()).isEqualTo(Map.of("region", List.of("EU", "APAC")));
  }

  @Test
  void keepsScopesAndWhoMayReadThem() {
    store.apply(acme());
    List<Manifest.Scope> scopes = store.findDatabase("acme", "main").orElseThrow().scopes();
    assertThat(scopes).extracting(Manifest.Scope::name).containsExactly("empty", "model1");
    assertThat(scopes.get(1).views())
        .containsEntry("Über Sicht", "SELECT 1 AS x -- it's \"one\"")
        .containsKey("orders_v");
    EffectiveSet alice = store.effectiveSet(new Principal("acme", "alice", false));
    assertThat(alice.allows(new ScopeName("MAIN", "Model1"))).isTrue();
    assertThat(alice.allows(new ScopeName("main", "empty"))).isFalse();
    assertThat(store.effectiveSet(new Principal("acme", "boss", true)))
        .matches(boss -> boss.allows(new ScopeName("main", "empty")));
  }

  @Test
  void changesOneViewOfAScopeAndTakesScopesAway() {
    store.apply(acme());
    String before = store.effectiveSet(new Principal("acme", "alice", false)).fingerprint();
    Manifest edited =
        TestingManifests.read(
            TestingManifests.ACME.replace("customer_id < 100", "customer_id < 10"));
    assertThat(store.apply(edited))
        .extracting(Change::toString)
        .containsExactly("updated scope acme/main/model1");
    assertThat(store.findDatabase("acme", "main").orElseThrow().scopes().get(1).views().values())
        .anyMatch(query -> query.endsWith("customer_id < 10"));
    Manifest without =
        TestingManifests.read(
            TestingManifests.ACME
                .replaceAll("(?s) +scopes:.*?(?= +roles:)", "")
                .replaceAll(" +- \\{ scope.*\n", ""));
    assertThat(store.apply(without))
        .extracting(Change::toString)
        .containsExactlyInAnyOrder(
            "updated role acme/analyst",
            "deleted scope acme/main/model1",
            "deleted scope acme/main/empty");
    EffectiveSet alice = store.effectiveSet(new Principal("acme", "alice", false));
    assertThat(alice.allows(new ScopeName("main", "model1"))).isFalse();
    assertThat(alice.fingerprint()).isNotEqualTo(before);
  }

  @Test
  void applyingAgainChangesNothing() {
    store.apply(acme());
    long version = store.version();
    assertThat(store.apply(acme())).isEmpty();
    assertThat(store.diff(acme())).isEmpty();
    assertThat(store.version()).isEqualTo(version);
  }

  @Test
  void applyingWhatWasExportedChangesNothing() {
    store.apply(acme());
    String yaml = ManifestWriter.write(store.export());
    assertThat(yaml)
        .doesNotContain("sales-secret", "alice-password", "argon2")
        .contains(SecretRef.REDACTED, "env:ROOT_PASSWORD");
    Manifest read = new ManifestReader(TestingManifests.TYPES).read(yaml);
    assertThat(store.apply(read)).isEmpty();
    Manifest.Source sales = store.sources("acme", "main").get(1);
    assertThat(sales.secrets().get("password"))
        .isEqualTo(new SecretRef.Value(new Secret("sales-secret")));
  }

  @Test
  void keepsPoliciesAsDeclared() {
    Manifest declared =
        TestingManifests.read(
            """
            tenants:
              - name: acme
                databases: [ { name: own, kind: duckdb-file, path: ./own.duckdb } ]
                roles:
                  - name: clerk
                    grants:
                      - { on: a.b.c, verbs: [read], columns: [y, 'q"u,o'] }
                      - { on: a.b.c, verbs: [write], columns: [] }
                      - { on: "*", verbs: [read] }
                    denials:
                      - { on: own.main.t, columns: [secret] }
                      - { on: own.hidden.* }
                    rowFilters:
                      - { name: mine, on: own.main.t, predicate: "owner = CURRENT_USER" }
                    columnMasks:
                      - { name: veil, on: own.*, column: mail, expression: "'***'" }
                users: [ { name: eve, roles: [clerk], attributes: { Region: [EU] } } ]
            """);
    store.apply(declared);
    assertThat(store.apply(declared)).isEmpty();
    Manifest exported =
        new ManifestReader(TestingManifests.TYPES).read(ManifestWriter.write(store.export()));
    assertThat(store.diff(exported)).isEmpty();
    EffectiveSet eve = store.effectiveSet(new Principal("acme", "eve", false));
    TableName own = new TableName("own", "main", "t");
    assertThat(eve.policy(own, List.of("id", "mail", "secret")))
        .isEqualTo(
            new TablePolicy(
                List.of("id", "mail"),
                true,
                Map.of("mail", "'***'"),
                List.of("owner = CURRENT_USER")));
    assertThat(eve.policy(new TableName("A", "b", "c"), List.of("x", "Y", "q\"u,o")).columns())
        .containsExactly("Y", "q\"u,o");
    assertThat(eve.sees(new TableName("own", "hidden", "t"))).isFalse();
    assertThat(eve.claims().attribute("region")).containsExactly("EU");
  }

  @Test
  void keepsWhomADatabaseLetsIn() {
    String yaml =
        """
        tenants:
          - name: acme
            groups: [ { name: Emea }, { name: us } ]
            users: [ { name: Alice }, { name: bob } ]
            databases:
              - { name: all }
              - { name: none, authorization: { allowUsers: [] } }
              - { name: some, authorization: { allowUsers: [bob, alice], allowGroups: [EMEA] } }
        """;
    store.apply(TestingManifests.read(yaml));
    assertThat(store.apply(TestingManifests.read(yaml))).isEmpty();
    assertThat(admission("all")).isEqualTo(Admission.EVERYBODY);
    assertThat(admission("none")).isEqualTo(new Admission(List.of(), null));
    assertThat(admission("SOME"))
        .isEqualTo(new Admission(List.of("Alice", "bob"), List.of("Emea")));
    Manifest exported =
        new ManifestReader(TestingManifests.TYPES).read(ManifestWriter.write(store.export()));
    assertThat(store.diff(exported)).isEmpty();
    assertThat(store.apply(TestingManifests.read(yaml.replace("allowUsers: []", ""))))
        .extracting(Change::toString)
        .containsExactly("updated database acme/none");
    assertThat(admission("none")).isEqualTo(Admission.EVERYBODY);
  }

  private Admission admission(String database) {
    return store.findDatabase("acme", database).orElseThrow().admission();
  }

  @Test
  void changingAPolicyChangesTheFingerprint() {
    Principal eve = new Principal("acme", "eve", false);
    Set<String> seen = new HashSet<>();
    for (List<String> change :
        List.of(List.of("x = 1", "EU"), List.of("x = 2", "EU"), List.of("x = 2", "US"))) {
      store.apply(
          TestingManifests.read(
              """
              tenants:
                - name: acme
                  roles:
                    - name: clerk
                      grants: [ { on: a.b.c, verbs: [read] } ]
                      rowFilters: [ { name: f, on: a.b.c, predicate: "%s" } ]
                  users: [ { name: eve, roles: [clerk], attributes: { region: [%s] } } ]
              """
                  .formatted(change.get(0), change.get(1))));
      assertThat(seen.add(store.effectiveSet(eve).fingerprint())).isTrue();
    }
  }

  @Test
  void updatesAndRemovesWithinTheTenantsNamedOnly() {
    store.apply(acme());
    store.apply(TestingManifests.read("tenants: [ { name: other, users: [ { name: bob } ] } ]"));
    long before = store.version();
    List<Change> changes =
        store.apply(
            TestingManifests.read(
                """
                tenants:
                  - name: acme
                    databases:
                      - name: main
                        sources:
                          - { alias: sales, type: postgres, options: { host: elsewhere } }
                    roles: [ { name: reader, grants: [ { on: sales.*, verbs: [read] } ] } ]
                    users: [ { name: alice, password: { value: new }, roles: [reader] } ]
                """));
    assertThat(changes)
        .extracting(Change::toString)
        .containsExactlyInAnyOrder(
            "updated database acme/main",
            "updated source acme/main/sales",
            "deleted source acme/main/lake",
            "deleted scope acme/main/model1",
            "deleted scope acme/main/empty",
            "created role acme/reader",
            "deleted role acme/analyst",
            "deleted role acme/writer",
            "deleted group acme/emea",
            "updated user acme/alice",
            "deleted user acme/boss");
    assertThat(store.version()).isGreaterThan(before);
    assertThat(store.findUser("other", "bob")).isPresent();
    assertThat(store.findSystemUser("root")).isPresent();
    assertThat(store.sources("acme", "main").getFirst().secrets()).isEmpty();
  }

  @Test
  void diffWritesNothing() {
    long version = store.version();
    assertThat(store.diff(acme())).isNotEmpty();
    assertThat(store.version()).isEqualTo(version);
    assertThat(store.tenants()).isEmpty();
  }

  @Test
  void assemblesRightsFromRolesAndGroups() {
    store.apply(acme());
    var alice = store.effectiveSet(new Principal("acme", "alice", false));
    assertThat(alice.allows(Verb.READ, ORDERS)).as("by role").isTrue();
    assertThat(alice.allows(Verb.WRITE, PART)).as("by group").isTrue();
    assertThat(alice.allows(Verb.WRITE, ORDERS)).isFalse();
    assertThat(alice.principal().superuser()).isFalse();
    var boss = store.effectiveSet(new Principal("acme", "boss", true));
    assertThat(boss.allows(Verb.DDL, ORDERS)).isTrue();
    var root = store.effectiveSet(new Principal(null, "root", true));
    assertThat(root.allows(Verb.DDL, ORDERS)).isTrue();
  }

  @Test
  void rightsEndWithWhatGaveThem() {
    store.apply(acme());
    Principal boss = new Principal("acme", "boss", true);
    Principal alice = new Principal("acme", "alice", false);
    store.apply(
        TestingManifests.read(
            """
            tenants:
              - name: acme
                users: [ { name: boss } ]
            """));
    assertThat(store.effectiveSet(boss).sees(ORDERS)).as("no superuser any more").isFalse();
    assertThat(store.effectiveSet(alice).sees(ORDERS)).as("no user any more").isFalse();
    assertThat(store.effectiveSet(new Principal("acme", "root", true)).sees(ORDERS)).isFalse();
    assertThat(store.effectiveSet(new Principal(null, "boss", true)).sees(ORDERS)).isFalse();
  }

  @Test
  void seesWhatAnotherServerChanges() {
    try (CatalogStore other = CatalogStore.open(settings)) {
      store.apply(acme());
      assertThat(other.findUser("acme", "alice")).isPresent();
      other.removeTenant("Acme", "root");
      assertThat(store.findUser("acme", "alice")).isEmpty();
    }
  }

  @Test
  void removesTenantsWhole() {
    store.apply(acme());
    assertThat(store.removeTenant("ACME", "root"))
        .containsExactly(new Change(Change.Action.DELETED, "tenant acme"));
    assertThat(store.tenants()).isEmpty();
    assertThatThrownBy(() -> store.removeTenant("acme", "root"))
        .isInstanceOfSatisfying(
            QueryException.class,
            e -> assertThat(e.code()).isEqualTo(CatalogError.TENANT_NOT_FOUND));
    assertThat(store.apply(acme())).isNotEmpty();
  }

  @Test
  void keepsEverythingOverReopening() {
    store.apply(acme());
    List<Manifest.Tenant> tenants = store.tenants();
    long version = store.version();
    store.close();
    store = CatalogStore.open(settings);
    assertThat(store.tenants()).isEqualTo(tenants);
    assertThat(store.version()).isEqualTo(version);
  }

  @Test
  void failingInTheMiddleLeavesEverythingAsItWas() throws SQLException {
    store.apply(acme());
    List<Manifest.Tenant> before = store.tenants();
    long version = store.version();
    execute("CREATE UNIQUE INDEX injected ON sources (database_key, type)");
    Manifest twoOfOneType =
        TestingManifests.read(
            """
            tenants:
              - name: aaa
                users: [ { name: early } ]
              - name: acme
                databases:
                  - name: main
                    sources:
                      - { alias: one, type: duckdb, options: { path: a } }
                      - { alias: two, type: duckdb, options: { path: b } }
            """);
    assertThatThrownBy(() -> store.apply(twoOfOneType))
        .isInstanceOfSatisfying(
            QueryException.class,
            e -> {
              assertThat(e.code()).isEqualTo(CatalogError.STORE_UNAVAILABLE);
              assertThat(e).hasMessageContaining("store.url");
            });
    assertThat(store.tenants()).isEqualTo(before);
    assertThat(store.version()).isEqualTo(version);
    execute("DROP INDEX injected");
    assertThat(store.apply(twoOfOneType)).isNotEmpty();
  }

  @Test
  void refusesRedactedSecretsThatItDoesNotHave() {
    Manifest manifest =
        TestingManifests.read(
            """
            tenants:
              - name: acme
                databases:
                  - name: main
                    sources:
                      - alias: s
                        type: postgres
                        options: { host: h }
                        secrets: { password: { value: "***REDACTED***" } }
                users: [ { name: a, password: { value: "***REDACTED***" } } ]
            """);
    assertThatThrownBy(() -> store.apply(manifest))
        .isInstanceOfSatisfying(
            ManifestException.class,
            e ->
                assertThat(e.problems())
                    .extracting(problem -> problem.path())
                    .containsExactly(
                        "tenants[0].databases[0].sources[0].secrets.password",
                        "tenants[0].users[0].password"));
    assertThat(store.tenants()).isEmpty();
  }

  @Test
  void checksManifestsThatNobodyHasRead() {
    Manifest.User user =
        new Manifest.User("u", null, false, Map.of(), List.of("absent"), List.of());
    Manifest manifest =
        new Manifest(
            List.of(new Manifest.Tenant("t", List.of(), List.of(), List.of(), List.of(user, user))),
            null);
    assertThatThrownBy(() -> store.apply(manifest))
        .isInstanceOf(ManifestException.class)
        .hasMessageContaining("declared twice")
        .hasMessageContaining("no role `absent`");
  }

  @Test
  void keepsSecretsEncryptedAndPasswordsHashed() throws SQLException {
    store.apply(acme());
    List<String> secrets = query("SELECT content FROM source_secrets");
    assertThat(secrets).singleElement().asString().startsWith("v1:").doesNotContain("sales-secret");
    assertThat(query("SELECT password FROM tenant_users WHERE password_kind = 'hash'"))
        .singleElement()
        .asString()
        .startsWith("$argon2id$");
  }

  @Test
  void refusesAnotherKey() {
    store.apply(acme());
    store.close();
    StoreSettings wrong =
        new StoreSettings(settings.url(), folder.resolve("wrong.key"), null, settings.refresh());
    assertUnavailable(wrong, "store.keyFile");
    Secret key = new Secret("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    assertUnavailable(
        new StoreSettings(settings.url(), null, key, settings.refresh()), "store.key");
    assertUnavailable(
        new StoreSettings(settings.url(), null, new Secret("short"), settings.refresh()),
        "store.key");
    store = CatalogStore.open(settings);
  }

  @Test
  void concurrentAppliesHappenOneAfterTheOther() throws Exception {
    int writers = 4;
    int applies = 5;
    try (CatalogStore other = CatalogStore.open(settings);
        ExecutorService threads = Executors.newFixedThreadPool(writers)) {
      List<Future<?>> running = new ArrayList<>();
      for (int writer = 0; writer < writers; writer++) {
        CatalogStore mine = writer % 2 == 0 ? store : other;
        String name = "tenant" + writer;
        running.add(
            threads.submit(() -> {
              for (int i = 0; i < applies; i++) {
                String user = "{ name: user" + i + " }";
                mine.apply(
                    TestingManifests.read(
                        "tenants: [ { name: " + name + ", users: [" + user + "] } ]"));
              }
            }));
      }
      for (Future<?> one : running) {
        one.get(60, TimeUnit.SECONDS);
      }
    }
    assertThat(store.version()).isEqualTo((long) writers * applies);
    assertThat(store.tenants())
        .hasSize(writers)
        .allSatisfy(tenant ->
            assertThat(tenant.users()).extracting(Manifest.User::name).containsExactly("user4"));
  }

  @Test
  void whatWasAcknowledgedSurvivesKilling() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                ApplyingProcess.class.getName(),
                settings.url().reveal(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    List<String> acknowledged = new ArrayList<>();
    try (BufferedReader output = process.inputReader()) {
      String line = output.readLine();
      while (line != null) {
        acknowledged.add(line);
        if (acknowledged.size() == 20) {
          // Not the process's own method, which closes the pipe before it is read to the end.
          process.toHandle().destroyForcibly();
        }
        line = output.readLine();
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    store.close();
    store = CatalogStore.open(settings);
    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(20);
    assertThat(store.tenants()).extracting(Manifest.Tenant::name).containsAll(acknowledged);
    assertThat(store.version()).isEqualTo(store.tenants().size());
  }

  private void assertUnavailable(StoreSettings wrong, String setting) {
    assertThatThrownBy(() -> CatalogStore.open(wrong).close())
        .isInstanceOfSatisfying(
            QueryException.class,
            e -> {
              assertThat(e.code()).isEqualTo(CatalogError.STORE_UNAVAILABLE);
              assertThat(e).hasMessageContaining("`" + setting + "`");
            });
  }

  private static Manifest acme() {
    return TestingManifests.read(TestingManifests.ACME);
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(settings.url().reveal());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private List<String> query(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(settings.url().reveal())) {
      return new Rows(connection).read(sql, row -> row.getString(1));
    }
  }
}
