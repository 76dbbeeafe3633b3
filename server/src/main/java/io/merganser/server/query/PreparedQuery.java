package io.merganser.server.query;

import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.DataType;
import io.merganser.planner.ExecutablePlan;
import io.merganser.planner.StatementFacts;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A statement that was parsed, analyzed, authorized and planned once, ready to run any number of
/// times in the session that prepared it. The plan cache hands out the same object as long as
/// nothing changed, so that identity is the quickest way to see that a plan still holds.
public final class PreparedQuery {
  private final String sql;
  private final ExecutablePlan plan;
  private final StatementFacts facts;
  private volatile @Nullable Object description;

  PreparedQuery(String sql, ExecutablePlan plan, StatementFacts facts) {
    this.sql = sql;
    this.plan = plan;
    this.facts = facts;
  }

  public String sql() {
    return sql;
  }

  StatementFacts facts() {
    return facts;
  }

  public ExecutablePlan plan() {
    return plan;
  }

  /// What one protocol makes of the columns, made once: for a small statement that takes as long as
  /// a look into the plan cache.
  ///
  /// @param type of what is made; another type than before is made anew
  public <T> T description(Class<T> type, Function<List<Column>, T> make) {
    Object known = description;
    if (type.isInstance(known)) {
      return type.cast(known);
    }
    T made = make.apply(columns());
    description = made;
    return made;
  }

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
