package io.merganser.planner.federate;

import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;

/// What things cost, in rows that a source sends over one connection.
///
/// Set so that the choices agree with what was measured on TPC-H SF 1 over Postgres: pushing wins
/// for Q1, Q3, Q4 and Q21, loses for Q13's aggregate, Q18's HAVING and Q9's join.
final class Costs {
  private Costs() {}

  /// DuckDB's scanner of an attached source reads on several connections.
  static final double ATTACHED_READ = 0.6;

  static final double OWN_READ = 0.05;
  static final double SOURCE_READ = 0.02;

  private static final double HUB_MOVE = 0.1;
  private static final double SOURCE_MOVE = 1;
  private static final double HUB_FRAGMENT = 50;
  private static final double SOURCE_FRAGMENT = 500;

  private static final double HUB_ROW = 0.05;
  private static final double HUB_BUILD = 0.1;
  private static final double SOURCE_JOIN = 0.25;
  private static final double SOURCE_AGGREGATE = 0.7;
  private static final double SOURCE_GROUP = 1;
  private static final double SOURCE_SORT = 0.3;
  private static final double SOURCE_ROW = 0.02;

  /// A correlated scalar sub-query runs once per row on most sources.
  private static final double SOURCE_LOOP = 20;

  static double move(Site site, double rows) {
    return switch (site) {
      case Site.Hub ignored -> HUB_FRAGMENT + rows * HUB_MOVE;
      case Site.Direct ignored -> SOURCE_FRAGMENT + rows * SOURCE_MOVE;
    };
  }

  /// Work of the node itself on a source.
  static double onSource(RelNode rel, Estimates estimates) {
    double in = rel.getInputs().stream().mapToDouble(estimates::rows).sum();
    double out = estimates.rows(rel);
    return switch (rel) {
      case Join ignored -> sourceJoin(in, out);
      case Aggregate aggregate ->
          aggregate.getGroupCount() == 0
              ? in * SOURCE_AGGREGATE / 2
              : in * SOURCE_AGGREGATE + out * SOURCE_GROUP;
      case Sort ignored -> in * SOURCE_SORT;
      default -> in * SOURCE_ROW;
    };
  }

  static double sourceJoin(double in, double out) {
    return in * SOURCE_JOIN + out * HUB_BUILD;
  }

  /// Work of the node itself on DuckDB.
  static double onHub(RelNode rel, Estimates estimates) {
    double in = rel.getInputs().stream().mapToDouble(estimates::rows).sum();
    return switch (rel) {
      case Join join ->
          hubJoin(
              estimates.rows(join.getLeft()),
              estimates.rows(join.getRight()),
              estimates.rows(join));
      case Filter ignored -> in * SOURCE_ROW;
      case Project ignored -> in * SOURCE_ROW;
      default -> in * HUB_BUILD;
    };
  }

  static double hubJoin(double probe, double build, double out) {
    return probe * HUB_ROW + build * HUB_BUILD + out * HUB_ROW;
  }

  static double subQuery(Site.Direct ignored, boolean looped, double outer, double inner) {
    return looped ? outer * SOURCE_LOOP : (outer + inner) * SOURCE_JOIN;
  }

  static double subQuery(double outer, double inner) {
    return outer * HUB_ROW + inner * HUB_BUILD;
  }
}
