package io.merganser.planner.relist;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text as the engine's serializer can have it, naming the same.
///
/// Most of the literals in a long list are left out: they name nothing, and the engine writes 160
/// characters for each (0.2 s for a list of 100 000). An ENUM, whose members it cannot write,
/// becomes another type. What is between quotes stays as it is.
final class ParserText {
  /// Shorter texts keep their lists.
  private static final int LONG_TEXT = 32 << 10;

  /// Of a list that stay.
  private static final int KEPT = 8;

  /// A literal of the engine's grammar that names nothing: what is between the quotes cannot end
  /// the string, and nothing of a word is before a number.
  private static final Pattern NEXT =
      Pattern.compile("\\s*,\\s*(-?\\d[\\d.]*(?![\\w.])|'(?:[^'\\\\]|'')*+'(?!'))\\s*(?=[,)])");

  private static final String MEMBER = "\\s*'(?:[^']|'')*+'\\s*";
  private static final Pattern ENUM =
      Pattern.compile("\\bENUM\\s*\\(" + MEMBER + "(?:," + MEMBER + ")*+\\)");

  private final String sql;
  private final boolean isLong;
  private final Matcher next;
  private final Matcher enumeration;
  private final StringBuilder text = new StringBuilder();
  private int at;

  private ParserText(String sql) {
    this.sql = sql;
    this.isLong = sql.length() >= LONG_TEXT;
    this.next = NEXT.matcher(sql);
    this.enumeration = ENUM.matcher(sql).useTransparentBounds(true);
  }

  static String of(String sql) {
    return sql.length() < LONG_TEXT && !sql.contains("ENUM") ? sql : new ParserText(sql).read();
  }

  private String read() {
    while (at < sql.length()) {
      char c = sql.charAt(at);
      if (c == '\'' || c == '"') {
        copyQuoted(c);
      } else if (isLong && c == ',' && next.region(at, sql.length()).lookingAt()) {
        copyList();
      } else if (c == 'E' && enumeration.region(at, sql.length()).lookingAt()) {
        text.append("VARCHAR");
        at = enumeration.end();
      } else {
        text.append(c);
        at++;
      }
    }
    return text.toString();
  }

  private void copyQuoted(char quote) {
    int end = sql.indexOf(quote, at + 1);
    // A doubled quote opens again at once, which comes to the same.
    end = end < 0 ? sql.length() : end + 1;
    text.append(sql, at, end);
    at = end;
  }

  private void copyList() {
    for (int i = 0; next.region(at, sql.length()).lookingAt(); i++) {
      if (i < KEPT) {
        text.append(sql, at, next.end());
      }
      at = next.end();
    }
  }
}
