package io.merganser.planner;

import java.time.Duration;

/// Bounds on a statement, held before anything looks at its meaning: what the engine's binder does
/// not finish in time cannot be stopped there.
///
/// @param bytes of the text in UTF-8
/// @param depth how deep expressions and sub-queries may nest; a chain of AND, of OR, of joins or
///   of set operations is one level
/// @param nodes of the parse tree: names, literals, operators, clauses
/// @param joins of the whole statement, commas in FROM too
/// @param unions set operations of the whole statement
/// @param columns of one SELECT list or one row of VALUES
/// @param expansion nodes that come to those of the tree when repeated CTEs and short forms such as
///   `nullif(a, b)` are written out, as planners do
/// @param planning how long a statement may be planned
/// @param running how long a statement may run, delivery included
public record StatementLimits(
    long bytes,
    int depth,
    int nodes,
    int joins,
    int unions,
    int columns,
    int expansion,
    Duration planning,
    Duration running) {
  public static final StatementLimits DEFAULT =
      new StatementLimits(
          1 << 20,
          400,
          500_000,
          500,
          5_000,
          20_000,
          50_000,
          Duration.ofSeconds(10),
          Duration.ofMinutes(5));

  /// The same with another length of the text.
  public StatementLimits withBytes(long most) {
    return new StatementLimits(
        most, depth, nodes, joins, unions, columns, expansion, planning, running);
  }
}
