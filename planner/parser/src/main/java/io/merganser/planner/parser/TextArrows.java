package io.merganser.planner.parser;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlPrefixOperator;
import org.apache.calcite.sql.parser.SqlParserUtil;
import org.apache.calcite.sql.parser.SqlParserUtil.ToTreeListItem;

/// Applies `->>` in a flat list of operands and operators. No precedence climbs over it: to its
/// left it takes all there is, to its right no more than `||` would.
final class TextArrows {
  private TextArrows() {}

  /// The list without the operator, ready to become a tree; the same one if it holds none.
  static List<Object> fold(List<Object> items) {
    List<Object> list = items;
    for (int at = indexIn(list); at > 0; at = indexIn(list)) {
      int end = endOfRight(list, at + 1);
      SqlNode left = SqlParserUtil.toTree(new ArrayList<>(list.subList(0, at)));
      SqlNode right = SqlParserUtil.toTree(new ArrayList<>(list.subList(at + 1, end)));
      List<Object> folded = new ArrayList<>();
      folded.add(
          DuckOperators.TEXT_ARROW.createCall(
              left.getParserPosition().plus(right.getParserPosition()), left, right));
      folded.addAll(list.subList(end, list.size()));
      list = folded;
    }
    return BetweenChains.fold(list);
  }

  private static int indexIn(List<Object> list) {
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i) instanceof ToTreeListItem
          && ((ToTreeListItem) list.get(i)).getOperator() == DuckOperators.TEXT_ARROW) {
        return i;
      }
    }
    return -1;
  }

  /// Behind the operand that begins at `start` and all that binds it tighter than `||` does.
  private static int endOfRight(List<Object> list, int start) {
    int i = start;
    while (i < list.size()) {
      while (i < list.size() && isPrefix(list.get(i))) {
        i++;
      }
      i++;
      if (i >= list.size() || !bindsTighter(list.get(i))) {
        break;
      }
      i++;
    }
    return Math.min(i, list.size());
  }

  private static boolean isPrefix(Object item) {
    return item instanceof ToTreeListItem
        && ((ToTreeListItem) item).getOperator() instanceof SqlPrefixOperator;
  }

  private static boolean bindsTighter(Object item) {
    if (!(item instanceof ToTreeListItem)) {
      return false;
    }
    final SqlOperator operator = ((ToTreeListItem) item).getOperator();
    return operator != DuckOperators.TEXT_ARROW
        && operator.getLeftPrec() > DuckOperators.CONCAT.getLeftPrec();
  }
}
