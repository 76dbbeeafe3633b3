package io.merganser.connectors.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.merganser.connectors.spi.Cancellation;
import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.FragmentContext;
import io.merganser.connectors.spi.Parameter;
import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.ResultStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class RepeatedStatementsTest {
  private static final String LONG = "SELECT x, x::VARCHAR AS t FROM range(100_000_000_000) a(x)";

  private final TestingEngine engine;
  private final RepeatedStatements statements;
  private int opened;

  RepeatedStatementsTest(@TempDir Path temp) {
    engine = new TestingEngine(temp);
    statements =
        new RepeatedStatements(settings -> {
          opened++;
          return engine.engine.connect(settings);
        });
  }

  @AfterEach
  void close() {
    statements.close();
    engine.close();
  }

  private List<List<@Nullable Object>> rows(String sql, Parameter... parameters) {
    try (ResultStream stream =
        statements.execute(EngineSettings.NONE, sql, List.of(parameters), engine.context())) {
      return TestingEngine.read(stream);
    }
  }

  @Test
  void preparesOnceForAllValues() {
    String sql = "SELECT CAST($1 AS INTEGER) + 1 AS a, CAST($2 AS VARCHAR) AS b";
    for (int i = 0; i < 5; i++) {
      @Nullable Integer value = i == 3 ? null : i;
      List<List<@Nullable Object>> rows =
          rows(
              sql,
              new Parameter(DataType.Scalar.INTEGER, value),
              new Parameter(DataType.Scalar.VARCHAR, "text " + i));
      assertThat(rows.get(0)).containsExactly(value == null ? null : value + 1, "text " + i);
    }
    assertThat(opened).isEqualTo(1);
  }

  @Test
  void asksTheClockEachTime() {
    String sql = "SELECT epoch_ns(now()) AS a, random() AS b";
    assertThat(rows(sql)).isNotEqualTo(rows(sql));
    assertThat(opened).isEqualTo(1);
  }

  @Test
  void runsAtOnceOnConnectionsOfTheirOwn() {
    String sql = "SELECT x FROM range(100_000) a(x)";
    List<ResultStream> streams = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      streams.add(statements.execute(EngineSettings.NONE, sql, List.of(), engine.context()));
    }
    for (ResultStream stream : streams) {
      assertThat(TestingEngine.read(stream)).hasSize(100_000);
      stream.close();
    }
    assertThat(opened).isEqualTo(3);
    assertThat(statements.idle()).isEqualTo(3);
    rows(sql);
    assertThat(opened).isEqualTo(3);
  }

  @Test
  void keepsNoneThatWasLeftHalfRead() {
    try (ResultStream stream =
        statements.execute(EngineSettings.NONE, LONG, List.of(), engine.context())) {
      assertThat(stream.next()).isTrue();
    }
    assertThat(statements.idle()).isZero();
  }

  @Test
  void keepsNoneThatFailed() {
    String sql = "SELECT CAST(CAST($1 AS VARCHAR) AS INTEGER) AS a";
    assertThat(rows(sql, new Parameter(DataType.Scalar.VARCHAR, "1"))).hasSize(1);
    assertThatThrownBy(() -> rows(sql, new Parameter(DataType.Scalar.VARCHAR, "one")))
        .isInstanceOf(QueryException.class);
    assertThat(statements.idle()).isZero();
    assertThat(rows(sql, new Parameter(DataType.Scalar.VARCHAR, "2"))).hasSize(1);
  }

  @Test
  void keepsNoneThatWasCancelled() {
    Cancellation cancellation = new Cancellation();
    ResultStream stream =
        statements.execute(
            EngineSettings.NONE,
            LONG,
            List.of(),
            new FragmentContext(engine.allocator, cancellation));
    assertThat(stream.next()).isTrue();
    cancellation.cancel(ConnectorError.STATEMENT_CANCELLED);
    assertThatThrownBy(() -> TestingEngine.read(stream)).isInstanceOf(QueryException.class);
    stream.close();
    assertThat(statements.idle()).isZero();
    assertThat(rows("SELECT 1 AS a")).hasSize(1);
  }

  @Test
  void staysWithinItsBound() {
    for (int i = 0; i < 200; i++) {
      rows("SELECT " + i + " AS a");
    }
    assertThat(statements.idle()).isEqualTo(128);
    rows("SELECT 199 AS a");
    assertThat(opened).isEqualTo(200);
    rows("SELECT 0 AS a");
    assertThat(opened).isEqualTo(201);
  }

  @Test
  void keepsNoneOnceClosed() {
    try (ResultStream stream =
        statements.execute(EngineSettings.NONE, "SELECT 1 AS a", List.of(), engine.context())) {
      assertThat(TestingEngine.read(stream)).hasSize(1);
      statements.close();
    }
    assertThat(statements.idle()).isZero();
  }
}
