package io.merganser.planner.federate;

import io.merganser.connectors.spi.Column;
import io.merganser.planner.ExecutablePlan;
import io.merganser.planner.Fragment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Shows an executable plan to people: what runs where, what is sent, in which order it is joined,
/// and what a source was not given to do and why.
public final class ExplainRenderer {
  private static final String INDENT = "  ";

  private ExplainRenderer() {}

  /// @param isAttached whether the hub holds a catalog too, by its name
  public static List<String> render(ExecutablePlan plan, Predicate<String> isAttached) {
    return switch (plan) {
      case ExecutablePlan.OnHub onHub -> onHub(onHub);
      case ExecutablePlan.Federated federated -> federated(federated, isAttached);
      case ExecutablePlan.Staged staged -> staged(staged, isAttached);
      case ExecutablePlan.Rows ignored -> List.of("answered without running anything");
      case ExecutablePlan.SessionChange ignored -> List.of("changes the session only");
    };
  }

  private static List<String> onHub(ExecutablePlan.OnHub plan) {
    List<String> lines = new ArrayList<>();
    lines.add("runs on: hub");
    text(lines, INDENT, plan.sql());
    columns(lines, plan.columns());
    return lines;
  }

  private static List<String> federated(
      ExecutablePlan.Federated plan, Predicate<String> isAttached) {
    List<String> lines = new ArrayList<>();
    String sql = plan.sql();
    if (sql == null) {
      lines.add("runs on: one source, its answer is the result");
    } else {
      lines.add("runs on: " + plan.fragments().size() + " fragments, joined by DuckDB");
      lines.add("join order: " + order(plan.fragments()));
    }
    fragments(lines, plan.fragments(), isAttached);
    if (sql != null) {
      lines.add("");
      lines.add("joined by:");
      text(lines, INDENT, sql);
    }
    columns(lines, plan.columns());
    return lines;
  }

  private static List<String> staged(ExecutablePlan.Staged plan, Predicate<String> isAttached) {
    List<String> lines = new ArrayList<>();
    lines.add("runs on: hub, after " + plan.fragments().size() + " fragments were loaded into it");
    lines.add("not cut further: " + plan.reason());
    fragments(lines, plan.fragments(), isAttached);
    lines.add("");
    lines.add("then:");
    text(lines, INDENT, plan.sql());
    columns(lines, plan.columns());
    return lines;
  }

  private static void fragments(
      List<String> lines, List<Fragment> fragments, Predicate<String> isAttached) {
    int width =
        fragments.stream()
            .mapToInt(fragment -> site(fragment, isAttached).length())
            .max()
            .orElse(0);
    for (Fragment fragment : fragments) {
      lines.add("");
      fragment(lines, fragment, site(fragment, isAttached), width);
    }
  }

  /// Streams in the order in which they are joined; where a query has parts that are not joined to
  /// each other, in the order in which these stand in it.
  private static String order(List<Fragment> fragments) {
    return fragments.stream().map(Fragment::name).collect(Collectors.joining(" > "));
  }

  private static void fragment(List<String> lines, Fragment fragment, String site, int width) {
    String rows =
        fragment.estimatedRows().isPresent()
            ? "about " + Figures.rows(fragment.estimatedRows().getAsDouble()) + " rows"
            : "rows unknown";
    lines.add(fragment.name() + "  " + site + " ".repeat(width - site.length()) + "  " + rows);
    text(lines, INDENT, fragment.sql());
    for (String reason : fragment.notPushed()) {
      lines.add(INDENT + "not pushed: " + reason);
    }
  }

  private static String site(Fragment fragment, Predicate<String> isAttached) {
    String catalog = fragment.catalog();
    if (catalog == null) {
      return "hub";
    }
    return "catalog `" + catalog + "` (direct" + (isAttached.test(catalog) ? ", attached)" : ")");
  }

  private static void text(List<String> lines, String indent, String text) {
    text.lines().forEach(line -> lines.add(indent + line));
  }

  private static void columns(List<String> lines, List<Column> columns) {
    lines.add("");
    lines.add(
        "columns: "
            + columns.stream()
                .map(column -> column.name() + " " + column.type())
                .collect(Collectors.joining(", ")));
  }
}
