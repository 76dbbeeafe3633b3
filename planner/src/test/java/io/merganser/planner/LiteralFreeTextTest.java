package io.merganser.planner;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LiteralFreeTextTest {
  @Test
  void leavesOutStringsNumbersAndComments() {
    is("SELECT 'x', 1.5e-3, .5, 0xFF, 1_000 FROM t1", "SELECT ?, ?, ?, ?, ? FROM t1");
    is("SELECT 'it''s', E'a\\'b', X'00', $$a'b$$, $q$x$q$", "SELECT ?, E?, X?, ?, ?");
    is("SELECT 1 -- secret\n+ 2 /* more */ + 3", "SELECT ?  \n+ ?   + ?");
    is("VALUES (-7), (DATE '2020-01-01')", "VALUES (-?), (DATE ?)");
  }

  @Test
  void keepsNamesAndParameters() {
    is(
        "SELECT a1, \"b 'c\", t$1.\"x\"\"y\", ?, $2 FROM c.s.t2",
        "SELECT a1, \"b 'c\", t$1.\"x\"\"y\", ?, $2 FROM c.s.t2");
    is("SELECT größe FROM tabelle_2", "SELECT größe FROM tabelle_2");
  }

  @Test
  void takesWhatIsOpenForALiteral() {
    is("SELECT 'secret", "SELECT ?");
    is("SELECT $$secret", "SELECT ?");
    is("SELECT /* secret /* more */ secret", "SELECT  ");
    is("SELECT E'\\", "SELECT E?");
    is("", "");
  }

  private static void is(String sql, String without) {
    assertThat(LiteralFreeText.of(sql)).isEqualTo(without);
  }
}
