package io.merganser.server.audit;

import io.merganser.authz.AuthzError;
import io.merganser.authz.Principal;
import io.merganser.authz.ScopeName;
import io.merganser.catalog.audit.AuditRecord;
import io.merganser.catalog.audit.AuditRecord.Actor;
import io.merganser.catalog.audit.AuditRecord.Decision;
import io.merganser.catalog.audit.AuditRecord.Event;
import io.merganser.catalog.store.CatalogStore;
import io.merganser.connectors.spi.ErrorKind;
import io.merganser.connectors.spi.QueryException;
import io.merganser.planner.PlannerError;
import io.merganser.planner.StatementFacts;
import io.merganser.server.query.ObservedStatement;
import io.merganser.server.query.QueryListener;
import io.merganser.server.session.Credentials;
import io.merganser.server.session.LoginListener;
import io.merganser.server.session.Origin;
import io.merganser.server.session.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Makes records of logins and statements, and hands them on at once.
///
/// A statement has one record, at its end or where it was refused; one that goes on for
/// [#LONG_RUNNING] has one more while it runs, so that what ends with the process is known too.
public final class AuditListener implements QueryListener, LoginListener {
  static final Duration LONG_RUNNING = Duration.ofSeconds(1);

  private final CatalogStore store;
  private final AuditWriter writer;
  private final Map<String, ObservedStatement> running = new ConcurrentHashMap<>();

  public AuditListener(CatalogStore store, AuditWriter writer) {
    this.store = store;
    this.writer = writer;
    writer.onTick(this::recordLongRunning);
  }

  @Override
  public void planned(
      ObservedStatement statement, Duration took, @Nullable QueryException failure) {
    if (failure != null) {
      writer.add(record(statement, Event.STATEMENT, took, 0L, failure));
    }
  }

  @Override
  public void started(ObservedStatement statement) {
    running.put(statement.id(), statement);
  }

  @Override
  public void ended(
      ObservedStatement statement, Duration took, long rows, @Nullable QueryException failure) {
    running.remove(statement.id());
    writer.add(record(statement, Event.STATEMENT, took, rows + statement.changes(), failure));
  }

  /// What has been running for long enough now and was not before.
  private List<AuditRecord> recordLongRunning(Instant from, Instant to) {
    List<AuditRecord> records = new ArrayList<>();
    for (ObservedStatement statement : running.values()) {
      Instant due = statement.began().plus(LONG_RUNNING);
      if (due.isAfter(from) && !due.isAfter(to)) {
        records.add(record(statement, Event.RUNNING, LONG_RUNNING, null, null));
      }
    }
    return records;
  }

  private static AuditRecord record(
      ObservedStatement statement,
      Event event,
      Duration took,
      @Nullable Long rows,
      @Nullable QueryException failure) {
    Session session = statement.session();
    StatementFacts facts = statement.facts();
    QueryException denial = failure != null && isDenial(failure) ? failure : null;
    return new AuditRecord(
        statement.began(),
        event,
        denial == null ? Decision.ALLOWED : Decision.DENIED,
        session.database().tenant(),
        session.database().name(),
        actor(session),
        statement.id(),
        facts == null ? null : facts.kind(),
        statement.sql(),
        facts == null ? List.of() : facts.relations(),
        rows,
        took.toMillis(),
        failure == null ? null : failure.code().name(),
        denial == null ? null : denial.getMessage());
  }

  /// What is not seen is denied as far as anybody can tell. The messages of these have names in
  /// them, and no values.
  private static boolean isDenial(QueryException failure) {
    return failure.code().kind() == ErrorKind.DENIED
        || failure.code() == AuthzError.TABLE_NOT_FOUND
        || failure.code() == AuthzError.SCOPE_NOT_FOUND
        || failure.code() == PlannerError.CATALOG_NOT_FOUND
        || failure.code() == PlannerError.SCHEMA_NOT_FOUND
        || failure.code() == PlannerError.COLUMN_NOT_FOUND;
  }

  private static Actor actor(Session session) {
    ScopeName scope = session.scope();
    return new Actor(
        session.principal().name(),
        session.principal().tenant() == null,
        session.origin().protocol().toString(),
        session.origin().address(),
        session.label(),
        scope == null ? null : scope.scope());
  }

  @Override
  public void opened(Session session) {
    writer.add(
        login(
            Decision.ALLOWED,
            session.database().tenant(),
            session.database().name(),
            actor(session),
            null));
  }

  @Override
  public void identified(Credentials credentials, Principal principal) {
    writer.add(
        login(
            Decision.ALLOWED,
            principal.tenant(),
            null,
            actor(credentials, principal.tenant() == null),
            null));
  }

  @Override
  public void refused(Credentials credentials, QueryException failure) {
    boolean operator =
        credentials.tenant() == null && store.findSystemUser(credentials.user()).isPresent();
    writer.add(
        login(
            Decision.DENIED,
            operator ? null : tenant(credentials),
            null,
            actor(credentials, operator),
            failure.code().name()));
  }

  private static Actor actor(Credentials credentials, boolean operator) {
    return new Actor(
        credentials.user(),
        operator,
        credentials.origin().protocol().toString(),
        credentials.origin().address(),
        null,
        credentials.scope());
  }

  /// Whose trail a failed login belongs to: the tenant's that was meant, if it can be told.
  private @Nullable String tenant(Credentials credentials) {
    String named = credentials.tenant();
    if (named != null) {
      return store.findTenant(named).map(tenant -> tenant.name()).orElse(null);
    }
    List<CatalogStore.TenantUser> users = store.findUsers(credentials.user());
    return users.size() == 1 ? users.getFirst().tenant() : null;
  }

  /// Somebody changed what is granted somewhere else than in the store, or tried to.
  ///
  /// @param tenant whose it is; null if it is not of one tenant
  /// @param action what was done, in a word
  /// @param detail what it was done to
  public void changed(
      Principal author,
      Origin origin,
      @Nullable String tenant,
      String action,
      String detail,
      @Nullable QueryException failure) {
    boolean denied = failure != null && failure.code().kind() == ErrorKind.DENIED;
    writer.add(
        new AuditRecord(
            Instant.now(),
            Event.CHANGE,
            denied ? Decision.DENIED : Decision.ALLOWED,
            tenant,
            null,
            new Actor(
                author.name(),
                author.tenant() == null,
                origin.protocol().toString(),
                origin.address(),
                null,
                null),
            null,
            action,
            null,
            List.of(),
            null,
            null,
            failure == null ? null : failure.code().name(),
            detail));
  }

  private static AuditRecord login(
      Decision decision,
      @Nullable String tenant,
      @Nullable String database,
      Actor actor,
      @Nullable String code) {
    return new AuditRecord(
        Instant.now(),
        Event.LOGIN,
        decision,
        tenant,
        database,
        actor,
        null,
        null,
        null,
        List.of(),
        null,
        null,
        code,
        null);
  }
}
