package io.merganser.catalog.store;

import com.zaxxer.hikari.HikariDataSource;
import io.merganser.authz.EffectiveSet;
import io.merganser.authz.Inherited;
import io.merganser.authz.Principal;
import io.merganser.catalog.CatalogError;
import io.merganser.catalog.audit.AuditRecord;
import io.merganser.catalog.audit.AuditTrail;
import io.merganser.catalog.manifest.Manifest;
import io.merganser.catalog.manifest.ManifestCheck;
import io.merganser.catalog.manifest.ManifestException;
import io.merganser.catalog.manifest.Problem;
import io.merganser.catalog.password.Passwords;
import io.merganser.catalog.secret.SecretCipher;
import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.Secret;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/// The store over JDBC. Writers hold one transaction from the first read to the commit and queue
/// for it; readers share an immutable image, which is loaded anew when the version has grown.
final class JdbcCatalogStore implements CatalogStore {
  private static final String KEY_CHECK = "merganser";
  private static final String KEY_CHECK_PLACE = "store_state.key_check";

  private final StoreSettings settings;
  private final HikariDataSource pool;
  private final Transactions transactions;
  private final @Nullable SecretCipher cipher;
  private final StoreKey key;
  private final Passwords passwords = new Passwords();

  /// Held to apply. SQLite's own lock is not fair, this one is.
  private final ReentrantLock writing = new ReentrantLock(true);

  /// Held to bring the image up to date.
  private final ReentrantLock refreshing = new ReentrantLock();

  private volatile @Nullable Image image;

  private JdbcCatalogStore(
      StoreSettings settings, Engine engine, HikariDataSource pool, @Nullable Path file) {
    this.settings = settings;
    this.pool = pool;
    this.transactions = new Transactions(engine, pool);
    this.key = new StoreKey(settings, file);
    this.cipher = findCipher();
  }

  static JdbcCatalogStore open(StoreSettings settings) {
    String url = settings.url().reveal();
    Engine engine = Engine.of(url);
    Path file = engine.prepareFile(url);
    HikariDataSource pool = null;
    try {
      pool = new HikariDataSource(engine.pool(url));
      checkIntact(engine, pool);
      Flyway.configure()
          .dataSource(pool)
          .locations("classpath:db/migration", engine.migrations())
          .failOnMissingLocations(true)
          .load()
          .migrate();
      JdbcCatalogStore store = new JdbcCatalogStore(settings, engine, pool, file);
      store.current();
      return store;
    } catch (FlywayException | SQLException e) {
      throw closing(pool, Engine.unavailable(e));
    } catch (QueryException e) {
      throw closing(pool, e);
    } catch (RuntimeException e) {
      // The pool wraps what the driver says when it starts.
      throw closing(pool, Engine.unavailable(e));
    }
  }

  private static QueryException closing(@Nullable HikariDataSource pool, QueryException failure) {
    if (pool != null) {
      pool.close();
    }
    return failure;
  }

  private static void checkIntact(Engine engine, HikariDataSource pool) throws SQLException {
    if (engine != Engine.SQLITE) {
      return;
    }
    try (Connection connection = pool.getConnection()) {
      List<String> findings =
          new Rows(connection).read("PRAGMA quick_check(1)", row -> row.getString(1));
      if (!findings.equals(List.of("ok"))) {
        throw CatalogError.storeUnavailable(
            Engine.URL_SETTING, "the file is damaged", "restore it from a backup", null);
      }
    }
  }

  /// The cipher, after a check that the store was not encrypted with another key.
  private @Nullable SecretCipher findCipher() {
    String known = keyCheck();
    SecretCipher found = key.cipher(known == null);
    if (found == null) {
      return null;
    }
    if (known == null) {
      String check = found.encrypt(new Secret(KEY_CHECK), KEY_CHECK_PLACE);
      transactions.write(rows ->
          rows.change(
              "UPDATE store_state SET key_check = ? WHERE id = 1 AND key_check IS NULL", check));
      known = keyCheck();
    }
    try {
      found.decrypt(Objects.requireNonNullElse(known, ""), KEY_CHECK_PLACE);
      return found;
    } catch (GeneralSecurityException e) {
      throw key.wrong(e);
    }
  }

  private @Nullable String keyCheck() {
    Optional<String> stored =
        transactions.read(rows ->
            rows.read(
                    "SELECT key_check FROM store_state WHERE id = 1",
                    row -> Optional.ofNullable(row.getString(1)))
                .getFirst());
    return stored.orElse(null);
  }

  @Override
  public List<Change> apply(Manifest manifest, String author) {
    refuse(ManifestCheck.problems(manifest));
    return change(author, stored -> Differences.between(stored, settle(stored, manifest)));
  }

  @Override
  public List<Change> diff(Manifest manifest) {
    refuse(ManifestCheck.problems(manifest));
    Snapshot stored = load();
    return changes(Differences.between(stored, settle(stored, manifest)));
  }

  @Override
  public List<Change> removeTenant(String name, String author) {
    return change(
        author,
        stored -> {
          Manifest.Tenant tenant = stored.tenant(name);
          if (tenant == null) {
            throw CatalogError.tenantNotFound(name);
          }
          return Differences.removal(tenant);
        });
  }

  private Manifest settle(Snapshot stored, Manifest manifest) {
    Settlement settlement = new Settlement(stored, passwords, cipher != null);
    Manifest settled = settlement.settle(manifest);
    refuse(settlement.problems());
    return settled;
  }

  private static void refuse(List<Problem> problems) {
    if (!problems.isEmpty()) {
      throw new ManifestException(problems);
    }
  }

  private static List<Change> changes(List<Differences.Step> steps) {
    return steps.stream().map(Differences.Step::change).toList();
  }

  /// One for each change, in the transaction that makes it: no change that counts goes unrecorded.
  private static List<AuditRecord> records(String author, List<Differences.Step> steps) {
    Instant now = Instant.now();
    return steps.stream()
        .map(step ->
            new AuditRecord(
                now,
                AuditRecord.Event.CHANGE,
                AuditRecord.Decision.ALLOWED,
                step.tenant(),
                null,
                new AuditRecord.Actor(author, true, null, null, null, null),
                null,
                step.change().action().name(),
                null,
                List.of(),
                null,
                null,
                null,
                step.change().what()))
        .toList();
  }

  /// Says what to change, given what is there.
  private interface Plan {
    List<Differences.Step> of(Snapshot stored);
  }

  private List<Change> change(String author, Plan plan) {
    writing.lock();
    try {
      List<Change> changes =
          transactions.write(rows -> {
            List<Differences.Step> steps = plan.of(snapshot(rows));
            SnapshotWriter writer = new SnapshotWriter(rows, cipher);
            for (Differences.Step step : steps) {
              step.write().to(writer);
            }
            if (!steps.isEmpty()) {
              writer.raiseVersion();
              JdbcAuditTrail.insert(rows, records(author, steps));
            }
            return changes(steps);
          });
      if (!changes.isEmpty()) {
        forget();
      }
      return changes;
    } finally {
      writing.unlock();
    }
  }

  /// Waits for a load that may have begun before the change, so that it does not come after.
  private void forget() {
    refreshing.lock();
    try {
      image = null;
    } finally {
      refreshing.unlock();
    }
  }

  @Override
  public long version() {
    return transactions.read(JdbcCatalogStore::version);
  }

  private static long version(Rows rows) throws SQLException {
    return rows.read("SELECT version FROM store_state WHERE id = 1", row -> row.getLong(1))
        .getFirst();
  }

  @Override
  public Manifest export() {
    return Redaction.redact(load());
  }

  @Override
  public List<Manifest.Tenant> tenants() {
    return current().tenants();
  }

  @Override
  public Optional<Manifest.Tenant> findTenant(String name) {
    return Optional.ofNullable(current().tenant(name));
  }

  @Override
  public Optional<Manifest.Database> findDatabase(String tenant, String database) {
    return current().findDatabase(tenant, database);
  }

  @Override
  public List<Manifest.Source> sources(String tenant, String database) {
    return findDatabase(tenant, database).map(Manifest.Database::sources).orElse(List.of());
  }

  @Override
  public Optional<Manifest.User> findUser(String tenant, String name) {
    return Optional.ofNullable(current().user(tenant, name));
  }

  @Override
  public List<TenantUser> findUsers(String name) {
    Snapshot now = current();
    return now.tenants().stream()
        .flatMap(tenant ->
            Optional.ofNullable(now.user(tenant.name(), name)).stream()
                .map(user -> new TenantUser(tenant.name(), user)))
        .toList();
  }

  @Override
  public Optional<Manifest.SystemUser> findSystemUser(String name) {
    return Optional.ofNullable(current().systemUser(name));
  }

  @Override
  public EffectiveSet effectiveSet(Principal principal) {
    return current().effectiveSet(principal.tenant(), principal.name());
  }

  @Override
  public List<Inherited> inherited(Principal principal) {
    return current().inherited(principal.tenant(), principal.name());
  }

  @Override
  public AuditTrail audit() {
    return new JdbcAuditTrail(transactions);
  }

  @Override
  public void close() {
    pool.close();
  }

  /// The image, checked against the store if the last check is longer ago than it may.
  private Snapshot current() {
    Image seen = image;
    if (seen != null && seen.isFresh(settings.refresh().toNanos())) {
      return seen.snapshot();
    }
    refreshing.lock();
    try {
      seen = image;
      if (seen != null && seen.isFresh(settings.refresh().toNanos())) {
        return seen.snapshot();
      }
      // The time of the check is the time before it: what comes in meanwhile is seen next time.
      long now = System.nanoTime();
      Snapshot known = seen == null ? null : seen.snapshot();
      Snapshot newest = known != null && version() == known.version() ? known : load();
      Image next = new Image(newest, now);
      image = next;
      return newest;
    } finally {
      refreshing.unlock();
    }
  }

  private Snapshot load() {
    return transactions.read(this::snapshot);
  }

  private Snapshot snapshot(Rows rows) throws SQLException {
    try {
      return new SnapshotReader(rows, cipher).read();
    } catch (GeneralSecurityException e) {
      throw key.wrong(e);
    }
  }

  /// @param checkedAt of the clock that counts nanoseconds
  private record Image(Snapshot snapshot, long checkedAt) {
    boolean isFresh(long nanos) {
      return System.nanoTime() - checkedAt < nanos;
    }
  }
}
