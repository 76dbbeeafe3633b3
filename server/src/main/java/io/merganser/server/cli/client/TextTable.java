package io.merganser.server.cli.client;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.WCWidth;
import org.jspecify.annotations.Nullable;

/// Prints rows as a table that people read. Column widths come from the first rows, so that a long
/// result is on its way before it ends; a wider value further down breaks the line, not the value.
///
/// Widths are those of a terminal: a CJK character takes two cells, a combining mark none. Control
/// characters are shown escaped: data must not steer the terminal.
public final class TextTable {
  /// How many rows decide the widths.
  private static final int SAMPLE = 1_000;

  private static final String NULL = "NULL";

  private final PrintWriter out;
  private final List<Column> columns;
  private final int maxWidth;
  private final List<List<@Nullable String>> sample = new ArrayList<>();
  private int @Nullable [] widths;

  /// A column and whether its values line up on the right.
  public record Column(String name, boolean numeric) {}

  /// @param maxWidth in a table of several columns, values wider than this many cells are cut with
  ///   an ellipsis; 0 for never
  public TextTable(PrintWriter out, List<Column> columns, int maxWidth) {
    this.out = out;
    this.columns = List.copyOf(columns);
    // Nothing stands beside the values of one column, such as a plan.
    this.maxWidth = columns.size() == 1 ? 0 : maxWidth;
  }

  /// Takes a row; prints it now or, while widths are being found, later.
  ///
  /// @param row a value for each column, null for NULL
  public void add(List<? extends @Nullable String> row) {
    List<@Nullable String> shown = new ArrayList<>();
    for (@Nullable String value : row) {
      shown.add(value == null ? null : cut(visible(value)));
    }
    int[] known = widths;
    if (known != null) {
      print(shown, known);
    } else {
      sample.add(shown);
      if (sample.size() == SAMPLE) {
        begin();
      }
    }
  }

  /// Whether the next row makes lines appear.
  boolean isAboutToPrint() {
    return widths != null || sample.size() == SAMPLE - 1;
  }

  /// Prints what has not been printed.
  public void finish() {
    if (widths == null && !columns.isEmpty()) {
      begin();
    }
    out.flush();
  }

  private void begin() {
    int[] found = new int[columns.size()];
    for (int i = 0; i < found.length; i++) {
      found[i] = width(cut(visible(columns.get(i).name())));
      for (List<@Nullable String> row : sample) {
        String value = row.get(i);
        found[i] = Math.max(found[i], width(value == null ? NULL : value));
      }
    }
    widths = found;
    header(found);
    for (List<@Nullable String> row : sample) {
      print(row, found);
    }
    sample.clear();
  }

  private void header(int[] found) {
    StringBuilder names = new StringBuilder();
    StringBuilder rule = new StringBuilder();
    for (int i = 0; i < found.length; i++) {
      if (i > 0) {
        names.append("|");
        rule.append("+");
      }
      Column column = columns.get(i);
      cell(names, cut(visible(column.name())), found[i], column.numeric());
      rule.repeat("-", found[i] + 2);
    }
    out.println(names.toString().stripTrailing());
    out.println(rule);
  }

  private void print(List<@Nullable String> row, int[] found) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < found.length; i++) {
      if (i > 0) {
        line.append("|");
      }
      String value = row.get(i);
      cell(line, value == null ? NULL : value, found[i], columns.get(i).numeric());
    }
    out.println(line.toString().stripTrailing());
  }

  private static void cell(StringBuilder line, String value, int width, boolean right) {
    int padding = Math.max(0, width - width(value));
    line.append(' ');
    if (right) {
      line.repeat(" ", padding).append(value);
    } else {
      line.append(value).repeat(" ", padding);
    }
    line.append(' ');
  }

  /// How many cells of a terminal the text takes.
  static int width(String text) {
    return text.codePoints().map(c -> Math.max(0, WCWidth.wcwidth(c))).sum();
  }

  private String cut(String value) {
    if (maxWidth <= 0 || width(value) <= maxWidth) {
      return value;
    }
    StringBuilder kept = new StringBuilder();
    int width = 0;
    for (int c : value.codePoints().toArray()) {
      width += Math.max(0, WCWidth.wcwidth(c));
      if (width > maxWidth - 1) {
        break;
      }
      kept.appendCodePoint(c);
    }
    return kept.append('…').toString();
  }

  private static String visible(String value) {
    if (value.codePoints().noneMatch(TextTable::hidden)) {
      return value;
    }
    StringBuilder shown = new StringBuilder();
    value
        .codePoints()
        .forEach(c -> {
          switch (c) {
            case '\n' -> shown.append("\\n");
            case '\r' -> shown.append("\\r");
            case '\t' -> shown.append("\\t");
            default -> {
              if (hidden(c)) {
                shown.append(String.format("\\u%04x", c));
              } else {
                shown.appendCodePoint(c);
              }
            }
          }
        });
    return shown.toString();
  }

  /// Controls, and the marks that turn the direction of text.
  private static boolean hidden(int c) {
    return Character.isISOControl(c)
        || (c >= 0x202a && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069);
  }
}
