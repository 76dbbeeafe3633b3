package io.merganser.server.query;

import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.DataType;
import io.merganser.planner.ExecutablePlan;
import java.util.List;

/// A statement that was parsed, analyzed, authorized and planned once, ready to run any number of
/// times in the session that prepared it.
public record PreparedQuery(String sql, ExecutablePlan plan) {

  /// What the result will look like; empty for a statement that returns no rows.
  public List<Column> columns() {
    return plan.columns();
  }

  public List<DataType> parameterTypes() {
    return plan.parameters();
  }

  /// Whether running it yields rows, as opposed to a number of changes or nothing.
  public boolean returnsRows() {
    return !columns().isEmpty();
  }

  /// Whether it changes something that ends with the session.
  public boolean changesSession() {
    return plan instanceof ExecutablePlan.SessionChange;
  }

  /// Whether it changes rows or tables.
  public boolean writes() {
    return plan instanceof ExecutablePlan.Write;
  }
}
