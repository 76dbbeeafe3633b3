package io.merganser.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.duckdb.DuckDBResultSet;

/// Reads answers from JDBC connections to their end.
final class LocalRead {
  private static final int BATCH = 32_768;

  private LocalRead() {}

  /// As Arrow batches, which DuckDB alone can.
  static FlightPeer.Read arrow(Connection connection, BufferAllocator allocator, String sql)
      throws Exception {
    long rows = 0;
    long bytes = 0;
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql);
        ArrowReader reader =
            (ArrowReader)
                result.unwrap(DuckDBResultSet.class).arrowExportStream(allocator, BATCH)) {
      while (reader.loadNextBatch()) {
        var root = reader.getVectorSchemaRoot();
        rows += root.getRowCount();
        bytes += root.getFieldVectors().stream().mapToLong(v -> v.getBufferSize()).sum();
      }
    }
    return new FlightPeer.Read(rows, bytes);
  }

  /// Value by value, as a JDBC client does.
  ///
  /// @return how many rows there were
  static long values(Connection connection, String sql) throws Exception {
    long rows = 0;
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(5_000);
      try (ResultSet result = statement.executeQuery(sql)) {
        int columns = result.getMetaData().getColumnCount();
        while (result.next()) {
          for (int i = 1; i <= columns; i++) {
            result.getObject(i);
          }
          rows++;
        }
      }
    }
    return rows;
  }
}
