package io.merganser.connectors.postgres;

import io.merganser.connectors.jdbc.ColumnReaders;
import io.merganser.connectors.jdbc.FragmentRunner;
import io.merganser.connectors.jdbc.RowSource;
import io.merganser.connectors.jdbc.StandardBinder;
import io.merganser.connectors.jdbc.StandardReaders;
import io.merganser.connectors.jdbc.StatementRunner;
import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.RemoteQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntervalMonthDayNanoVector;
import org.postgresql.util.PGInterval;

/// Runs fragments by binary `COPY … TO STDOUT`, which costs half of what the driver's result sets
/// cost; `COPY` has no parameters, so fragments with any are prepared statements.
final class PostgresRunner implements FragmentRunner {
  /// Rows for each round trip; more than 5000 measured no better.
  private static final int FETCH_SIZE = 8192;

  /// The driver begins a COPY's transaction without the words READ ONLY, and what a session is set
  /// to does not survive a proxy that pools transactions.
  private static final String READ_ONLY =
      "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY";

  private final FragmentRunner statements =
      new StatementRunner(
          new Readers(), new StandardBinder(PostgresRunner::elementType), FETCH_SIZE);

  @Override
  public RowSource prepare(Connection connection, RemoteQuery query) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(READ_ONLY);
    }
    Optional<String> copy = query.parameters().isEmpty() ? copyStatement(query) : Optional.empty();
    return copy.isPresent()
        ? new BinaryCopyRows(connection, copy.get(), query.rowType())
        : statements.prepare(connection, query);
  }

  /// The fragment with each column cast to the very type that its decoder reads. A cast to the type
  /// that a column has already costs nothing; empty if a column cannot be cast.
  private static Optional<String> copyStatement(RemoteQuery query) {
    List<String> names = new ArrayList<>();
    List<String> casts = new ArrayList<>();
    for (Column column : query.rowType()) {
      Optional<String> type = PostgresTypes.castName(column.type(), false);
      if (type.isEmpty()) {
        return Optional.empty();
      }
      String name = "c" + names.size();
      names.add(name);
      casts.add(name + "::" + type.get());
    }
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "COPY (SELECT "
                + String.join(", ", casts)
                + " FROM ("
                + query.sql()
                + ") AS f("
                + String.join(", ", names)
                + ")) TO STDOUT (FORMAT binary)");
  }

  private static String elementType(DataType element) {
    return PostgresTypes.castName(element, false)
        .orElseThrow(() -> new IllegalArgumentException("no list of " + element));
  }

  /// The standard's readers and the one type that only this driver has a class for.
  private static final class Readers implements ColumnReaders {
    private final ColumnReaders standard = new StandardReaders();

    @Override
    public ColumnReader reader(Column column, int index, FieldVector vector) {
      if (!(vector instanceof IntervalMonthDayNanoVector intervals)) {
        return standard.reader(column, index, vector);
      }
      return (rows, row) -> {
        if (rows.getObject(index) instanceof PGInterval interval) {
          int months =
              Math.addExact(Math.multiplyExact(interval.getYears(), 12), interval.getMonths());
          long seconds =
              interval.getHours() * 3600L
                  + interval.getMinutes() * 60L
                  + interval.getWholeSeconds();
          long nanos = seconds * 1_000_000_000L + interval.getMicroSeconds() * 1000L;
          intervals.setSafe(row, months, interval.getDays(), nanos);
        }
      };
    }
  }
}
