package io.merganser.planner.federate;

import java.util.function.Predicate;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.TableScan;

/// What a plan has in it, its sub-queries included.
final class Shape {
  private Shape() {}

  /// Whether there is an order of joins to choose.
  static boolean joins(RelNode rel) {
    return any(rel, node -> node instanceof Join join && join.getJoinType() == JoinRelType.INNER);
  }

  /// Whether the hub has to send rows to it.
  static boolean readsHub(RelNode rel) {
    return any(rel, node -> node instanceof StreamRel stream && stream.site() instanceof Site.Hub);
  }

  /// Whether the joiner can read all of its tables itself.
  static boolean isOnJoiner(RelNode rel) {
    return !any(
        rel,
        node -> {
          SourceTable table = node instanceof TableScan scan ? Origin.table(scan) : null;
          return table != null && !table.catalog().onJoiner();
        });
  }

  private static boolean any(RelNode rel, Predicate<RelNode> test) {
    return test.test(rel)
        || rel.getInputs().stream().anyMatch(input -> any(input, test))
        || Correlations.subQueries(rel).stream().anyMatch(query -> any(query.rel, test));
  }
}
