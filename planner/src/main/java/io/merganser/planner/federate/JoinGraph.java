package io.merganser.planner.federate;

import com.google.common.primitives.Ints;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.AsofJoin;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexInputRef;
import org.jspecify.annotations.Nullable;

/// A tree of inner joins as relations ("factors") and terms between them, in no order.
final class JoinGraph {
  /// Beyond that, factors do not fit the bits of a set.
  private static final int MOST_FACTORS = 60;

  private final RelNode rel;
  private final List<RelNode> factors = new ArrayList<>();
  private final List<Field> fields = new ArrayList<>();
  private final List<Term> terms = new ArrayList<>();
  private int[] output = {};

  /// A field of the product of all factors.
  record Field(int factor, int index) {}

  /// A term, in the form it had where it stood.
  ///
  /// @param row what it is about there
  /// @param places for each field of that row: the field of the product
  /// @param factors that it reads, as a set of bits
  record Term(Predicate predicate, RelNode row, List<Integer> places, long factors) {
    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }

  private JoinGraph(RelNode rel) {
    this.rel = rel;
  }

  /// The graph at this node, or null if it joins nothing.
  static @Nullable JoinGraph of(RelNode rel) {
    if (!isJoins(rel)) {
      return null;
    }
    JoinGraph graph = new JoinGraph(rel);
    graph.output = graph.visit(rel);
    return graph.factors.size() <= MOST_FACTORS ? graph : null;
  }

  private static boolean isJoins(RelNode rel) {
    return switch (rel) {
      case AsofJoin ignored -> false;
      case Join join ->
          join.getJoinType() == JoinRelType.INNER
              && Predicate.of(join).stream().allMatch(Predicate::isStable);
      case Filter filter ->
          isJoins(filter.getInput()) && Predicate.of(filter).stream().allMatch(Predicate::isStable);
      case Project project ->
          isJoins(project.getInput())
              && project.getProjects().stream().allMatch(RexInputRef.class::isInstance);
      default -> false;
    };
  }

  private int[] visit(RelNode node) {
    if (!isJoins(node)) {
      int factor = factors.size();
      factors.add(node);
      int[] places = new int[node.getRowType().getFieldCount()];
      for (int i = 0; i < places.length; i++) {
        places[i] = fields.size();
        fields.add(new Field(factor, i));
      }
      return places;
    }
    return switch (node) {
      case Join join -> {
        int[] left = visit(join.getLeft());
        int[] right = visit(join.getRight());
        int[] places = new int[left.length + right.length];
        System.arraycopy(left, 0, places, 0, left.length);
        System.arraycopy(right, 0, places, left.length, right.length);
        add(Predicate.of(join), join, places);
        yield places;
      }
      case Filter filter -> {
        int[] places = visit(filter.getInput());
        add(Predicate.of(filter), filter.getInput(), places);
        yield places;
      }
      case Project project -> {
        int[] below = visit(project.getInput());
        int[] places = new int[project.getProjects().size()];
        for (int i = 0; i < places.length; i++) {
          RexInputRef ref = (RexInputRef) project.getProjects().get(i);
          places[i] = below[ref.getIndex()];
        }
        yield places;
      }
      default -> throw new IllegalStateException("not a join: " + node.getRelTypeName());
    };
  }

  private void add(List<Predicate> predicates, RelNode row, int[] places) {
    for (Predicate predicate : predicates) {
      if (predicate.node().isAlwaysTrue()) {
        continue;
      }
      long bits = 0;
      for (int field : predicate.fields()) {
        bits |= 1L << fields.get(places[field]).factor();
      }
      terms.add(new Term(predicate, row, Ints.asList(places), bits));
    }
  }

  RelNode rel() {
    return rel;
  }

  List<RelNode> factors() {
    return factors;
  }

  List<Term> terms() {
    return terms;
  }

  Field field(int place) {
    return fields.get(place);
  }

  int fieldCount() {
    return fields.size();
  }

  /// For each field of the tree's row: the field of the product.
  int[] output() {
    return output;
  }

  /// Fields of the product that a factor has, in order.
  List<Integer> fieldsOf(int factor) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).factor() == factor) {
        places.add(i);
      }
    }
    return places;
  }
}
