package io.merganser.tests.types;

import java.util.List;

/// A way to ask the server, as programs use it.
@SuppressWarnings("try") // A client's close may be interrupted.
interface Protocol extends AutoCloseable {
  String name();

  /// Runs a statement that gives one row.
  Seen ask(String sql) throws Exception;

  /// Reads the row of a statement and hands its values to the parameters of another.
  ///
  /// @return the row of the other
  List<String> echo(String sql, String withParameters) throws Exception;

  /// What a program saw.
  ///
  /// @param column what it is told of the first column
  /// @param values the row's, as text that tells different values apart
  record Seen(String column, List<String> values) {}
}
