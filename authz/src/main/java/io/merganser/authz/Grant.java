package io.merganser.authz;

import java.util.Set;

/// A fact: whoever holds it may do `verbs` to what `on` covers.
public record Grant(Securable on, Set<Verb> verbs) {
  public Grant {
    verbs = Set.copyOf(verbs);
  }
}
