package io.merganser.connectors.jdbc;

import io.merganser.connectors.spi.Parameter;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/// How values of parameters reach a driver.
public interface ParameterBinder {

  /// @param index of the parameter, from 1
  void bind(PreparedStatement statement, int index, Parameter parameter) throws SQLException;
}
