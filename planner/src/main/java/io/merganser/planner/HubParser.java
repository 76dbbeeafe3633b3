package io.merganser.planner;

/// The hub's own parser, for a second opinion on what we printed.
public interface HubParser {
  /// The tree of a query, as DuckDB's `json_serialize_sql` writes it. Only the syntax is read:
  /// nothing is looked up, and nothing runs.
  String parse(String sql);
}
