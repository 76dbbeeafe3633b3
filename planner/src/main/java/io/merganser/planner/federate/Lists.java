package io.merganser.planner.federate;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Small operations on immutable lists.
final class Lists {
  private Lists() {}

  /// Both lists, each element once.
  static <T> List<T> concat(List<T> left, List<T> right) {
    Set<T> all = new LinkedHashSet<>(left);
    all.addAll(right);
    return List.copyOf(all);
  }
}
