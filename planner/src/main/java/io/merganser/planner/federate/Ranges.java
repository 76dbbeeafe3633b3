package io.merganser.planner.federate;

import com.google.common.collect.Range;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.util.Sarg;

/// What kind of set a SEARCH looks in.
///
/// @param points how many single values
/// @param ordered whether it has ranges besides single values
record Ranges(int points, boolean ordered) {

  static Ranges of(RexCall search) {
    Sarg<?> sarg = ((RexLiteral) search.getOperands().get(1)).getValueAs(Sarg.class);
    if (sarg == null) {
      return new Ranges(0, false);
    }
    int points =
        sarg.pointCount
            + (sarg.isComplementedPoints() ? sarg.rangeSet.complement().asRanges().size() : 0);
    boolean ordered = false;
    if (!sarg.isComplementedPoints()) {
      for (Range<?> range : sarg.rangeSet.asRanges()) {
        ordered |= !isPoint(range);
      }
    }
    return new Ranges(points, ordered);
  }

  private static boolean isPoint(Range<?> range) {
    return range.hasLowerBound()
        && range.hasUpperBound()
        && range.lowerEndpoint().equals(range.upperEndpoint());
  }
}
