package io.merganser.server.database;

import io.merganser.connectors.duckdb.BoundStatement;
import io.merganser.connectors.duckdb.DuckDbEngine;
import io.merganser.connectors.duckdb.EngineSettings;
import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.QueryException;
import io.merganser.planner.HubBinder;
import io.merganser.planner.settings.SessionSettings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The hub as the planner's binder.
final class EngineBinder implements HubBinder {
  private final DuckDbEngine hub;

  EngineBinder(DuckDbEngine hub) {
    this.hub = hub;
  }

  @Override
  public Binding bind(String sql, SessionSettings settings) throws BindException {
    try {
      BoundStatement bound = hub.bind(sql, EngineSettings.of(settings.ofEngine()));
      List<@Nullable DataType> parameters = new ArrayList<>();
      bound.parameters().forEach(type -> parameters.add(type.orElse(null)));
      return new Binding(bound.columns(), parameters);
    } catch (QueryException e) {
      Throwable cause = e.getCause();
      boolean refused =
          e.code() == ConnectorError.ENGINE_FAILED || e.code() == ConnectorError.DATA_ERROR;
      if (!refused || cause == null || cause.getMessage() == null) {
        throw e;
      }
      throw new BindException(cause.getMessage());
    }
  }
}
