package io.merganser.connectors.spi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The options and secrets that a type of source takes; checks what was declared.
public record OptionsSpec(List<Option> options, Set<String> secrets) {
  public OptionsSpec {
    options = List.copyOf(options);
    secrets = Set.copyOf(secrets);
  }

  /// @param pattern what a value must match
  public record Option(String name, boolean required, String pattern, String description) {}

  /// All that is wrong, one sentence each; empty if nothing is.
  public List<String> problems(Map<String, String> declared, Set<String> declaredSecrets) {
    List<String> problems = new ArrayList<>();
    List<String> known = options.stream().map(Option::name).toList();
    for (String name : declared.keySet().stream().sorted().toList()) {
      if (!known.contains(name)) {
        problems.add(unknown("option", name, known));
      }
    }
    for (String name : declaredSecrets.stream().sorted().toList()) {
      if (!secrets.contains(name)) {
        problems.add(unknown("secret", name, List.copyOf(secrets)));
      }
    }
    for (Option option : options) {
      String value = declared.get(option.name());
      if (value == null && option.required()) {
        problems.add("option `" + option.name() + "` is missing: " + option.description());
      } else if (value != null && !value.matches(option.pattern())) {
        problems.add(
            "option `" + option.name() + "` cannot be `" + value + "`: " + option.description());
      }
    }
    return problems;
  }

  private static String unknown(String what, String name, List<String> known) {
    return "no "
        + what
        + " `"
        + name
        + "`"
        + Names.nearest(name, known).map(near -> ", did you mean `" + near + "`").orElse("")
        + "; known: "
        + String.join(", ", known.stream().sorted().toList());
  }
}
