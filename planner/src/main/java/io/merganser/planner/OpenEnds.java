package io.merganser.planner;

import io.merganser.connectors.spi.SourcePosition;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds what a text opens and does not close: a string, a quoted name, a comment. The lexer only
/// says that it came to the end.
final class OpenEnds {
  static final String COMMENT = "the comment";

  private static final Pattern TAG = Pattern.compile("\\$[A-Za-z_]*\\$");

  private final String sql;
  private int at;

  private OpenEnds(String sql) {
    this.sql = sql;
  }

  /// @param what it is, as a sentence begins with it
  record OpenEnd(String what, SourcePosition position) {}

  static Optional<OpenEnd> find(String sql) {
    return new OpenEnds(sql).first();
  }

  private Optional<OpenEnd> first() {
    while (at < sql.length()) {
      int start = at;
      char c = sql.charAt(at);
      Matcher tag = TAG.matcher(sql).region(at, sql.length());
      if (c == '\''
          && !closes("'", start > 0 && Character.toLowerCase(sql.charAt(start - 1)) == 'e')) {
        return open("the string", start);
      } else if (c == '"' && !closes("\"", false)) {
        return open("the quoted name", start);
      } else if (sql.startsWith("/*", at) && !commentCloses()) {
        return open(COMMENT, start);
      } else if (c == '$' && tag.lookingAt()) {
        int end = sql.indexOf(tag.group(), tag.end());
        if (end < 0) {
          return open("the string", start);
        }
        at = end + tag.group().length();
      } else if (sql.startsWith("--", at)) {
        int end = sql.indexOf('\n', at);
        at = end < 0 ? sql.length() : end;
      }
      at = Math.max(at, start + 1);
    }
    return Optional.empty();
  }

  /// Goes behind the closing quote, if there is one.
  private boolean closes(String quote, boolean escapes) {
    at++;
    while (at < sql.length()) {
      if (escapes && sql.charAt(at) == '\\') {
        at++;
      } else if (sql.startsWith(quote, at)) {
        if (!sql.startsWith(quote, at + 1)) {
          at++;
          return true;
        }
        at++;
      }
      at++;
    }
    return false;
  }

  private boolean commentCloses() {
    int depth = 0;
    while (at < sql.length()) {
      if (sql.startsWith("/*", at)) {
        depth++;
        at += 2;
      } else if (sql.startsWith("*/", at)) {
        depth--;
        at += 2;
        if (depth == 0) {
          return true;
        }
      } else {
        at++;
      }
    }
    return false;
  }

  private Optional<OpenEnd> open(String what, int start) {
    int line = 1 + (int) sql.substring(0, start).chars().filter(c -> c == '\n').count();
    int column = start - sql.lastIndexOf('\n', start - 1);
    return Optional.of(new OpenEnd(what, new SourcePosition(line, column)));
  }
}
