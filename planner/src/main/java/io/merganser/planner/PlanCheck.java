package io.merganser.planner;

import io.merganser.authz.EffectiveSet;
import io.merganser.authz.Principal;
import io.merganser.connectors.spi.Names;
import io.merganser.connectors.spi.TableName;
import io.merganser.planner.analyze.Datasets;
import io.merganser.planner.analyze.NameResolver;
import io.merganser.planner.analyze.TableReference;
import io.merganser.planner.analyze.Views;
import io.merganser.planner.parser.MerganserParser;
import io.merganser.planner.parser.SqlWrite;
import io.merganser.planner.relist.Relisting;
import io.merganser.planner.relist.Relisting.Expected;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.calcite.sql.parser.SqlParseException;
import org.jspecify.annotations.Nullable;

/// What is expected of the texts of each plan. What a plan reads on an engine of ours is compared
/// by the engine's own parser, what changes something by ours, since the engine's tells of queries
/// only.
final class PlanCheck {
  private static final String SUMMARIZE = "SUMMARIZE ";

  private final Relisting relisting;

  PlanCheck(HubParser parser) {
    this.relisting = new Relisting(parser);
  }

  /// What the tree names now.
  static List<Expected> expected(List<TableReference> tables) {
    return tables.stream()
        .map(table -> new Expected(table.relation(), table.fenceText()))
        .distinct()
        .toList();
  }

  void whole(ExecutablePlan.OnHub plan, List<TableReference> tables, int fences) {
    text(plan.sql(), expected(tables));
    fences(plan.sql(), fences);
  }

  /// Each definition that hides rows has its fence.
  void fences(String sql, int fences) {
    int found = 0;
    for (int at = sql.indexOf(Datasets.FENCE);
        at >= 0;
        at = sql.indexOf(Datasets.FENCE, at + Datasets.FENCE.length())) {
      found++;
    }
    if (found < fences) {
      throw PlannerErrors.planMismatch("a fence of a dataset is missing");
    }
  }

  void text(String sql, List<Expected> expected) {
    // The engine's parser lists queries; SUMMARIZE names nothing besides.
    relisting.check(sql.startsWith(SUMMARIZE) ? sql.substring(SUMMARIZE.length()) : sql, expected);
  }

  /// What joins the fragments reads their streams, and tables that its engine holds too. A table
  /// under a policy is not cut, so nothing has a fence.
  void cut(ExecutablePlan.Federated plan, List<TableReference> tables) {
    String sql = plan.sql();
    if (sql != null) {
      List<Expected> expected = new ArrayList<>(readable(tables, null));
      plan.fragments().forEach(each -> expected.add(Expected.bare(each.name())));
      relisting.checkWithin(sql, expected);
    }
    fragments(plan.fragments(), tables);
  }

  /// Each reads tables that were authorized, and of its own site only.
  void fragments(List<Fragment> fragments, List<TableReference> tables) {
    for (Fragment fragment : fragments) {
      relisting.checkWithin(fragment.sql(), readable(tables, fragment.catalog()));
    }
  }

  /// @param catalog the source that reads; null for an engine of ours
  private static List<Expected> readable(List<TableReference> tables, @Nullable String catalog) {
    List<Expected> readable = new ArrayList<>();
    for (TableReference table : tables) {
      TableName name = table.table().schema().name();
      String within = Names.quote(name.schema()) + "." + Names.quote(name.table());
      if (catalog == null) {
        readable.add(new Expected(Names.quote(name.catalog()) + "." + within, ""));
      } else if (catalog.equals(name.catalog())) {
        readable.add(new Expected(within, ""));
      }
    }
    return readable;
  }

  /// Reads the text as a statement of one who sees everything: it must change the same table and
  /// read the same ones.
  void write(String sql, AnalyzedStatement.Write write) {
    PlanningContext context = write.context();
    Principal reader = new Principal(null, "", true);
    PlanningContext everything =
        new PlanningContext(
            write.target().ofSession() ? context.sessionTables().catalogs() : context.catalogs(),
            new EffectiveSet(reader, List.of()),
            null,
            null);
    NameResolver.ResolvedWrite again = resolve(sql, write, everything);
    if (!again.target().equals(write.target())
        || !Objects.equals(again.renamed(), write.renamed())) {
      throw PlannerErrors.planMismatch("it changes " + again.target().name());
    }
    if (!names(again.reads()).equals(names(write.reads()))) {
      throw PlannerErrors.planMismatch("it reads " + names(again.reads()));
    }
    Map<String, Set<String>> fences = new HashMap<>();
    write.reads().stream()
        .filter(TableReference::restricted)
        .forEach(read ->
            fences.computeIfAbsent(read.relation(), _ -> new HashSet<>()).add(read.fenceText()));
    fences.forEach((relation, texts) -> checkFences(sql, relation, texts, again.reads()));
  }

  /// Wherever the text reads the table, it does so within one of its fences.
  private static void checkFences(
      String sql, String relation, Set<String> fences, List<TableReference> reads) {
    long named = reads.stream().filter(read -> read.relation().equals(relation)).count();
    long fenced = fences.stream().mapToLong(fence -> Relisting.count(sql, fence)).sum();
    if (named != fenced) {
      throw PlannerErrors.planMismatch("a fence is not as it should be");
    }
  }

  private static NameResolver.ResolvedWrite resolve(
      String sql, AnalyzedStatement.Write write, PlanningContext context) {
    try {
      if (MerganserParser.parseStatement(sql, () -> {}) instanceof SqlWrite again
          && again.action() == write.tree().action()) {
        return NameResolver.resolve(context, again, Views.NONE);
      }
      throw PlannerErrors.planMismatch("it is another kind of statement");
    } catch (SqlParseException e) {
      throw PlannerErrors.planMismatch("it cannot be read: " + e.getMessage());
    }
  }

  private static Set<String> names(List<TableReference> reads) {
    return reads.stream().map(TableReference::relation).collect(Collectors.toSet());
  }
}
