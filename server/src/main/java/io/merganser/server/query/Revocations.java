package io.merganser.server.query;

import io.merganser.authz.EffectiveSet;
import io.merganser.connectors.spi.Cancellation;
import io.merganser.connectors.spi.ConnectorError;
import io.merganser.planner.PlanningContext;
import io.merganser.server.session.Session;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stops statements whose rights change while they run: looks every [#PERIOD] whether the rights of
/// a principal are still what they were, and if not, whether its statement would still be planned
/// as it was. One that would be refused, or would read other rows or columns now, ends with
/// [ConnectorError#STATEMENT_REVOKED].
public final class Revocations implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Revocations.class);
  private static final Duration PERIOD = Duration.ofSeconds(1);

  private final EngineThreads threads;
  private final Set<Watched> running = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("revocations").daemon().factory());

  /// @param threads on which statements are planned again
  public Revocations(EngineThreads threads) {
    this.threads = threads;
    Future<?> _ =
        timer.scheduleWithFixedDelay(
            this::check, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// @param context that the statement was planned in
  /// @param plan that runs
  /// @param again plans the statement in another context
  /// @return closes the watch: the statement has ended
  Cancellation.Registration watch(
      Session session,
      PlanningContext context,
      PreparedQuery plan,
      Function<PlanningContext, PreparedQuery> again,
      Cancellation cancellation) {
    Watched watched = new Watched(session, context, plan, again, cancellation);
    running.add(watched);
    return () -> running.remove(watched);
  }

  private void check() {
    for (Watched watched : running) {
      try {
        watched.check();
      } catch (RuntimeException e) {
        // The store may be away; who is under way keeps the rights that were last known.
        log.atWarn().setCause(e).log("rights cannot be looked up");
        return;
      }
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  private final class Watched {
    private final Session session;
    private final PlanningContext context;
    private final PreparedQuery plan;
    private final Function<PlanningContext, PreparedQuery> again;
    private final Cancellation cancellation;
    private volatile EffectiveSet held;

    Watched(
        Session session,
        PlanningContext context,
        PreparedQuery plan,
        Function<PlanningContext, PreparedQuery> again,
        Cancellation cancellation) {
      this.session = session;
      this.context = context;
      this.plan = plan;
      this.again = again;
      this.cancellation = cancellation;
      this.held = context.effectiveSet();
    }

    void check() {
      EffectiveSet now = session.planningContext().effectiveSet();
      boolean same =
          now.fingerprint().equals(held.fingerprint()) && now.principal().equals(held.principal());
      if (!same && !threads.tryExecute(() -> decide(now))) {
        log.debug("no thread is free to plan a statement again; the next turn will do");
      }
    }

    private void decide(EffectiveSet now) {
      PlanningContext changed =
          new PlanningContext(
              context.catalogs(),
              now,
              context.defaultCatalog(),
              context.defaultSchema(),
              context.settings(),
              context.sessionTables());
      try {
        if (again.apply(changed).plan().equals(plan.plan())) {
          held = now;
          return;
        }
      } catch (RuntimeException e) {
        log.debug("a statement that runs would be refused now", e);
      }
      cancellation.cancel(ConnectorError.STATEMENT_REVOKED);
    }
  }
}
