package io.merganser.server.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TextTableTest {
  private static final List<TextTable.Column> COLUMNS =
      List.of(new TextTable.Column("name", false), new TextTable.Column("n", true));

  @Test
  void linesNumbersUpOnTheRightAndShowsNull() {
    assertThat(table(0, row("FRANCE", "7"), row(null, "1234"), row("PERU", null)))
        .isEqualTo(
            """
             name   |    n
            --------+------
             FRANCE |    7
             NULL   | 1234
             PERU   | NULL
            """);
  }

  @Test
  void countsCellsOfATerminal() {
    assertThat(table(0, row("日本", "1"), row("e\u0301té", "2"), row("Peru", "3")))
        .isEqualTo(
            """
             name | n
            ------+---
             日本 | 1
             e\u0301té  | 2
             Peru | 3
            """);
  }

  @Test
  void cutsWideValuesWithAnEllipsis() {
    assertThat(table(5, row("abcdefgh", "1"), row("日本日本", "2")))
        .isEqualTo(
            """
             name  | n
            -------+---
             abcd… | 1
             日本… | 2
            """);
  }

  @Test
  void cutsNothingOfASingleColumn() {
    StringWriter text = new StringWriter();
    TextTable table = new TextTable(new PrintWriter(text), COLUMNS.subList(0, 1), 5);
    table.add(row("abcdefgh"));
    table.finish();

    assertThat(text.toString()).contains("abcdefgh");
  }

  @Test
  void keepsValuesFromSteeringTheTerminal() {
    assertThat(table(0, row("a\033[31m\nb\tc\u202e", "1")))
        .contains("a\\u001b[31m\\nb\\tc\\u202e")
        .doesNotContain("\033")
        .doesNotContain("\u202e");
  }

  @Test
  void showsTheColumnsOfNoRows() {
    assertThat(table(0))
        .isEqualTo(
            """
             name | n
            ------+---
            """);
  }

  @Test
  void printsLongResultsBeforeTheyEnd() {
    StringWriter text = new StringWriter();
    TextTable table = new TextTable(new PrintWriter(text), COLUMNS, 0);

    for (int i = 0; i < 1_000; i++) {
      table.add(row("x", "1"));
    }

    assertThat(text.toString().lines()).hasSize(1_002);
  }

  private static List<@Nullable String> row(@Nullable String... values) {
    return Arrays.asList(values);
  }

  @SafeVarargs
  private static String table(int maxWidth, List<@Nullable String>... rows) {
    StringWriter text = new StringWriter();
    TextTable table = new TextTable(new PrintWriter(text), COLUMNS, maxWidth);
    for (List<@Nullable String> row : rows) {
      table.add(row);
    }
    table.finish();
    return text.toString();
  }
}
