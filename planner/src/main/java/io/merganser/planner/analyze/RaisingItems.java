package io.merganser.planner.analyze;

import io.merganser.connectors.spi.Names;
import io.merganser.planner.analyze.KnownNames.Name;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlCase;
import org.jspecify.annotations.Nullable;

/// Tells items of a SELECT list that may raise an error for a row that is seen, but never for
/// another one and never depending on what the engine knows of others: arithmetic, of which the
/// engine leaves no part out; sums and averages of it; and within these CASE, whose branches it
/// computes for the rows that take them.
///
/// Not so truth values (`false AND x` is false, and whether it is known to be false beforehand, the
/// engine may have from hidden rows), COUNT (of what is never null it counts the rows) and CASE
/// over aggregates (what no branch needs is not computed).
final class RaisingItems {
  private final CannotRaise cannotRaise;
  private final KnownNames names;
  private final boolean aggregated;
  private final boolean refused;
  private final Set<String> used = new HashSet<>();

  /// @param aggregated whether the query has aggregates
  /// @param having that of the query: it may have the engine leave out all of the items
  RaisingItems(
      CannotRaise cannotRaise,
      KnownNames names,
      boolean aggregated,
      boolean distinct,
      @Nullable SqlNode having) {
    this.cannotRaise = cannotRaise;
    this.names = names;
    this.aggregated = aggregated;
    this.refused = distinct || having != null;
  }

  /// Folded names of columns that raise and are computed for each row.
  Set<String> used() {
    return used;
  }

  /// What an item that may raise has for values; null if it does not belong to these.
  @Nullable Name meaning(SqlNode item) {
    Boolean exact = refused ? null : exact(item, false, false);
    return exact == null ? null : Name.raising(exact);
  }

  /// Whether the values are exact numbers; null if it is not one of these expressions.
  ///
  /// @param summed whether it is what an aggregate is over
  /// @param chosen whether it is computed for some rows only
  private @Nullable Boolean exact(SqlNode node, boolean summed, boolean chosen) {
    Known known = cannotRaise.known(node);
    if (known != null) {
      return known.isExact();
    }
    return switch (node) {
      case SqlIdentifier name -> column(name, chosen);
      case SqlCase choice -> (summed || !aggregated) ? choice(choice, summed) : null;
      case SqlCall call -> call(call, summed, chosen);
      default -> null;
    };
  }

  private @Nullable Boolean column(SqlIdentifier name, boolean chosen) {
    Name meaning = names.find(name);
    if (!meaning.raising()) {
      return null;
    }
    if (!chosen) {
      used.add(Names.fold(name.names.get(name.names.size() - 1)));
    }
    return meaning.exact();
  }

  private @Nullable Boolean choice(SqlCase choice, boolean summed) {
    boolean conditions =
        choice.getValueOperand() == null
            && choice.getWhenOperands().stream().allMatch(cannotRaise::isCondition);
    if (!conditions) {
      return null;
    }
    boolean exact = true;
    for (SqlNode branch : choice.getThenOperands()) {
      Boolean each = exact(branch, summed, true);
      if (each == null) {
        return null;
      }
      exact &= each;
    }
    SqlNode otherwise = choice.getElseOperand();
    if (otherwise == null || isNull(otherwise)) {
      return exact;
    }
    Boolean last = exact(otherwise, summed, true);
    return last == null ? null : Boolean.valueOf(exact && last);
  }

  private boolean isNull(SqlNode node) {
    Known known = cannotRaise.known(node);
    return known != null && known.is(Known.NOTHING);
  }

  private @Nullable Boolean call(SqlCall call, boolean summed, boolean chosen) {
    return switch (call.getKind()) {
      case PLUS, MINUS, TIMES -> both(call, summed, chosen);
      case DIVIDE -> both(call, summed, chosen) == null ? null : Boolean.FALSE;
      case MINUS_PREFIX -> exact(call.operand(0), summed, chosen);
      case SUM, AVG, OTHER_FUNCTION -> aggregate(call, summed, chosen);
      default -> null;
    };
  }

  private @Nullable Boolean both(SqlCall call, boolean summed, boolean chosen) {
    if (call.operandCount() != 2) {
      return null;
    }
    Boolean left = exact(call.operand(0), summed, chosen);
    Boolean right = exact(call.operand(1), summed, chosen);
    return (left == null || right == null) ? null : Boolean.valueOf(left && right);
  }

  private @Nullable Boolean aggregate(SqlCall call, boolean summed, boolean chosen) {
    boolean fits =
        !summed
            && !chosen
            && call.operandCount() == 1
            && call.getFunctionQuantifier() == null
            && call.getOperator() instanceof SqlFunction;
    if (!fits) {
      return null;
    }
    String name = call.getOperator().getName().toLowerCase(Locale.ROOT);
    boolean sum = name.equals("sum");
    if (!sum && !name.equals("avg")) {
      return null;
    }
    // Sums of what is not exact depend on the order of the rows.
    boolean exact = Boolean.TRUE.equals(exact(call.operand(0), true, false));
    return exact ? Boolean.valueOf(sum) : null;
  }
}
