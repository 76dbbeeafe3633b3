package io.merganser.planner;

import java.util.List;

/// A view that a session made for itself: the text of a query, which means each time what it means
/// then, to who asks then.
///
/// @param columns names of its first columns; empty if the query names them all
public record SessionView(String name, List<String> columns, String query) {
  /// What becomes of a view that has the name already.
  public enum Mode {
    /// The statement is refused.
    NEW,
    /// The new one takes its place.
    REPLACE,
    /// It stays, and nothing is made.
    IF_ABSENT
  }

  public SessionView {
    columns = List.copyOf(columns);
  }
}
