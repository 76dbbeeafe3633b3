package io.merganser.planner.analyze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.merganser.connectors.duckdb.DuckDbEngine;
import io.merganser.connectors.duckdb.EngineConfig;
import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.QueryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FenceProbeTest {
  @TempDir Path temp;

  @Test
  void passesOnTheEngineThatIsShipped() {
    try (DuckDbEngine engine = DuckDbEngine.open(EngineConfig.of("1GB", 2, temp, null), Map.of())) {
      FenceProbe.prove(engine::answers);
      // Leaves nothing behind.
      FenceProbe.prove(engine::answers);
    }
  }

  @Test
  void refusesAFenceThatLetsAHiddenRowThroughOrKeepsAVisibleOne() {
    try (DuckDbEngine engine = DuckDbEngine.open(EngineConfig.of("1GB", 2, temp, null), Map.of())) {
      refuses(engine, table -> table);
      refuses(engine, table -> "(SELECT * FROM " + table + " WHERE id <> 3)");
      refuses(engine, table -> "(SELECT * FROM " + table + " WHERE open = 'yes' AND id <> 4)");
      refuses(engine, table -> "(SELECT * FROM " + table + " WHERE no_column)");
      // Statistics of hidden rows get through a LIMIT.
      refuses(
          engine,
          table -> "(SELECT * FROM " + table + " WHERE open = 'yes' LIMIT 9223372036854775807)");
    }
  }

  @Test
  void refusesAnOpenFenceThatLetsAHiddenRowThroughOrKeepsAVisibleOne() {
    try (DuckDbEngine engine = DuckDbEngine.open(EngineConfig.of("1GB", 2, temp, null), Map.of())) {
      refusesOpen(engine, table -> table);
      refusesOpen(engine, table -> "(SELECT * FROM " + table + " WHERE id <> 3)");
      refusesOpen(engine, table -> "(SELECT * FROM " + table + " WHERE open = 'yes' AND id > 99)");
      // Nothing raises where there is nothing.
      refusesOpen(engine, table -> "(SELECT * FROM " + table + " WHERE id > 5000)");
    }
  }

  private static void refusesOpen(DuckDbEngine engine, UnaryOperator<String> fence) {
    assertThatThrownBy(() -> FenceProbe.proveOpen(engine::answers, List.of(fence)))
        .hasMessageContaining("row filter")
        .isInstanceOf(QueryException.class);
  }

  private static void refuses(DuckDbEngine engine, UnaryOperator<String> fence) {
    assertThatThrownBy(() -> FenceProbe.prove(engine::answers, List.of(fence)))
        .hasMessageContaining("row filter")
        .isInstanceOfSatisfying(
            QueryException.class,
            e -> assertThat(e.code()).isEqualTo(ConnectorError.ENGINE_FAILED));
  }
}
