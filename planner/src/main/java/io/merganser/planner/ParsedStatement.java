package io.merganser.planner;

import org.apache.calcite.sql.SqlNode;

/// Text that is one statement. Only [QueryPlanner#parse] makes one.
public final class ParsedStatement {
  private final String sql;
  private final SqlNode tree;
  private final PlanningTime time;

  ParsedStatement(String sql, SqlNode tree, PlanningTime time) {
    this.sql = sql;
    this.tree = tree;
    this.time = time;
  }

  String sql() {
    return sql;
  }

  /// As the parser made it; nobody changes it.
  SqlNode tree() {
    return tree;
  }

  /// What is left for planning it.
  PlanningTime time() {
    return time;
  }
}
