package io.merganser.connectors.jdbc;

import io.merganser.connectors.spi.Column;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.apache.arrow.vector.FieldVector;

/// How a driver's values become Arrow.
public interface ColumnReaders {

  /// A reader of one column of a result.
  ///
  /// @param index of the column, from 1
  /// @param vector the vector of [io.merganser.connectors.spi.ArrowTypes] for the column's type
  /// @throws io.merganser.connectors.spi.QueryException with `UNSUPPORTED_TYPE` if the driver has
  ///   no way to read the type
  ColumnReader reader(Column column, int index, FieldVector vector);

  /// Reads one column.
  interface ColumnReader {

    /// Writes the value of the current row of `rows` at `row` of the vector; nothing for null.
    void read(ResultSet rows, int row) throws SQLException;
  }
}
