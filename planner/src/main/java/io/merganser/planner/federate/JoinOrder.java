package io.merganser.planner.federate;

import io.merganser.planner.federate.JoinGraph.Term;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexSubQuery;
import org.jspecify.annotations.Nullable;

/// Orders inner joins and groups factors of one source into one fragment, whichever is cheaper.
///
/// Up to [#MOST_EXACT] factors all left-deep orders of all groupings are weighed (System R's
/// dynamic programming); beyond that groups are merged and relations added greedily. The relation
/// that probes comes first, each right side is what a hash table is built of, and two relations
/// without a term between them meet only if nothing else connects them.
final class JoinOrder {
  private static final int MOST_EXACT = 9;

  private final JoinGraph graph;
  private final Placement placement;
  private final JoinSize size;
  private final JoinTrees trees;
  private final List<Choice> factors = new ArrayList<>();
  private final List<Boolean> closed = new ArrayList<>();
  private final List<Boolean> onJoiner = new ArrayList<>();
  private final List<Site> sites;
  private final Map<Site, Map<Term, String>> refused = new HashMap<>();
  private final Map<Long, Step> fragments = new HashMap<>();
  private final Map<Long, Step> steps = new HashMap<>();

  /// How to have the join of a set of factors where streams are joined.
  ///
  /// @param site where the whole set is joined; null if its parts are streams of their own
  record Step(
      long set, double cost, @Nullable Site site, @Nullable Step left, @Nullable Step right) {}

  JoinOrder(JoinGraph graph, Placement placement) {
    this.graph = graph;
    this.placement = placement;
    this.size = new JoinSize(graph, placement.estimates());
    this.trees = new JoinTrees(graph, placement, size);
    for (RelNode factor : graph.factors()) {
      factors.add(placement.of(factor));
      closed.add(Correlations.free(factor).isEmpty());
      onJoiner.add(Shape.isOnJoiner(factor));
    }
    List<Choice> parts = new ArrayList<>(factors);
    for (Term term : graph.terms()) {
      for (RexSubQuery query : Correlations.subQueries(term.predicate().node())) {
        parts.add(placement.of(query.rel));
      }
    }
    this.sites = List.copyOf(Placement.sites(parts));
  }

  Choice choose() {
    long all = (1L << factors.size()) - 1;
    placement.estimates().remember(graph.rel(), size.rows(all));
    Map<Site, Option> whole = new LinkedHashMap<>();
    for (Site site : sites) {
      double cost = cost(site, all, false);
      if (Double.isFinite(cost)) {
        RelNode rel = trees.whole(all, site, this::isRefused);
        placement.estimates().remember(rel, size.rows(all));
        whole.put(site, new Option(site, rel, cost, Double.NaN, List.of()));
      }
    }
    Step step = order(all);
    Option joined = trees.joined(step, this::isRefused).withNotes(notes(step));
    return placement.choose(graph.rel(), whole, joined);
  }

  // ---- what a site can do

  private @Nullable String refusal(Term term, Site site) {
    String reason =
        refused
            .computeIfAbsent(site, s -> new HashMap<>())
            .computeIfAbsent(term, t -> ask(t, site));
    return reason.isEmpty() ? null : reason;
  }

  boolean isRefused(Term term, Site site) {
    return refusal(term, site) != null;
  }

  private String ask(Term term, Site site) {
    for (RexSubQuery query : Correlations.subQueries(term.predicate().node())) {
      if (placement.at(placement.of(query.rel), site) == null) {
        return "sub-query: reads other sources too";
      }
    }
    String reason = site instanceof Site.Direct direct ? placement.joinRefusal(term, direct) : null;
    return reason == null ? "" : reason;
  }

  /// What the join of a set on one site costs; infinite if the site cannot run all of it.
  ///
  /// @param lenient leaves terms that the site refuses to those who read its rows
  private double cost(Site site, long set, boolean lenient) {
    double cost = 0;
    double in = 0;
    for (int factor : members(set)) {
      Option option = placement.at(factors.get(factor), site);
      if (option == null) {
        return Double.POSITIVE_INFINITY;
      }
      cost += option.cost();
      in += placement.estimates().rows(option.rel());
    }
    if (site instanceof Site.Direct direct && !placement.joinsInner(direct)) {
      return Double.POSITIVE_INFINITY;
    }
    for (Term term : trees.within(set)) {
      if (isRefused(term, site)) {
        if (!lenient) {
          return Double.POSITIVE_INFINITY;
        }
        continue;
      }
      for (RexSubQuery query : Correlations.subQueries(term.predicate().node())) {
        cost += placement.subQueryCost(query, site, graph.rel());
      }
    }
    double out = size.rows(set, term -> !isRefused(term, site));
    return cost
        + switch (site) {
          case Site.Direct ignored -> Costs.sourceJoin(in, out);
          case Site.Hub ignored -> Costs.hubJoin(in, in / 2, out);
        };
  }

  /// The cheapest way to have a set as one stream; null if there is none.
  private @Nullable Step fragment(long set) {
    if (fragments.containsKey(set)) {
      return fragments.get(set);
    }
    Step best = null;
    if (Long.bitCount(set) == 1) {
      int factor = Long.numberOfTrailingZeros(set);
      best = new Step(set, factors.get(factor).joined().cost(), null, null, null);
    } else if (isClosed(set)) {
      for (Site site : sites) {
        boolean read = site instanceof Site.Hub && members(set).stream().allMatch(onJoiner::get);
        if (!read && isConnected(set, site)) {
          double rows = size.rows(set, term -> !isRefused(term, site));
          double cost = cost(site, set, true) + Costs.move(site, rows);
          if (Double.isFinite(cost) && (best == null || cost < best.cost)) {
            best = new Step(set, cost, site, null, null);
          }
        }
      }
    }
    fragments.put(set, best);
    return best;
  }

  private boolean isClosed(long set) {
    for (int factor : members(set)) {
      if (!closed.get(factor)) {
        return false;
      }
    }
    for (Term term : trees.within(set)) {
      if (!term.predicate().own().containsAll(Correlations.used(term.predicate().node()))) {
        return false;
      }
    }
    return true;
  }

  // ---- orders

  private Step order(long all) {
    List<Step> parts = new ArrayList<>();
    for (long component : components(all)) {
      parts.add(Long.bitCount(component) <= MOST_EXACT ? exact(component) : greedy(component));
    }
    parts.sort((a, b) -> Double.compare(size.rows(b.set), size.rows(a.set)));
    Step step = parts.getFirst();
    for (Step part : parts.subList(1, parts.size())) {
      step = join(step, part);
    }
    return step;
  }

  private Step join(Step left, Step right) {
    long set = left.set | right.set;
    double work = Costs.hubJoin(size.rows(left.set), size.rows(right.set), size.rows(set));
    return new Step(set, left.cost + right.cost + work, null, left, right);
  }

  /// All left-deep orders: the right side of each join is one stream.
  private Step exact(long component) {
    for (long set = nextSubset(0, component); set != 0; set = nextSubset(set, component)) {
      if (!isConnected(set, null)) {
        continue;
      }
      Step best = fragment(set);
      for (long right = nextSubset(0, set); right != set; right = nextSubset(right, set)) {
        Step left = steps.get(set & ~right);
        Step build = left == null ? null : fragment(right);
        if (left != null && build != null && isAdjacent(left.set, right)) {
          Step step = join(left, build);
          best = best == null || step.cost < best.cost ? step : best;
        }
      }
      if (best != null) {
        steps.put(set, best);
      }
    }
    Step step = steps.get(component);
    if (step == null) {
      throw new IllegalStateException("no order for a connected set of relations");
    }
    return step;
  }

  /// Subsets of `of` in ascending order; 0 comes first and last.
  private static long nextSubset(long subset, long of) {
    return (subset - of) & of;
  }

  private Step greedy(long component) {
    List<Step> units = units(component);
    if (units.size() == 1) {
      return units.getFirst();
    }
    Step step = units.removeFirst();
    while (!units.isEmpty()) {
      Step best = null;
      for (Step unit : units) {
        if (isAdjacent(step.set, unit.set)) {
          boolean smaller =
              best == null || size.rows(step.set | unit.set) < size.rows(step.set | best.set);
          best = smaller ? unit : best;
        }
      }
      if (best == null) {
        best = units.getFirst();
      }
      units.remove(best);
      step = join(step, best);
    }
    return step;
  }

  /// Streams of a component, the largest first: neighbours of one site merged while that pays.
  private List<Step> units(long component) {
    List<Step> units = new ArrayList<>();
    for (int factor : members(component)) {
      Step unit = fragment(1L << factor);
      if (unit != null) {
        units.add(unit);
      }
    }
    for (boolean merged = true; merged; ) {
      merged = false;
      for (int i = 0; i < units.size() && !merged; i++) {
        for (int j = i + 1; j < units.size() && !merged; j++) {
          Step left = units.get(i);
          Step right = units.get(j);
          Step both = isAdjacent(left.set, right.set) ? fragment(left.set | right.set) : null;
          if (both != null && both.cost < join(left, right).cost) {
            units.set(i, both);
            units.remove(j);
            merged = true;
          }
        }
      }
    }
    units.sort((a, b) -> Double.compare(size.rows(b.set), size.rows(a.set)));
    return units;
  }

  // ---- sets

  static List<Integer> members(long set) {
    List<Integer> members = new ArrayList<>();
    for (long rest = set; rest != 0; rest &= rest - 1) {
      members.add(Long.numberOfTrailingZeros(rest));
    }
    return members;
  }

  private boolean isAdjacent(long left, long right) {
    return (neighbours(left, left | right, null) & right) != 0;
  }

  private boolean isConnected(long set, @Nullable Site site) {
    return component(Long.lowestOneBit(set), set, site) == set;
  }

  private long component(long start, long within, @Nullable Site site) {
    long reached = start;
    for (long next = reached | neighbours(reached, within, site);
        next != reached;
        next = reached | neighbours(reached, within, site)) {
      reached = next;
    }
    return reached;
  }

  /// Factors within a set that some term connects to the given ones.
  private long neighbours(long of, long within, @Nullable Site site) {
    long found = 0;
    for (Term term : graph.terms()) {
      boolean inside = (term.factors() & ~within) == 0 && (term.factors() & of) != 0;
      if (inside && (site == null || !isRefused(term, site))) {
        found |= term.factors();
      }
    }
    return found;
  }

  private List<Long> components(long all) {
    List<Long> components = new ArrayList<>();
    long rest = all;
    while (rest != 0) {
      long component = component(Long.lowestOneBit(rest), all, null);
      components.add(component);
      rest &= ~component;
    }
    return components;
  }

  // ---- why not

  private List<Option.Note> notes(Step step) {
    List<Option.Note> notes = new ArrayList<>();
    List<Step> streams = new ArrayList<>();
    collect(step, streams);
    for (int i = 0; i < streams.size(); i++) {
      for (int j = i + 1; j < streams.size(); j++) {
        note(streams.get(i).set, streams.get(j).set, notes);
      }
    }
    return notes;
  }

  private static void collect(Step step, List<Step> streams) {
    if (step.left == null || step.right == null) {
      streams.add(step);
    } else {
      collect(step.left, streams);
      collect(step.right, streams);
    }
  }

  /// Tells why two streams of one source were not joined there.
  private void note(long left, long right, List<Option.Note> notes) {
    for (Site site : sites) {
      long both = left | right;
      if (!(site instanceof Site.Direct direct) || !isAdjacent(left, right)) {
        continue;
      }
      boolean here =
          members(both).stream().allMatch(f -> placement.at(factors.get(f), site) != null);
      if (here && isConnected(both, site)) {
        double joined = size.rows(both, term -> !isRefused(term, site));
        double apart = size.rows(left) + size.rows(right);
        String figures = Figures.rows(joined) + " > " + Figures.rows(apart);
        notes.add(
            new Option.Note(
                direct,
                joined > apart
                    ? "join estimated to move more rows: " + figures
                    : "join estimated to cost the source more than moving its input saves"));
      } else if (here) {
        for (Term term : trees.within(both)) {
          String reason = refusal(term, site);
          if (reason != null && Long.bitCount(term.factors()) > 1) {
            notes.add(new Option.Note(direct, reason));
          }
        }
      }
    }
  }
}
