package io.merganser.catalog.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.merganser.catalog.audit.AuditQuery;
import io.merganser.catalog.audit.AuditRecord;
import io.merganser.catalog.audit.AuditRecord.Actor;
import io.merganser.catalog.audit.AuditRecord.Decision;
import io.merganser.catalog.audit.AuditRecord.Event;
import io.merganser.catalog.audit.AuditTrail;
import io.merganser.catalog.audit.AuditTrail.Entry;
import io.merganser.catalog.manifest.ManifestException;
import io.merganser.catalog.manifest.TestingManifests;
import io.merganser.connectors.spi.QueryException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What every trail does, whatever it is in.
abstract class AuditTrailContract {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");

  private final TestingDatabase database;
  @TempDir Path folder;
  private StoreSettings settings;
  private CatalogStore store;
  private AuditTrail trail;

  AuditTrailContract(TestingDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void open() {
    settings = database.newSettings(folder);
    store = CatalogStore.open(settings);
    trail = store.audit();
  }

  @AfterEach
  void close() {
    store.close();
  }

  /// A client sends what it likes, and PostgreSQL keeps no NUL in a text.
  @Test
  void keepsWhatHoldsANul() {
    trail.append(
        List.of(
            new AuditRecord(
                NOON,
                Event.LOGIN,
                Decision.DENIED,
                null,
                null,
                new Actor("al\u0000ice", false, "http", null, null, "a\u0000b"),
                null,
                null,
                "SELECT \"\u0000\"",
                List.of("a.b.\u0000"),
                null,
                null,
                null,
                "no table `\u0000`")));
    AuditRecord kept = trail.find(AuditQuery.newest(1)).getFirst().record();
    assertThat(kept.actor().user()).isEqualTo("al\uFFFDice");
    assertThat(kept.actor().scope()).isEqualTo("a\uFFFDb");
    assertThat(kept.text()).isEqualTo("SELECT \"\uFFFD\"");
    assertThat(kept.relations()).containsExactly("a.b.\uFFFD");
    assertThat(kept.detail()).isEqualTo("no table `\uFFFD`");
  }

  @Test
  void keepsEveryField() {
    AuditRecord full =
        new AuditRecord(
            NOON,
            Event.STATEMENT,
            Decision.DENIED,
            "Acme",
            "main",
            new Actor("alice 'x' \u00e9", true, "flight", "127.0.0.1", "s1", "model1"),
            "q1",
            "SELECT",
            "SELECT ?\n;--",
            List.of("sales.public.orders", "a.b.c%_~"),
            3L,
            17L,
            "TABLE_NOT_FOUND",
            "no table `x`");
    AuditRecord bare =
        new AuditRecord(
            NOON,
            Event.LOGIN,
            Decision.ALLOWED,
            null,
            null,
            new Actor("", false, null, null, null, null),
            null,
            null,
            null,
            List.of(),
            null,
            null,
            null,
            null);
    trail.append(List.of(full, bare));
    assertThat(records(AuditQuery.newest(10))).containsExactly(bare, full);
  }

  @Test
  void survivesTheStore() {
    trail.append(List.of(login("alice", "acme", NOON)));
    store.close();
    store = CatalogStore.open(settings);
    assertThat(store.audit().find(AuditQuery.newest(10))).hasSize(1);
  }

  @Test
  void findsByEachOfItsFields() {
    AuditRecord login = login("alice", "Acme", NOON);
    AuditRecord denied = statement("bob", "acme", NOON.plusSeconds(1), "a.b.orders");
    AuditRecord other = login("carol", null, NOON.plusSeconds(2));
    trail.append(List.of(login, denied, other));
    assertThat(records(query("tenant", "ACME"))).containsExactly(denied, login);
    assertThat(records(query("user", "BOB"))).containsExactly(denied);
    assertThat(records(query("database", "Main"))).containsExactly(denied);
    assertThat(records(query("session", "s-bob"))).containsExactly(denied);
    assertThat(records(query("statement", "q"))).containsExactly(denied);
    assertThat(records(query("code", "permission_denied"))).containsExactly(denied);
    assertThat(records(query("relation", "A.b.Orders"))).containsExactly(denied);
    assertThat(records(query("relation", "b.orders"))).isEmpty();
    assertThat(records(query("relation", "a.b.order_"))).isEmpty();
    assertThat(records(query("relation", "%"))).isEmpty();
    assertThat(records(query("event", "LOGIN"))).containsExactly(other, login);
    assertThat(records(query("decision", "DENIED"))).containsExactly(denied);
    assertThat(records(query("since", NOON.plusSeconds(1).toString())))
        .containsExactly(other, denied);
    assertThat(records(query("until", NOON.plusSeconds(1).toString()))).containsExactly(login);
    assertThat(records(query("user", "' OR 1 = 1 --"))).isEmpty();
  }

  @Test
  void pagesFromTheNewestToTheOldest() {
    trail.append(
        IntStream.range(0, 25)
            .mapToObj(i -> login("user" + i, "acme", NOON.plusSeconds(i)))
            .toList());
    List<String> seen = new ArrayList<>();
    Long before = null;
    while (true) {
      List<Entry> page = trail.find(page(before, 10));
      page.forEach(entry -> seen.add(entry.record().actor().user()));
      if (page.size() < 10) {
        break;
      }
      before = page.getLast().id();
    }
    assertThat(seen)
        .containsExactlyElementsOf(
            IntStream.range(0, 25).mapToObj(i -> "user" + (24 - i)).toList());
  }

  @Test
  void removesByAgeOnly() {
    trail.append(IntStream.range(0, 12_000).mapToObj(i -> login("old", "acme", NOON)).toList());
    trail.append(List.of(login("young", "acme", NOON.plusSeconds(10))));
    assertThat(trail.prune(NOON.plusSeconds(10))).isEqualTo(12_000);
    assertThat(trail.prune(NOON.plusSeconds(10))).isZero();
    assertThat(records(AuditQuery.newest(10)))
        .extracting(record -> record.actor().user())
        .containsExactly("young");
  }

  @Test
  void refusesInTheDatabaseItselfToChangeOrRemoveARecord() throws SQLException {
    trail.append(List.of(login("alice", "acme", NOON)));
    trail.prune(NOON.minusSeconds(60));
    try (Connection connection = DriverManager.getConnection(settings.url().reveal());
        Statement statement = connection.createStatement()) {
      for (String sql :
          List.of(
              "UPDATE audit_records SET user_name = 'mallory'",
              "UPDATE audit_records SET at_micros = 0",
              "DELETE FROM audit_records")) {
        assertThatThrownBy(() -> statement.execute(sql)).as(sql).hasMessageContaining("audit");
      }
    }
    assertThat(records(AuditQuery.newest(10)))
        .extracting(record -> record.actor().user())
        .containsExactly("alice");
  }

  @Test
  void recordsEachChangeOfWhatIsDeclaredWithItsAuthor() {
    store.apply(TestingManifests.read(TestingManifests.ACME), "root");
    List<AuditRecord> changes = records(query("event", "CHANGE"));
    assertThat(changes)
        .filteredOn(record -> "role acme/analyst".equals(record.detail()))
        .singleElement()
        .satisfies(record -> {
          assertThat(record.tenant()).isEqualTo("acme");
          assertThat(record.kind()).isEqualTo("CREATED");
          assertThat(record.actor().user()).isEqualTo("root");
        });
    assertThat(changes)
        .filteredOn(record -> "operator root".equals(record.detail()))
        .singleElement()
        .satisfies(record -> assertThat(record.tenant()).isNull());
    assertThat(changes.toString()).doesNotContain("secret").doesNotContain("argon");
    int count = changes.size();
    store.apply(TestingManifests.read(TestingManifests.ACME), "root");
    assertThat(records(query("event", "CHANGE"))).hasSize(count);
    store.removeTenant("acme", "boss");
    assertThat(records(query("event", "CHANGE")).getFirst().detail()).isEqualTo("tenant acme");
    assertThat(records(query("event", "CHANGE")).getFirst().actor().user()).isEqualTo("boss");
  }

  @Test
  void recordsNoChangeThatDidNotHappen() {
    assertThatThrownBy(() ->
            store.apply(
                TestingManifests.read(
                    "tenants: [ { name: a, users: [ { name: u, roles: [none] } ] } ]"),
                "root"))
        .isInstanceOf(ManifestException.class);
    assertThatThrownBy(() -> store.removeTenant("nobody", "root"))
        .isInstanceOf(QueryException.class);
    assertThat(records(AuditQuery.newest(10))).isEmpty();
  }

  private List<AuditRecord> records(AuditQuery query) {
    return trail.find(query).stream().map(Entry::record).toList();
  }

  private static AuditRecord login(String user, @Nullable String tenant, Instant at) {
    return new AuditRecord(
        at,
        Event.LOGIN,
        Decision.ALLOWED,
        tenant,
        null,
        new Actor(user, tenant == null, "http", "::1", null, null),
        null,
        null,
        null,
        List.of(),
        null,
        null,
        null,
        null);
  }

  private static AuditRecord statement(String user, String tenant, Instant at, String relation) {
    return new AuditRecord(
        at,
        Event.STATEMENT,
        Decision.DENIED,
        tenant,
        "main",
        new Actor(user, false, "flight", null, "s-" + user, null),
        "q",
        "SELECT",
        null,
        List.of("x.y.z", relation),
        0L,
        1L,
        "PERMISSION_DENIED",
        null);
  }

  private static AuditQuery page(@Nullable Long before, int limit) {
    return new AuditQuery(
        "acme", null, null, null, null, null, null, null, null, null, null, before, limit);
  }

  private static AuditQuery query(String field, String value) {
    return new AuditQuery(
        field.equals("tenant") ? value : null,
        field.equals("since") ? Instant.parse(value) : null,
        field.equals("until") ? Instant.parse(value) : null,
        field.equals("event") ? Event.valueOf(value) : null,
        field.equals("decision") ? Decision.valueOf(value) : null,
        field.equals("user") ? value : null,
        field.equals("database") ? value : null,
        field.equals("session") ? value : null,
        field.equals("statement") ? value : null,
        field.equals("code") ? value : null,
        field.equals("relation") ? value : null,
        null,
        1_000);
  }
}
