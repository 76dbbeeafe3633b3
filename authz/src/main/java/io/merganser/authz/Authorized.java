package io.merganser.authz;

/// A statement that may run for a principal. Only [Authorizer] makes one, so what asks for an
/// `Authorized<T>` cannot be given what nobody decided on.
public final class Authorized<T> {
  private final T statement;
  private final EffectiveSet effectiveSet;

  Authorized(T statement, EffectiveSet effectiveSet) {
    this.statement = statement;
    this.effectiveSet = effectiveSet;
  }

  public T statement() {
    return statement;
  }

  /// What the decision was made on.
  public EffectiveSet effectiveSet() {
    return effectiveSet;
  }
}
