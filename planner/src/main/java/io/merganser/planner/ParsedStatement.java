package io.merganser.planner;

import org.apache.calcite.sql.SqlNode;

/// Text that is one statement. Only [QueryPlanner#parse] makes one.
public final class ParsedStatement {
  private final String sql;
  private final SqlNode tree;

  ParsedStatement(String sql, SqlNode tree) {
    this.sql = sql;
    this.tree = tree;
  }

  String sql() {
    return sql;
  }

  /// As the parser made it; nobody changes it.
  SqlNode tree() {
    return tree;
  }
}
