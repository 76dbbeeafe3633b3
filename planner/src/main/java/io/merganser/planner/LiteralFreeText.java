package io.merganser.planner;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text of SQL without what people look for: a `?` stands for each string and number, comments
/// are gone. Names stay, quoted ones too. It takes any text, also what is no SQL: what opens a
/// string and does not close it is a literal to its end.
public final class LiteralFreeText {
  private static final Pattern TAG = Pattern.compile("\\$([\\p{L}_][\\p{L}\\d_]*)?\\$");
  private static final Pattern PARAMETER = Pattern.compile("\\$\\w+");

  private final String sql;
  private final StringBuilder text = new StringBuilder();
  private int at;

  private LiteralFreeText(String sql) {
    this.sql = sql;
  }

  public static String of(String sql) {
    return new LiteralFreeText(sql).read();
  }

  private String read() {
    while (at < sql.length()) {
      char c = sql.charAt(at);
      if (c == '\'') {
        literal(endOfQuoted('\'', false));
      } else if (c == '"') {
        copy(endOfQuoted('"', false));
      } else if (sql.startsWith("--", at)) {
        skip(orEnd(sql.indexOf('\n', at)));
      } else if (sql.startsWith("/*", at)) {
        skip(endOfComment());
      } else if (c == '_' || Character.isLetter(c)) {
        word();
      } else if (startsNumber(c)) {
        literal(endOfNumber());
      } else if (c != '$' || !dollar()) {
        copy(at + 1);
      }
    }
    return text.toString();
  }

  private void word() {
    boolean mayEscape = (sql.charAt(at) | 0x20) == 'e';
    int end = at + 1;
    while (end < sql.length() && belongsToWord(sql.charAt(end))) {
      end++;
    }
    boolean escapes = mayEscape && end == at + 1;
    copy(end);
    if (at < sql.length() && sql.charAt(at) == '\'') {
      literal(endOfQuoted('\'', escapes));
    }
  }

  private static boolean belongsToWord(char c) {
    return c == '_' || c == '$' || Character.isLetterOrDigit(c) || isMark(c);
  }

  /// An accent of its own, which belongs to the letter before it.
  private static boolean isMark(char c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK -> true;
      default -> false;
    };
  }

  private boolean startsNumber(char c) {
    return isDigit(c) || (c == '.' && at + 1 < sql.length() && isDigit(sql.charAt(at + 1)));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private int endOfNumber() {
    int end = at + 1;
    while (end < sql.length()) {
      char c = sql.charAt(end);
      boolean exponent =
          (c == '+' || c == '-')
              && (sql.charAt(end - 1) | 0x20) == 'e'
              && end + 1 < sql.length()
              && isDigit(sql.charAt(end + 1));
      if (c != '.' && c != '_' && !Character.isLetterOrDigit(c) && !exponent) {
        return end;
      }
      end++;
    }
    return end;
  }

  /// A string between tags, or a parameter.
  private boolean dollar() {
    Matcher tag = matcher(TAG);
    if (tag.lookingAt()) {
      int end = sql.indexOf(tag.group(), tag.end());
      literal(end < 0 ? sql.length() : end + tag.group().length());
      return true;
    }
    Matcher parameter = matcher(PARAMETER);
    if (parameter.lookingAt()) {
      copy(parameter.end());
      return true;
    }
    return false;
  }

  private Matcher matcher(Pattern pattern) {
    return pattern.matcher(sql).region(at, sql.length());
  }

  private int endOfQuoted(char quote, boolean escapes) {
    int i = at + 1;
    while (i < sql.length()) {
      char c = sql.charAt(i);
      if (c == quote) {
        if (i + 1 == sql.length() || sql.charAt(i + 1) != quote) {
          return i + 1;
        }
        i++;
      } else if (escapes && c == '\\') {
        i++;
      }
      i++;
    }
    return sql.length();
  }

  /// Comments nest in some dialects; where they do not, more is left out than need be.
  private int endOfComment() {
    int depth = 0;
    int i = at;
    while (i < sql.length()) {
      if (sql.startsWith("/*", i)) {
        depth++;
        i += 2;
      } else if (sql.startsWith("*/", i)) {
        depth--;
        i += 2;
        if (depth == 0) {
          return i;
        }
      } else {
        i++;
      }
    }
    return sql.length();
  }

  private int orEnd(int found) {
    return found < 0 ? sql.length() : found;
  }

  private void literal(int end) {
    text.append('?');
    at = end;
  }

  private void copy(int end) {
    text.append(sql, at, end);
    at = end;
  }

  private void skip(int end) {
    text.append(' ');
    at = end;
  }
}
