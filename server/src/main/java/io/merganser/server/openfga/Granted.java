package io.merganser.server.openfga;

import io.merganser.authz.EffectiveSet;
import io.merganser.authz.Grant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What OpenFGA grants one principal in one database.
final class Granted {
  static final Granted NOTHING = new Granted(false, List.of());

  private final boolean database;
  private final List<Grant> grants;

  /// Made once for as long as what is declared stays the same: it is asked for with each statement.
  private volatile @Nullable Combined combined;

  /// @param database whether the database itself may be read
  Granted(boolean database, List<Grant> grants) {
    this.database = database;
    this.grants = List.copyOf(grants);
  }

  List<Grant> grants() {
    return grants;
  }

  /// Whether the database is there for the principal: it may read it, or anything in it.
  boolean admits() {
    return database || !grants.isEmpty();
  }

  /// @param declared what the catalog store says about the same principal
  EffectiveSet over(EffectiveSet declared) {
    Combined known = combined;
    if (known == null || known.declared() != declared) {
      known = new Combined(declared, declared.grantedBy(grants));
      combined = known;
    }
    return known.result();
  }

  private record Combined(EffectiveSet declared, EffectiveSet result) {}
}
