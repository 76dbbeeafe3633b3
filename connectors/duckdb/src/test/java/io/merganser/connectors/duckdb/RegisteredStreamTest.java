package io.merganser.connectors.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.merganser.connectors.spi.ArrowTypes;
import io.merganser.connectors.spi.Cancellation;
import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.FragmentContext;
import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.ResultStream;
import java.nio.file.Path;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class RegisteredStreamTest {
  private final TestingEngine engine;
  private final TestingEngine other;

  RegisteredStreamTest(@TempDir Path temp) {
    engine = new TestingEngine(temp);
    other = new TestingEngine(temp);
  }

  @AfterEach
  void close() {
    engine.close();
    other.close();
  }

  @Test
  void joinsAStreamOfAnotherEngineWithATable() {
    try (EngineConnection source = other.engine.connect();
        EngineConnection hub = engine.engine.connect()) {
      ResultStream stream =
          source.execute(
              "SELECT x, [x, NULL] AS l, {'a': x::VARCHAR} AS s, MAP {'k': x} AS m"
                  + " FROM range(200_000) t(x)",
              List.of(),
              engine.context());
      hub.register("it's a \"stream\"", stream, engine.context());
      assertThat(
              engine.rows(
                  hub,
                  "SELECT count(*), sum(s.x), max(s.l[1]), max(s.s.a), max(s.m['k'])"
                      + " FROM range(0, 200_000, 2) t(y)"
                      + " JOIN \"it's a \"\"stream\"\"\" s ON s.x = t.y"))
          .containsExactly(
              List.of(
                  100_000L,
                  java.math.BigDecimal.valueOf(9_999_900_000L),
                  199_998L,
                  "99998",
                  199_998L));
    }
  }

  @Test
  void readsAStreamTwiceThroughAMaterializedCte() {
    try (EngineConnection hub = engine.engine.connect()) {
      hub.register("s", new Numbers(engine.allocator, 3, 100, false), engine.context());
      assertThat(
              engine.rows(
                  hub,
                  "WITH x AS MATERIALIZED (SELECT * FROM s)"
                      + " SELECT count(*) FROM x a JOIN x b ON a.n = b.n"))
          .containsExactly(List.of(300L));
    }
  }

  /// The producer writes into the same vectors for each batch; what was handed over must stay.
  @Test
  void keepsBatchesOfAProducerThatReusesItsVectors() {
    try (EngineConnection hub = engine.engine.connect()) {
      Numbers numbers = new Numbers(engine.allocator, 50, 1000, false);
      hub.register("s", numbers, engine.context());
      assertThat(engine.rows(hub, "SELECT count(DISTINCT n), min(n), max(n) FROM s"))
          .containsExactly(List.of(50_000L, 0L, 49_999L));
      assertThat(numbers.closed).isTrue();
    }
  }

  @Test
  void failsWithTheExceptionOfTheStream() {
    try (EngineConnection hub = engine.engine.connect()) {
      Numbers numbers = new Numbers(engine.allocator, 3, 100, true);
      hub.register("s", numbers, engine.context());
      assertThatThrownBy(() -> engine.rows(hub, "SELECT sum(n) FROM s"))
          .isInstanceOfSatisfying(
              QueryException.class,
              e -> assertThat(e.code()).isEqualTo(ConnectorError.SOURCE_UNREACHABLE))
          .hasMessage("the cable is cut");
      assertThat(engine.rows(hub, "SELECT 41")).containsExactly(List.of(41));
    }
    assertThat(engine.rows("SELECT 42")).containsExactly(List.of(42));
  }

  @Test
  void failsWhileStreamingWithTheExceptionOfTheStream() {
    try (EngineConnection hub = engine.engine.connect()) {
      hub.register("s", new Numbers(engine.allocator, 200, 10_000, true), engine.context());
      assertThatThrownBy(() -> engine.rows(hub, "SELECT n FROM s")).hasMessage("the cable is cut");
    }
  }

  @Test
  void closesAStreamThatNobodyRead() {
    Numbers unread = new Numbers(engine.allocator, 3, 100, false);
    Numbers half = new Numbers(engine.allocator, 10_000, 100, false);
    try (EngineConnection hub = engine.engine.connect()) {
      hub.register("unread", unread, engine.context());
      hub.register("half", half, engine.context());
      assertThat(engine.rows(hub, "SELECT n FROM half LIMIT 1")).hasSize(1);
    }
    assertThat(unread.closed).isTrue();
    assertThat(half.closed).isTrue();
  }

  @Test
  void saysWhenAStreamIsReadTwice() {
    try (EngineConnection hub = engine.engine.connect()) {
      hub.register("s", new Numbers(engine.allocator, 1, 10, false), engine.context());
      assertThat(engine.rows(hub, "SELECT n FROM s")).hasSize(10);
      assertThatThrownBy(() -> engine.rows(hub, "SELECT n FROM s"))
          .isInstanceOf(QueryException.class);
    }
  }

  @Test
  void stopsReadingAStreamOnCancel() {
    Cancellation cancellation = new Cancellation();
    FragmentContext context = new FragmentContext(engine.allocator, cancellation);
    Numbers numbers = new Numbers(engine.allocator, Integer.MAX_VALUE, 100, false);
    numbers.onBatch =
        batch -> {
          if (batch == 1000) {
            cancellation.cancel(ConnectorError.STATEMENT_CANCELLED);
          }
        };
    try (EngineConnection hub = engine.engine.connect()) {
      hub.register("s", numbers, context);
      assertThatThrownBy(() -> hub.execute("SELECT sum(n) FROM s", List.of(), context).next())
          .isInstanceOfSatisfying(
              QueryException.class,
              e -> assertThat(e.code()).isEqualTo(ConnectorError.STATEMENT_CANCELLED));
    }
    assertThat(numbers.closed).isTrue();
  }

  /// Numbers from 0 in batches, all in the same vector; breaks before the last batch if asked to.
  private static final class Numbers implements ResultStream {
    private final VectorSchemaRoot root;
    private final int batches;
    private final int rows;
    private final boolean breaks;
    private int batch;
    volatile boolean closed;
    java.util.function.IntConsumer onBatch = ignored -> {};

    Numbers(BufferAllocator allocator, int batches, int rows, boolean breaks) {
      this.root = VectorSchemaRoot.create(schemaOfNumbers(), allocator);
      this.batches = batches;
      this.rows = rows;
      this.breaks = breaks;
    }

    private static Schema schemaOfNumbers() {
      return ArrowTypes.schema(List.of(new Column("n", DataType.Scalar.BIGINT, true)));
    }

    @Override
    public Schema schema() {
      return root.getSchema();
    }

    @Override
    public boolean next() {
      onBatch.accept(batch);
      if (breaks && batch == batches - 1) {
        throw new QueryException(ConnectorError.SOURCE_UNREACHABLE, "the cable is cut");
      }
      if (batch == batches) {
        return false;
      }
      BigIntVector vector = (BigIntVector) root.getVector(0);
      vector.reset();
      for (int i = 0; i < rows; i++) {
        vector.setSafe(i, (long) batch * rows + i);
      }
      root.setRowCount(rows);
      batch++;
      return true;
    }

    @Override
    public VectorSchemaRoot batch() {
      return root;
    }

    @Override
    public ArrowReader reader() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
      closed = true;
      root.close();
    }
  }
}
