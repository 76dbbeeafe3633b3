package io.merganser.connectors.duckdb;

import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.QueryException;

/// Refuses text that holds more than one statement. DuckDB's driver runs all but the last already
/// when it prepares, so that describing `a; b` would run `a`. Reads quotes, comments and dollar
/// quotes as DuckDB does, and refuses what it is unsure of: the text was printed by us.
final class SingleStatement {
  private final String sql;
  private int at;

  private SingleStatement(String sql) {
    this.sql = sql;
  }

  static void require(String sql) {
    if (!new SingleStatement(sql).single()) {
      throw new QueryException(
          ConnectorError.ENGINE_FAILED, "one statement at a time, this text holds several");
    }
  }

  private boolean single() {
    while (at < sql.length()) {
      char c = sql.charAt(at);
      if (c == '\'' || c == '"') {
        boolean escapes = c == '\'' && at > 0 && (sql.charAt(at - 1) | 0x20) == 'e';
        skipQuoted(c, escapes);
      } else if (sql.startsWith("--", at)) {
        skipTo("\n");
      } else if (sql.startsWith("/*", at)) {
        skipComment();
      } else if (c == '$') {
        skipDollar();
      } else if (c == ';') {
        return sql.substring(at + 1).isBlank();
      } else {
        at++;
      }
    }
    return true;
  }

  private void skipQuoted(char quote, boolean escapes) {
    for (at++; at < sql.length(); at++) {
      char c = sql.charAt(at);
      if (escapes && c == '\\') {
        at++;
      } else if (c == quote) {
        // A doubled quote opens again at once, which comes to the same.
        at++;
        return;
      }
    }
  }

  /// Comments nest in DuckDB's old parser and do not in its new one; a nested one is not ours.
  private void skipComment() {
    int start = at;
    at += 2;
    skipTo("*/");
    if (sql.substring(start + 2, at).contains("/*")) {
      throw new QueryException(ConnectorError.ENGINE_FAILED, "a comment inside a comment");
    }
  }

  /// `$1` is a parameter, `$tag$` opens a string.
  private void skipDollar() {
    int end = at + 1;
    while (end < sql.length()
        && (Character.isLetterOrDigit(sql.charAt(end)) || sql.charAt(end) == '_')) {
      end++;
    }
    boolean opens = end < sql.length() && sql.charAt(end) == '$';
    String tag = opens ? sql.substring(at, end + 1) : "";
    at = opens ? end + 1 : at + 1;
    if (opens) {
      skipTo(tag);
    }
  }

  private void skipTo(String end) {
    int stop = sql.indexOf(end, at);
    at = stop < 0 ? sql.length() : stop + end.length();
  }
}
