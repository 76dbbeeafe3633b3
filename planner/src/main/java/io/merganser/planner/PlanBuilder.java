package io.merganser.planner;

import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.QueryException;
import io.merganser.planner.HubBinder.BindException;
import io.merganser.planner.HubBinder.Binding;
import io.merganser.planner.analyze.TableReference;
import io.merganser.planner.federate.Federation;
import io.merganser.planner.federate.SourceTable;
import io.merganser.planner.print.HubPrinter;
import io.merganser.planner.relational.RelationalTree;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/// Decides how a query runs: whole on the hub, cut into fragments, or staged.
final class PlanBuilder {
  /// Tried in this order for a parameter whose type the statement leaves open: text as in PostgreSQL,
  /// numbers where text does not fit.
  private static final List<DataType> OPEN_PARAMETER_TYPES =
      List.of(DataType.Scalar.VARCHAR, DataType.Scalar.BIGINT, DataType.Scalar.DOUBLE);

  private final HubBinder hub;

  PlanBuilder(HubBinder hub) {
    this.hub = hub;
  }

  ExecutablePlan plan(AnalyzedStatement.Query query) {
    return tables(query).stream().allMatch(table -> table.catalog().onHub())
        ? planOnHub(query)
        : planStaged(query);
  }

  /// The hub can run it whole; that some of it should go to sources is for the federation to say.
  private ExecutablePlan planOnHub(AnalyzedStatement.Query query) {
    Bound bound = bind(query.tree());
    ExecutablePlan whole =
        new ExecutablePlan.OnHub(bound.print(query.tree()), bound.wire(), bound.parameters());
    boolean canCut = tables(query).stream().anyMatch(table -> table.catalog().direct() != null);
    return canCut ? cut(query, bound).plan().orElse(whole) : whole;
  }

  private ExecutablePlan planStaged(AnalyzedStatement.Query query) {
    List<TableReference> references = query.tables();
    Staging.putStandIns(references);
    Bound bound = bind(query.tree());
    references.forEach(TableReference::putFullName);
    List<Fragment> fragments = Staging.putFragments(query.tree(), references);
    String sql = bound.print(query.tree());
    references.forEach(TableReference::putFullName);
    Cut cut = cut(query, bound);
    return cut.plan()
        .orElseGet(
            () ->
                new ExecutablePlan.Staged(
                    fragments, sql, bound.wire(), bound.parameters(), cut.obstacle()));
  }

  /// Comes last: it uses the tree up.
  private Cut cut(AnalyzedStatement.Query query, Bound bound) {
    if (!bound.casts().isEmpty()) {
      return new Cut(Optional.empty(), "the type of a parameter is open");
    }
    RelationalTree tree = RelationalTree.of(query.tree(), tables(query), hub);
    if (tree.root() == null) {
      return new Cut(Optional.empty(), String.valueOf(tree.obstacle()));
    }
    try {
      return new Cut(
          Federation.plan(tree.root(), bound.wire(), bound.parameters())
              .map(ExecutablePlan.class::cast),
          "no part is worth more than a scan");
    } catch (QueryException e) {
      if (e.code() != PlannerError.UNSUPPORTED_FEATURE) {
        throw e;
      }
      return new Cut(Optional.empty(), String.valueOf(e.getMessage()));
    }
  }

  private static List<SourceTable> tables(AnalyzedStatement.Query query) {
    return query.tables().stream().map(TableReference::table).toList();
  }

  /// @param obstacle why there is no plan
  private record Cut(Optional<ExecutablePlan> plan, String obstacle) {}

  private Bound bind(SqlNode tree) {
    BindException first = null;
    try {
      Binding binding = hub.bind(HubPrinter.print(tree, Map.of()));
      if (!binding.parameters().contains(null)) {
        return new Bound(binding.columns(), types(binding.parameters()), Map.of());
      }
      for (DataType type : OPEN_PARAMETER_TYPES) {
        Map<Integer, DataType> casts = casts(binding.parameters(), type);
        try {
          Binding closed = hub.bind(HubPrinter.print(tree, casts));
          return new Bound(closed.columns(), types(closed.parameters()), casts);
        } catch (BindException e) {
          first = first == null ? e : first;
        }
      }
    } catch (BindException e) {
      first = e;
    }
    throw BinderErrors.translate(String.valueOf(first == null ? "" : first.getMessage()), tree);
  }

  private static Map<Integer, DataType> casts(
      List<? extends @Nullable DataType> parameters, DataType type) {
    Map<Integer, DataType> casts = new HashMap<>();
    for (int i = 0; i < parameters.size(); i++) {
      if (parameters.get(i) == null) {
        casts.put(i, type);
      }
    }
    return casts;
  }

  private static List<DataType> types(List<? extends @Nullable DataType> types) {
    return types.stream().map(type -> type == null ? DataType.Scalar.VARCHAR : type).toList();
  }

  /// What the hub made of a statement.
  ///
  /// @param columns as the hub has them, before they become what clients read
  /// @param casts of parameters whose type the statement leaves open
  private record Bound(
      List<Column> columns, List<DataType> parameters, Map<Integer, DataType> casts) {

    List<Column> wire() {
      return WireTypes.of(columns);
    }

    String print(SqlNode tree) {
      String sql = HubPrinter.print(tree, casts);
      return WireTypes.areReadable(columns) ? sql : WireTypes.wrap(sql, columns);
    }
  }
}
