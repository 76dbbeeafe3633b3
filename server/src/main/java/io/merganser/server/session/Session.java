package io.merganser.server.session;

import io.merganser.authz.EffectiveSet;
import io.merganser.authz.Principal;
import io.merganser.authz.ScopeName;
import io.merganser.planner.PlanningContext;
import io.merganser.planner.Scope;
import io.merganser.planner.SessionView;
import io.merganser.planner.settings.SessionSetting;
import io.merganser.planner.settings.SessionSettings;
import io.merganser.server.database.RunningDatabase;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One connection of a principal to a database. What the client may change (defaults, settings) is
/// guarded here; everything else is fixed. Any thread may use it.
public final class Session {
  private final String id;
  private final String label = UUID.randomUUID().toString();
  private final Origin origin;
  private final Principal principal;
  private final RunningDatabase database;
  private final Supplier<EffectiveSet> effectiveSet;
  private final @Nullable ScopeName scopeName;
  private final Supplier<@Nullable Scope> scope;
  private final SessionTransaction transaction;
  private final OwnTables tables;
  private volatile SessionSettings settings = SessionSettings.DEFAULT;
  private volatile Defaults defaults;
  private volatile Instant lastUsed = Instant.now();

  /// @param effectiveSet asked for each statement, so that a revoked grant counts at once
  /// @param scopeName the scope that it is bound to; null for none
  /// @param scope the same as it is declared now; asked for each statement too
  Session(
      String id,
      Origin origin,
      Principal principal,
      RunningDatabase database,
      Supplier<EffectiveSet> effectiveSet,
      @Nullable ScopeName scopeName,
      Supplier<@Nullable Scope> scope) {
    this.id = id;
    this.origin = origin;
    this.principal = principal;
    this.database = database;
    this.effectiveSet = effectiveSet;
    this.scopeName = scopeName;
    this.scope = scope;
    this.transaction = new SessionTransaction(database.hub());
    this.tables = new OwnTables(database.hub(), database.catalogs());
    this.defaults =
        scopeName == null
            ? new Defaults(database.defaultCatalog(), database.defaultSchema())
            : new Defaults(null, null);
  }

  /// A secret: whoever knows it is the session.
  public String id() {
    return id;
  }

  /// Names the session where it may be read.
  public String label() {
    return label;
  }

  /// Where the login came from that opened it.
  public Origin origin() {
    return origin;
  }

  public Principal principal() {
    return principal;
  }

  /// The same as the store has it now: nobody who lost their power since keeps it.
  public Principal principalNow() {
    return effectiveSet.get().principal();
  }

  public RunningDatabase database() {
    return database;
  }

  /// What statements of this session are read against now.
  public PlanningContext planningContext() {
    Defaults now = defaults;
    return new PlanningContext(
        tables.catalogs(),
        effectiveSet.get(),
        now.catalog(),
        now.schema(),
        settings,
        tables,
        scope.get());
  }

  /// The scope that the session is bound to; null for none.
  public @Nullable ScopeName scope() {
    return scopeName;
  }

  public Defaults defaults() {
    return defaults;
  }

  /// Where names of fewer than three parts are looked for from now on.
  public void use(@Nullable String catalog, @Nullable String schema) {
    defaults = new Defaults(catalog, schema);
  }

  /// Told when a temporary table was made, altered or dropped.
  public void tablesChanged() {
    tables.changed();
  }

  /// Makes a temporary view, or another one in its place.
  public void createView(SessionView view, SessionView.Mode mode) {
    tables.create(view, mode);
  }

  /// Drops a temporary view if it is there.
  public void dropView(String name) {
    tables.drop(name);
  }

  public SessionTransaction transaction() {
    return transaction;
  }

  /// What a setting is from now on.
  ///
  /// @param value canonical; null for what holds where nobody set it
  public synchronized void set(SessionSetting setting, @Nullable String value) {
    settings = settings.with(setting, value);
  }

  public Instant lastUsed() {
    return lastUsed;
  }

  /// Ends what the session holds open.
  void end() {
    transaction.close();
    tables.close();
  }

  void touch() {
    lastUsed = Instant.now();
  }

  /// Default catalog and schema.
  public record Defaults(@Nullable String catalog, @Nullable String schema) {}
}
