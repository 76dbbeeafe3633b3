package io.merganser.planner;

import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.DataType;
import io.merganser.planner.HubBinder.BindException;
import io.merganser.planner.HubBinder.Binding;
import io.merganser.planner.analyze.TableReference;
import io.merganser.planner.print.HubPrinter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    List<TableReference> tables = query.tables();
    if (tables.stream().allMatch(reference -> reference.table().catalog().onHub())) {
      Bound bound = bind(query.tree());
      return new ExecutablePlan.OnHub(bound.print(query.tree()), bound.wire(), bound.parameters());
    }
    Staging.putStandIns(tables);
    Bound bound = bind(query.tree());
    tables.forEach(TableReference::putFullName);
    List<Fragment> fragments = Staging.putFragments(query.tree(), tables);
    return new ExecutablePlan.Staged(
        fragments,
        bound.print(query.tree()),
        bound.wire(),
        bound.parameters(),
        "no relational form");
  }

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
