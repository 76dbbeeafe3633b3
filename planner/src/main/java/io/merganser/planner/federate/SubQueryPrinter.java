package io.merganser.planner.federate;

import java.util.List;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql.fun.SqlQuantifyOperator;
import org.apache.calcite.util.ImmutableBitSet;

/// Prints queries that stand in expressions.
final class SubQueryPrinter {
  private final RelPrinter relations;
  private final RexPrinter expressions;

  SubQueryPrinter(RelPrinter relations, RexPrinter expressions) {
    this.relations = relations;
    this.expressions = expressions;
  }

  Expr print(RexSubQuery query) {
    return switch (query.getKind()) {
      case EXISTS ->
          expr("EXISTS (" + relations.query(query.rel, ImmutableBitSet.of()) + ")", Expr.PRIMARY);
      case SCALAR_QUERY -> expr("(" + all(query) + ")", Expr.PRIMARY);
      case IN -> expr(left(query) + " IN (" + all(query) + ")", Expr.COMPARISON);
      case SOME -> some(query);
      case ARRAY_QUERY_CONSTRUCTOR -> expr("ARRAY(" + all(query) + ")", Expr.PRIMARY);
      default -> throw FederationErrors.unsupported(query.getKind() + " (SELECT …)");
    };
  }

  private Expr some(RexSubQuery query) {
    String comparison = ((SqlQuantifyOperator) query.getOperator()).comparisonKind.sql;
    return expr(left(query) + " " + comparison + " ANY (" + all(query) + ")", Expr.COMPARISON);
  }

  private String left(RexSubQuery query) {
    List<Expr> operands = expressions.print(query.getOperands());
    return operands.size() == 1
        ? operands.getFirst().in(Expr.COMPARISON)
        : "(" + RexPrinter.texts(operands) + ")";
  }

  private String all(RexSubQuery query) {
    return relations.query(
        query.rel, ImmutableBitSet.range(query.rel.getRowType().getFieldCount()));
  }

  private static Expr expr(String text, int level) {
    return new Expr(text, level, Expr.SUB_QUERY);
  }
}
