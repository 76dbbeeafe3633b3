package io.merganser.planner.analyze;

import io.merganser.authz.EffectiveSet;
import io.merganser.authz.TablePolicy;
import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.Names;
import io.merganser.connectors.spi.TableSchema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a statement reads in the place of a table under a policy: a derived table of the columns
/// that the principal has, masks in the place of what they mask, and only the rows of the filters.
/// There is no name by which the statement could reach behind it.
///
/// Under a filter it ends in a LIMIT that never cuts: no optimizer moves a predicate through a
/// LIMIT, so that what raises an error is not tried on hidden rows. Nor do statistics of the whole
/// table get out of it. Where neither can be told from the answer ([Indifferent]) it has no LIMIT.
///
/// @param needed folded names of the columns that it reads
/// @param masked folded names of the columns that have something else in their place
/// @param items of its SELECT
/// @param openItems the same with what the engine knows of them
/// @param condition null where all rows are to be had
/// @param fixed whether its filters and masks mean the same whatever a session has set
record Fence(
    Set<String> needed,
    Set<String> masked,
    String items,
    String openItems,
    @Nullable String condition,
    boolean fixed) {
  /// Where a row is in its table.
  static final String PLACE = "merganser_place";

  /// What the engine calls that, unless a column has the name.
  static final String ROWID = "rowid";

  private static final String NO_LIMIT = " LIMIT " + Long.MAX_VALUE;

  /// The fence around a table; null where the principal has the table as it is.
  ///
  /// @throws IllegalArgumentException if a filter or mask cannot be applied to the table
  static @Nullable Fence of(EffectiveSet effectiveSet, TableSchema table) {
    List<String> columns = table.columns().stream().map(Column::name).toList();
    TablePolicy policy = effectiveSet.policy(table.name(), columns);
    return policy.isWhole() ? null : of(effectiveSet, table, policy);
  }

  /// The fence around a table whose rows are to be changed: it has [#PLACE] besides, by which the
  /// row is found again. No text of the statement may name that.
  ///
  /// @throws IllegalArgumentException if a filter or mask cannot be applied to the table
  static Fence ofChanged(EffectiveSet effectiveSet, TableSchema table) {
    List<String> columns = table.columns().stream().map(Column::name).toList();
    Fence fence = of(effectiveSet, table, effectiveSet.policy(table.name(), columns));
    String place =
        Names.quote(Policies.ROW) + "." + Names.quote(ROWID) + " AS " + Names.quote(PLACE);
    return new Fence(
        fence.needed,
        fence.masked,
        fence.items + ", " + place,
        fence.openItems + ", " + place,
        fence.condition,
        fence.fixed);
  }

  private static Fence of(EffectiveSet effectiveSet, TableSchema table, TablePolicy policy) {
    if (policy.columns().isEmpty()) {
      throw new IllegalArgumentException("no column is granted");
    }
    Policies policies = new Policies(effectiveSet, table.columns());
    Map<String, String> masks = policy.masks();
    List<String> items = new ArrayList<>();
    List<String> openItems = new ArrayList<>();
    for (String column : policy.columns()) {
      String mask = masks.get(column);
      String value =
          mask == null
              ? Names.quote(Policies.ROW) + "." + Names.quote(column)
              : policies.print(mask);
      boolean plain = mask == null && policy.filters().isEmpty();
      items.add((plain ? value : untelling(value)) + " AS " + Names.quote(column));
      openItems.add(value + " AS " + Names.quote(column));
    }
    String condition = policy.filters().isEmpty() ? null : policies.printAny(policy.filters());
    Set<String> needed = new HashSet<>(policies.used());
    policy.columns().stream()
        .filter(column -> !masks.containsKey(column))
        .forEach(column -> needed.add(Names.fold(column)));
    return new Fence(
        needed,
        masks.keySet().stream().map(Names::fold).collect(Collectors.toSet()),
        String.join(", ", items),
        String.join(", ", openItems),
        condition,
        policies.areFixed());
  }

  /// The same value without what the engine knows of all values that there are: by the least and
  /// the greatest it answers a predicate for all rows at once, hidden ones counted in, and does not
  /// meet an error that it would meet otherwise.
  private static String untelling(String value) {
    return value.contains(Policies.ROW) ? "greatest(" + value + ")" : value;
  }

  /// The derived table over a relation.
  ///
  /// @param relation SQL of ours: a name, or a query in parentheses
  /// @param open whether it may tell the engine what it could tell the principal
  String around(String relation, boolean open) {
    String select =
        "SELECT "
            + (open ? openItems : items)
            + " FROM "
            + relation
            + " AS "
            + Names.quote(Policies.ROW);
    return condition == null
        ? "(" + select + ")"
        : "(" + select + " WHERE " + condition + (open ? "" : NO_LIMIT) + ")";
  }
}
