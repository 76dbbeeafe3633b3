package io.merganser.planner;

import io.merganser.authz.EffectiveSet;
import io.merganser.planner.settings.SessionSettings;
import org.jspecify.annotations.Nullable;

/// What a statement is read against.
///
/// @param defaultCatalog where names of one or two parts are looked for; null if there is none
/// @param defaultSchema where names of one part are looked for
/// @param settings of the session
/// @param sessionTables that statements may make
public record PlanningContext(
    Catalogs catalogs,
    EffectiveSet effectiveSet,
    @Nullable String defaultCatalog,
    @Nullable String defaultSchema,
    SessionSettings settings,
    SessionTables sessionTables) {

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
        SessionTables.NONE);
  }
}
