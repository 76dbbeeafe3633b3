package io.merganser.server.query;

import io.merganser.connectors.spi.QueryException;
import io.merganser.server.session.Session;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/// One line for each statement at its end; never its text, which holds what people look for.
public final class QueryLog implements QueryListener {
  private static final Logger log = LoggerFactory.getLogger("io.merganser.query");

  @Override
  public void planned(
      ObservedStatement statement, Duration took, @Nullable QueryException failure) {
    if (failure != null) {
      line(statement, took, failure).log("statement refused");
    }
  }

  @Override
  public void started(ObservedStatement statement) {
    // The end says all.
  }

  @Override
  public void ended(
      ObservedStatement statement, Duration took, long rows, @Nullable QueryException failure) {
    line(statement, took, failure)
        .addKeyValue("query", statement.id())
        .addKeyValue("rows", rows)
        .log("statement ended");
  }

  private static LoggingEventBuilder line(
      ObservedStatement statement, Duration took, @Nullable QueryException failure) {
    Session session = statement.session();
    LoggingEventBuilder line =
        log.atLevel(level(failure))
            .addKeyValue("principal", session.principal().name())
            .addKeyValue("tenant", session.database().tenant())
            .addKeyValue("database", session.database().name())
            .addKeyValue("millis", took.toMillis());
    return failure == null ? line : line.addKeyValue("code", failure.code().name());
  }

  private static Level level(@Nullable QueryException failure) {
    if (failure == null) {
      return Level.INFO;
    }
    return switch (failure.code().kind()) {
      case USER, DENIED, RESOURCES -> Level.INFO;
      case EXTERNAL -> Level.WARN;
      case INTERNAL -> Level.ERROR;
    };
  }
}
