package io.merganser.planner;

import io.merganser.authz.Authorized;
import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.QueryException;
import io.merganser.planner.analyze.Indifferent;
import io.merganser.planner.analyze.NameResolver;
import io.merganser.planner.analyze.TableReference;
import io.merganser.planner.parser.MerganserParser;
import io.merganser.planner.parser.SqlDescribeStatement;
import io.merganser.planner.parser.SqlExplainStatement;
import io.merganser.planner.parser.SqlRefusedStatement;
import io.merganser.planner.parser.SqlSetting;
import io.merganser.planner.parser.SqlShow;
import io.merganser.planner.parser.SqlTemporaryView;
import io.merganser.planner.parser.SqlTransaction;
import io.merganser.planner.parser.SqlUse;
import io.merganser.planner.parser.SqlWrite;
import io.merganser.planner.settings.SessionSetting;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParseException;

/// From text to an executable plan in three steps, between the second and third of which somebody
/// has to authorize. One for each running database; safe for use from any thread, provided that it
/// has a big stack: texts nest deeply.
public final class QueryPlanner {
  private final StatementLimits limits;
  private final PlanBuilder plans;
  private final SettingStatements settings;
  private final ScopeStatements scopes;
  private final ViewStatements views;

  /// @param hub the binder of the hub that holds the catalogs
  /// @param parser a parser of the hub's kind
  public QueryPlanner(HubBinder hub, HubParser parser, StatementLimits limits) {
    this.limits = limits;
    this.plans = new PlanBuilder(hub, parser);
    this.settings = new SettingStatements(hub, limits);
    this.scopes = new ScopeStatements(plans, limits);
    this.views = new ViewStatements(plans, limits);
  }

  /// Reads one statement.
  ///
  /// @throws QueryException if the text is too long, not SQL, not one statement, or one that is too
  ///   large or complex to be planned
  public ParsedStatement parse(String sql) {
    long bytes = sql.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > limits.bytes()) {
      throw PlannerErrors.tooLong(bytes, limits.bytes());
    }
    PlanningTime time = new PlanningTime(limits.planning());
    return bounded(() -> {
      try {
        SqlNode tree = MerganserParser.parseStatement(sql, time::check);
        SyntaxErrors.requireCommentsToEnd(sql);
        StatementSize.check(tree, limits);
        return new ParsedStatement(sql, tree, time);
      } catch (SqlParseException e) {
        throw SyntaxErrors.translate(sql, e);
      }
    });
  }

  /// Resolves all names against what the principal sees.
  ///
  /// @throws QueryException if a name is not found or a construct is not served
  public AnalyzedStatement analyze(PlanningContext context, ParsedStatement statement) {
    return bounded(() -> {
      statement.time().check();
      Scope scope = context.scope();
      if (scope != null) {
        ScopeStatements.requireServed(scope, statement.tree());
      }
      AnalyzedStatement analyzed = analyze(context, statement.tree(), statement.time());
      statement.time().check();
      return analyzed;
    });
  }

  /// Decides what runs where, and prints it. Runs nothing.
  ///
  /// @throws QueryException if columns, types or functions do not fit
  public ExecutablePlan plan(Authorized<AnalyzedStatement> authorized) {
    return bounded(() -> plan(authorized.statement()));
  }

  /// The columns of a dataset of the context's scope.
  ///
  /// @throws QueryException if the dataset cannot be read
  public List<Column> columns(PlanningContext context, Scope scope, String dataset) {
    return bounded(() -> scopes.columns(context, scope, dataset));
  }

  /// The columns of a view of the context's session.
  ///
  /// @throws QueryException if the view cannot be read
  public List<Column> columns(PlanningContext context, SessionView view) {
    return bounded(() -> views.columns(context, view));
  }

  private AnalyzedStatement analyze(PlanningContext context, SqlNode tree, PlanningTime time) {
    return switch (tree) {
      case SqlExplainStatement explain ->
          new AnalyzedStatement.Explain(
              query(context, explain.statement(), time), explain.analyze());
      case SqlDescribeStatement describe -> describe(context, describe, time);
      case SqlShow show when show.kind() == SqlShow.Kind.COLUMNS ->
          new AnalyzedStatement.Describe(query(context, tableQuery(show.target()), time));
      case SqlShow show -> ShowStatements.show(context, show, limits);
      case SqlUse use -> ShowStatements.use(context, use.target());
      case SqlSetting show when isTable(context, show) ->
          new AnalyzedStatement.Describe(query(context, tableQuery(show.name()), time));
      case SqlSetting setting -> settings.analyze(context, setting);
      case SqlTransaction transaction ->
          new AnalyzedStatement.Transaction(
              ExecutablePlan.Change.Transaction.valueOf(transaction.action().name()));
      case SqlRefusedStatement refused ->
          throw PlannerErrors.unsupportedStatement(refused.word(), refused.getParserPosition());
      case SqlTemporaryView view -> views.create(context, view, time);
      case SqlWrite write -> write(context, write, time);
      default -> query(context, tree, time);
    };
  }

  private AnalyzedStatement write(PlanningContext context, SqlWrite write, PlanningTime time) {
    Optional<String> dropped = ViewStatements.dropped(context, write);
    return dropped.isPresent()
        ? new AnalyzedStatement.DropView(dropped.get())
        : new AnalyzedStatement.Write(context, views.resolve(context, write, time));
  }

  private AnalyzedStatement.Query query(PlanningContext context, SqlNode tree, PlanningTime time) {
    if (!tree.isA(SqlKind.QUERY)) {
      throw PlannerErrors.unsupportedStatement(
          tree.getKind().name().replace('_', ' '), tree.getParserPosition());
    }
    Scope scope = context.scope();
    if (scope != null) {
      return scopes.query(context, scope, tree, time);
    }
    ViewStatements.Resolved resolved = views.resolve(context, tree, time);
    List<TableReference> tables = resolved.tables();
    // The fences within a view stay: what stands around it was written apart from it.
    return new AnalyzedStatement.Query(
        context, resolved.expanded() ? tree : Indifferent.open(context, tree, tables), tables);
  }

  private AnalyzedStatement describe(
      PlanningContext context, SqlDescribeStatement describe, PlanningTime time) {
    SqlNode query =
        describe.target() instanceof SqlIdentifier table ? tableQuery(table) : describe.target();
    if (describe.summarize()) {
      List<TableReference> tables = views.resolve(context, query, time).tables();
      return new AnalyzedStatement.Query(context, describe.over(query), tables);
    }
    return new AnalyzedStatement.Describe(query(context, query, time));
  }

  /// To DuckDB, `SHOW t` is `DESCRIBE t`.
  private static boolean isTable(PlanningContext context, SqlSetting setting) {
    // In a scope nothing else is served.
    return context.scope() != null
        || (setting.action() == SqlSetting.Action.SHOW
            && !SettingStatements.isSetting(setting.name())
            && NameResolver.isTable(context, setting.name()));
  }

  /// `TABLE t`.
  private static SqlCall tableQuery(SqlIdentifier table) {
    return SqlStdOperatorTable.EXPLICIT_TABLE.createCall(table.getParserPosition(), table);
  }

  private ExecutablePlan plan(AnalyzedStatement statement) {
    return switch (statement) {
      case AnalyzedStatement.Query query -> plans.plan(query);
      case AnalyzedStatement.Explain(AnalyzedStatement.Query query, boolean analyze) ->
          plans.explain(query, analyze);
      case AnalyzedStatement.Describe(AnalyzedStatement.Query query) -> columns(plans.plan(query));
      case AnalyzedStatement.Show(List<String> columns, List<List<String>> rows) ->
          texts(columns, rows);
      case AnalyzedStatement.Set(SessionSetting setting, String value) ->
          new ExecutablePlan.SessionChange(new ExecutablePlan.Change.Set(setting, value));
      case AnalyzedStatement.Use(String catalog, String schema) ->
          new ExecutablePlan.SessionChange(new ExecutablePlan.Change.Use(catalog, schema));
      case AnalyzedStatement.Write write -> plans.plan(write);
      case AnalyzedStatement.CreateView create -> views.plan(create);
      case AnalyzedStatement.DropView(String name) ->
          new ExecutablePlan.SessionChange(new ExecutablePlan.Change.DropView(name));
      case AnalyzedStatement.Transaction(ExecutablePlan.Change.Transaction change) ->
          new ExecutablePlan.SessionChange(change);
    };
  }

  private static ExecutablePlan.Rows texts(List<String> columns, List<List<String>> rows) {
    return new ExecutablePlan.Rows(
        columns.stream().map(name -> new Column(name, DataType.Scalar.VARCHAR, true)).toList(),
        rows.stream().map(List::<Object>copyOf).toList());
  }

  private static ExecutablePlan columns(ExecutablePlan plan) {
    return new ExecutablePlan.Rows(
        List.of(
            new Column("column_name", DataType.Scalar.VARCHAR, true),
            new Column("column_type", DataType.Scalar.VARCHAR, true),
            new Column("null", DataType.Scalar.VARCHAR, true)),
        plan.columns().stream()
            .map(column ->
                List.<Object>of(
                    column.name(), column.type().toString(), column.nullable() ? "YES" : "NO"))
            .toList());
  }

  /// Runs a step whose recursion follows the statement's nesting.
  private static <T> T bounded(Supplier<T> step) {
    try {
      return step.get();
    } catch (StackOverflowError e) {
      throw PlannerErrors.tooComplex(null);
    }
  }
}
