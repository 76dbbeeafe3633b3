package io.merganser.server.cli.client;

import org.jspecify.annotations.Nullable;

/// A statement that did not work, as the server says it.
///
/// Not a `QueryException`: the client knows only what comes over the wire.
public final class SqlFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final @Nullable String sqlState;
  private final int line;
  private final int column;
  private final @Nullable String hint;

  /// What the exit code depends on.
  public enum Kind {
    /// The server refused or failed the statement.
    STATEMENT,
    /// No server, no login, or no such tenant or database.
    CONNECTION
  }

  /// @param line of the statement, from 1; 0 if unknown
  public SqlFailure(
      Kind kind,
      String message,
      @Nullable String sqlState,
      int line,
      int column,
      @Nullable String hint) {
    super(message);
    this.kind = kind;
    this.sqlState = sqlState;
    this.line = line;
    this.column = column;
    this.hint = hint;
  }

  static SqlFailure connection(String message, @Nullable String hint) {
    return new SqlFailure(Kind.CONNECTION, message, null, 0, 0, hint);
  }

  /// Which of the two.
  public Kind kind() {
    return kind;
  }

  /// The message, the line of the statement with a caret under the place, and the hint.
  ///
  /// @param firstLine line of the file on which the statement begins; 1 where there is no file
  public String describe(String sql, int firstLine) {
    StringBuilder text = new StringBuilder("ERROR");
    if (sqlState != null) {
      text.append(' ').append(sqlState);
    }
    text.append(": ").append(getMessage()).append('\n');
    if (line > 0) {
      appendPlace(text, sql, firstLine);
    }
    if (hint != null) {
      text.append("HINT: ").append(hint).append('\n');
    }
    return text.toString();
  }

  private void appendPlace(StringBuilder text, String sql, int firstLine) {
    String[] lines = sql.split("\n", -1);
    if (line > lines.length) {
      return;
    }
    String source = lines[line - 1].replace('\t', ' ').stripTrailing();
    String label = "LINE " + (line + firstLine - 1) + ": ";
    int place = Math.clamp(column - 1L, 0, source.length());
    int from = Math.max(0, place - 60);
    int to = Math.min(source.length(), from + 100);
    text.append(label).append(from > 0 ? "…" : "").append(source, from, to).append('\n');
    int cells =
        label.length() + (from > 0 ? 1 : 0) + TextTable.width(source.substring(from, place));
    text.repeat(" ", cells).append("^\n");
  }
}
