package io.merganser.planner.federate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.jspecify.annotations.Nullable;

/// Terms of an OR or AND that compare one value with several constants; or one term of another
/// kind.
///
/// @param term the term itself, of those that were found first
/// @param value what is compared
/// @param values the constants; exactly one if there is no list to be made
record InList(RexNode term, RexNode value, List<RexNode> values) {

  /// `x = 1 OR x = 2 OR y` and `x <> 1 AND x <> 2 AND y`, by value.
  static List<InList> fold(RexCall call) {
    SqlKind comparison = call.getKind() == SqlKind.OR ? SqlKind.EQUALS : SqlKind.NOT_EQUALS;
    Map<RexNode, InList> lists = new LinkedHashMap<>();
    List<InList> folded = new ArrayList<>();
    for (RexNode term : call.getOperands()) {
      InList one = one(term, comparison);
      InList known = one == null ? null : lists.get(one.value);
      if (known != null && one != null) {
        known.values.addAll(one.values);
      } else if (one != null) {
        lists.put(one.value, one);
        folded.add(one);
      } else {
        folded.add(new InList(term, term, List.of(term)));
      }
    }
    return folded;
  }

  private static @Nullable InList one(RexNode term, SqlKind comparison) {
    if (term.getKind() != comparison) {
      return null;
    }
    RexNode left = ((RexCall) term).getOperands().get(0);
    RexNode right = ((RexCall) term).getOperands().get(1);
    boolean constant = right instanceof RexLiteral || right instanceof RexDynamicParam;
    return constant && !(left instanceof RexLiteral) && Volatility.isStable(left)
        ? new InList(term, left, new ArrayList<>(List.of(right)))
        : null;
  }
}
