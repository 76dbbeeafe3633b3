package io.merganser.connectors.spi;

/// Kinds of work that a source may take over.
public enum PushdownFeature {
  FILTER,
  PROJECT,
  INNER_JOIN,
  OUTER_JOIN,
  AGGREGATE,
  /// `SELECT DISTINCT` and set operations.
  SET_OPERATION,
  SORT,
  LIMIT,
  /// `EXISTS`, `IN (SELECT …)` and scalar sub-queries.
  SUBQUERY,
  /// Large lists of literals, as dynamic filters use.
  LITERAL_LIST
}
