package io.merganser.planner;

import io.merganser.connectors.spi.TableName;
import io.merganser.planner.analyze.NameResolver.ResolvedWrite;
import io.merganser.planner.analyze.TableReference;
import io.merganser.planner.analyze.WriteTarget;
import io.merganser.planner.parser.SqlWrite;
import io.merganser.planner.settings.SessionSetting;
import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/// A statement whose names are resolved: each table in it is known, and nothing in it is
/// unreviewed. Only [QueryPlanner#analyze] makes one.
public sealed interface AnalyzedStatement {

  /// SELECT, WITH, VALUES, TABLE and set operations.
  final class Query implements AnalyzedStatement {
    private final PlanningContext context;
    private final SqlNode tree;
    private final List<TableReference> tables;
    private final List<String> datasets;
    private final int fences;

    Query(PlanningContext context, SqlNode tree, List<TableReference> tables) {
      this(context, tree, tables, List.of(), 0);
    }

    Query(
        PlanningContext context,
        SqlNode tree,
        List<TableReference> tables,
        List<String> datasets,
        int fences) {
      this.context = context;
      this.tree = tree;
      this.tables = List.copyOf(tables);
      this.datasets = List.copyOf(datasets);
      this.fences = fences;
    }

    PlanningContext context() {
      return context;
    }

    SqlNode tree() {
      return tree;
    }

    /// Each name in table position, unused branches included.
    List<TableReference> tables() {
      return tables;
    }

    /// Each dataset of its scope that it names, once.
    List<String> datasets() {
      return datasets;
    }

    /// How many definitions stand in it that hide rows.
    int fences() {
      return fences;
    }
  }

  /// Shows the plan of a query.
  ///
  /// @param analyze whether it runs, too, and what it took is shown
  record Explain(Query query, boolean analyze) implements AnalyzedStatement {}

  /// Columns of a query or table.
  record Describe(Query query) implements AnalyzedStatement {}

  /// A list of what the principal sees, or of settings; `rows` are complete.
  record Show(List<String> columns, List<List<String>> rows) implements AnalyzedStatement {
    static Show of(String column, List<String> rows) {
      return new Show(List.of(column), rows.stream().map(List::of).toList());
    }
  }

  /// Changes a setting of the session.
  ///
  /// @param value canonical; null for what holds where nobody set it
  record Set(SessionSetting setting, @Nullable String value) implements AnalyzedStatement {}

  record Use(String catalog, @Nullable String schema) implements AnalyzedStatement {}

  /// Changes rows or tables.
  final class Write implements AnalyzedStatement {
    private final PlanningContext context;
    private final ResolvedWrite resolved;

    Write(PlanningContext context, ResolvedWrite resolved) {
      this.context = context;
      this.resolved = resolved;
    }

    PlanningContext context() {
      return context;
    }

    SqlWrite tree() {
      return resolved.tree();
    }

    /// What is changed.
    WriteTarget target() {
      return resolved.target();
    }

    /// The name that the target gets; null if it keeps its own.
    @Nullable TableName renamed() {
      return resolved.renamed();
    }

    /// Each table that is read, the target too if it is read through a fence.
    List<TableReference> reads() {
      return resolved.reads();
    }

    /// Whether it changes no more of its target than the principal has.
    boolean guarded() {
      return resolved.guarded();
    }
  }

  /// Makes a view that the session alone has.
  ///
  /// @param mode what becomes of one that has the name
  /// @param query what it reads now
  record CreateView(SessionView view, SessionView.Mode mode, Query query)
      implements AnalyzedStatement {}

  /// Drops such a view.
  record DropView(String name) implements AnalyzedStatement {}

  /// BEGIN, COMMIT or ROLLBACK.
  record Transaction(ExecutablePlan.Change.Transaction change) implements AnalyzedStatement {}
}
