package io.merganser.server.metrics;

import io.merganser.connectors.spi.QueryException;
import io.merganser.server.query.ObservedStatement;
import io.merganser.server.query.QueryListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Counts and times statements. Labels have few values: error codes, never names of people or
/// tables.
public final class QueryMetrics implements QueryListener {
  private final MeterRegistry meters;
  private final Timer planning;
  private final Counter rows;
  private final AtomicInteger running;

  public QueryMetrics(MeterRegistry meters) {
    this.meters = meters;
    this.planning =
        Timer.builder("merganser.planning").description("from text to plan").register(meters);
    this.rows = Counter.builder("merganser.rows").description("rows delivered").register(meters);
    this.running = meters.gauge("merganser.statements.running", new AtomicInteger());
  }

  @Override
  public void planned(
      ObservedStatement statement, Duration took, @Nullable QueryException failure) {
    planning.record(took);
    if (failure != null) {
      refused(failure);
    }
  }

  @Override
  public void started(ObservedStatement statement) {
    running.incrementAndGet();
  }

  @Override
  public void ended(
      ObservedStatement statement,
      Duration took,
      long delivered,
      @Nullable QueryException failure) {
    running.decrementAndGet();
    rows.increment((double) delivered);
    String outcome = failure == null ? "ok" : failure.code().name();
    Timer.builder("merganser.statements")
        .description("from start to the last row")
        .tag("outcome", outcome)
        .register(meters)
        .record(took);
  }

  private void refused(QueryException failure) {
    Counter.builder("merganser.statements.refused")
        .description("statements that did not start")
        .tag("code", failure.code().name())
        .register(meters)
        .increment();
  }
}
