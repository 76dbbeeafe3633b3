package io.merganser.planner.federate;

import io.merganser.planner.federate.JoinGraph.Term;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.calcite.rel.RelNode;

/// How many rows the join of a set of factors has. Depends on the set only, not on an order.
final class JoinSize {
  private static final Equality NONE = new Equality(0, 0, 0, 1, 1);

  private final JoinGraph graph;
  private final Estimates estimates;
  private final Map<Long, Double> known = new HashMap<>();
  private final Map<Term, Equality> equalities = new HashMap<>();

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
    for (int factor : JoinOrder.members(set)) {
      rows *= estimates.rows(graph.factors().get(factor));
    }
    List<Equality> equalities = new ArrayList<>();
    for (Term term : graph.terms()) {
      boolean inside = (term.factors() & ~set) == 0 && Long.bitCount(term.factors()) > 1;
      if (!inside || !applied.test(term)) {
        continue;
      }
      Equality equality = this.equalities.computeIfAbsent(term, this::equality);
      if (equality.equals(NONE)) {
        rows *= estimates.selectivity(term.predicate().node(), term.row());
      } else {
        equalities.add(equality);
      }
    }
    return Math.max(1, rows / values(equalities));
  }

  /// By what the equalities divide the product: the most telling first, and none that follows from
  /// those before. Several between the same two factors are one key of many columns, which has at
  /// most as many values as the smaller table has rows.
  private double values(List<Equality> equalities) {
    equalities.sort(Comparator.comparingDouble(Equality::distinct).reversed());
    int[] parents = new int[graph.fieldCount()];
    Arrays.setAll(parents, field -> field);
    Map<Long, Double> keys = new HashMap<>();
    Map<Long, Double> most = new HashMap<>();
    for (Equality equality : equalities) {
      int left = root(parents, equality.left());
      int right = root(parents, equality.right());
      if (left != right) {
        parents[left] = right;
        keys.merge(equality.factors(), equality.distinct(), (one, two) -> one * two);
        most.merge(equality.factors(), equality.rows(), Math::max);
      }
    }
    double values = 1;
    for (Map.Entry<Long, Double> key : keys.entrySet()) {
      // A column that is a key by itself has as many values as the table has rows.
      values *= Math.min(key.getValue(), most.getOrDefault(key.getKey(), key.getValue()));
    }
    return Math.max(1, values);
  }

  private static int root(int[] parents, int field) {
    int root = field;
    while (parents[root] != root) {
      root = parents[root];
    }
    return root;
  }

  private Equality equality(Term term) {
    int[] pair = Estimates.equalFields(term.predicate().node());
    if (pair == null) {
      return NONE;
    }
    int left = term.places().get(pair[0]);
    int right = term.places().get(pair[1]);
    JoinGraph.Field one = graph.field(left);
    JoinGraph.Field two = graph.field(right);
    double distinct =
        estimates.keyDistinct(
            estimates.origin(factor(one), one.index()), estimates.origin(factor(two), two.index()));
    double rows =
        Math.min(
            estimates.baseRows(factor(one), one.index()),
            estimates.baseRows(factor(two), two.index()));
    return new Equality(left, right, term.factors(), distinct, Math.max(rows, distinct));
  }

  private RelNode factor(JoinGraph.Field field) {
    return graph.factors().get(field.factor());
  }

  /// Two fields that are equal.
  ///
  /// @param distinct how many different values they have
  /// @param rows of the smaller of their tables
  private record Equality(int left, int right, long factors, double distinct, double rows) {}
}
