package io.merganser.planner.federate;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.util.ImmutableBitSet;

/// Parts of a plan that occur more than once: a stream among them could not be read twice, and a
/// query that names a CTE twice does not want it computed twice.
final class SharedPlans {
  private final Map<DeepKey, Integer> counts = new HashMap<>();
  private final Map<DeepKey, ImmutableBitSet> needed = new HashMap<>();
  private final Map<DeepKey, ImmutableBitSet> asked = new HashMap<>();

  private SharedPlans() {}

  static SharedPlans none() {
    return new SharedPlans();
  }

  static SharedPlans of(RelNode root) {
    SharedPlans plans = new SharedPlans();
    plans.count(root);
    plans.counts.keySet().removeIf(key -> !Correlations.free(key.rel()).isEmpty());
    return plans;
  }

  private void count(RelNode rel) {
    if (isWorth(rel) && counts.merge(new DeepKey(rel), 1, Integer::sum) > 1) {
      return;
    }
    rel.getInputs().forEach(this::count);
    for (RexSubQuery query : Correlations.subQueries(rel)) {
      count(query.rel);
    }
  }

  /// What reads no stream and groups nothing is printed as often as it occurs.
  private static boolean isWorth(RelNode rel) {
    if (rel instanceof StreamRel || rel instanceof Aggregate) {
      return true;
    }
    return rel.getInputs().stream().anyMatch(SharedPlans::isWorth)
        || Correlations.subQueries(rel).stream().anyMatch(query -> isWorth(query.rel));
  }

  boolean isShared(DeepKey key) {
    Integer count = counts.get(key);
    return count != null && count > 1;
  }

  /// Notes that some reader needs the fields.
  void need(DeepKey key, ImmutableBitSet fields) {
    asked.merge(key, fields, ImmutableBitSet::union);
  }

  /// The fields that any reader needs: all of them until [#settle] knows better.
  ImmutableBitSet needed(DeepKey key) {
    return needed.getOrDefault(key, ImmutableBitSet.range(key.rel().getRowType().getFieldCount()));
  }

  /// After a first printing: no reader needs more than was asked for.
  void settle() {
    needed.clear();
    needed.putAll(asked);
  }

  boolean isEmpty() {
    Set<Integer> distinct = new HashSet<>(counts.values());
    return distinct.stream().noneMatch(count -> count > 1);
  }
}
