package io.merganser.connectors.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.merganser.connectors.spi.Cancellation;
import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.FragmentContext;
import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.ResultStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EngineConnectionTest {
  private static final String ENDLESS =
      "SELECT count(*) FROM range(10_000_000_000) a(x), range(1_000_000) b(y) WHERE x * y % 7 = 3";
  private static final String LONG = "SELECT x, x::VARCHAR AS t FROM range(100_000_000_000) a(x)";

  private final TestingEngine engine;

  EngineConnectionTest(@TempDir Path temp) {
    engine = new TestingEngine(temp);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void streamsWithoutHoldingTheWholeAnswer() {
    try (EngineConnection connection = engine.engine.connect()) {
      long start = System.nanoTime();
      try (ResultStream stream =
          connection.execute(
              "SELECT x, x::VARCHAR AS t FROM range(100_000_000) a(x)",
              List.of(),
              engine.context())) {
        for (int i = 0; i < 5; i++) {
          assertThat(stream.next()).isTrue();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertThat(engine.allocator.getAllocatedMemory()).isLessThan(64L << 20);
      }
      assertThat(engine.rows(connection, "SELECT 1")).containsExactly(List.of(1));
    }
  }

  @Test
  void keepsTheOrderOfTheTable() {
    try (EngineConnection connection = engine.engine.connect()) {
      engine.rows(connection, "CREATE TEMP TABLE t AS SELECT range AS x FROM range(300_000)");
      List<?> rows = engine.rows(connection, "SELECT x FROM t");
      assertThat(rows).hasSize(300_000);
      assertThat(rows.get(299_999)).isEqualTo(List.of(299_999L));
      assertThat(rows.get(123_456)).isEqualTo(List.of(123_456L));
    }
  }

  @Test
  void countsChanges() {
    try (EngineConnection connection = engine.engine.connect()) {
      assertThat(engine.rows(connection, "CREATE TEMP TABLE t (a INTEGER)")).isEmpty();
      assertThat(engine.rows(connection, "INSERT INTO t SELECT range FROM range(3)"))
          .containsExactly(List.of(3L));
      assertThat(engine.rows(connection, "BEGIN")).isEmpty();
      assertThat(engine.rows(connection, "DELETE FROM t WHERE a = 1")).containsExactly(List.of(1L));
      assertThat(engine.rows(connection, "ROLLBACK")).isEmpty();
      assertThat(engine.rows(connection, "SELECT count(*) FROM t")).containsExactly(List.of(3L));
      assertThat(engine.rows(connection, "INSERT INTO t VALUES (9) RETURNING a"))
          .containsExactly(List.of(9));
    }
  }

  @Test
  void refusesASecondStatementWhileAStreamIsOpen() {
    try (EngineConnection connection = engine.engine.connect();
        ResultStream stream = connection.execute(LONG, List.of(), engine.context())) {
      assertThat(stream.next()).isTrue();
      assertThatThrownBy(() -> connection.execute("SELECT 1", List.of(), engine.context()))
          .isInstanceOf(IllegalStateException.class);
      assertThat(stream.next()).isTrue();
    }
  }

  @Test
  void survivesTheCloseOfItsStreamMidway() {
    try (EngineConnection connection = engine.engine.connect()) {
      for (int i = 0; i < 20; i++) {
        try (ResultStream stream = connection.execute(LONG, List.of(), engine.context())) {
          assertThat(stream.next()).isTrue();
        }
      }
    }
  }

  @Test
  void cancelsWhileTheEngineComputes() throws InterruptedException {
    Cancellation cancellation = new Cancellation();
    CountDownLatch started = new CountDownLatch(1);
    Thread canceller =
        Thread.ofPlatform()
            .start(() -> {
              await(started);
              cancellation.cancel(ConnectorError.STATEMENT_TIMEOUT);
            });
    try (EngineConnection connection = engine.engine.connect()) {
      started.countDown();
      assertThatThrownBy(() -> drain(connection, ENDLESS, cancellation))
          .isInstanceOfSatisfying(
              QueryException.class,
              e -> assertThat(e.code()).isEqualTo(ConnectorError.STATEMENT_TIMEOUT));
    }
    canceller.join();
    assertThat(engine.rows("SELECT 42")).containsExactly(List.of(42));
  }

  @Test
  void cancelsWhileRowsStream() {
    Cancellation cancellation = new Cancellation();
    try (EngineConnection connection = engine.engine.connect();
        ResultStream stream =
            connection.execute(
                LONG, List.of(), new FragmentContext(engine.allocator, cancellation))) {
      assertThat(stream.next()).isTrue();
      cancellation.cancel(ConnectorError.STATEMENT_CANCELLED);
      assertThatThrownBy(
              () -> {
                while (stream.next()) {
                  // Reads what was on its way.
                }
              })
          .isInstanceOfSatisfying(
              QueryException.class,
              e -> assertThat(e.code()).isEqualTo(ConnectorError.STATEMENT_CANCELLED));
    }
    assertThat(engine.rows("SELECT 42")).containsExactly(List.of(42));
  }

  /// Cancelling races with every stage of a statement: binding, executing, streaming, closing.
  @Test
  void cancelsAtAnyMoment() throws InterruptedException {
    for (int round = 0; round < 150; round++) {
      Cancellation cancellation = new Cancellation();
      int spin = round * 2_000;
      Thread canceller =
          Thread.ofPlatform()
              .start(() -> {
                for (int i = 0; i < spin; i++) {
                  Thread.onSpinWait();
                }
                cancellation.cancel(ConnectorError.STATEMENT_CANCELLED);
              });
      try (EngineConnection connection = engine.engine.connect()) {
        assertThatThrownBy(() -> drain(connection, LONG, cancellation))
            .isInstanceOfSatisfying(
                QueryException.class,
                e -> assertThat(e.code()).isEqualTo(ConnectorError.STATEMENT_CANCELLED));
      }
      canceller.join();
    }
    assertThat(engine.rows("SELECT 42")).containsExactly(List.of(42));
  }

  @Test
  void doesNotStartWhatWasCancelledBefore() {
    Cancellation cancellation = new Cancellation();
    cancellation.cancel(ConnectorError.STATEMENT_CANCELLED);
    try (EngineConnection connection = engine.engine.connect()) {
      assertThatThrownBy(() -> drain(connection, "SELECT 1", cancellation))
          .hasMessageContaining("cancelled");
      assertThat(engine.rows(connection, "SELECT 1")).hasSize(1);
    }
  }

  @Test
  void reportsAFailureInTheMiddleOfAStream() {
    assertThatThrownBy(() ->
            engine.rows(
                "SELECT CAST(CASE WHEN x = 3_000_000 THEN 'boom' ELSE '1' END AS INTEGER)"
                    + " FROM range(5_000_000) t(x)"))
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.code()).isEqualTo(ConnectorError.DATA_ERROR))
        .hasMessage("could not convert string 'boom' to INT32");
  }

  @Test
  void reportsThatMemoryRanOut() {
    assertThatThrownBy(() ->
            engine.rows("SELECT list(x::VARCHAR || repeat('x', 1000)) FROM range(10_000_000) t(x)"))
        .isInstanceOfSatisfying(
            QueryException.class,
            e -> assertThat(e.code()).isEqualTo(ConnectorError.OUT_OF_MEMORY));
    assertThat(engine.rows("SELECT 42")).containsExactly(List.of(42));
  }

  private void drain(EngineConnection connection, String sql, Cancellation cancellation) {
    FragmentContext context = new FragmentContext(engine.allocator, cancellation);
    try (ResultStream stream = connection.execute(sql, List.of(), context)) {
      while (stream.next()) {
        assertThat(stream.batch().getRowCount()).isPositive();
      }
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
