package io.merganser.connectors.jdbc;

import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.RemoteQuery;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/// Runs fragments as prepared statements and reads their result sets column by column.
///
/// @param readers how columns are read
/// @param binder how parameters are bound
/// @param fetchSize rows per round trip of the driver
public record StatementRunner(ColumnReaders readers, ParameterBinder binder, int fetchSize)
    implements FragmentRunner {

  @Override
  public RowSource prepare(Connection connection, RemoteQuery query) throws SQLException {
    PreparedStatement statement =
        connection.prepareStatement(
            query.sql(), ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
    try {
      statement.setFetchSize(fetchSize);
      for (int i = 0; i < query.parameters().size(); i++) {
        binder.bind(statement, i + 1, query.parameters().get(i));
      }
      return new StatementRows(statement, query.rowType());
    } catch (SQLException | RuntimeException e) {
      try (statement) {
        throw e;
      }
    }
  }

  private final class StatementRows implements RowSource {
    private final PreparedStatement statement;
    private final List<Column> columns;
    private final List<ColumnReaders.ColumnReader> columnReaders = new ArrayList<>();
    private @Nullable ResultSet rows;

    StatementRows(PreparedStatement statement, List<Column> columns) {
      this.statement = statement;
      this.columns = columns;
    }

    @Override
    public void start(VectorSchemaRoot root) throws SQLException {
      for (int i = 0; i < columns.size(); i++) {
        columnReaders.add(readers.reader(columns.get(i), i + 1, root.getVector(i)));
      }
      rows = statement.executeQuery();
    }

    @Override
    public int fill(int maxRows) throws SQLException {
      ResultSet open = rows;
      if (open == null) {
        throw new IllegalStateException("fill comes after start");
      }
      int row = 0;
      // INVARIANT: next() is not asked for a row that the batch has no room for.
      while (row < maxRows && open.next()) {
        for (ColumnReaders.ColumnReader reader : columnReaders) {
          reader.read(open, row);
        }
        row++;
      }
      return row;
    }

    @Override
    public void cancel() throws SQLException {
      statement.cancel();
    }

    @Override
    public boolean close() throws SQLException {
      statement.close();
      return true;
    }
  }
}
