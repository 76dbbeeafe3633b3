package io.merganser.authz;

import java.util.List;
import java.util.Map;

/// What a principal has of one table that it may read.
///
/// @param columns that it has, in the order of the table
/// @param withheld whether the table has others
/// @param masks what stands for the value of a column, by the column's name as the table spells it
/// @param filters of which one has to be true for a row; no filter where there are none
public record TablePolicy(
    List<String> columns, boolean withheld, Map<String, String> masks, List<String> filters) {
  public TablePolicy {
    columns = List.copyOf(columns);
    masks = Map.copyOf(masks);
    filters = List.copyOf(filters);
  }

  /// Whether the principal has the table as it is.
  public boolean isWhole() {
    return !withheld && masks.isEmpty() && filters.isEmpty();
  }
}
