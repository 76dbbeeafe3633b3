package io.merganser.planner.federate;

import io.merganser.authz.ScopeName;
import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.Names;
import io.merganser.connectors.spi.TableName;
import io.merganser.planner.ExecutablePlan;
import io.merganser.planner.Fragment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Shows an executable plan to people: what runs where, what is sent, in which order it is joined,
/// and what a source was not given to do and why.
public final class ExplainRenderer {
  private static final String INDENT = "  ";

  /// What [RelPrinter] puts into a FROM.
  private static final Pattern RELATION =
      Pattern.compile(
          "\n(?:FROM|JOIN) (?:(?<stream>f\\d+)\\b|\"(?<table>(?:[^\"]|\"\"|\"\\.\")+)\" AS"
              + " t\\d+\\b)");

  private ExplainRenderer() {}

  /// @param tables that the statement reads
  /// @param notCut why the hub runs all of it; null if there is no more to say
  public static List<String> render(
      ExecutablePlan plan, List<SourceTable> tables, @Nullable String notCut) {
    return switch (plan) {
      case ExecutablePlan.OnHub onHub -> onHub(onHub, tables, notCut);
      case ExecutablePlan.Federated federated -> federated(federated, tables);
      case ExecutablePlan.Staged staged -> staged(staged, tables);
      case ExecutablePlan.Measured measured -> measured.lines();
      case ExecutablePlan.Rows ignored -> List.of("answered without running anything");
      case ExecutablePlan.Write write -> List.of("changes the hub's catalogs", "  " + write.sql());
      case ExecutablePlan.SessionChange ignored -> List.of("changes the session only");
    };
  }

  /// For statements over tables of which the principal has a part: their texts and counts stay
  /// untold.
  ///
  /// @param restricted tables of which it has a part
  public static List<String> withheld(ExecutablePlan plan, List<SourceTable> restricted) {
    List<String> lines = new ArrayList<>();
    lines.add("runs on: hub");
    restricted.stream()
        .map(table -> table.schema().name())
        .distinct()
        .forEach(name -> lines.add("under a policy: " + name));
    columns(lines, plan.columns());
    return lines;
  }

  /// For statements of a session in a scope: what the datasets are made of, where it is and how it
  /// is read stays untold.
  public static List<String> inScope(ExecutablePlan plan, ScopeName scope, List<String> datasets) {
    List<String> lines = new ArrayList<>();
    lines.add("runs in scope: " + scope.scope());
    datasets.forEach(dataset -> lines.add("reads: " + dataset));
    columns(lines, plan.columns());
    return lines;
  }

  private static List<String> onHub(
      ExecutablePlan.OnHub plan, List<SourceTable> tables, @Nullable String notCut) {
    List<String> lines = new ArrayList<>();
    lines.add("runs on: hub");
    if (notCut != null) {
      lines.add("not cut: " + notCut);
    }
    text(lines, INDENT, plan.sql());
    scans(lines, tables);
    columns(lines, plan.columns());
    return lines;
  }

  private static List<String> federated(ExecutablePlan.Federated plan, List<SourceTable> tables) {
    List<String> lines = new ArrayList<>();
    String sql = plan.sql();
    int count = plan.fragments().size();
    if (sql == null) {
      lines.add("runs on: one source, its answer is the result");
    } else if (count == 0) {
      lines.add("runs on: hub, joined in our order");
    } else if (count == 1) {
      lines.add("runs on: 1 fragment, finished by DuckDB");
    } else {
      lines.add("runs on: " + count + " fragments, joined by DuckDB");
    }
    if (sql != null) {
      order(sql).ifPresent(order -> lines.add("join order: " + order));
    }
    fragments(lines, plan.fragments(), tables);
    if (sql != null) {
      if (count > 0) {
        lines.add("");
        lines.add(count == 1 ? "finished by:" : "joined by:");
      }
      text(lines, INDENT, sql);
      scans(lines, tables.stream().filter(table -> isScanned(table, sql)).toList());
    }
    columns(lines, plan.columns());
    return lines;
  }

  private static List<String> staged(ExecutablePlan.Staged plan, List<SourceTable> tables) {
    List<String> lines = new ArrayList<>();
    int count = plan.fragments().size();
    lines.add(
        "runs on: hub, after "
            + count
            + " fragment"
            + (count == 1 ? " was" : "s were")
            + " loaded into it");
    lines.add("not cut: " + plan.reason());
    fragments(lines, plan.fragments(), tables);
    lines.add("");
    lines.add("then:");
    text(lines, INDENT, plan.sql());
    scans(lines, tables.stream().filter(table -> table.catalog().onHub()).toList());
    columns(lines, plan.columns());
    return lines;
  }

  /// Whether what joins the fragments reads the table itself: no stream is called like that.
  private static boolean isScanned(SourceTable table, String sql) {
    TableName name = table.schema().name();
    return sql.contains(
        Stream.of(name.catalog(), name.schema(), name.table())
            .map(Names::quote)
            .collect(Collectors.joining(".")));
  }

  /// The tables that an engine of ours reads itself.
  private static void scans(List<String> lines, List<SourceTable> tables) {
    Map<TableName, SourceTable> distinct = new LinkedHashMap<>();
    tables.forEach(table -> distinct.putIfAbsent(table.schema().name(), table));
    if (distinct.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add("scans:");
    distinct.forEach((name, table) ->
        lines.add(
            INDENT
                + name.catalog()
                + "."
                + name.schema()
                + "."
                + name.table()
                + " (attach)  "
                + rows(table.catalog().metadata().rowCount(name.schema(), name.table()))));
  }

  private static void fragments(
      List<String> lines, List<Fragment> fragments, List<SourceTable> tables) {
    int width =
        fragments.stream().mapToInt(fragment -> site(fragment, tables).length()).max().orElse(0);
    for (Fragment fragment : fragments) {
      lines.add("");
      fragment(lines, fragment, site(fragment, tables), width);
    }
  }

  /// Streams and tables in the order in which they are joined; where a query has parts that are not
  /// joined to each other, in the order in which these stand in it. Empty if there is only one.
  private static Optional<String> order(String sql) {
    List<String> order = new ArrayList<>();
    Matcher relation = RELATION.matcher(sql);
    while (relation.find()) {
      String table = relation.group("table");
      order.add(table == null ? relation.group("stream") : table.replace("\"", ""));
    }
    return order.size() < 2 ? Optional.empty() : Optional.of(String.join(" > ", order));
  }

  private static void fragment(List<String> lines, Fragment fragment, String site, int width) {
    String rows = rows(fragment.estimatedRows());
    lines.add(fragment.name() + "  " + site + " ".repeat(width - site.length()) + "  " + rows);
    text(lines, INDENT, fragment.sql());
    for (String reason : fragment.notPushed()) {
      lines.add(INDENT + "not pushed: " + reason);
    }
  }

  private static String rows(OptionalDouble rows) {
    return rows.isPresent()
        ? "about " + Figures.rows(rows.getAsDouble()) + " rows"
        : "rows unknown";
  }

  private static String rows(OptionalLong rows) {
    return rows(
        rows.isPresent() ? OptionalDouble.of((double) rows.getAsLong()) : OptionalDouble.empty());
  }

  /// Where a fragment runs; a source may be attached and still run it itself.
  private static String site(Fragment fragment, List<SourceTable> tables) {
    String catalog = fragment.catalog();
    if (catalog == null) {
      return "hub (attach)";
    }
    boolean attached =
        tables.stream()
            .map(SourceTable::catalog)
            .anyMatch(found -> found.name().equals(catalog) && found.onHub());
    return "catalog `" + catalog + "` (direct" + (attached ? ", though attached)" : ")");
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
