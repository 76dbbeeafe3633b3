package io.merganser.server.query;

import io.merganser.authz.Claims;
import io.merganser.authz.Principal;
import io.merganser.planner.Catalogs;
import io.merganser.planner.ExecutablePlan;
import io.merganser.planner.PlanningContext;
import io.merganser.planner.Scope;
import io.merganser.planner.settings.SessionSettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Plans by all that they depend on: the text, the defaults, the settings of the session, the
/// catalogs and their version, the rights of the principal, and the definitions of its scope.
/// Bounded, least recently used out first, and for some seconds only: a source tells nobody that a
/// table changed. Safe for use from any thread.
final class PlanCache {
  private static final int MOST_PLANS = 1000;

  /// Longer texts are written by programs, differ each time and would fill the memory.
  private static final int LONGEST_TEXT = 100_000;

  private static final long LONGEST_LIFE = Duration.ofSeconds(5).toNanos();

  private final Map<Key, Kept> plans =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Kept> eldest) {
          return size() > MOST_PLANS;
        }
      };

  PreparedQuery get(PlanningContext context, String sql, Supplier<PreparedQuery> plan) {
    Key key = key(context, sql);
    synchronized (plans) {
      Kept known = plans.get(key);
      if (known != null && System.nanoTime() - known.made() < LONGEST_LIFE) {
        return known.query();
      }
    }
    PreparedQuery made = plan.get();
    if (sql.length() <= LONGEST_TEXT && isForAll(made)) {
      synchronized (plans) {
        plans.put(key, new Kept(made, System.nanoTime()));
      }
    }
    return made;
  }

  /// What makes the first table or view of a session's own was read against the catalogs of all.
  private static boolean isForAll(PreparedQuery made) {
    boolean table = made.plan() instanceof ExecutablePlan.Write write && write.ofSession();
    boolean view =
        made.plan() instanceof ExecutablePlan.SessionChange(ExecutablePlan.Change change)
            && (change instanceof ExecutablePlan.Change.CreateView
                || change instanceof ExecutablePlan.Change.DropView);
    return !table && !view;
  }

  /// Has a statement planned anew when it comes again: it failed, maybe because a table changed.
  void forget(PlanningContext context, String sql) {
    synchronized (plans) {
      plans.remove(key(context, sql));
    }
  }

  private static Key key(PlanningContext context, String sql) {
    Catalogs catalogs = context.catalogs();
    return new Key(
        sql,
        context.defaultCatalog(),
        context.defaultSchema(),
        catalogs,
        catalogs.version(),
        context.settings(),
        context.effectiveSet().principal(),
        context.effectiveSet().fingerprint(),
        context.scope(),
        context.claims());
  }

  private record Kept(PreparedQuery query, long made) {}

  /// Catalogs are compared by identity: those of two databases never meet. The principal counts
  /// besides its rights, since `current_user` is a literal in the plan.
  private record Key(
      String sql,
      @Nullable String defaultCatalog,
      @Nullable String defaultSchema,
      Catalogs catalogs,
      long version,
      SessionSettings settings,
      Principal principal,
      String fingerprint,
      @Nullable Scope scope,
      Claims claims) {}
}
