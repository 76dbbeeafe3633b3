package io.merganser.connectors.jdbc;

import io.merganser.connectors.spi.RemoteQuery;
import java.sql.Connection;
import java.sql.SQLException;

/// Makes the rows of a fragment out of a connection.
public interface FragmentRunner {

  /// Prepares a fragment without starting it.
  RowSource prepare(Connection connection, RemoteQuery query) throws SQLException;
}
