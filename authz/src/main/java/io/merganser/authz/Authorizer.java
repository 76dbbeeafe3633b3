package io.merganser.authz;

import io.merganser.connectors.spi.QueryException;
import java.util.Collection;

/// The decision point: a pure function.
public final class Authorizer {

  /// Lets statements into a scope.
  ///
  /// @throws QueryException [AuthzError#SCOPE_NOT_FOUND], in the words for one that is absent
  public void enter(EffectiveSet effectiveSet, ScopeName scope) {
    if (!effectiveSet.allows(scope)) {
      throw AuthzError.scopeNotFound(scope.scope());
    }
  }

  /// Lets a statement through whose requirements are all met.
  ///
  /// @throws QueryException [AuthzError#TABLE_NOT_FOUND] for what the principal does not see, in
  ///   the words in which an absent table is reported, [AuthzError#PERMISSION_DENIED] for what it
  ///   sees
  public <T> Authorized<T> authorize(
      EffectiveSet effectiveSet, T statement, Collection<Requirement> requirements) {
    for (Requirement requirement : requirements) {
      if (!effectiveSet.sees(requirement.table())) {
        throw AuthzError.tableNotFound(requirement.table().toString());
      }
      if (!effectiveSet.allows(requirement.verb(), requirement.table())) {
        throw AuthzError.denied(requirement);
      }
      if (requirement.whole()
          && !effectiveSet.allowsWhole(requirement.verb(), requirement.table())) {
        throw AuthzError.deniedInPart(requirement);
      }
    }
    return new Authorized<>(statement, effectiveSet);
  }
}
