package io.merganser.planner.parser;

/// Turns `$tag$text$tag$` into `'text'` before the lexer sees it, which cannot match the tags.
///
/// What follows keeps its line, and its column where the text holds no more quotes than the tags
/// have letters.
final class DollarQuotes {
  private final String sql;
  private final StringBuilder out;
  private int at;

  private DollarQuotes(String sql) {
    this.sql = sql;
    this.out = new StringBuilder(sql.length());
  }

  static String replace(String sql) {
    int first = sql.indexOf('$');
    return first < 0 || sql.indexOf('$', first + 1) < 0 ? sql : new DollarQuotes(sql).replaced();
  }

  private String replaced() {
    while (at < sql.length()) {
      char c = sql.charAt(at);
      if (c == '\'') {
        boolean escapes = at > 0 && (sql.charAt(at - 1) | 0x20) == 'e' && !isWord(at - 2);
        copy(endOfQuoted(escapes));
      } else if (c == '"') {
        copy(endOfQuoted(false));
      } else if (sql.startsWith("--", at)) {
        int end = sql.indexOf('\n', at);
        copy(end < 0 ? sql.length() : end);
      } else if (sql.startsWith("/*", at)) {
        copy(endOfComment());
      } else if (c == '$' && !isWord(at - 1)) {
        dollar();
      } else {
        copy(at + 1);
      }
    }
    return out.toString();
  }

  private void copy(int end) {
    out.append(sql, at, end);
    at = end;
  }

  private boolean isWord(int index) {
    return index >= 0
        && (Character.isLetterOrDigit(sql.charAt(index))
            || sql.charAt(index) == '_'
            || sql.charAt(index) == '$');
  }

  private int endOfQuoted(boolean escapes) {
    char quote = sql.charAt(at);
    for (int i = at + 1; i < sql.length(); i++) {
      char c = sql.charAt(i);
      if (escapes && c == '\\') {
        i++;
      } else if (c == quote) {
        // A doubled quote opens the next piece at once, which comes to the same.
        return i + 1;
      }
    }
    return sql.length();
  }

  private int endOfComment() {
    int depth = 0;
    for (int i = at; i < sql.length() - 1; i++) {
      if (sql.startsWith("/*", i)) {
        depth++;
        i++;
      } else if (sql.startsWith("*/", i)) {
        depth--;
        i++;
        if (depth == 0) {
          return i + 1;
        }
      }
    }
    return sql.length();
  }

  /// `$tag$`, or `$$`, which the lexer reads itself, or a parameter.
  private void dollar() {
    int end = at + 1;
    while (end < sql.length()
        && (Character.isLetter(sql.charAt(end))
            || sql.charAt(end) == '_'
            || end > at + 1 && Character.isDigit(sql.charAt(end)))) {
      end++;
    }
    if (end >= sql.length() || sql.charAt(end) != '$') {
      copy(end);
      return;
    }
    String tag = sql.substring(at, end + 1);
    int close = sql.indexOf(tag, end + 1);
    if (close < 0) {
      copy(sql.length());
    } else if (tag.equals("$$")) {
      copy(close + 2);
    } else {
      String text = "'" + sql.substring(end + 1, close).replace("'", "''") + "'";
      out.append(text);
      out.repeat(' ', Math.max(0, close + tag.length() - at - text.length()));
      at = close + tag.length();
    }
  }
}
