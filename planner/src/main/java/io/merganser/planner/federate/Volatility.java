package io.merganser.planner.federate;

import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Sample;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;

/// Whether evaluating something twice, or elsewhere, may give another answer.
final class Volatility {
  private Volatility() {}

  static boolean isStable(RelNode rel) {
    if (rel instanceof StreamRel) {
      return true;
    }
    return !(rel instanceof Sample)
        && rel.getInputs().stream().allMatch(Volatility::isStable)
        && Correlations.expressions(rel).stream().allMatch(Volatility::isStable);
  }

  static boolean isStable(RexNode node) {
    return RexUtil.isDeterministic(node)
        && Correlations.subQueries(node).stream().allMatch(query -> isStable(query.rel));
  }
}
