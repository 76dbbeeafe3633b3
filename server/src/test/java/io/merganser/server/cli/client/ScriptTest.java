package io.merganser.server.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptTest {
  @Test
  void cutsAtSemicolons() {
    assertThat(texts("SELECT 1; SELECT 2 ;\n SELECT 3"))
        .containsExactly("SELECT 1", "SELECT 2", "SELECT 3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 'a;b'",
        "SELECT 'it''s; fine'",
        "SELECT E'a\\';b'",
        "SELECT 'a\\'",
        "SELECT \"a;b\"",
        "SELECT 1 -- a;b\n+ 2",
        "SELECT 1 /* a;b */ + 2",
        "SELECT 1 /* a /* b; */ c; */ + 2",
        "SELECT $$a;'b$$",
        "SELECT $x$a;$$;b$x$",
        "SELECT $1",
        "SELECT a$b$c",
      })
  void keepsSemicolonsOfQuotesAndComments(String sql) {
    assertThat(texts(sql + "; SELECT 2")).containsExactly(sql, "SELECT 2");
  }

  @Test
  void leavesOutWhatIsBlankOrComment() {
    assertThat(texts(";;  ; -- nothing\n; /* nor ; here */ ;")).isEmpty();
  }

  @Test
  void tellsTheLineAStatementBeginsOn() {
    assertThat(Script.of("SELECT 1;\n\n  SELECT\n 2;\nSELECT 3").all())
        .extracting(Script.Statement::line)
        .containsExactly(1, 3, 5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELECT 'a;", "SELECT \"a;", "SELECT /* a;", "SELECT $$ a;"})
  void isOpenInsideOfAQuoteOrComment(String sql) {
    Script script = Script.of(sql);

    assertThat(script.open()).isTrue();
    assertThat(script.statements()).isEmpty();
    assertThat(script.rest().text()).isEqualTo(sql);
  }

  private static List<String> texts(String script) {
    return Script.of(script).all().stream().map(Script.Statement::text).toList();
  }
}
