package io.merganser.connectors.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ScratchTest {
  @Test
  void isSeenByAllConnectionsUntilItIsLetGo(@TempDir Path temp) {
    try (TestingEngine engine = new TestingEngine(temp)) {
      Scratch one = engine.engine.scratch();
      Scratch two = engine.engine.scratch();
      assertThat(one.name()).isNotEqualTo(two.name());
      engine.rows("CREATE TABLE " + one.name() + ".main.t AS SELECT 1 AS x");
      assertThat(one.metadata().tables("main")).containsExactly("t");
      assertThat(two.metadata().tables("main")).isEmpty();
      one.close();
      one.close();
      assertThat(
              engine.rows(
                  "SELECT database_name FROM duckdb_databases()"
                      + " WHERE starts_with(database_name, 'scratch_')"))
          .hasSize(1);
      two.close();
    }
  }
}
