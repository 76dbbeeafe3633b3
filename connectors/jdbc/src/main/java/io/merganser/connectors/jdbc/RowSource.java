package io.merganser.connectors.jdbc;

import java.sql.SQLException;
import org.apache.arrow.vector.VectorSchemaRoot;

/// The rows of a fragment that runs. One thread uses it, except for [#cancel].
public interface RowSource {

  /// Starts the work; called once, before the first [#fill]. Blocks until the source answers.
  ///
  /// @param root the vectors that every fill will write
  void start(VectorSchemaRoot root) throws SQLException;

  /// Writes up to `maxRows` rows into the vectors, which are allocated and empty.
  ///
  /// @return how many; 0 is the end
  int fill(int maxRows) throws SQLException;

  /// Asks the source to stop. From any thread, at any time after construction; may block for a
  /// round trip, may come too late and may be called again.
  void cancel() throws SQLException;

  /// Frees what the source holds for the fragment, read to the end or not, without reading the
  /// rest.
  ///
  /// @return whether the connection may be used again
  boolean close() throws SQLException;
}
