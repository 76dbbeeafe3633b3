package io.merganser.server.query;

import io.merganser.authz.Authorized;
import io.merganser.authz.Authorizer;
import io.merganser.connectors.spi.Cancellation;
import io.merganser.connectors.spi.Parameter;
import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.ResultStream;
import io.merganser.planner.AnalyzedStatement;
import io.merganser.planner.ExecutablePlan;
import io.merganser.planner.ParsedStatement;
import io.merganser.planner.PlannerError;
import io.merganser.planner.PlanningContext;
import io.merganser.planner.QueryPlanner;
import io.merganser.planner.Requirements;
import io.merganser.planner.Scope;
import io.merganser.planner.StatementFacts;
import io.merganser.server.session.Session;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// From text to a running result: the one way every protocol takes.
///
/// All methods must be called on [EngineThreads]. Exceptions are
/// [io.merganser.connectors.spi.QueryException]s that a client may see.
public final class QueryPipeline {
  private final Authorizer authorizer = new Authorizer();
  private final PlanCache cache = new PlanCache();
  private final PlanExecutor executor;
  private final QueryMonitor monitor;
  private final Deadlines deadlines;
  private final Revocations revocations;

  public QueryPipeline(
      PlanExecutor executor, QueryMonitor monitor, Deadlines deadlines, Revocations revocations) {
    this.executor = executor;
    this.monitor = monitor;
    this.deadlines = deadlines;
    this.revocations = revocations;
  }

  /// Parses, analyzes, authorizes and plans; runs nothing.
  public PreparedQuery prepare(Session session, String sql) {
    return monitor.planning(session, sql, statement -> plan(statement, session.planningContext()));
  }

  /// Runs what was prepared in the same session. Rights are decided anew, so that what was revoked
  /// since does not run; what is revoked while it runs stops it.
  ///
  /// @param values one for each parameter, in order
  public RunningQuery execute(
      Session session, PreparedQuery query, List<? extends @Nullable Object> values) {
    return execute(session, query, values, new Cancellation());
  }

  /// As the other, for clients that may want to stop it before there is a result: the engine
  /// computes an aggregate within this call, not while its rows are read.
  ///
  /// @param cancellation stops it from any thread, from now on
  public RunningQuery execute(
      Session session,
      PreparedQuery query,
      List<? extends @Nullable Object> values,
      Cancellation cancellation) {
    QueryMonitor.Started started = monitor.started(session, query.sql());
    PlanningContext context;
    try {
      context = session.planningContext();
    } catch (RuntimeException | Error e) {
      // Who may do what cannot be found out.
      throw failed(started, e, cancellation);
    }
    Cancellation.Registration deadline =
        deadlines.set(cancellation, context.settings().statementTimeout());
    Cancellation.Registration guard = deadline;
    try {
      started.enter();
      PreparedQuery current = plan(started.statement(), context);
      requireSameColumns(query, current);
      Cancellation.Registration watch =
          revocations.watch(
              session,
              context,
              current,
              now -> plan(new ObservedStatement(session, query.sql()), now),
              cancellation);
      guard =
          () -> {
            watch.close();
            deadline.close();
          };
      List<Parameter> parameters = Parameters.bind(current.parameterTypes(), values);
      ResultStream stream =
          executor.execute(session, context.settings(), current.plan(), parameters, cancellation);
      if (stream instanceof ChangeCount count) {
        started.statement().hasChanged(count.rows());
      }
      return new RunningQuery(
          started.statement().id(), stream, cancellation, started.ending(guard));
    } catch (RuntimeException | Error e) {
      // An Error too: its place among the statements that run would never be given back.
      cache.forget(context, query.sql());
      guard.close();
      throw failed(started, e, cancellation);
    }
  }

  /// What is planned now need not be what a client was told of: a table changed, or what may be
  /// seen of it, or USE came between.
  private static void requireSameColumns(PreparedQuery promised, PreparedQuery current) {
    if (current != promised && !current.columns().equals(promised.columns())) {
      throw new QueryException(
          PlannerError.INVALID_STATEMENT,
          "the result of the statement has other columns than when it was prepared",
          null,
          "prepare it again",
          null);
    }
  }

  private static RuntimeException failed(
      QueryMonitor.Started started, Throwable failure, Cancellation cancellation) {
    RuntimeException rendered = started.failed(failure, cancellation);
    started.ended(0);
    return rendered;
  }

  /// Prepares and runs.
  public RunningQuery run(Session session, String sql) {
    return execute(session, prepare(session, sql), List.of());
  }

  /// Ends the session's transaction, if one is open.
  public void endTransaction(Session session, boolean commit) {
    if (session.transaction().isOpen()) {
      run(session, commit ? "COMMIT" : "ROLLBACK").close();
    }
  }

  private PreparedQuery plan(ObservedStatement statement, PlanningContext context) {
    String sql = statement.sql();
    QueryPlanner planner = statement.session().database().planner();
    PreparedQuery query =
        cache.get(
            context,
            sql,
            () -> {
              Scope scope = context.scope();
              if (scope != null) {
                authorizer.enter(context.effectiveSet(), scope.name());
              }
              ParsedStatement parsed = planner.parse(sql);
              AnalyzedStatement analyzed = planner.analyze(context, parsed);
              StatementFacts facts = StatementFacts.of(analyzed);
              statement.isKnown(facts);
              Authorized<AnalyzedStatement> authorized =
                  authorizer.authorize(context.effectiveSet(), analyzed, Requirements.of(analyzed));
              ExecutablePlan plan = planner.plan(authorized);
              return new PreparedQuery(sql, plan, facts);
            });
    statement.isKnown(query.facts());
    return query;
  }
}
