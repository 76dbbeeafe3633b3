package io.merganser.connectors.jdbc;

import io.merganser.connectors.spi.ColumnRange;
import io.merganser.connectors.spi.TableSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// How a source's catalog is read over a connection. The contract is that of
/// [io.merganser.connectors.spi.Connector]; implementations keep no state.
public interface JdbcMetadata {

  /// Proves that the source answers and is what it was declared to be.
  void check(Connection connection) throws SQLException;

  List<String> schemas(Connection connection) throws SQLException;

  List<String> tables(Connection connection, String schema) throws SQLException;

  Optional<TableSchema> findTable(Connection connection, String schema, String table)
      throws SQLException;

  OptionalLong rowCount(Connection connection, String schema, String table) throws SQLException;

  default Map<String, ColumnRange> ranges(Connection connection, String schema, String table)
      throws SQLException {
    return Map.of();
  }
}
