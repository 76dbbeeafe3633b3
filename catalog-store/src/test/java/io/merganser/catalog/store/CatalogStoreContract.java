package io.merganser.catalog.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What every store does, whatever it is in.
///
/// A class that is extended, against the habit of the house: surefire counts no test of a
/// parameterized class, and runs none if the class is named on the command line.
abstract class CatalogStoreContract extends StoredRightsContract {
  CatalogStoreContract(TestingDatabase database) {
    super(database);
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
