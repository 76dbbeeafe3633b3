package io.merganser.planner.federate;

import io.merganser.connectors.spi.DirectConnector;
import io.merganser.connectors.spi.PushdownFeature;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.AsofJoin;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalSort;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql.SqlKind;
import org.jspecify.annotations.Nullable;

/// Decides bottom-up where each part of a plan runs: for each node the cheapest way to have it
/// whole on each site that can run it, and the cheapest way to have its rows where streams are
/// joined.
final class Placement {
  private final Estimates estimates = new Estimates();
  private final FieldTypes types;
  private final Map<Site, Allowance> allowances = new HashMap<>();
  private final IdentityHashMap<RelNode, Choice> known = new IdentityHashMap<>();

  Placement(FieldTypes types) {
    this.types = types;
  }

  Estimates estimates() {
    return estimates;
  }

  Choice of(RelNode rel) {
    Choice choice = known.get(rel);
    if (choice == null) {
      choice = decide(rel);
      known.put(rel, choice);
    }
    return choice;
  }

  private Choice decide(RelNode rel) {
    if (rel instanceof TableScan scan) {
      return scan(scan);
    }
    JoinGraph graph = JoinGraph.of(rel);
    if (graph != null) {
      return new JoinOrder(graph, this).choose();
    }
    return node(rel instanceof Filter filter ? layered(filter) : rel);
  }

  /// Separates terms that can be told wherever the rows come from, which goes below, from those
  /// that need something else: one term must not keep the others from running on the source.
  private RelNode layered(Filter filter) {
    Choice input = of(filter.getInput());
    List<Predicate> low = new ArrayList<>();
    List<Predicate> high = new ArrayList<>();
    for (Predicate term : Predicate.of(filter)) {
      boolean closed = term.own().containsAll(Correlations.used(term.node()));
      boolean everywhere =
          input.whole().keySet().stream().allMatch(site -> accepts(site, term, filter));
      (closed && everywhere && term.isStable() ? low : high).add(term);
    }
    if (low.isEmpty() || high.isEmpty()) {
      return filter;
    }
    RelNode below = Predicate.filter(filter.getInput(), low);
    return Predicate.filter(below, high);
  }

  private boolean accepts(Site site, Predicate term, Filter filter) {
    boolean queries =
        Correlations.subQueries(term.node()).stream()
            .allMatch(query -> at(of(query.rel), site) != null);
    boolean terms =
        switch (site) {
          case Site.Hub ignored -> true;
          case Site.Direct direct ->
              allowance(direct).expression(term.node(), types.of(filter.getInput())) == null;
        };
    return queries && terms;
  }

  private Choice scan(TableScan scan) {
    SourceTable table = Origin.table(scan);
    if (table == null) {
      // The working table of a recursive query.
      return new Choice(Map.of(), new Option(null, scan, 0, Double.NaN, List.of()), false);
    }
    Map<Site, Option> whole = new LinkedHashMap<>();
    DirectConnector direct = table.catalog().direct();
    double rows = estimates.rows(scan);
    if (table.catalog().onHub()) {
      double rate = hubRate(table);
      Site hub = new Site.Hub();
      whole.put(hub, new Option(hub, scan, rows * rate, rate, List.of()));
    }
    if (direct != null) {
      Site site = Site.Direct.of(table.catalog().name(), direct);
      double rate = Costs.SOURCE_READ;
      whole.put(site, new Option(site, scan, rows * rate, rate, List.of()));
    }
    Option stream = cheapestOf(whole);
    if (table.catalog().onJoiner()) {
      double rate = hubRate(table);
      Option read = new Option(null, scan, rows * rate, rate, List.of());
      return new Choice(
          whole, stream != null && stream.cost() < read.cost() ? stream : read, false);
    }
    if (stream == null) {
      throw new IllegalStateException("a table that no site can read");
    }
    return new Choice(whole, stream, false);
  }

  private static double hubRate(SourceTable table) {
    return table.catalog().direct() == null ? Costs.OWN_READ : Costs.ATTACHED_READ;
  }

  /// Null if nothing can be brought: a stream needs types that have a name.
  private @Nullable Option cheapestOf(Map<Site, Option> whole) {
    Option best = null;
    for (Option option : whole.values()) {
      // The hub sends nothing that the joiner can read itself.
      boolean read = option.site() instanceof Site.Hub && Shape.isOnJoiner(option.rel());
      if (read || !delivers(option)) {
        continue;
      }
      Option moved = moved(option);
      if (best == null || moved.cost() < best.cost()) {
        best = moved;
      }
    }
    return best;
  }

  private boolean delivers(Option option) {
    return switch (option.site()) {
      case null -> true;
      case Site.Hub ignored -> !types.of(option.rel()).contains(null);
      case Site.Direct direct -> allowance(direct).delivers(option.rel());
    };
  }

  /// The rows of what runs on a site, brought to where streams are joined. A stream has no order,
  /// so that of a sorted query is made again.
  Option moved(Option option) {
    Site site = option.site();
    if (site == null) {
      return option;
    }
    RelNode stream = new StreamRel(option.rel(), site);
    RelCollation order = order(option.rel());
    double rows = estimates.rows(option.rel());
    RelNode rel = order == null ? stream : LogicalSort.create(stream, order, null, null);
    return new Option(
        null, rel, option.cost() + Costs.move(site, rows), Double.NaN, option.notes());
  }

  private static @Nullable RelCollation order(RelNode rel) {
    return rel instanceof Sort sort && !sort.getCollation().getFieldCollations().isEmpty()
        ? sort.getCollation()
        : null;
  }

  /// The option of a site for a choice, also for what could run anywhere.
  @Nullable Option at(Choice choice, Site site) {
    if (!choice.neutral()) {
      return choice.at(site);
    }
    boolean allowed =
        switch (site) {
          case Site.Hub ignored -> true;
          case Site.Direct direct -> isAllowed(choice.rel(), direct);
        };
    return allowed ? new Option(site, choice.rel(), 0, Double.NaN, List.of()) : null;
  }

  private boolean isAllowed(RelNode rel, Site.Direct site) {
    return allowance(site).refusal(rel) == null
        && rel.getInputs().stream().allMatch(input -> isAllowed(input, site))
        && Correlations.subQueries(rel).stream().allMatch(query -> isAllowed(query.rel, site));
  }

  Allowance allowance(Site.Direct site) {
    return allowances.computeIfAbsent(site, s -> new Allowance(site, types));
  }

  boolean joinsInner(Site.Direct site) {
    return site.dialect().supports(PushdownFeature.INNER_JOIN);
  }

  /// Why a source may not evaluate a term of a join; null if it may.
  @Nullable String joinRefusal(JoinGraph.Term term, Site.Direct site) {
    if (term.predicate().hasSubQuery() && !site.dialect().supports(PushdownFeature.FILTER)) {
      return "filters: " + site + " does not take them";
    }
    return allowance(site).expression(term.predicate().node(), types.of(term.row()));
  }

  /// Sites that at least one of the choices is bound to.
  static Set<Site> sites(List<Choice> choices) {
    Set<Site> sites = new LinkedHashSet<>();
    choices.forEach(choice -> sites.addAll(choice.whole().keySet()));
    return sites;
  }

  private Choice node(RelNode rel) {
    List<Choice> inputs = rel.getInputs().stream().map(this::of).toList();
    List<Choice> parts = new ArrayList<>(inputs);
    Correlations.subQueries(rel).forEach(query -> parts.add(of(query.rel)));
    if (parts.stream().allMatch(Choice::neutral) && (!parts.isEmpty() || rel instanceof Values)) {
      return new Choice(Map.of(), new Option(null, rel, 0, Double.NaN, List.of()), true);
    }
    Map<Site, Option> whole = new LinkedHashMap<>();
    List<Option.Note> notes = new ArrayList<>();
    for (Site site : sites(parts)) {
      if (parts.stream().anyMatch(part -> at(part, site) == null)) {
        continue;
      }
      String refusal = site instanceof Site.Direct direct ? allowance(direct).refusal(rel) : null;
      if (refusal == null) {
        whole.put(site, whole(rel, inputs, site));
      } else {
        notes.add(new Option.Note((Site.Direct) site, refusal));
      }
    }
    Option joined = joined(rel, inputs).withNotes(notes);
    return choose(rel, whole, joined);
  }

  /// Weighs bringing the whole of a node against joining streams of its parts.
  Choice choose(RelNode rel, Map<Site, Option> whole, Option joined) {
    if (!Correlations.free(rel).isEmpty() || whole.isEmpty()) {
      return new Choice(whole, joined, false);
    }
    Option best = cheapestOf(whole);
    if (best == null) {
      return new Choice(whole, joined, false);
    }
    if (best.cost() <= joined.cost()) {
      return new Choice(whole, best, false);
    }
    List<Option.Note> notes = new ArrayList<>();
    boolean telling = !(rel instanceof Filter || rel instanceof Project);
    for (Option option : whole.values()) {
      if (telling && option.site() instanceof Site.Direct site && !option.isRead()) {
        notes.add(new Option.Note(site, dearer(rel, option, joined)));
      }
    }
    return new Choice(whole, joined.withNotes(notes), false);
  }

  private String dearer(RelNode rel, Option option, Option joined) {
    String what = rel.getRelTypeName().replaceFirst("^Logical", "").toLowerCase(Locale.ROOT);
    double rows = estimates.rows(option.rel());
    double streamed = streamed(joined.rel());
    return rows > streamed
        ? what
            + " estimated to move more rows: "
            + Figures.rows(rows)
            + " > "
            + Figures.rows(streamed)
        : what + " estimated to cost the source more than moving its input saves";
  }

  double streamed(RelNode rel) {
    double rows = rel instanceof StreamRel ? estimates.rows(rel) : 0;
    for (RelNode input : rel.getInputs()) {
      rows += streamed(input);
    }
    return rows;
  }

  private Option whole(RelNode rel, List<Choice> inputs, Site site) {
    List<RelNode> rels = new ArrayList<>();
    List<Option.Note> notes = List.of();
    double cost = 0;
    double rate = readRate(rel, inputs.stream().map(input -> need(input, site)).toList());
    for (Choice input : inputs) {
      Option option = need(input, site);
      rels.add(option.rel());
      cost += option.cost();
      notes = Lists.concat(notes, option.notes());
    }
    RelNode copy = withSubQueries(copy(rel, rels), query -> need(of(query), site).rel());
    if (!Double.isNaN(rate)) {
      return new Option(site, copy, rate * estimates.rows(rel), rate, notes);
    }
    cost +=
        site instanceof Site.Direct ? Costs.onSource(rel, estimates) : Costs.onHub(rel, estimates);
    for (RexSubQuery query : Correlations.subQueries(rel)) {
      cost += subQueryCost(query, site, rel);
    }
    return new Option(site, copy, cost, Double.NaN, notes);
  }

  /// What a row costs if the node is still a plain read of one table; NaN if it is more.
  private static double readRate(RelNode rel, List<Option> inputs) {
    boolean read =
        (rel instanceof Filter || rel instanceof Project)
            && inputs.size() == 1
            && Correlations.subQueries(rel).isEmpty();
    return read ? inputs.getFirst().rate() : Double.NaN;
  }

  double subQueryCost(RexSubQuery query, @Nullable Site site, RelNode outer) {
    Choice choice = of(query.rel);
    double rows = outer.getInputs().isEmpty() ? 1 : estimates.rows(outer.getInputs().getFirst());
    double inner = estimates.rows(query.rel);
    Option option = site == null ? choice.joined() : need(choice, site);
    boolean looped =
        query.getKind() == SqlKind.SCALAR_QUERY && !Correlations.free(query.rel).isEmpty();
    return option.cost()
        + (site instanceof Site.Direct direct
            ? Costs.subQuery(direct, looped, rows, inner)
            : Costs.subQuery(rows, inner));
  }

  private Option need(Choice choice, Site site) {
    Option option = at(choice, site);
    if (option == null) {
      throw new IllegalStateException("no way to run a part on " + site);
    }
    return option;
  }

  private Option joined(RelNode rel, List<Choice> inputs) {
    List<RelNode> rels = new ArrayList<>();
    List<Option.Note> notes = List.of();
    double cost = Costs.onHub(rel, estimates);
    double rate = readRate(rel, inputs.stream().map(Choice::joined).toList());
    for (Choice input : inputs) {
      rels.add(input.joined().rel());
      cost += input.joined().cost();
      notes = Lists.concat(notes, input.joined().notes());
    }
    for (RexSubQuery query : Correlations.subQueries(rel)) {
      cost += subQueryCost(query, null, rel);
      notes = Lists.concat(notes, of(query.rel).joined().notes());
    }
    RelNode copy = withSubQueries(copy(rel, rels), query -> of(query).joined().rel());
    if (!Double.isNaN(rate)) {
      return new Option(null, copy, rate * estimates.rows(rel), rate, notes);
    }
    return new Option(null, buildOnSmaller(rel, copy), cost, Double.NaN, notes);
  }

  private RelNode copy(RelNode rel, List<RelNode> inputs) {
    RelNode copy = inputs.isEmpty() ? rel : rel.copy(rel.getTraitSet(), inputs);
    estimates.remember(copy, estimates.rows(rel));
    return copy;
  }

  /// Replaces the plans of a node's sub-queries.
  RelNode withSubQueries(RelNode rel, UnaryOperator<RelNode> mapping) {
    if (Correlations.subQueries(rel).isEmpty()) {
      return rel;
    }
    RelNode replaced = rel.accept(Correlations.mapper(mapping));
    estimates.remember(replaced, estimates.rows(rel));
    return replaced;
  }

  /// The right side of a join is what the hash table is built of: a LEFT JOIN with the larger
  /// relation there turns into a RIGHT JOIN.
  private RelNode buildOnSmaller(RelNode rel, RelNode copy) {
    if (!(copy instanceof Join join)
        || join instanceof AsofJoin
        || join.getJoinType() != JoinRelType.LEFT
        || !join.getVariablesSet().isEmpty()
        || !Correlations.subQueries(join).isEmpty()) {
      return copy;
    }
    Join original = (Join) rel;
    if (estimates.rows(original.getRight()) <= 2 * estimates.rows(original.getLeft())) {
      return copy;
    }
    int left = join.getLeft().getRowType().getFieldCount();
    int right = join.getRight().getRowType().getFieldCount();
    RexBuilder builder = join.getCluster().getRexBuilder();
    RexNode condition =
        join.getCondition()
            .accept(
                new RexShuttle() {
                  @Override
                  public RexNode visitInputRef(RexInputRef ref) {
                    int field = ref.getIndex();
                    return new RexInputRef(
                        field < left ? field + right : field - left, ref.getType());
                  }
                });
    RelNode probe = join.getRight();
    RelNode build = join.getLeft();
    RelNode swapped =
        LogicalJoin.create(probe, build, List.of(), condition, Set.of(), JoinRelType.RIGHT);
    List<RexNode> fields = new ArrayList<>();
    for (int i = 0; i < left + right; i++) {
      fields.add(builder.makeInputRef(swapped, i < left ? right + i : i - left));
    }
    RelNode restored =
        LogicalProject.create(
            swapped, List.of(), fields, join.getRowType().getFieldNames(), Set.of());
    estimates.remember(swapped, estimates.rows(rel));
    estimates.remember(restored, estimates.rows(rel));
    return restored;
  }
}
