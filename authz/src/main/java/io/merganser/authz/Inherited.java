package io.merganser.authz;

import java.util.List;

/// Rights and how a principal came by them.
///
/// @param path from the principal on, e.g. `group emea`, `role analyst`
public record Inherited(List<String> path, Rights rights) {
  public Inherited {
    path = List.copyOf(path);
  }
}
