package io.merganser.planner.federate;

import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.DataType;
import io.merganser.planner.ExecutablePlan;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelRoot;
import org.jspecify.annotations.Nullable;

/// Cuts a query over several engines into fragments and a statement that joins their streams.
///
/// Four steps: [PushDown] moves filters to where they cost least, [Placement] decides bottom-up
/// what runs where and in which order joins are made ([JoinOrder]), [Statements] prints the
/// fragments and what joins them.
public final class Federation {
  /// Leaving the hub has to pay: there the statement is printed as it was written, and the hub's
  /// own optimizer sees all of it. But it would order joins by what the scanners tell it, which is
  /// too little; where the joiner can read the same, they are made in our order.
  private static final double HUB_BONUS = 1.25;

  private Federation() {}

  /// @param root as converted from the validated statement, with its sub-queries unexpanded
  /// @param columns names and types that the statement's result was promised to have
  /// @param parameters types of the parameters in order of their index
  /// @return empty if all of it had best run on the hub
  /// @throws io.merganser.connectors.spi.QueryException
  ///   [io.merganser.planner.PlannerError#UNSUPPORTED_FEATURE] for a construct that cannot be
  ///   printed
  public static Optional<ExecutablePlan.Federated> plan(
      RelRoot root, List<Column> columns, List<DataType> parameters) {
    RelNode rel = PushDown.apply(root.rel);
    FieldTypes types = new FieldTypes();
    Placement placement = new Placement(types);
    Choice choice = placement.of(rel);
    if (choice.neutral()) {
      return Optional.empty();
    }
    Option hub = choice.at(new Site.Hub());
    Option whole = whole(choice, placement, root, columns);
    Option joined = choice.joined();
    boolean ordered = Shape.joins(rel) && !Shape.readsHub(joined.rel());
    if (hub != null) {
      double other =
          whole == null ? joined.cost() : Math.min(joined.cost(), cost(whole, placement));
      if (!ordered && hub.cost() <= other * HUB_BONUS) {
        return Optional.empty();
      }
      if (whole != null && joined.cost() < cost(whole, placement)) {
        whole = null;
      }
    }
    Statements statements = new Statements(root, columns, parameters, types, placement.estimates());
    if (whole != null && whole.site() instanceof Site.Direct site) {
      return Optional.of(statements.whole(whole, site));
    }
    return Optional.of(statements.joined(joined))
        .filter(plan -> ordered || plan.fragments().stream().anyMatch(f -> f.catalog() != null));
  }

  private static double cost(Option option, Placement placement) {
    Site site = option.site();
    return site == null
        ? option.cost()
        : option.cost() + Costs.move(site, placement.estimates().rows(option.rel()));
  }

  /// The cheapest source that can run all of it and deliver what was promised.
  private static @Nullable Option whole(
      Choice choice, Placement placement, RelRoot root, List<Column> columns) {
    Option best = null;
    for (Option option : choice.whole().values()) {
      boolean delivers =
          option.site() instanceof Site.Direct site
              && Correlations.free(option.rel()).isEmpty()
              && columns.stream().allMatch(column -> site.dialect().hasType(column.type()))
              && root.fields.size() == columns.size();
      if (delivers && (best == null || cost(option, placement) < cost(best, placement))) {
        best = option;
      }
    }
    return best;
  }
}
