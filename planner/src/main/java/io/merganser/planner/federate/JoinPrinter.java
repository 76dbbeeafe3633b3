package io.merganser.planner.federate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.core.AsofJoin;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/// Prints joins in the order they have: the left side goes on, the right side is one relation.
final class JoinPrinter {
  private final RelPrinter relations;

  JoinPrinter(RelPrinter relations) {
    this.relations = relations;
  }

  Block join(Join join, ImmutableBitSet needed) {
    JoinRelType type = join.getJoinType();
    Set<CorrelationId> own = join.getVariablesSet();
    int leftFields = join.getLeft().getRowType().getFieldCount();
    int rightFields = join.getRight().getRowType().getFieldCount();
    ImmutableBitSet read = needed;
    for (RexNode node : Correlations.expressions(join)) {
      read = read.union(Correlations.fields(node, own));
    }
    ImmutableBitSet leftRead = read.intersect(ImmutableBitSet.range(leftFields));
    ImmutableBitSet rightRead =
        read.intersect(ImmutableBitSet.range(leftFields, leftFields + rightFields))
            .shift(-leftFields);
    Block left = relations.block(join.getLeft(), leftRead);
    boolean keepsLeft = !type.generatesNullsOnLeft();
    if (!left.isPlain() || (!keepsLeft && !left.where.isEmpty())) {
      left = relations.wrap(left);
    }
    Block right = relations.block(join.getRight(), rightRead);
    boolean inner = type == JoinRelType.INNER;
    if (!right.isPlain() || !right.oneRelation || (!inner && !right.where.isEmpty())) {
      right = relations.wrap(right);
    }
    List<@Nullable Expr> both = new ArrayList<>(left.fields);
    both.addAll(right.fields);
    Block block = Block.of(null, both);
    relations.bind(own, block);
    block.oneRelation = false;
    block.where.addAll(left.where);
    block.where.addAll(right.where);
    block.from = left.from + "\n" + word(join) + " " + right.from + on(join, both);
    if (!type.projectsRight()) {
      block.fields = left.fields;
    }
    return block;
  }

  private static String word(Join join) {
    boolean all = join.getCondition().isAlwaysTrue();
    return switch (join.getJoinType()) {
      case INNER -> all ? "CROSS JOIN" : "JOIN";
      case LEFT -> "LEFT JOIN";
      case RIGHT -> "RIGHT JOIN";
      case FULL -> "FULL JOIN";
      case SEMI -> "SEMI JOIN";
      case ANTI -> "ANTI JOIN";
      case ASOF -> "ASOF JOIN";
      case LEFT_ASOF -> "ASOF LEFT JOIN";
      default -> throw FederationErrors.unsupported(join.getJoinType() + " JOIN");
    };
  }

  private String on(Join join, List<@Nullable Expr> fields) {
    RexPrinter printer = new RexPrinter(relations, fields);
    if (join instanceof AsofJoin asof) {
      String match = printer.print(asof.getMatchCondition()).in(Expr.AND);
      return asof.getCondition().isAlwaysTrue()
          ? " ON " + match
          : " ON " + printer.print(asof.getCondition()).in(Expr.AND - 1) + " AND " + match;
    }
    if (join.getCondition().isAlwaysTrue() && join.getJoinType() == JoinRelType.INNER) {
      return "";
    }
    return " ON " + printer.print(join.getCondition()).text();
  }
}
