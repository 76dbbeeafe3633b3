package io.merganser.planner.federate;

import io.merganser.planner.federate.JoinGraph.Term;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexSubQuery;

/// Builds the trees of joins that [JoinOrder] decided on.
final class JoinTrees {
  private final JoinGraph graph;
  private final Placement placement;
  private final JoinSize size;

  /// A join in the making.
  ///
  /// @param places for each of its fields: the field of the product
  private record Tree(RelNode rel, List<Integer> places, long set) {}

  JoinTrees(JoinGraph graph, Placement placement, JoinSize size) {
    this.graph = graph;
    this.placement = placement;
    this.size = size;
  }

  /// Terms that can be told within a set of factors. Those that read no factor belong to the whole.
  List<Term> within(long set) {
    boolean all = Long.bitCount(set) == graph.factors().size();
    return graph.terms().stream()
        .filter(term -> (term.factors() & ~set) == 0 && (term.factors() != 0 || all))
        .toList();
  }

  /// The join of a set on one site, without the terms that the site refuses. The site orders it
  /// itself.
  RelNode whole(long set, Site site, BiPredicate<Term, Site> refused) {
    return restored(wholeTree(set, site, refused), set);
  }

  private Tree wholeTree(long set, Site site, BiPredicate<Term, Site> refused) {
    List<Integer> rest = new ArrayList<>(JoinOrder.members(set));
    rest.sort((a, b) -> Double.compare(size.rows(1L << b), size.rows(1L << a)));
    Set<Term> done = Collections.newSetFromMap(new IdentityHashMap<>());
    graph.terms().stream().filter(term -> refused.test(term, site)).forEach(done::add);
    UnaryOperator<RelNode> queries = rel -> at(placement.of(rel), site).rel();
    Tree tree = applied(leaf(rest.removeFirst(), site), done, queries);
    while (!rest.isEmpty()) {
      int next = rest.getFirst();
      for (int factor : rest) {
        if (isConnected(tree.set, factor, done)) {
          next = factor;
          break;
        }
      }
      int chosen = next;
      rest.removeIf(factor -> factor == chosen);
      tree = join(tree, leaf(next, site), done, queries);
    }
    return tree;
  }

  private boolean isConnected(long set, int factor, Set<Term> done) {
    long bit = 1L << factor;
    return graph.terms().stream()
        .anyMatch(term ->
            !done.contains(term)
                && (term.factors() & bit) != 0
                && (term.factors() & set) != 0
                && (term.factors() & ~(set | bit)) == 0);
  }

  private Option at(Choice choice, Site site) {
    Option option = placement.at(choice, site);
    if (option == null) {
      throw new IllegalStateException("no way to run a part on " + site);
    }
    return option;
  }

  private Tree leaf(int factor, Site site) {
    Option option = at(placement.of(graph.factors().get(factor)), site);
    return new Tree(option.rel(), graph.fieldsOf(factor), 1L << factor);
  }

  /// The streams of the steps, joined in their order.
  Option joined(JoinOrder.Step step, BiPredicate<Term, Site> refused) {
    Set<Term> done = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Option.Note> notes = new ArrayList<>();
    Tree tree = build(step, refused, done, notes);
    double cost = step.cost();
    for (Term term : graph.terms()) {
      for (RexSubQuery query : Correlations.subQueries(term.predicate().node())) {
        cost += placement.subQueryCost(query, null, graph.rel());
        notes.addAll(placement.of(query.rel).joined().notes());
      }
    }
    return new Option(
        null,
        restored(tree, step.set()),
        cost,
        Double.NaN,
        List.copyOf(new LinkedHashSet<>(notes)));
  }

  private Tree build(
      JoinOrder.Step step,
      BiPredicate<Term, Site> refused,
      Set<Term> done,
      List<Option.Note> notes) {
    UnaryOperator<RelNode> queries = rel -> placement.of(rel).joined().rel();
    if (step.left() != null && step.right() != null) {
      Tree left = build(step.left(), refused, done, notes);
      Tree right = build(step.right(), refused, done, notes);
      return join(left, right, done, queries);
    }
    Site site = step.site();
    if (site == null) {
      int factor = Long.numberOfTrailingZeros(step.set());
      Option option = placement.of(graph.factors().get(factor)).joined();
      notes.addAll(option.notes());
      return applied(new Tree(option.rel(), graph.fieldsOf(factor), step.set()), done, queries);
    }
    Tree whole = wholeTree(step.set(), site, refused);
    for (Term term : within(step.set())) {
      if (!refused.test(term, site)) {
        done.add(term);
      }
    }
    RelNode stream = new StreamRel(whole.rel, site);
    placement
        .estimates()
        .remember(whole.rel, size.rows(step.set(), term -> !refused.test(term, site)));
    return applied(new Tree(stream, whole.places, step.set()), done, queries);
  }

  private Tree join(Tree left, Tree right, Set<Term> done, UnaryOperator<RelNode> queries) {
    long set = left.set | right.set;
    List<Integer> places = new ArrayList<>(left.places);
    places.addAll(right.places);
    RexBuilder builder = left.rel.getCluster().getRexBuilder();
    RelNode product =
        LogicalJoin.create(
            left.rel, right.rel, List.of(), builder.makeLiteral(true), Set.of(), JoinRelType.INNER);
    List<Predicate> on = new ArrayList<>();
    for (Term term : within(set)) {
      if (!done.contains(term) && !term.predicate().hasSubQuery()) {
        done.add(term);
        on.add(term.predicate().shifted(product, f -> places.indexOf(term.places().get(f))));
      }
    }
    RelNode joined =
        on.isEmpty()
            ? product
            : LogicalJoin.create(
                left.rel,
                right.rel,
                List.of(),
                Predicate.and(product, on),
                Predicate.ownOf(on),
                JoinRelType.INNER);
    placement.estimates().remember(joined, size.rows(set));
    return applied(new Tree(joined, places, set), done, queries);
  }

  /// Filters a tree by the terms that can be told on it and are not yet.
  private Tree applied(Tree tree, Set<Term> done, UnaryOperator<RelNode> queries) {
    List<Predicate> terms = new ArrayList<>();
    for (Term term : within(tree.set)) {
      if (done.add(term)) {
        Predicate inner =
            new Predicate(
                Correlations.mapSubQueries(term.predicate().node(), queries),
                term.predicate().own());
        terms.add(inner.shifted(tree.rel, f -> tree.places.indexOf(term.places().get(f))));
      }
    }
    if (terms.isEmpty()) {
      return tree;
    }
    RelNode filter = Predicate.filter(tree.rel, terms);
    placement.estimates().remember(filter, size.rows(tree.set));
    return new Tree(filter, tree.places, tree.set);
  }

  /// The tree's fields in the order in which others know them.
  private RelNode restored(Tree tree, long set) {
    if (Long.bitCount(set) != graph.factors().size()) {
      return tree.rel;
    }
    RexBuilder builder = tree.rel.getCluster().getRexBuilder();
    List<RexNode> fields = new ArrayList<>();
    boolean same = graph.output().length == tree.places.size();
    for (int i = 0; i < graph.output().length; i++) {
      int field = tree.places.indexOf(graph.output()[i]);
      same &= field == i;
      fields.add(builder.makeInputRef(tree.rel, field));
    }
    if (same) {
      return tree.rel;
    }
    List<String> names = graph.rel().getRowType().getFieldNames();
    RelNode project = LogicalProject.create(tree.rel, List.of(), fields, names, Set.of());
    placement.estimates().remember(project, placement.estimates().rows(tree.rel));
    return project;
  }
}
