package io.merganser.connectors.spi;

import java.util.List;

/// A fragment written in a source's dialect.
///
/// @param sql printed by the planner; never text of a user
/// @param parameters values of the `?` in order: null, Boolean, Integer, Long, BigDecimal, Double,
///   String, byte[], LocalDate, LocalTime, LocalDateTime, OffsetDateTime or UUID
/// @param rowType what the columns of the answer must be
public record RemoteQuery(String sql, List<Parameter> parameters, List<Column> rowType) {
  public RemoteQuery {
    parameters = List.copyOf(parameters);
    rowType = List.copyOf(rowType);
  }
}
