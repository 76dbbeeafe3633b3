package io.merganser.planner.federate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AsofJoin;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;

/// Moves each term of each filter as far down as it means the same there, in sub-queries too.
///
/// Calcite's own rules do not: they look neither into sub-queries nor at which fields a correlated
/// sub-query reads through its variable, and so would take a term to a row that it is not about.
final class PushDown {
  private PushDown() {}

  static RelNode apply(RelNode rel) {
    return push(rel, List.of());
  }

  private static RelNode push(RelNode rel, List<Predicate> above) {
    return switch (rel) {
      case Filter filter -> filter(filter, above);
      case Project project -> project(project, above);
      case AsofJoin join -> stop(join, above);
      case Join join -> join(join, above);
      case Aggregate aggregate -> aggregate(aggregate, above);
      case SetOp setOp -> setOp(setOp, above);
      case Sort sort when sort.fetch == null && sort.offset == null ->
          sort.copy(sort.getTraitSet(), List.of(push(sort.getInput(), on(sort.getInput(), above))));
      default -> stop(rel, above);
    };
  }

  private static RelNode filter(Filter filter, List<Predicate> above) {
    List<Predicate> terms = new ArrayList<>(above);
    List<Predicate> pinned = new ArrayList<>();
    for (Predicate term : Predicate.of(filter)) {
      Predicate inner =
          new Predicate(Correlations.mapSubQueries(term.node(), PushDown::apply), term.own());
      (inner.isStable() ? terms : pinned).add(inner);
    }
    if (!pinned.isEmpty()) {
      // A volatile term sees the rows it would see; nothing passes it.
      return Predicate.filter(
          Predicate.filter(push(filter.getInput(), List.of()), pinned), on(filter, above));
    }
    return push(filter.getInput(), terms);
  }

  private static RelNode project(Project project, List<Predicate> above) {
    List<RexNode> nodes = project.getProjects();
    boolean window = RexOver.containsOver(nodes, null);
    List<Predicate> down = new ArrayList<>();
    List<Predicate> stay = new ArrayList<>();
    for (Predicate term : above) {
      boolean passes =
          !window && term.fields().asList().stream().allMatch(f -> passes(term, nodes.get(f)));
      if (passes) {
        RelNode input = project.getInput();
        down.add(term.on(input.getCluster(), input.getRowType(), nodes::get));
      } else {
        stay.add(term);
      }
    }
    List<RexNode> mapped =
        nodes.stream().map(n -> Correlations.mapSubQueries(n, PushDown::apply)).toList();
    RelNode input = push(project.getInput(), down);
    return Predicate.filter(
        project.copy(project.getTraitSet(), input, mapped, project.getRowType()), stay);
  }

  private static boolean passes(Predicate term, RexNode node) {
    return node instanceof RexInputRef
        || (term.own().isEmpty()
            && RexUtil.isDeterministic(node)
            && Correlations.subQueries(node).isEmpty());
  }

  private static RelNode join(Join join, List<Predicate> above) {
    JoinRelType type = join.getJoinType();
    int leftFields = join.getLeft().getRowType().getFieldCount();
    ImmutableBitSet leftSide = ImmutableBitSet.range(leftFields);
    ImmutableBitSet rightSide =
        ImmutableBitSet.range(
            leftFields, leftFields + join.getRight().getRowType().getFieldCount());
    List<Predicate> left = new ArrayList<>();
    List<Predicate> right = new ArrayList<>();
    List<Predicate> on = new ArrayList<>();
    List<Predicate> top = new ArrayList<>();
    List<Predicate> terms = new ArrayList<>();
    for (Predicate term : Predicate.of(join)) {
      terms.add(
          new Predicate(Correlations.mapSubQueries(term.node(), PushDown::apply), term.own()));
    }
    boolean inner = type == JoinRelType.INNER;
    List<Predicate> higher = inner ? new ArrayList<>(above) : above;
    if (inner) {
      higher.addAll(terms);
      implied(join, higher, List.of(leftSide, rightSide));
    }
    for (Predicate term : higher) {
      boolean fixed = !term.isStable() || term.fields().isEmpty();
      if (!fixed && leftSide.contains(term.fields()) && !type.generatesNullsOnLeft()) {
        left.add(term.shifted(join.getLeft(), field -> field));
      } else if (!fixed && rightSide.contains(term.fields()) && inner) {
        right.add(term.shifted(join.getRight(), field -> field - leftFields));
      } else {
        (inner && !term.hasSubQuery() && term.isStable() ? on : top).add(term);
      }
    }
    if (!inner) {
      for (Predicate term : terms) {
        boolean stable = term.isStable() && !term.fields().isEmpty();
        if (stable && rightSide.contains(term.fields()) && !type.generatesNullsOnLeft()) {
          right.add(term.shifted(join.getRight(), field -> field - leftFields));
        } else if (stable
            && leftSide.contains(term.fields())
            && (type == JoinRelType.RIGHT || type == JoinRelType.SEMI)) {
          left.add(term.shifted(join.getLeft(), field -> field));
        } else {
          on.add(term);
        }
      }
    }
    RelNode joined =
        LogicalJoin.create(
            push(join.getLeft(), left),
            push(join.getRight(), right),
            join.getHints(),
            Predicate.and(join, on),
            Predicate.ownOf(on),
            type);
    return Predicate.filter(joined, top);
  }

  /// Adds what a disjunction over both sides implies for one side alone: of `a = 1 AND b = 2 OR a =
  /// 3 AND b = 4` that `a = 1 OR a = 3`.
  private static void implied(Join join, List<Predicate> terms, List<ImmutableBitSet> sides) {
    RexBuilder builder = join.getCluster().getRexBuilder();
    for (Predicate term : List.copyOf(terms)) {
      if (!term.node().isA(SqlKind.OR) || term.hasSubQuery() || !term.isStable()) {
        continue;
      }
      for (ImmutableBitSet side : sides) {
        if (side.contains(term.fields())) {
          continue;
        }
        List<RexNode> branches = new ArrayList<>();
        for (RexNode branch : ((RexCall) term.node()).getOperands()) {
          List<RexNode> here =
              RelOptUtil.conjunctions(branch).stream()
                  .filter(node -> side.contains(RelOptUtil.InputFinder.bits(node)))
                  .filter(node -> !RelOptUtil.InputFinder.bits(node).isEmpty())
                  .toList();
          if (here.isEmpty()) {
            branches.clear();
            break;
          }
          branches.add(RexUtil.composeConjunction(builder, here));
        }
        if (!branches.isEmpty()) {
          terms.add(new Predicate(RexUtil.composeDisjunction(builder, branches), term.own()));
        }
      }
    }
  }

  private static RelNode aggregate(Aggregate aggregate, List<Predicate> above) {
    List<Integer> keys = aggregate.getGroupSet().asList();
    boolean simple = aggregate.getGroupType() == Aggregate.Group.SIMPLE && !keys.isEmpty();
    ImmutableBitSet keyFields = ImmutableBitSet.range(keys.size());
    List<Predicate> down = new ArrayList<>();
    List<Predicate> stay = new ArrayList<>();
    for (Predicate term : above) {
      if (simple && !term.fields().isEmpty() && keyFields.contains(term.fields())) {
        down.add(term.shifted(aggregate.getInput(), keys::get));
      } else {
        stay.add(term);
      }
    }
    RelNode input = push(aggregate.getInput(), down);
    return Predicate.filter(aggregate.copy(aggregate.getTraitSet(), List.of(input)), stay);
  }

  private static RelNode setOp(SetOp setOp, List<Predicate> above) {
    List<Predicate> stay = new ArrayList<>();
    List<Predicate> down = new ArrayList<>();
    for (Predicate term : above) {
      (term.hasSubQuery() || term.fields().isEmpty() ? stay : down).add(term);
    }
    List<RelNode> inputs = new ArrayList<>();
    for (RelNode input : setOp.getInputs()) {
      inputs.add(push(input, on(input, down)));
    }
    return Predicate.filter(setOp.copy(setOp.getTraitSet(), inputs), stay);
  }

  /// Nothing passes the node, but what is below it is looked at for itself.
  private static RelNode stop(RelNode rel, List<Predicate> above) {
    List<RelNode> inputs = rel.getInputs().stream().map(PushDown::apply).toList();
    RelNode copy = inputs.isEmpty() ? rel : rel.copy(rel.getTraitSet(), inputs);
    if (!Correlations.subQueries(copy).isEmpty()) {
      copy = copy.accept(Correlations.mapper(PushDown::apply));
    }
    return Predicate.filter(copy, on(copy, above));
  }

  /// The terms about a row of the same fields.
  private static List<Predicate> on(RelNode target, List<Predicate> terms) {
    IntFunction<Integer> same = field -> field;
    return terms.stream().map(term -> term.shifted(target, same)).toList();
  }
}
