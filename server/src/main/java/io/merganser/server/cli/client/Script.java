package io.merganser.server.cli.client;

import java.util.ArrayList;
import java.util.List;

/// Text cut into statements at the semicolons that are not inside of a quote or comment.
///
/// Knows '…' (and E'…' with backslashes), "…", -- and nested /* */ comments, $$…$$ and $tag$…$tag$.
///
/// @param statements without their semicolons, blank ones left out
/// @param rest what follows the last semicolon and is not blank; empty if there is nothing
/// @param open whether the rest ends inside of a quote or comment
public record Script(List<Statement> statements, Statement rest, boolean open) {

  /// A statement and the line of the script it begins on, from 1.
  public record Statement(String text, int line) {}

  /// Cuts the text.
  public static Script of(String text) {
    return new Cutter(text).cut();
  }

  /// All statements, what follows the last semicolon being one as well.
  public List<Statement> all() {
    if (rest.text().isEmpty()) {
      return statements;
    }
    List<Statement> all = new ArrayList<>(statements);
    all.add(rest);
    return all;
  }

  private static final class Cutter {
    private final String text;
    private final List<Statement> statements = new ArrayList<>();
    private int position;
    private int start;
    private boolean blank = true;
    private boolean open;

    Cutter(String text) {
      this.text = text;
    }

    Script cut() {
      while (position < text.length()) {
        char c = text.charAt(position);
        switch (c) {
          case '\'' -> quote('\'', escapes());
          case '"' -> quote('"', false);
          case '$' -> dollar();
          case ';' -> end();
          default -> other(c);
        }
      }
      Statement rest = blank && !open ? new Statement("", lineOf(start)) : statement();
      return new Script(List.copyOf(statements), rest, open);
    }

    private void other(char c) {
      if (text.startsWith("--", position)) {
        int end = text.indexOf('\n', position);
        position = end < 0 ? text.length() : end + 1;
      } else if (text.startsWith("/*", position)) {
        comment();
      } else {
        blank &= Character.isWhitespace(c);
        position++;
      }
    }

    private void end() {
      if (!blank) {
        statements.add(statement());
      }
      position++;
      start = position;
      blank = true;
    }

    private Statement statement() {
      int from = start;
      while (from < position && Character.isWhitespace(text.charAt(from))) {
        from++;
      }
      return new Statement(text.substring(from, position).stripTrailing(), lineOf(from));
    }

    private int lineOf(int offset) {
      return 1 + (int) text.substring(0, offset).chars().filter(c -> c == '\n').count();
    }

    private boolean escapes() {
      if (position == 0 || (text.charAt(position - 1) | 0x20) != 'e') {
        return false;
      }
      return position == 1 || !Character.isJavaIdentifierPart(text.charAt(position - 2));
    }

    /// A doubled quote inside needs no care: it ends one quoted text and begins the next.
    private void quote(char quote, boolean escapes) {
      blank = false;
      position++;
      while (position < text.length()) {
        char c = text.charAt(position++);
        if (c == '\\' && escapes) {
          position = Math.min(position + 1, text.length());
        } else if (c == quote) {
          return;
        }
      }
      open = true;
    }

    private void comment() {
      int depth = 0;
      do {
        if (text.startsWith("/*", position)) {
          depth++;
          position += 2;
        } else if (text.startsWith("*/", position)) {
          depth--;
          position += 2;
        } else {
          position++;
        }
      } while (depth > 0 && position < text.length());
      open = depth > 0;
    }

    private void dollar() {
      blank = false;
      int end = position + 1;
      while (end < text.length() && isTag(text.charAt(end))) {
        end++;
      }
      boolean named = position > 0 && Character.isJavaIdentifierPart(text.charAt(position - 1));
      boolean parameter = end > position + 1 && Character.isDigit(text.charAt(position + 1));
      if (named || parameter || end >= text.length() || text.charAt(end) != '$') {
        position++;
        return;
      }
      String tag = text.substring(position, end + 1);
      int close = text.indexOf(tag, end + 1);
      open = close < 0;
      position = open ? text.length() : close + tag.length();
    }

    private static boolean isTag(char c) {
      return Character.isLetterOrDigit(c) || c == '_';
    }
  }
}
