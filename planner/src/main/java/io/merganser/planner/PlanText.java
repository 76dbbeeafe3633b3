package io.merganser.planner;

import java.util.ArrayList;
import java.util.List;

/// A plan for people to read: what EXPLAIN shows.
final class PlanText {
  private final List<String> lines = new ArrayList<>();

  private PlanText() {}

  static List<String> lines(ExecutablePlan plan) {
    PlanText text = new PlanText();
    switch (plan) {
      case ExecutablePlan.OnHub hub -> {
        text.add("runs on: hub");
        text.sql(hub.sql());
      }
      case ExecutablePlan.Staged staged -> {
        text.add(
            "runs on: hub, after reading "
                + staged.fragments().size()
                + " tables ("
                + staged.reason()
                + ")");
        text.sql(staged.sql());
        text.fragments(staged.fragments());
      }
      case ExecutablePlan.Federated federated -> {
        String sql = federated.sql();
        text.add(sql == null ? "runs on: one source" : "joins streams, in this order");
        if (sql != null) {
          text.sql(sql);
        }
        text.fragments(federated.fragments());
      }
      case ExecutablePlan.Rows ignored -> text.add("answered by the planner");
      case ExecutablePlan.SessionChange ignored -> text.add("changes the session");
    }
    return text.lines;
  }

  private void fragments(List<Fragment> fragments) {
    for (Fragment fragment : fragments) {
      String catalog = fragment.catalog();
      String rows =
          fragment.estimatedRows().isPresent()
              ? ", about " + Math.round(fragment.estimatedRows().getAsDouble()) + " rows"
              : "";
      add(
          "fragment "
              + fragment.name()
              + " on "
              + (catalog == null ? "hub" : catalog + ", direct")
              + rows);
      sql(fragment.sql());
      fragment.notPushed().forEach(reason -> add("  not pushed: " + reason));
    }
  }

  private void sql(String sql) {
    sql.lines().forEach(line -> add("  " + line));
  }

  private void add(String line) {
    lines.add(line);
  }
}
