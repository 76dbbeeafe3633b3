package io.merganser.planner.analyze;

import io.merganser.connectors.spi.Column;
import io.merganser.planner.SessionView;
import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;

/// Gives the query that the name of a temporary view stands for.
public interface Views {
  /// Where no statement can name one.
  Views NONE =
      new Views() {
        @Override
        public void meet(SqlIdentifier name) {
          // There is nothing in the making.
        }

        @Override
        public Expanded read(SessionView view, SqlIdentifier name) {
          throw new IllegalStateException("there are no temporary views here");
        }
      };

  /// Told of each name in table position before it is looked up.
  ///
  /// @throws io.merganser.connectors.spi.QueryException if it is that of a view in the making
  void meet(SqlIdentifier name);

  /// The query of a view, made anew for each place it is used in.
  ///
  /// @param name where it is used
  /// @throws io.merganser.connectors.spi.QueryException if the query does not fit what it reads, or
  ///   reads what the principal does not see
  Expanded read(SessionView view, SqlIdentifier name);

  /// A query with its names resolved. It is read in a scope of its own: no name of the statement
  /// that uses it reaches it, and its own do not reach out of it.
  ///
  /// @param tables that it reads
  record Expanded(SqlNode tree, List<Column> columns, List<TableReference> tables) {
    public Expanded {
      columns = List.copyOf(columns);
      tables = List.copyOf(tables);
    }
  }
}
