package io.merganser.server.cli.demo;

import io.trino.tpch.TpchColumn;
import io.trino.tpch.TpchEntity;
import io.trino.tpch.TpchTable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/// TPC-H tables in a DuckDB file or in Parquet files.
public final class TpchDuckDb {
  private TpchDuckDb() {}

  /// Makes a DuckDB file with the tables in its schema `main`.
  public static void writeFile(Path file, List<TpchTable<?>> tables, double scale)
      throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file)) {
      for (TpchTable<?> table : tables) {
        append(connection, table, scale);
      }
      try (Statement statement = connection.createStatement()) {
        statement.execute("CHECKPOINT");
      }
    }
  }

  /// Makes a Parquet file for each table, named after it.
  public static void writeParquet(Path folder, List<TpchTable<?>> tables, double scale)
      throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      for (TpchTable<?> table : tables) {
        append(connection, table, scale);
        String file = folder.resolve(table.getTableName() + ".parquet").toString();
        statement.execute(
            "COPY %s TO '%s' (FORMAT parquet)"
                .formatted(table.getTableName(), file.replace("'", "''")));
      }
    }
  }

  private static <E extends TpchEntity> void append(
      Connection connection, TpchTable<E> table, double scale) throws SQLException {
    List<TpchColumn<E>> columns = table.getColumns();
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE %s (%s)".formatted(table.getTableName(), TpchType.columnList(columns)));
    }
    DuckDBConnection duckDb = connection.unwrap(DuckDBConnection.class);
    try (DuckDBAppender appender = duckDb.createAppender("main", table.getTableName())) {
      for (E row : table.createGenerator(scale, 1, 1)) {
        appender.beginRow();
        for (TpchColumn<E> column : columns) {
          append(appender, column, row);
        }
        appender.endRow();
      }
    }
  }

  private static <E extends TpchEntity> void append(
      DuckDBAppender appender, TpchColumn<E> column, E row) throws SQLException {
    switch (TpchType.of(column)) {
      case KEY -> appender.append(column.getIdentifier(row));
      case INTEGER -> appender.append(column.getInteger(row));
      case DECIMAL -> appender.append(TpchType.decimal(column, row));
      case DATE -> appender.append(TpchType.date(column, row));
      case TEXT -> appender.append(column.getString(row));
    }
  }
}
