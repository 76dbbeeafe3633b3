package io.merganser.authz;

import java.util.Set;

/// A fact: whoever holds it may do `verbs` to what `on` covers, as far as `columns` go.
public record Grant(Securable on, Set<Verb> verbs, Columns columns) {
  public Grant {
    verbs = Set.copyOf(verbs);
  }

  /// On all columns.
  public Grant(Securable on, Set<Verb> verbs) {
    this(on, verbs, Columns.ALL);
  }
}
