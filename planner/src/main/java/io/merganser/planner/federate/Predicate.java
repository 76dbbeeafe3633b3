package io.merganser.planner.federate;

import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.util.ImmutableBitSet;

/// One term of a conjunction.
///
/// @param own variables by which sub-queries in the term read the row that the term is about
record Predicate(RexNode node, ImmutableSet<CorrelationId> own) {

  static List<Predicate> of(Filter filter) {
    return of(filter, filter.getCondition());
  }

  static List<Predicate> of(Join join) {
    return of(join, join.getCondition());
  }

  private static List<Predicate> of(RelNode rel, RexNode condition) {
    RexBuilder builder = rel.getCluster().getRexBuilder();
    List<Predicate> predicates = new ArrayList<>();
    for (RexNode node : RelOptUtil.conjunctions(condition)) {
      // Terms that all branches of an OR share come out of it: joins hide there.
      for (RexNode term : RelOptUtil.conjunctions(RexUtil.pullFactors(builder, node))) {
        predicates.add(new Predicate(term, Correlations.own(rel, term)));
      }
    }
    return predicates;
  }

  /// Fields of the row that the term reads.
  ImmutableBitSet fields() {
    return Correlations.fields(node, own);
  }

  boolean hasSubQuery() {
    return !Correlations.subQueries(node).isEmpty();
  }

  boolean isStable() {
    return Volatility.isStable(node);
  }

  /// The same term about another row.
  ///
  /// @param fields what each field of the old row is in the new one
  Predicate on(RelOptCluster cluster, RelDataType row, IntFunction<? extends RexNode> fields) {
    CorrelationId id = own.isEmpty() ? null : cluster.createCorrel();
    RexShuttle direct =
        new RexShuttle() {
          @Override
          public RexNode visitInputRef(RexInputRef ref) {
            return fields.apply(ref.getIndex());
          }
        };
    RexNode moved = node.accept(direct);
    if (id == null) {
      return new Predicate(moved, ImmutableSet.of());
    }
    RexBuilder builder = cluster.getRexBuilder();
    RexNode variable = builder.makeCorrel(row, id);
    RexNode replaced =
        Correlations.replace(
            moved,
            own,
            access -> {
              RexNode target = fields.apply(access.getField().getIndex());
              if (!(target instanceof RexInputRef ref)) {
                throw new IllegalStateException("a correlated field moved onto an expression");
              }
              return (RexFieldAccess) builder.makeFieldAccess(variable, ref.getIndex());
            });
    return new Predicate(replaced, ImmutableSet.of(id));
  }

  /// The same term with its fields moved.
  Predicate shifted(RelNode target, IntFunction<Integer> fields) {
    RexBuilder builder = target.getCluster().getRexBuilder();
    return on(
        target.getCluster(),
        target.getRowType(),
        field -> builder.makeInputRef(target, fields.apply(field)));
  }

  static RelNode filter(RelNode input, List<Predicate> predicates) {
    if (predicates.isEmpty()) {
      return input;
    }
    return LogicalFilter.create(
        input, and(input, predicates), ImmutableSet.copyOf(ownOf(predicates)));
  }

  static RexNode and(RelNode rel, List<Predicate> predicates) {
    return RexUtil.composeConjunction(
        rel.getCluster().getRexBuilder(), predicates.stream().map(Predicate::node).toList());
  }

  static Set<CorrelationId> ownOf(List<Predicate> predicates) {
    Set<CorrelationId> ids = new LinkedHashSet<>();
    predicates.forEach(predicate -> ids.addAll(predicate.own));
    return ids;
  }
}
