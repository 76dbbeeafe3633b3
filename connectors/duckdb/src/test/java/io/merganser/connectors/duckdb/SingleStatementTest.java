package io.merganser.connectors.duckdb;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SingleStatementTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        "SELECT 1;",
        "SELECT 1 ; \n",
        "SELECT ';'",
        "SELECT 'it''s;' AS \";\"",
        "SELECT E'\\';'",
        "SELECT $$;$$, $a$;$$;$a$, $1",
        "SELECT 1 -- ;",
        "SELECT /* ; */ 1"
      })
  void takesOne(String sql) {
    assertThatCode(() -> SingleStatement.require(sql)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1; SELECT 2", "SELECT ''; DROP TABLE t", "SELECT $1; SELECT 2",
        "SELECT E'\\''; SELECT ''", "SELECT 1 -- '\n; SELECT 2 -- '", "SELECT 1;;",
        "SELECT /* ' */ 1; SELECT ''", "SELECT $$'$$; SELECT ''", "SELECT 'a\\'; SELECT 2 --'",
        "SELECT /* /* */ 1"
      })
  void refusesSeveral(String sql) {
    assertThatThrownBy(() -> SingleStatement.require(sql))
        .hasMessageMatching(".*(one statement|comment).*");
  }
}
