package io.merganser.planner.federate;

import io.merganser.planner.federate.JoinGraph.Term;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/// How many rows the join of a set of factors has. Depends on the set only, not on an order.
final class JoinSize {
  private final JoinGraph graph;
  private final Estimates estimates;
  private final Map<Long, Double> known = new HashMap<>();

  JoinSize(JoinGraph graph, Estimates estimates) {
    this.graph = graph;
    this.estimates = estimates;
  }

  double rows(long set) {
    Double rows = known.get(set);
    if (rows == null) {
      rows = rows(set, term -> true);
      known.put(set, rows);
    }
    return rows;
  }

  /// Counts only the terms that hold.
  double rows(long set, Predicate<Term> applied) {
    double rows = 1;
    long joined = 0;
    for (int factor = 0; factor < graph.factors().size(); factor++) {
      long bit = 1L << factor;
      if ((set & bit) != 0) {
        rows *= estimates.rows(graph.factors().get(factor));
        rows *= selectivity(joined, bit, applied);
        joined |= bit;
      }
    }
    return Math.max(1, rows);
  }

  /// The share that the terms leave which hold as soon as one more factor is there.
  private double selectivity(long joined, long bit, Predicate<Term> applied) {
    Map<Integer, Double> keys = new HashMap<>();
    double most = 1;
    double others = 1;
    for (Term term : graph.terms()) {
      boolean now =
          (term.factors() & bit) != 0
              && (term.factors() & ~(joined | bit)) == 0
              && Long.bitCount(term.factors()) > 1;
      if (!now || !applied.test(term)) {
        continue;
      }
      Sides sides = sides(term, bit);
      if (sides == null) {
        others *= estimates.selectivity(term.predicate().node(), term.row());
      } else {
        double distinct = estimates.keyDistinct(sides.origin(true), sides.origin(false));
        keys.merge(sides.added, distinct, Math::max);
        most = Math.max(most, Math.min(sides.base(true), sides.base(false)));
      }
    }
    double all = keys.values().stream().reduce(1.0, (a, b) -> a * b);
    return others / Math.max(1, keys.size() > 1 ? Math.min(all, most) : all);
  }

  private @Nullable Sides sides(Term term, long bit) {
    RexNode node = term.predicate().node();
    int[] pair = Estimates.equalFields(node);
    if (pair == null) {
      return null;
    }
    int left = term.places().get(pair[0]);
    int right = term.places().get(pair[1]);
    boolean leftIsAdded = 1L << graph.field(left).factor() == bit;
    return leftIsAdded ? new Sides(left, right) : new Sides(right, left);
  }

  private final class Sides {
    private final int added;
    private final List<Integer> both;

    Sides(int added, int other) {
      this.added = added;
      this.both = List.of(added, other);
    }

    @Nullable Origin origin(boolean first) {
      JoinGraph.Field field = field(first);
      return estimates.origin(factor(field), field.index());
    }

    double base(boolean first) {
      JoinGraph.Field field = field(first);
      return estimates.baseRows(factor(field), field.index());
    }

    private JoinGraph.Field field(boolean first) {
      return graph.field(both.get(first ? 0 : 1));
    }

    private RelNode factor(JoinGraph.Field field) {
      return graph.factors().get(field.factor());
    }
  }
}
