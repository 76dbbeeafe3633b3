package io.merganser.planner.federate;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rex.RexFieldCollation;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexWindow;
import org.apache.calcite.rex.RexWindowBound;
import org.apache.calcite.rex.RexWindowExclusion;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.Optionality;

/// Prints calls of aggregate and window functions.
final class CallPrinter {
  private final RexPrinter expressions;

  CallPrinter(RexPrinter expressions) {
    this.expressions = expressions;
  }

  Expr aggregate(AggregateCall call) {
    List<Expr> arguments = new ArrayList<>(expressions.print(call.rexList));
    call.getArgList().forEach(argument -> arguments.add(expressions.field(argument)));
    List<String> order = expressions.order(call.getCollation().getFieldCollations());
    boolean within =
        call.getAggregation().requiresGroupOrder() == Optionality.MANDATORY && !order.isEmpty();
    String text =
        name(call.getAggregation())
            + "("
            + (call.isDistinct() ? "DISTINCT " : "")
            + arguments(call.getAggregation(), arguments)
            + (order.isEmpty() || within ? "" : " ORDER BY " + String.join(", ", order))
            + (call.ignoreNulls() ? " IGNORE NULLS" : "")
            + ")";
    if (within) {
      text += " WITHIN GROUP (ORDER BY " + String.join(", ", order) + ")";
    }
    if (call.hasFilter()) {
      text += " FILTER (WHERE " + expressions.field(call.filterArg).text() + ")";
    }
    boolean zero = call.getAggregation().getKind() == SqlKind.SUM0;
    return new Expr(zero ? "COALESCE(" + text + ", 0)" : text, Expr.PRIMARY, 0);
  }

  private static String arguments(SqlAggFunction function, List<Expr> arguments) {
    return arguments.isEmpty() && function.getKind() == SqlKind.COUNT
        ? "*"
        : RexPrinter.texts(arguments);
  }

  private static String name(SqlAggFunction function) {
    return switch (function.getKind()) {
      case SUM0 -> "SUM";
      case SINGLE_VALUE, LITERAL_AGG ->
          throw FederationErrors.unsupported("the function " + function.getName());
      default -> function.getName();
    };
  }

  Expr over(RexOver over) {
    List<Expr> arguments = expressions.print(over.getOperands());
    RexWindow window = over.getWindow();
    List<String> clauses = new ArrayList<>();
    if (!window.partitionKeys.isEmpty()) {
      List<Expr> keys = expressions.print(ImmutableList.copyOf(window.partitionKeys));
      clauses.add("PARTITION BY " + RexPrinter.texts(keys));
    }
    if (!window.orderKeys.isEmpty()) {
      clauses.add(
          "ORDER BY "
              + window.orderKeys.stream()
                  .flatMap(key -> key(key).stream())
                  .collect(Collectors.joining(", ")));
    }
    String frame = frame(over, window);
    if (!frame.isEmpty()) {
      clauses.add(frame);
    }
    String text =
        name(over.getAggOperator())
            + "("
            + (over.isDistinct() ? "DISTINCT " : "")
            + arguments(over.getAggOperator(), arguments)
            + (over.ignoreNulls() ? " IGNORE NULLS" : "")
            + ") OVER ("
            + String.join(" ", clauses)
            + ")";
    boolean zero = over.getAggOperator().getKind() == SqlKind.SUM0;
    return new Expr(zero ? "COALESCE(" + text + ", 0)" : text, Expr.PRIMARY, Expr.WINDOW);
  }

  private List<String> key(RexFieldCollation key) {
    return expressions.order(
        expressions.print(key.left), key.getDirection(), key.getNullDirection());
  }

  /// Functions that rank have no frame; the default one goes without saying.
  private String frame(RexOver over, RexWindow window) {
    RexWindowBound lower = window.getLowerBound();
    RexWindowBound upper = window.getUpperBound();
    boolean plain = window.getExclude() == RexWindowExclusion.EXCLUDE_NO_OTHER;
    boolean whole = lower.isUnbounded() && upper.isUnbounded() && window.orderKeys.isEmpty();
    boolean usual = !window.isRows() && lower.isUnbounded() && upper.isCurrentRow();
    if (!over.getAggOperator().allowsFraming() || (plain && (whole || usual))) {
      return "";
    }
    String exclude =
        switch (window.getExclude()) {
          case EXCLUDE_NO_OTHER -> "";
          case EXCLUDE_CURRENT_ROW -> " EXCLUDE CURRENT ROW";
          case EXCLUDE_GROUP -> " EXCLUDE GROUP";
          case EXCLUDE_TIES -> " EXCLUDE TIES";
        };
    return (window.isRows() ? "ROWS" : "RANGE")
        + " BETWEEN "
        + bound(lower)
        + " AND "
        + bound(upper)
        + exclude;
  }

  private String bound(RexWindowBound bound) {
    if (bound.isCurrentRow()) {
      return "CURRENT ROW";
    }
    String side = bound.isPreceding() ? " PRECEDING" : " FOLLOWING";
    RexNode offset = bound.getOffset();
    return (offset == null ? "UNBOUNDED" : expressions.print(offset).in(Expr.SIGN)) + side;
  }
}
