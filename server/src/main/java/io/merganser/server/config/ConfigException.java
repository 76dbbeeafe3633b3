package io.merganser.server.config;

import java.util.ArrayList;
import java.util.List;

/// Settings that cannot be, all of them at once; the message is a numbered list.
public final class ConfigException extends RuntimeException {
  private final List<String> problems;

  public ConfigException(List<String> problems) {
    super(render(problems));
    this.problems = List.copyOf(problems);
  }

  public List<String> problems() {
    return problems;
  }

  private static String render(List<String> problems) {
    List<String> lines = new ArrayList<>();
    lines.add(
        problems.size() == 1
            ? "1 problem in the settings:"
            : problems.size() + " problems in the settings:");
    for (int i = 0; i < problems.size(); i++) {
      lines.add("  " + (i + 1) + ". " + problems.get(i));
    }
    return String.join("\n", lines);
  }
}
