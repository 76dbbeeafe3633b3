package io.merganser.authz;

import io.merganser.connectors.spi.TableName;

/// What a statement needs.
///
/// @param whole whether a part of the table will not do: it must be under no policy
public record Requirement(Verb verb, TableName table, boolean whole) {
  /// Of as much of the table as the principal has.
  public Requirement(Verb verb, TableName table) {
    this(verb, table, false);
  }

  public static Requirement whole(Verb verb, TableName table) {
    return new Requirement(verb, table, true);
  }
}
