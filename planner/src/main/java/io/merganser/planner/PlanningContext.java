package io.merganser.planner;

import io.merganser.authz.Claims;
import io.merganser.authz.EffectiveSet;
import io.merganser.planner.settings.SessionSettings;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a statement is read against.
///
/// @param defaultCatalog where names of one or two parts are looked for; null if there is none
/// @param defaultSchema where names of one part are looked for
/// @param settings of the session
/// @param sessionTables that statements may make
/// @param scope to which its names are bound; null if to none
public record PlanningContext(
    Catalogs catalogs,
    EffectiveSet effectiveSet,
    @Nullable String defaultCatalog,
    @Nullable String defaultSchema,
    SessionSettings settings,
    SessionTables sessionTables,
    @Nullable Scope scope) {

  /// Where nothing is set.
  public PlanningContext(
      Catalogs catalogs,
      EffectiveSet effectiveSet,
      @Nullable String defaultCatalog,
      @Nullable String defaultSchema) {
    this(
        catalogs,
        effectiveSet,
        defaultCatalog,
        defaultSchema,
        SessionSettings.DEFAULT,
        SessionTables.NONE,
        null);
  }

  /// The same with the rights, and the datasets, of another one.
  public PlanningContext withRightsOf(PlanningContext other) {
    return new PlanningContext(
        catalogs,
        other.effectiveSet,
        defaultCatalog,
        defaultSchema,
        settings,
        sessionTables,
        other.scope);
  }

  /// Whether a statement has the same rights here as there: its principal, what that may do, and
  /// what the names of its scope mean.
  public boolean hasRightsOf(PlanningContext other) {
    return effectiveSet.fingerprint().equals(other.effectiveSet.fingerprint())
        && effectiveSet.principal().equals(other.effectiveSet.principal())
        && Objects.equals(scope, other.scope)
        && claims().equals(other.claims());
  }

  /// The catalog of what the session made for itself; empty while it has made nothing.
  public Optional<SourceCatalog> ofSession() {
    return scope == null
        ? catalogs
            .find(SourceCatalog.OF_SESSION)
            .filter(own -> own.ofSession() && !own.metadata().tables("main").isEmpty())
        : Optional.empty();
  }

  /// What is known of the principal, as far as plans depend on it besides its rights.
  public Claims claims() {
    return scope == null ? Claims.NONE : effectiveSet.claims();
  }

  /// What the definitions of the scope's datasets are read against.
  PlanningContext ofDefinitions() {
    if (scope == null) {
      throw new IllegalStateException("there are definitions in a scope only");
    }
    return new PlanningContext(
        catalogs,
        effectiveSet.lent(catalogs.names()),
        scope.defaultCatalog(),
        scope.defaultSchema());
  }
}
