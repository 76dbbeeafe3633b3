package io.merganser.planner.parser;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserUtil;
import org.apache.calcite.sql.parser.SqlParserUtil.ToTreeListItem;

/// Makes trees of the links of a chain "a BETWEEN 1 AND 2 AND b BETWEEN 3 AND 4 OR .." before the
/// chain becomes one. Calcite copies the whole rest of the list for each BETWEEN; a thousand of
/// them took 15 s.
final class BetweenChains {
  private BetweenChains() {}

  /// The same list if it holds no BETWEEN.
  static List<Object> fold(List<Object> items) {
    if (items.stream().noneMatch(item -> is(item, SqlKind.BETWEEN))) {
      return items;
    }
    List<Object> chain = new ArrayList<>();
    List<Object> link = new ArrayList<>();
    int open = 0;
    for (Object item : items) {
      boolean and = is(item, SqlKind.AND);
      if (open == 0 && (and || is(item, SqlKind.OR))) {
        chain.add(tree(link));
        chain.add(item);
        link = new ArrayList<>();
        continue;
      }
      // The AND of a BETWEEN belongs to its link.
      open += is(item, SqlKind.BETWEEN) ? 1 : and ? -1 : 0;
      link.add(item);
    }
    chain.add(tree(link));
    return chain;
  }

  private static SqlNode tree(List<Object> link) {
    return SqlParserUtil.toTree(link);
  }

  private static boolean is(Object item, SqlKind kind) {
    return item instanceof ToTreeListItem
        && ((ToTreeListItem) item).getOperator().getKind() == kind;
  }
}
