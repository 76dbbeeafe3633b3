package io.merganser.planner;

import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.Names;
import io.merganser.connectors.spi.QueryException;
import io.merganser.planner.analyze.NameResolver;
import io.merganser.planner.analyze.TableReference;
import io.merganser.planner.analyze.Views;
import io.merganser.planner.parser.MerganserParser;
import io.merganser.planner.parser.SqlTemporaryView;
import io.merganser.planner.parser.SqlWrite;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/// Views that a session makes for itself. What is kept is a text: wherever the view is named, its
/// query is read anew, with the rights and defaults of then, and takes the place of the name. It is
/// bound alone before that, so that none of its names is taken for one of the statement.
final class ViewStatements {
  private final PlanBuilder plans;
  private final StatementLimits limits;

  ViewStatements(PlanBuilder plans, StatementLimits limits) {
    this.plans = plans;
    this.limits = limits;
  }

  /// Resolves a query that may name views, in place.
  Resolved resolve(PlanningContext context, SqlNode query, PlanningTime time) {
    Reader reader = new Reader(context, time);
    List<TableReference> tables = NameResolver.resolve(context, query, reader);
    reader.checkSize(query);
    return new Resolved(tables, reader.first != null);
  }

  /// A query whose names are resolved.
  ///
  /// @param tables each that it reads
  /// @param expanded whether the queries of views stand in it
  record Resolved(List<TableReference> tables, boolean expanded) {}

  /// Resolves a statement that changes something by what it reads, in place.
  NameResolver.ResolvedWrite resolve(PlanningContext context, SqlWrite write, PlanningTime time) {
    Reader reader = new Reader(context, time);
    NameResolver.ResolvedWrite resolved = NameResolver.resolve(context, write, reader);
    SqlIdentifier used = reader.first;
    if (used != null && write.action() == SqlWrite.Action.CREATE_VIEW) {
      throw PlannerErrors.unsupported("a view over a temporary view", used.getParserPosition());
    }
    reader.checkSize(resolved.tree());
    return resolved;
  }

  /// The name of the view that a statement drops; empty if it drops something else. A bare name
  /// that nothing has is dropped without asking whether anything else could be changed.
  static Optional<String> dropped(PlanningContext context, SqlWrite write) {
    return write.action() == SqlWrite.Action.DROP_VIEW
        ? write.parts().stream()
            .filter(part -> part.node() instanceof SqlIdentifier)
            .findFirst()
            .flatMap(part -> dropped(context, part))
        : Optional.empty();
  }

  private static Optional<String> dropped(PlanningContext context, SqlWrite.Part part) {
    SqlIdentifier name = SqlWrite.name(part);
    boolean nothing =
        part.role() == SqlWrite.Role.TARGET_IF_EXISTS
            && name.isSimple()
            && !NameResolver.isTable(context, name);
    return nothing
        ? Optional.of(name.getSimple())
        : NameResolver.findView(context, name).map(SessionView::name);
  }

  AnalyzedStatement.CreateView create(
      PlanningContext context, SqlTemporaryView create, PlanningTime time) {
    String name = NameResolver.temporaryView(context, create.name());
    requireNoParameters(create.query());
    Reader reader = new Reader(context, time);
    reader.inMaking = name;
    List<TableReference> tables = NameResolver.resolve(context, create.query(), reader);
    List<String> columns =
        create.columns().stream().map(column -> ((SqlIdentifier) column).getSimple()).toList();
    reader.checkSize(create.query());
    return new AnalyzedStatement.CreateView(
        new SessionView(name, columns, create.text()),
        SessionView.Mode.valueOf(create.mode().name()),
        new AnalyzedStatement.Query(context, create.query(), tables));
  }

  /// Proves that the query can be read.
  ExecutablePlan plan(AnalyzedStatement.CreateView create) {
    SessionView view = create.view();
    int columns = plans.columns(create.query()).size();
    if (view.columns().size() > columns) {
      throw PlannerErrors.viewColumns(
          view.name(), view.columns().size(), columns, create.query().tree().getParserPosition());
    }
    return new ExecutablePlan.SessionChange(
        new ExecutablePlan.Change.CreateView(view, create.mode()));
  }

  /// The columns of a view as it is now.
  ///
  /// @throws QueryException if it cannot be read
  List<Column> columns(PlanningContext context, SessionView view) {
    SqlIdentifier name = new SqlIdentifier(view.name(), SqlParserPos.ZERO);
    return new Reader(context, new PlanningTime(limits.planning())).read(view, name).columns();
  }

  private static void requireNoParameters(SqlNode query) {
    query.accept(
        new SqlBasicVisitor<@Nullable Void>() {
          @Override
          public @Nullable Void visit(SqlDynamicParam parameter) {
            throw PlannerErrors.unsupported("a parameter in a view", parameter.getParserPosition());
          }
        });
  }

  /// Reads views for one statement.
  private final class Reader implements Views {
    private final PlanningContext context;
    private final PlanningTime time;
    private final Set<String> open = new HashSet<>();
    private final Map<String, List<Column>> bound = new HashMap<>();
    private @Nullable SqlIdentifier first;
    private @Nullable String inMaking;

    Reader(PlanningContext context, PlanningTime time) {
      this.context = context;
      this.time = time;
    }

    /// A short text may stand for much by now.
    void checkSize(SqlNode tree) {
      if (first != null) {
        StatementSize.check(tree, limits);
      }
    }

    /// What the name means once the view is made.
    @Override
    public void meet(SqlIdentifier name) {
      String view = inMaking;
      boolean mayBe =
          name.isSimple() || name.names.getFirst().equalsIgnoreCase(SourceCatalog.OF_SESSION);
      if (view != null && mayBe && name.names.getLast().equalsIgnoreCase(view)) {
        throw PlannerErrors.viewReadsItself(view, name.getParserPosition());
      }
    }

    @Override
    public Expanded read(SessionView view, SqlIdentifier name) {
      time.check();
      first = first == null ? name : first;
      String key = Names.fold(view.name());
      if (!open.add(key)) {
        throw PlannerErrors.viewReadsItself(view.name(), name.getParserPosition());
      }
      try {
        SqlNode query = MerganserParser.parseStatement(view.query(), time::check);
        List<TableReference> tables = NameResolver.resolve(context, query, this);
        checkSize(query);
        List<Column> columns = bound.get(key);
        if (columns == null) {
          columns = named(view, plans.columns(new AnalyzedStatement.Query(context, query, tables)));
          bound.put(key, columns);
        }
        return new Expanded(tree(view, query), columns, tables);
      } catch (QueryException e) {
        throw PlannerErrors.viewInvalid(view.name(), name.getParserPosition(), e);
      } catch (SqlParseException e) {
        time.check();
        throw new IllegalStateException("what was read once cannot be read again", e);
      } finally {
        open.remove(key);
      }
    }
  }

  private static List<Column> named(SessionView view, List<Column> columns) {
    List<Column> named = new ArrayList<>(columns);
    for (int i = 0; i < Math.min(view.columns().size(), columns.size()); i++) {
      Column column = columns.get(i);
      named.set(i, new Column(view.columns().get(i), column.type(), column.nullable()));
    }
    return named;
  }

  /// The query, or where the view has names of its own `SELECT * FROM (query) AS view(names)`.
  private static SqlNode tree(SessionView view, SqlNode query) {
    if (view.columns().isEmpty()) {
      return query;
    }
    SqlParserPos at = query.getParserPosition();
    List<SqlNode> operands = new ArrayList<>(List.of(query, new SqlIdentifier(view.name(), at)));
    view.columns().forEach(column -> operands.add(new SqlIdentifier(column, at)));
    return new SqlSelect(
        at,
        null,
        SqlNodeList.of(SqlIdentifier.star(at)),
        SqlStdOperatorTable.AS.createCall(at, operands),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }
}
