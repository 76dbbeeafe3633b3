package io.merganser.server.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SqlFailureTest {
  @Test
  void pointsAtThePlaceInTheFile() {
    SqlFailure failure =
        new SqlFailure(
            SqlFailure.Kind.STATEMENT, "no column `nmae`", "42703", 2, 8, "did you mean `name`?");

    assertThat(failure.describe("SELECT\n  \"日\", nmae\nFROM t", 10))
        .isEqualTo(
            """
            ERROR 42703: no column `nmae`
            LINE 11:   "日", nmae
                             ^
            HINT: did you mean `name`?
            """);
  }

  @Test
  void shortensLongLinesAroundThePlace() {
    String sql = "x".repeat(500) + "!" + "y".repeat(500);
    SqlFailure failure =
        new SqlFailure(SqlFailure.Kind.STATEMENT, "unexpected", "42601", 1, 501, null);

    List<String> lines = failure.describe(sql, 1).lines().toList();

    assertThat(lines.get(1)).hasSizeLessThan(120);
    assertThat(lines.get(1).charAt(lines.get(2).indexOf('^'))).isEqualTo('!');
  }

  @Test
  void livesWithAPlaceThatIsNotThere() {
    SqlFailure failure = new SqlFailure(SqlFailure.Kind.STATEMENT, "broken", null, 7, 3, null);

    assertThat(failure.describe("SELECT 1", 1)).isEqualTo("ERROR: broken\n");
  }
}
