package io.merganser.authz;

import io.merganser.connectors.spi.Names;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whom a database lets in: everybody of its tenant if it names nobody, otherwise those whom one of
/// its lists names. A list that is empty is a list, and names nobody. Superusers always come in.
///
/// @param users names; null if no list of users is declared
/// @param groups names; null if no list of groups is declared
public record Admission(@Nullable List<String> users, @Nullable List<String> groups) {
  public static final Admission EVERYBODY = new Admission(null, null);

  public Admission {
    users = users == null ? null : List.copyOf(users);
    groups = groups == null ? null : List.copyOf(groups);
  }

  public boolean isForEverybody() {
    return users == null && groups == null;
  }

  /// @param memberOf groups of the principal
  public boolean admits(Principal principal, List<String> memberOf) {
    return principal.superuser()
        || isForEverybody()
        || names(users, principal.name())
        || memberOf.stream().anyMatch(group -> names(groups, group));
  }

  private static boolean names(@Nullable List<String> listed, String name) {
    return listed != null
        && listed.stream().anyMatch(one -> Names.fold(one).equals(Names.fold(name)));
  }
}
