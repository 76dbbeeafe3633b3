package io.merganser.planner;

import io.merganser.authz.AuthzError;
import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.ErrorKind;
import io.merganser.connectors.spi.Names;
import io.merganser.connectors.spi.QueryException;
import io.merganser.planner.analyze.Datasets;
import io.merganser.planner.analyze.NameResolver;
import io.merganser.planner.analyze.TableReference;
import io.merganser.planner.parser.MerganserParser;
import io.merganser.planner.parser.SqlDescribeStatement;
import io.merganser.planner.parser.SqlExplainStatement;
import io.merganser.planner.parser.SqlRefusedStatement;
import io.merganser.planner.parser.SqlSetting;
import io.merganser.planner.parser.SqlShow;
import io.merganser.planner.parser.SqlTemporaryView;
import io.merganser.planner.parser.SqlWrite;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParserPos;

/// Statements of a session in a scope: which kinds there are, and what their names stand for.
///
/// The definition of a dataset is read and bound alone before it takes the place of its name, so
/// that a definition that does not fit any more ends in an error, and none of its names is taken
/// for one of the statement.
final class ScopeStatements {
  private final PlanBuilder plans;
  private final StatementLimits limits;

  ScopeStatements(PlanBuilder plans, StatementLimits limits) {
    this.plans = plans;
    this.limits = limits;
  }

  /// Refuses what is not served in a scope.
  static void requireServed(Scope scope, SqlNode tree) {
    if (!scope.exists()) {
      throw AuthzError.scopeNotFound(scope.name().scope());
    }
    boolean served =
        switch (tree) {
          case SqlExplainStatement explain ->
              !explain.analyze() && explain.statement().isA(SqlKind.QUERY);
          case SqlDescribeStatement describe -> !describe.summarize();
          case SqlShow show ->
              show.kind() == SqlShow.Kind.COLUMNS
                  || (show.kind() == SqlShow.Kind.TABLES && show.target() == null);
          case SqlSetting setting ->
              setting.action() == SqlSetting.Action.SHOW
                  && setting.name().isSimple()
                  && scope.find(setting.name().getSimple()).isPresent();
          default -> tree.isA(SqlKind.QUERY);
        };
    if (!served) {
      throw PlannerErrors.statementInScope(words(tree), tree.getParserPosition());
    }
  }

  private static String words(SqlNode tree) {
    return switch (tree) {
      case SqlExplainStatement _ -> "EXPLAIN ANALYZE";
      case SqlDescribeStatement _ -> "SUMMARIZE";
      case SqlShow show -> "SHOW " + show.kind().name().replace('_', ' ');
      case SqlSetting setting -> setting.action().name();
      case SqlWrite write -> write.action().name().replace('_', ' ');
      case SqlTemporaryView _ -> "CREATE TEMP VIEW";
      case SqlRefusedStatement refused -> refused.word();
      default -> "this kind of statement";
    };
  }

  /// A query over datasets.
  AnalyzedStatement.Query query(
      PlanningContext context, Scope scope, SqlNode tree, PlanningTime time) {
    Reader reader = new Reader(context, scope, time);
    List<TableReference> tables = NameResolver.resolveInScope(context, tree, reader);
    if (!reader.used.isEmpty()) {
      // A short text may stand for much by now.
      StatementSize.check(tree, limits);
    }
    return new AnalyzedStatement.Query(
        context, tree, tables, List.copyOf(reader.used), reader.fences);
  }

  /// The columns of a dataset.
  ///
  /// @throws QueryException if it cannot be read
  List<Column> columns(PlanningContext context, Scope scope, String dataset) {
    Reader reader = new Reader(context, scope, new PlanningTime(limits.planning()));
    reader.read(new SqlIdentifier(dataset, SqlParserPos.ZERO));
    return reader.columns.getOrDefault(Names.fold(dataset), List.of());
  }

  /// Reads definitions for one statement.
  private final class Reader implements Datasets {
    private final PlanningContext statement;
    private final PlanningContext definitions;
    private final Scope scope;
    private final PlanningTime time;
    private final Set<String> used = new LinkedHashSet<>();
    private final Map<String, List<Column>> columns = new LinkedHashMap<>();
    private int fences;

    Reader(PlanningContext statement, Scope scope, PlanningTime time) {
      this.statement = statement;
      this.definitions = statement.ofDefinitions();
      this.scope = scope;
      this.time = time;
    }

    @Override
    public Dataset read(SqlIdentifier name) {
      time.check();
      String dataset = name.getSimple();
      String definition = scope.find(dataset).orElseThrow(() -> notFound(dataset, name));
      try {
        Dataset read = Datasets.resolve(definitions, parse(definition));
        List<Column> its =
            columns.computeIfAbsent(
                Names.fold(dataset),
                _ ->
                    plans.columns(
                        new AnalyzedStatement.Query(definitions, read.tree(), read.tables())));
        used.add(declared(dataset));
        fences += read.fenced() ? 1 : 0;
        return read.inPlace(its.stream().map(Column::name).toList());
      } catch (QueryException | IllegalArgumentException | SqlParseException e) {
        time.check();
        throw invalid(name, e);
      }
    }

    private QueryException invalid(SqlIdentifier name, Exception failure) {
      String dataset = declared(name.getSimple());
      String reason =
          statement.effectiveSet().principal().superuser() ? failure.getMessage() : null;
      return failure instanceof QueryException known && known.code().kind() == ErrorKind.EXTERNAL
          ? PlannerErrors.datasetNotReady(dataset, reason, name.getParserPosition(), known)
          : PlannerErrors.datasetInvalid(dataset, reason, name.getParserPosition(), failure);
    }

    private SqlNode parse(String definition) throws SqlParseException {
      SqlNode tree = MerganserParser.parseStatement(definition, time::check);
      if (!tree.isA(SqlKind.QUERY)) {
        throw new IllegalArgumentException("it is no query");
      }
      StatementSize.check(tree, limits);
      return tree;
    }

    private String declared(String dataset) {
      return scope.names().stream()
          .filter(each -> Names.fold(each).equals(Names.fold(dataset)))
          .findFirst()
          .orElse(dataset);
    }

    private QueryException notFound(String dataset, SqlIdentifier name) {
      Optional<String> near = Names.nearest(dataset, scope.names());
      return PlannerErrors.datasetNotFound(dataset, name.getParserPosition(), near);
    }
  }
}
