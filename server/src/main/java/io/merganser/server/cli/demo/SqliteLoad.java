package io.merganser.server.cli.demo;

import io.trino.tpch.TpchColumn;
import io.trino.tpch.TpchEntity;
import io.trino.tpch.TpchTable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;

/// A TPC-H table in a SQLite file.
final class SqliteLoad {
  private static final int BATCH = 1_000;

  private SqliteLoad() {}

  static <E extends TpchEntity> void write(Path file, TpchTable<E> table, String key, double scale)
      throws SQLException {
    List<TpchColumn<E>> columns = table.getColumns();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      // A half-written file is thrown away with the folder, so nothing has to survive a crash.
      statement.execute("PRAGMA synchronous = OFF");
      statement.execute("PRAGMA journal_mode = MEMORY");
      connection.setAutoCommit(false);
      statement.execute(
          "CREATE TABLE %s (%s, PRIMARY KEY (%s))"
              .formatted(table.getTableName(), TpchType.columnList(columns), key));
      insert(connection, table, columns, scale);
      connection.commit();
      connection.setAutoCommit(true);
      statement.execute("ANALYZE");
    }
  }

  private static <E extends TpchEntity> void insert(
      Connection connection, TpchTable<E> table, List<TpchColumn<E>> columns, double scale)
      throws SQLException {
    String marks = String.join(",", Collections.nCopies(columns.size(), "?"));
    String sql = "INSERT INTO " + table.getTableName() + " VALUES (" + marks + ")";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      int rows = 0;
      for (E row : table.createGenerator(scale, 1, 1)) {
        for (int i = 0; i < columns.size(); i++) {
          set(insert, i + 1, columns.get(i), row);
        }
        insert.addBatch();
        if (++rows % BATCH == 0) {
          insert.executeBatch();
        }
      }
      insert.executeBatch();
    }
  }

  private static <E extends TpchEntity> void set(
      PreparedStatement insert, int index, TpchColumn<E> column, E row) throws SQLException {
    switch (TpchType.of(column)) {
      case KEY -> insert.setLong(index, column.getIdentifier(row));
      case INTEGER -> insert.setInt(index, column.getInteger(row));
      case DECIMAL -> insert.setDouble(index, column.getDouble(row));
      case DATE -> insert.setString(index, TpchType.date(column, row).toString());
      case TEXT -> insert.setString(index, column.getString(row));
    }
  }
}
