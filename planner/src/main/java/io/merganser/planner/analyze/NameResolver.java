package io.merganser.planner.analyze;

import io.merganser.connectors.spi.Names;
import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.TableName;
import io.merganser.planner.PlannerErrors;
import io.merganser.planner.PlanningContext;
import io.merganser.planner.SessionView;
import io.merganser.planner.federate.SourceTable;
import io.merganser.planner.parser.SqlDescribeStatement;
import io.merganser.planner.parser.SqlDistinctOn;
import io.merganser.planner.parser.SqlPivotTable;
import io.merganser.planner.parser.SqlWrite;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// Finds out what each name in table position means and refuses every construct that was not
/// reviewed.
///
/// It is the only resolver: what it finds is what is authorized, printed and run. A table name
/// becomes its full name in the tree, so that no engine resolves it again; a name of one part that
/// stays is a common table expression in scope. Columns are left to the binder of the engine, which
/// sees no tables but those.
public final class NameResolver {
  private final TableFinder finder;
  private final ContextValues values;
  private final ColumnNames columns;
  private final AllowedFunctions functions = AllowedFunctions.reviewed();
  private final List<TableReference> references = new ArrayList<>();
  private final Qualifiers qualifiers = new Qualifiers();
  private final boolean inDefinition;
  private final @Nullable Datasets datasets;
  private final Views views;
  private int expanded;

  private NameResolver(PlanningContext context, SqlNode statement, Views views) {
    this(context, statement, false, null, views);
  }

  /// @param inDefinition whether it is the definition of a dataset
  /// @param datasets what the names of a statement in a scope stand for; null for one in none
  /// @param views what the names of temporary views stand for
  private NameResolver(
      PlanningContext context,
      SqlNode statement,
      boolean inDefinition,
      @Nullable Datasets datasets,
      Views views) {
    this.views = views;
    this.finder = new TableFinder(context);
    this.columns = new ColumnNames(statement);
    this.values = new ContextValues(context, columns, inDefinition);
    this.inDefinition = inDefinition;
    this.datasets = datasets;
  }

  /// Resolves a query in place.
  ///
  /// @return each table named in it, in the order of the text, unused branches included
  public static List<TableReference> resolve(PlanningContext context, SqlNode query, Views views) {
    return new NameResolver(context, query, views).resolve(query);
  }

  /// Resolves a query of a session in a scope, in place: a name in table position is one of a
  /// dataset or of a common table expression, has one part, and there are no functions there.
  ///
  /// @return each table that the definitions of the datasets name
  public static List<TableReference> resolveInScope(
      PlanningContext context, SqlNode query, Datasets datasets) {
    return new NameResolver(context, query, false, datasets, Views.NONE).resolve(query);
  }

  /// Resolves the definition of a dataset, in place.
  static List<TableReference> resolveDefinition(PlanningContext context, SqlNode definition) {
    return new NameResolver(context, definition, true, null, Views.NONE).resolve(definition);
  }

  private List<TableReference> resolve(SqlNode query) {
    query(query, Set.of());
    qualifiers.shorten(references);
    return references;
  }

  /// Resolves a statement that changes something, in place.
  public static ResolvedWrite resolve(PlanningContext context, SqlWrite write, Views views) {
    NameResolver resolver = new NameResolver(context, write, views);
    resolver.columns.enter();
    List<WriteTarget> targets = new ArrayList<>();
    SqlIdentifier newName = null;
    GuardedWrite guard = guarded(context, write);
    Set<String> tables = Set.of();
    for (SqlWrite.Part part : write.parts()) {
      SqlNode node = part.node();
      switch (part.role()) {
        case WITH -> tables = resolver.commonTables((SqlNodeList) node, tables);
        case TARGET -> {
          targets.add(resolver.finder.target(SqlWrite.name(part)));
          resolver.columns.add(resolver.finder.find(SqlWrite.name(part)).schema().columns());
        }
        case TARGET_IF_EXISTS -> targets.add(resolver.finder.targetIfExists(SqlWrite.name(part)));
        case FRESH -> targets.add(resolver.finder.fresh(SqlWrite.name(part)));
        case FRESH_OF_SESSION -> targets.add(resolver.finder.freshOfSession(SqlWrite.name(part)));
        case SCHEMA -> targets.add(resolver.finder.schema(SqlWrite.name(part)));
        case TABLE -> resolver.from(node, tables, false, part::replace);
        case QUERY -> resolver.query(node, tables);
        case EXPRESSION -> {
          SqlNode value = resolver.values.value(node);
          if (value != null) {
            part.replace(value);
          }
          resolver.expression(node, tables);
        }
        case RENAMED -> newName = SqlWrite.name(part);
        case WORDS, PLAIN -> {}
      }
    }
    WriteTarget target = targets.get(0);
    for (SqlWrite.Part part : write.parts()) {
      switch (part.role()) {
        case TARGET, TARGET_IF_EXISTS, FRESH, FRESH_OF_SESSION, SCHEMA -> {
          resolver.finder.requireNoView(target, target.name().table(), SqlWrite.name(part));
          part.replace(target.fullName(SqlWrite.name(part)));
        }
        case WORDS, WITH, TABLE, QUERY, EXPRESSION, RENAMED, PLAIN -> {}
      }
    }
    SqlWrite guarded = guard == null ? null : guard.rewrite(resolver.references);
    resolver.qualifiers.shorten(resolver.references);
    TableName renamed = newName == null ? null : target.renamed(newName.getSimple());
    if (newName != null) {
      resolver.finder.requireNoView(target, newName.getSimple(), newName);
    }
    return new ResolvedWrite(
        guarded == null ? write : guarded, target, renamed, resolver.references, guarded != null);
  }

  /// Before anything is replaced: it reads the names that were written.
  private static @Nullable GuardedWrite guarded(PlanningContext context, SqlWrite write) {
    for (SqlWrite.Part part : write.parts()) {
      if (write.action().changesRows() && part.role() == SqlWrite.Role.TARGET) {
        SqlIdentifier name = SqlWrite.name(part);
        return GuardedWrite.of(context, write, new TableFinder(context).find(name), name);
      }
    }
    return null;
  }

  /// Whether a name is that of a table.
  public static boolean isTable(PlanningContext context, SqlIdentifier name) {
    try {
      new TableFinder(context).find(name);
      return true;
    } catch (QueryException e) {
      return false;
    }
  }

  /// The name of a temporary view to be made, which has one part or is in `temp`.
  public static String temporaryView(PlanningContext context, SqlIdentifier name) {
    return new TableFinder(context).freshOfSession(name).name().table();
  }

  /// The temporary view that a name means; empty if it means something else, or nothing.
  public static Optional<SessionView> findView(PlanningContext context, SqlIdentifier name) {
    try {
      return new TableFinder(context).view(new TableFinder(context).find(name));
    } catch (QueryException e) {
      return Optional.empty();
    }
  }

  /// What a statement that changes something names.
  ///
  /// @param tree what runs
  /// @param reads each table that it reads, its target too if it is read through a fence
  /// @param renamed the name that the target gets; null if it keeps its own
  /// @param guarded whether it changes no more of its target than the principal has
  public record ResolvedWrite(
      SqlWrite tree,
      WriteTarget target,
      @Nullable TableName renamed,
      List<TableReference> reads,
      boolean guarded) {}

  /// @param tables folded names of the common table expressions in scope
  private void query(SqlNode node, Set<String> tables) {
    switch (node) {
      case SqlSelect select -> select(select, tables);
      case SqlWith with -> with(with, tables);
      case SqlOrderBy order -> {
        columns.enterOrder();
        query(order.query, tables);
        expression(order.orderList, tables);
        expression(order.offset, tables);
        expression(order.fetch, tables);
        columns.leave();
      }
      case SqlCall call -> {
        switch (call.getKind()) {
          case UNION, INTERSECT, EXCEPT -> call.getOperandList().forEach(q -> query(q, tables));
          case VALUES -> expressions(call.getOperandList(), tables);
          case EXPLICIT_TABLE ->
              from(
                  call.operand(0), tables, false, replacement -> WholeTable.put(call, replacement));
          default -> throw unsupported(call);
        }
      }
      default -> throw PlannerErrors.unsupported(words(node), node.getParserPosition());
    }
  }

  private void with(SqlWith with, Set<String> outer) {
    query(with.body, commonTables(with.withList, outer));
  }

  /// @return the names in scope behind the list
  private Set<String> commonTables(SqlNodeList items, Set<String> outer) {
    Set<String> tables = new HashSet<>(outer);
    for (SqlNode node : items) {
      SqlWithItem item = (SqlWithItem) node;
      String name = Names.fold(item.name.getSimple());
      // Without RECURSIVE the body does not see its own name: it may mean a table.
      if (item.recursive.booleanValue()) {
        tables.add(name);
      }
      query(item.query, tables);
      tables.add(name);
    }
    return tables;
  }

  private void select(SqlSelect select, Set<String> tables) {
    columns.enter();
    selectInScope(select, tables);
    columns.leave();
  }

  private void selectInScope(SqlSelect select, Set<String> tables) {
    SqlNode from = select.getFrom();
    if (from != null) {
      from(from, tables, false, select::setFrom);
    }
    SqlDistinctOn distinct = SqlDistinctOn.of(select);
    if (distinct != null) {
      expression(distinct.expressions(), tables);
    }
    columns.addAliases(select.getSelectList());
    values.replaceTerms(select);
    values.putInto(select.getSelectList());
    List<String> texts = SubQueryNames.of(select.getSelectList());
    int before = references.size();
    int expandedBefore = expanded;
    List<@Nullable SqlNode> operands = new ArrayList<>(select.getOperandList());
    operands.remove(select.getFrom());
    operands.removeIf(operand -> operand == null || isKeywords(operand));
    operands.forEach(operand -> expression(operand, tables));
    if (expanded > expandedBefore
        || references.subList(before, references.size()).stream()
            .anyMatch(TableReference::untold)) {
      SubQueryNames.put(select.getSelectList(), texts);
    }
  }

  private static boolean isKeywords(SqlNode operand) {
    return operand instanceof SqlNodeList list
        && list.stream().allMatch(SqlLiteral.class::isInstance);
  }

  private void from(SqlNode node, Set<String> tables, boolean aliased, Consumer<SqlNode> replace) {
    switch (node) {
      case SqlIdentifier name -> table(name, tables, aliased, replace);
      case SqlJoin join -> {
        from(join.getLeft(), tables, false, join::setLeft);
        from(join.getRight(), tables, false, join::setRight);
        values.replaceIn(join);
        expression(join.getCondition(), tables);
      }
      case SqlCall call -> {
        if (call.isA(SqlKind.QUERY)) {
          columns.addDerived();
          query(call, tables);
        } else {
          fromCall(call, tables, aliased);
        }
      }
      default -> throw PlannerErrors.unsupported(words(node), node.getParserPosition());
    }
  }

  private void fromCall(SqlCall call, Set<String> tables, boolean aliased) {
    Consumer<SqlNode> replaceFirst = replacement -> call.setOperand(0, replacement);
    if (call instanceof SqlPivotTable pivot) {
      pivot(pivot, tables);
      return;
    }
    if (call instanceof SqlDescribeStatement description) {
      query(description.target(), tables);
      return;
    }
    switch (call.getKind()) {
      case AS -> {
        if (call.operand(1) instanceof SqlIdentifier alias) {
          qualifiers.addAlias(alias);
        }
        from(call.operand(0), tables, true, replaceFirst);
      }
      case LATERAL, TABLE_REF -> from(call.operand(0), tables, aliased, replaceFirst);
      case TABLESAMPLE -> from(call.operand(0), tables, aliased, replaceFirst);
      case UNNEST -> {
        requireNoScope("UNNEST", call);
        values.replaceIn(call);
        expressions(call.getOperandList(), tables);
      }
      case COLLECTION_TABLE -> tableFunction(call.operand(0), tables);
      default -> tableFunction(call, tables);
    }
  }

  private void pivot(SqlPivotTable pivot, Set<String> tables) {
    from(pivot.operand(0), tables, false, replacement -> pivot.setOperand(0, replacement));
    SqlNode open = pivot.openColumn();
    if (open != null) {
      throw PlannerErrors.openPivot(open.getParserPosition());
    }
    expressions(pivot.getOperandList().subList(1, pivot.operandCount()), tables);
  }

  private void tableFunction(SqlNode node, Set<String> tables) {
    if (!(node instanceof SqlBasicCall call)
        || !(call.getOperator() instanceof SqlFunction function)) {
      throw PlannerErrors.unsupported(words(node) + " in FROM", node.getParserPosition());
    }
    requireNoScope(function.getName(), call);
    if (!functions.allowsInFrom(AllowedFunctions.nameOf(call, function))) {
      throw PlannerErrors.functionNotFound(
          function.getName(), call.getParserPosition(), Optional.empty());
    }
    expressions(call.getOperandList(), tables);
  }

  private void requireNoScope(String function, SqlCall call) {
    if (datasets != null) {
      throw PlannerErrors.functionInScope(function, call.getParserPosition());
    }
  }

  private void table(
      SqlIdentifier name, Set<String> tables, boolean aliased, Consumer<SqlNode> replace) {
    if (datasets != null && !name.isSimple()) {
      throw PlannerErrors.longNameInScope(String.join(".", name.names), name.getParserPosition());
    }
    if (isCommonTable(name, tables)) {
      columns.addDerived();
      return;
    }
    if (datasets != null) {
      dataset(datasets.read(name), name, aliased, replace);
      return;
    }
    views.meet(name);
    SourceTable table = finder.find(name);
    Optional<SessionView> view = finder.view(table);
    if (view.isPresent()) {
      view(views.read(view.get(), name), name, aliased, replace);
      return;
    }
    columns.add(table.schema().columns());
    String written = name.names.get(name.names.size() - 1);
    TableReference reference =
        new TableReference(
            table,
            written,
            List.copyOf(name.names),
            aliased,
            name.getParserPosition(),
            finder.fence(table, name),
            inDefinition,
            replace);
    reference.putFullName();
    references.add(reference);
  }

  /// The definition takes the place of the name, under that name.
  private void dataset(
      Datasets.Dataset dataset, SqlIdentifier name, boolean aliased, Consumer<SqlNode> replace) {
    put(dataset.tree(), name, aliased, replace);
    references.addAll(dataset.tables());
  }

  /// The query takes the place of the name, under that name. What the engine would call a column
  /// after is what was written, and not the query.
  private void view(
      Views.Expanded view, SqlIdentifier name, boolean aliased, Consumer<SqlNode> replace) {
    columns.add(view.columns());
    put(view.tree(), name, aliased, replace);
    references.addAll(view.tables());
    qualifiers.addView(name.names.getLast());
    expanded++;
  }

  private static void put(
      SqlNode query, SqlIdentifier name, boolean aliased, Consumer<SqlNode> replace) {
    SqlParserPos at = name.getParserPosition();
    replace.accept(
        aliased
            ? query
            : SqlStdOperatorTable.AS.createCall(
                at, query, new SqlIdentifier(name.names.getLast(), at)));
  }

  /// `recurring.t` is all that a recursive table has so far; where a catalog has that name, the
  /// engine might mean a table of it.
  private boolean isCommonTable(SqlIdentifier name, Set<String> tables) {
    int last = name.names.size() - 1;
    boolean reachable =
        last == 0
            || (last == 1
                && name.names.get(0).equalsIgnoreCase("recurring")
                && !finder.isCatalog("recurring"));
    return reachable && tables.contains(Names.fold(name.names.get(last)));
  }

  private void expressions(List<? extends @Nullable SqlNode> nodes, Set<String> tables) {
    nodes.forEach(node -> expression(node, tables));
  }

  private void expression(@Nullable SqlNode node, Set<String> tables) {
    switch (node) {
      case null -> {}
      case SqlNodeList list -> {
        values.replaceIn(list);
        expressions(list.getList(), tables);
      }
      case SqlCall call -> {
        if (call.isA(SqlKind.QUERY)) {
          query(call, tables);
          return;
        }
        values.replaceIn(call);
        if (call.getOperator() instanceof SqlFunction function) {
          checkFunction(call, function);
        } else if (!ExpressionKinds.isReviewed(call.getKind())) {
          throw unsupported(call);
        }
        expressions(call.getOperandList(), tables);
      }
      case SqlIdentifier column -> qualifiers.addColumn(column);
      case SqlDynamicParam param when inDefinition ->
          throw PlannerErrors.unsupported("a parameter", param.getParserPosition());
      case SqlLiteral _, SqlDataTypeSpec _, SqlDynamicParam _, SqlIntervalQualifier _ -> {
        // Nothing to resolve.
      }
      default -> throw PlannerErrors.unsupported(words(node), node.getParserPosition());
    }
  }

  private void checkFunction(SqlCall call, SqlFunction function) {
    String name = AllowedFunctions.nameOf(call, function);
    if (!functions.allows(name)) {
      throw PlannerErrors.functionNotFound(name, call.getParserPosition(), functions.nearest(name));
    }
  }

  private static RuntimeException unsupported(SqlCall call) {
    SqlParserPos at = call.getParserPosition();
    return PlannerErrors.unsupported(words(call), at);
  }

  private static String words(SqlNode node) {
    return node.getKind() == SqlKind.OTHER && node instanceof SqlCall call
        ? call.getOperator().getName()
        : node.getKind().name().replace('_', ' ');
  }
}
