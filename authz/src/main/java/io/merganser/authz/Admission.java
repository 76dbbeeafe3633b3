package io.merganser.authz;

import io.merganser.connectors.spi.Names;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whom a database lets in: everybody of its tenant if it names nobody, otherwise those whom one of
/// its lists names. A list that is empty is a list, and names nobody. Superusers always come in.
///
/// @param principals names; null if no list of them is declared
/// @param groups names; null if no list of groups is declared
public record Admission(@Nullable List<String> principals, @Nullable List<String> groups) {
  public static final Admission EVERYBODY = new Admission(null, null);

  public Admission {
    principals = principals == null ? null : List.copyOf(principals);
    groups = groups == null ? null : List.copyOf(groups);
  }

  public boolean isForEverybody() {
    return principals == null && groups == null;
  }

  /// @param memberOf groups of the principal
  public boolean admits(Principal principal, List<String> memberOf) {
    return principal.superuser()
        || isForEverybody()
        || names(principals, principal.name())
        || memberOf.stream().anyMatch(group -> names(groups, group));
  }

  private static boolean names(@Nullable List<String> listed, String name) {
    return listed != null
        && listed.stream().anyMatch(one -> Names.fold(one).equals(Names.fold(name)));
  }
}
