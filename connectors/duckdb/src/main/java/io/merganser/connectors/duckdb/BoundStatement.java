package io.merganser.connectors.duckdb;

import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.DataType;
import java.util.List;
import java.util.Optional;

/// What the engine's binder makes of a statement.
///
/// @param columns empty while the type of a parameter is open, for theirs may depend on it
/// @param parameters types of `$1`, `$2` …; empty where the statement leaves the type open
public record BoundStatement(List<Column> columns, List<Optional<DataType>> parameters) {
  public BoundStatement {
    columns = List.copyOf(columns);
    parameters = List.copyOf(parameters);
  }
}
