package io.merganser.catalog.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One thing that happened. It holds no value of a row and no password; a text of SQL has its
/// literals only where the operator asked for them.
///
/// @param at to the microsecond
/// @param tenant whose trail it belongs to; null for what belongs to no tenant, which operators see
/// @param relations catalog, schema and table of what it used, with dots between
/// @param rows delivered, or changed by what changes rows
public record AuditRecord(
    Instant at,
    Event event,
    Decision decision,
    @Nullable String tenant,
    @Nullable String database,
    Actor actor,
    @Nullable String statement,
    @Nullable String kind,
    @Nullable String text,
    List<String> relations,
    @Nullable Long rows,
    @Nullable Long millis,
    @Nullable String code,
    @Nullable String detail) {

  public AuditRecord {
    at = at.truncatedTo(ChronoUnit.MICROS);
    relations = List.copyOf(relations);
  }

  /// What happened.
  public enum Event {
    /// Somebody logged in, or failed to.
    LOGIN,
    /// A statement ended, or was refused before it began.
    STATEMENT,
    /// A statement goes on for long; what became of it says a record of its own with the same id.
    RUNNING,
    /// A declaration changed: users, groups, roles, grants, policies, sources.
    CHANGE;

    /// By name, without case.
    public static Optional<Event> find(String name) {
      return List.of(values()).stream()
          .filter(event -> event.name().equalsIgnoreCase(name))
          .findFirst();
    }
  }

  /// What was decided. A name that the actor does not see counts as denied, whether there is such a
  /// thing or not.
  public enum Decision {
    ALLOWED,
    DENIED;

    /// By name, without case.
    public static Optional<Decision> find(String name) {
      return List.of(values()).stream()
          .filter(decision -> decision.name().equalsIgnoreCase(name))
          .findFirst();
    }
  }

  /// Who did it, and from where.
  ///
  /// @param operator whether it is one of the system realm
  /// @param protocol `http`, `avatica` or `flight`; null for the server itself
  /// @param client address that the connection came from
  /// @param session names the session, and is no secret
  /// @param scope that the session is in; null if in none
  public record Actor(
      String user,
      boolean operator,
      @Nullable String protocol,
      @Nullable String client,
      @Nullable String session,
      @Nullable String scope) {}

  /// The same with another text.
  public AuditRecord withText(@Nullable String other) {
    return new AuditRecord(
        at, event, decision, tenant, database, actor, statement, kind, other, relations, rows,
        millis, code, detail);
  }
}
