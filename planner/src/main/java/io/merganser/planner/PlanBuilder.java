package io.merganser.planner;

import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.TableSchema;
import io.merganser.planner.HubBinder.BindException;
import io.merganser.planner.HubBinder.Binding;
import io.merganser.planner.analyze.TableReference;
import io.merganser.planner.federate.ExplainRenderer;
import io.merganser.planner.federate.Federation;
import io.merganser.planner.parser.SqlWrite;
import io.merganser.planner.print.HubPrinter;
import io.merganser.planner.relational.RelationalTree;
import io.merganser.planner.relist.Relisting;
import io.merganser.planner.settings.SessionSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/// Decides how a query runs: whole on the hub, cut into fragments, or staged.
final class PlanBuilder {
  /// Tried in this order for a parameter whose type the statement leaves open: text as in
  /// PostgreSQL, numbers where text does not fit, then lists of the same.
  private static final List<DataType> OPEN_PARAMETER_TYPES =
      List.of(
          DataType.Scalar.VARCHAR,
          DataType.Scalar.BIGINT,
          DataType.Scalar.DOUBLE,
          new DataType.ListOf(DataType.Scalar.VARCHAR),
          new DataType.ListOf(DataType.Scalar.BIGINT),
          new DataType.ListOf(DataType.Scalar.DOUBLE));

  /// Of statements with more parameters, all that are open get one type.
  private static final int MOST_SINGLED_OUT = 16;

  private final HubBinder hub;
  private final PlanCheck check;

  PlanBuilder(HubBinder hub, HubParser parser) {
    this.hub = hub;
    this.check = new PlanCheck(parser);
  }

  ExecutablePlan plan(AnalyzedStatement.Query query) {
    return decide(query).plan();
  }

  /// Columns of a query, as clients have them; decides nothing about how it runs.
  List<Column> columns(AnalyzedStatement.Query query) {
    Staging.putStandIns(query.tables());
    try {
      return bind(query.tree(), query.context().settings()).wire();
    } finally {
      query.tables().forEach(TableReference::putFullName);
    }
  }

  /// A change runs whole on the hub, which must hold all that it reads.
  ExecutablePlan plan(AnalyzedStatement.Write write) {
    for (TableReference read : write.reads()) {
      if (read.table().catalog().ofSession()
          && write.tree().action() == SqlWrite.Action.CREATE_VIEW) {
        throw PlannerErrors.unsupported("a view over a temporary table", read.position());
      }
      if (!read.table().catalog().onHub()) {
        throw PlannerErrors.unsupported(
            "a change that reads `"
                + read.table().catalog().name()
                + "`, which the hub does not"
                + " hold,",
            read.position());
      }
    }
    Bound bound = bind(write.tree(), write.context().settings()).untelling(write.reads());
    List<Column> columns = write.tree().returnsRows() ? bound.columns() : List.of();
    if (!WireTypes.areReadable(columns)) {
      throw PlannerErrors.unsupported(
          "RETURNING of a type that no client reads", write.tree().getParserPosition());
    }
    check.write(bound.sql(), write);
    return new ExecutablePlan.Write(
        bound.sql(),
        columns,
        bound.parameters(),
        !write.tree().action().changesRows(),
        write.target().ofSession(),
        !write.guarded() && (write.tree().action().changesRows() || write.reads().isEmpty()));
  }

  /// The plan as people read it, and if wanted what it takes.
  ExecutablePlan explain(AnalyzedStatement.Query query, boolean analyze) {
    Decision decision = decide(query);
    List<String> lines = lines(query, decision);
    boolean untold = query.tables().stream().anyMatch(TableReference::untold);
    return analyze
        ? new ExecutablePlan.Measured(decision.plan(), lines, !untold)
        : ExecutablePlan.Rows.ofPlan(lines);
  }

  private static List<String> lines(AnalyzedStatement.Query query, Decision decision) {
    Scope scope = query.context().scope();
    if (scope != null && !query.context().effectiveSet().principal().superuser()) {
      return ExplainRenderer.inScope(decision.plan(), scope.name(), query.datasets());
    }
    List<TableReference> restricted =
        query.tables().stream().filter(TableReference::restricted).toList();
    if (!restricted.isEmpty()) {
      // What is sent tells the policy, and counts of rows tell of rows that are hidden.
      return ExplainRenderer.withheld(
          decision.plan(), restricted.stream().map(TableReference::table).toList());
    }
    return ExplainRenderer.render(
        decision.plan(),
        query.tables().stream().map(TableReference::table).toList(),
        decision.notCut());
  }

  /// @param notCut why the hub runs all of it; null if there is no more to say
  private record Decision(ExecutablePlan plan, @Nullable String notCut) {}

  private Decision decide(AnalyzedStatement.Query query) {
    List<TableReference> tables =
        ScannerTraps.isIn(query.tree())
            ? query.tables().stream().map(TableReference::unattached).toList()
            : query.tables();
    return tables.stream().allMatch(reference -> reference.table().catalog().onHub())
        ? planOnHub(query, tables)
        : planStaged(query, tables);
  }

  /// The hub can run it whole; that some of it should go to sources is for the federation to say.
  private Decision planOnHub(AnalyzedStatement.Query query, List<TableReference> tables) {
    SqlNode tree = query.tree();
    List<Column> known = KnownColumns.of(tree, tables);
    Bound bound =
        known == null
            ? bind(tree, query.context().settings()).untelling(tables).named(tables)
            : new Bound(HubPrinter.print(tree, List.of()), known, List.of(), false, false);
    ExecutablePlan.OnHub whole =
        new ExecutablePlan.OnHub(
            bound.readable(), bound.wire(), bound.parameters(), isRepeatable(tree, tables));
    boolean canCut =
        tables.stream().anyMatch(reference -> reference.table().catalog().direct() != null);
    if (!canCut) {
      check.whole(whole, tables, query.fences());
      return new Decision(whole, null);
    }
    Cut cut = cut(query, tables.stream().map(PlanBuilder::cancellable).toList(), bound);
    if (cut.plan() == null) {
      check.whole(whole, tables, query.fences());
      return new Decision(whole, cut.obstacle());
    }
    check.cut(cut.plan(), tables);
    return new Decision(cut.plan(), null);
  }

  /// The scan of an attached view computes it in one go, and until its first row comes no cancel
  /// and no deadline ends it; a connection of ours takes them.
  private static TableReference cancellable(TableReference reference) {
    return reference.table().schema().kind() == TableSchema.Kind.VIEW
        ? reference.unattached()
        : reference;
  }

  /// A view of a frozen catalog may read what is not.
  private static boolean isRepeatable(SqlNode tree, List<TableReference> tables) {
    return tree.isA(SqlKind.QUERY)
        && tables.stream()
            .map(TableReference::table)
            .allMatch(table ->
                table.catalog().frozen() && table.schema().kind() == TableSchema.Kind.TABLE);
  }

  private Decision planStaged(AnalyzedStatement.Query query, List<TableReference> tables) {
    SqlNode tree = query.tree();
    Staging.putStandIns(tables);
    Bound bound = bind(tree, query.context().settings()).untelling(tables);
    tables.forEach(TableReference::putFullName);
    List<Fragment> fragments = Staging.putFragments(tree, tables, new FilteredScan(hub));
    String sql = bound.of(HubPrinter.print(tree, bound.parameters())).readable();
    List<Relisting.Expected> expected = PlanCheck.expected(tables);
    tables.forEach(TableReference::putFullName);
    Cut cut = cut(query, tables, bound);
    if (cut.plan() != null) {
      check.cut(cut.plan(), tables);
      return new Decision(cut.plan(), null);
    }
    check.text(sql, expected);
    check.fences(sql, query.fences());
    check.fragments(fragments, tables);
    return new Decision(
        new ExecutablePlan.Staged(fragments, sql, bound.wire(), bound.parameters(), cut.obstacle()),
        null);
  }

  /// Comes last: it uses the tree up.
  private Cut cut(AnalyzedStatement.Query query, List<TableReference> tables, Bound bound) {
    if (bound.open()) {
      return new Cut(null, "the type of a parameter is open");
    }
    if (dependsOnSettings(query, tables)) {
      return new Cut(null, "sources do not know the settings of the session");
    }
    RelationalTree tree =
        RelationalTree.of(query.tree(), tables.stream().map(TableReference::table).toList(), hub);
    if (tree.root() == null) {
      return new Cut(null, String.valueOf(tree.obstacle()));
    }
    try {
      return new Cut(
          Federation.plan(tree.root(), bound.wire(), bound.parameters()).orElse(null),
          "no part of it is worth more than a scan");
    } catch (QueryException e) {
      if (e.code() != PlannerError.UNSUPPORTED_FEATURE) {
        throw e;
      }
      return new Cut(null, String.valueOf(e.getMessage()));
    }
  }

  /// Whether a source, or our algebra, could read the statement otherwise than the hub does under
  /// these settings. The zone matters only where moments are.
  private static boolean dependsOnSettings(
      AnalyzedStatement.Query query, List<TableReference> tables) {
    SessionSettings settings = query.context().settings();
    if (!settings.changeMeaning()) {
      return false;
    }
    return !settings.changeZoneOnly()
        || ZonedTypes.areIn(query.tree())
        || tables.stream()
            .flatMap(reference -> reference.table().schema().columns().stream())
            .anyMatch(column -> ZonedTypes.isZoned(column.type()));
  }

  /// @param obstacle why there is no plan
  private record Cut(ExecutablePlan.@Nullable Federated plan, String obstacle) {}

  private Bound bind(SqlNode tree, SessionSettings settings) {
    try {
      List<Integer> places = new ArrayList<>();
      String sql = HubPrinter.printPlaces(tree, places);
      Binding binding = hub.bind(sql, settings);
      if (places.isEmpty()) {
        return new Bound(sql, binding.columns(), List.of(), false, false);
      }
      List<@Nullable DataType> types = types(places, binding.parameters());
      return types.contains(null)
          ? bindOpen(tree, types, settings)
          : bind(tree, types, settings, false);
    } catch (BindException e) {
      throw BinderErrors.translate(String.valueOf(e.getMessage()), tree);
    }
  }

  /// Types of the parameters from those of the places where they stand: the first that is known.
  private static List<@Nullable DataType> types(
      List<Integer> places, List<? extends @Nullable DataType> found) {
    int count = places.stream().mapToInt(Integer::intValue).max().orElse(-1) + 1;
    List<@Nullable DataType> types = new ArrayList<>(Collections.nCopies(count, null));
    for (int place = 0; place < places.size(); place++) {
      int index = places.get(place);
      if (types.get(index) == null) {
        types.set(index, found.get(place));
      }
    }
    return types;
  }

  private Bound bindOpen(SqlNode tree, List<@Nullable DataType> types, SessionSettings settings)
      throws BindException {
    BindException first = null;
    for (DataType type : OPEN_PARAMETER_TYPES) {
      try {
        List<@Nullable DataType> all = new ArrayList<>(types);
        all.replaceAll(known -> known == null ? type : known);
        Bound bound = bind(tree, all, settings, true);
        return type == DataType.Scalar.VARCHAR || types.size() > MOST_SINGLED_OUT
            ? bound
            : singledOut(tree, types, bound, settings);
      } catch (BindException e) {
        first = first == null ? e : first;
      }
    }
    throw first == null ? new BindException("no type fits the parameters") : first;
  }

  /// Where text does not fit all open parameters it may yet fit some: `? + ?` beside `name || ?`.
  private Bound singledOut(
      SqlNode tree, List<@Nullable DataType> types, Bound found, SessionSettings settings) {
    Bound best = found;
    for (int i = 0; i < types.size(); i++) {
      if (types.get(i) == null) {
        List<@Nullable DataType> tried = new ArrayList<>(best.parameters());
        tried.set(i, DataType.Scalar.VARCHAR);
        try {
          best = bind(tree, tried, settings, true);
        } catch (BindException e) {
          // It stays what it was found to be.
        }
      }
    }
    return best;
  }

  private Bound bind(
      SqlNode tree, List<@Nullable DataType> types, SessionSettings settings, boolean open)
      throws BindException {
    List<DataType> known = types.stream().map(DataType.class::cast).toList();
    String sql = HubPrinter.print(tree, known);
    List<Column> columns = hub.bind(sql, settings).columns();
    if (columns.isEmpty()) {
      columns = hub.bind(HubPrinter.printNulls(tree, known), settings).columns();
    }
    return new Bound(sql, columns, known, open, false);
  }

  /// What the hub made of a statement.
  ///
  /// @param sql the text of it
  /// @param columns as the hub has them, before they become what clients read
  /// @param open whether the statement leaves the type of a parameter open, and we chose one
  /// @param renamed whether the hub names a column otherwise than `columns` does
  private record Bound(
      String sql, List<Column> columns, List<DataType> parameters, boolean open, boolean renamed) {

    /// Refuses what would be named after the text of a policy.
    Bound untelling(List<TableReference> tables) {
      for (TableReference table : tables) {
        if (table.untold()
            && columns.stream()
                .anyMatch(column -> column.name().contains(TableReference.POLICY_MARK))) {
          throw PlannerErrors.unsupported(
              "a column without an alias over a table under a policy", table.position());
        }
      }
      return this;
    }

    List<Column> wire() {
      return WireTypes.of(columns);
    }

    /// The hub names a column after the text of its expression; where that reads a table, it has
    /// the full name that we gave it, and not the one that the statement has.
    Bound named(List<TableReference> tables) {
      List<Column> named =
          columns.stream()
              .map(column ->
                  new Column(
                      TableReference.asWritten(column.name(), tables),
                      column.type(),
                      column.nullable()))
              .toList();
      return new Bound(sql, named, parameters, open, !named.equals(columns));
    }

    /// The same of a text that reads its tables elsewhere.
    Bound of(String text) {
      return new Bound(text, columns, parameters, open, renamed);
    }

    /// The text with its columns as clients have them.
    String readable() {
      return WireTypes.areReadable(columns) && !renamed ? sql : WireTypes.wrap(sql, columns);
    }
  }
}
