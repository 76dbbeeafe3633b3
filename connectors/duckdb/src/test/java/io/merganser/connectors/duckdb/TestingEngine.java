package io.merganser.connectors.duckdb;

import io.merganser.connectors.spi.Attachment;
import io.merganser.connectors.spi.Cancellation;
import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.FragmentContext;
import io.merganser.connectors.spi.Parameter;
import io.merganser.connectors.spi.ResultStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;

/// An engine with its own allocator, which fails on close if a buffer was leaked.
final class TestingEngine implements AutoCloseable {
  final RootAllocator allocator = new RootAllocator();
  final DuckDbEngine engine;

  TestingEngine(Path temp) {
    this(temp, Map.of());
  }

  TestingEngine(Path temp, Map<String, Attachment> attachments) {
    this(EngineConfig.of("500MB", 2, temp, null), attachments);
  }

  TestingEngine(EngineConfig config, Map<String, Attachment> attachments) {
    engine = DuckDbEngine.open(config, attachments);
  }

  FragmentContext context() {
    return new FragmentContext(allocator, new Cancellation());
  }

  /// Rows as lists of what Arrow's vectors give as objects.
  List<List<@Nullable Object>> rows(String sql, Parameter... parameters) {
    try (EngineConnection connection = engine.connect()) {
      return rows(connection, sql, parameters);
    }
  }

  List<List<@Nullable Object>> rows(
      EngineConnection connection, String sql, Parameter... parameters) {
    try (ResultStream stream = connection.execute(sql, List.of(parameters), context())) {
      return read(stream);
    }
  }

  static List<List<@Nullable Object>> read(ResultStream stream) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    while (stream.next()) {
      for (int row = 0; row < stream.batch().getRowCount(); row++) {
        List<@Nullable Object> values = new ArrayList<>();
        for (var vector : stream.batch().getFieldVectors()) {
          Object value = vector.getObject(row);
          values.add(value instanceof org.apache.arrow.vector.util.Text ? value.toString() : value);
        }
        rows.add(values);
      }
    }
    return rows;
  }

  static Parameter parameter(DataType type, @Nullable Object value) {
    return new Parameter(type, value);
  }

  /// Runs on a thread with a stack as the server's have.
  static <T> T onDeepStack(int megabytes, Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread.ofPlatform().stackSize((long) megabytes << 20).start(task);
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    engine.close();
    allocator.close();
  }
}
