package io.merganser.server.query;

import io.merganser.connectors.spi.Cancellation;
import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.QueryException;
import io.merganser.planner.PlanningContext;
import io.merganser.server.ServerError;
import io.merganser.server.session.Session;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stops statements whose rights change while they run: looks every [#PERIOD] whether the rights of
/// a principal are still what they were, and if not, whether its statement would still be planned
/// as it was. One that would be refused, or would read other rows or columns now, ends with
/// [ConnectorError#STATEMENT_REVOKED]. So does one about which nothing can be found out for
/// [#LONGEST_UNKNOWN]: what decides does not answer, and may have been told otherwise.
public final class Revocations implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Revocations.class);
  private static final Duration PERIOD = Duration.ofSeconds(1);

  /// With the age of what was last known and the time of a try, less than five seconds.
  private static final long LONGEST_UNKNOWN = Duration.ofSeconds(2).toNanos();

  private final EngineThreads threads;
  private final Set<Watched> running = ConcurrentHashMap.newKeySet();
  private final AtomicLong warnedAt = new AtomicLong(System.nanoTime() - PERIOD.toNanos());

  /// Looking up rights may wait for another server; none holds up the others.
  private final ExecutorService lookups = Executors.newVirtualThreadPerTaskExecutor();

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
    running.forEach(Watched::look);
  }

  /// Once for all that run.
  private void warn(RuntimeException failure) {
    long last = warnedAt.get();
    long now = System.nanoTime();
    if (now - last >= PERIOD.toNanos() && warnedAt.compareAndSet(last, now)) {
      log.atWarn().setCause(failure).log("rights cannot be looked up");
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    lookups.shutdownNow();
  }

  private final class Watched {
    private final Session session;
    private final PlanningContext context;
    private final PreparedQuery plan;
    private final Function<PlanningContext, PreparedQuery> again;
    private final Cancellation cancellation;
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile PlanningContext held;
    private volatile long knownAt = System.nanoTime();

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
      this.held = context;
    }

    /// Begins to look, unless the last look is not over.
    void look() {
      if (!looking.compareAndSet(false, true)) {
        return;
      }
      try {
        lookups.execute(() -> {
          try {
            check();
          } catch (RuntimeException e) {
            unknown(e);
          } finally {
            looking.set(false);
          }
        });
      } catch (RejectedExecutionException e) {
        log.debug("the server stops", e);
      }
    }

    /// Where the store is away, who is under way keeps the rights that were last known: changes go
    /// through it. What is told to another server may have changed.
    private void unknown(RuntimeException failure) {
      warn(failure);
      if (failure instanceof QueryException known
          && known.code() == ServerError.AUTHORIZATION_UNAVAILABLE
          && System.nanoTime() - knownAt >= LONGEST_UNKNOWN) {
        cancellation.cancel(ConnectorError.STATEMENT_REVOKED);
      }
    }

    private void check() {
      PlanningContext now = session.planningContext();
      knownAt = System.nanoTime();
      if (!now.hasRightsOf(held) && !threads.tryExecute(() -> decide(now))) {
        log.debug("no thread is free to plan a statement again; the next turn will do");
      }
    }

    private void decide(PlanningContext now) {
      try {
        if (again.apply(context.withRightsOf(now)).plan().equals(plan.plan())) {
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
