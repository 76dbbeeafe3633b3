package io.merganser.catalog.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.merganser.authz.Admission;
import io.merganser.authz.EffectiveSet;
import io.merganser.authz.Principal;
import io.merganser.authz.ScopeName;
import io.merganser.authz.TablePolicy;
import io.merganser.authz.Verb;
import io.merganser.catalog.manifest.Manifest;
import io.merganser.catalog.manifest.ManifestReader;
import io.merganser.catalog.manifest.ManifestWriter;
import io.merganser.catalog.manifest.TestingManifests;
import io.merganser.connectors.spi.TableName;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What every store keeps of policies, scopes and grants, and the rights that it makes of them.
abstract class StoredRightsContract {
  static final TableName ORDERS = new TableName("sales", "public", "orders");
  static final TableName PART = new TableName("lake", "main", "part");

  final TestingDatabase database;
  @TempDir Path folder;
  StoreSettings settings;
  CatalogStore store;

  StoredRightsContract(TestingDatabase database) {
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

  static Manifest acme() {
    return TestingManifests.read(TestingManifests.ACME);
  }
}
