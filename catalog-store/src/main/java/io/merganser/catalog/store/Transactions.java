package io.merganser.catalog.store;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/// Work on the database of a store, each piece in one transaction. Safe for use from any thread.
final class Transactions {
  private final Engine engine;
  private final HikariDataSource pool;

  Transactions(Engine engine, HikariDataSource pool) {
    this.engine = engine;
    this.pool = pool;
  }

  /// Work within a transaction.
  interface Work<T> {
    T with(Rows rows) throws SQLException;
  }

  <T> T read(Work<T> work) {
    return run(engine.beginRead(), work);
  }

  /// Changes what is declared: one at a time, over all servers.
  <T> T write(Work<T> work) {
    return run(
        engine.beginWrite(),
        rows -> {
          rows.read(
              "SELECT version FROM store_state WHERE id = 1" + engine.lock(),
              row -> row.getLong(1));
          return work.with(rows);
        });
  }

  /// Adds or removes what nothing refers to.
  <T> T append(Work<T> work) {
    return run(engine.beginWrite(), work);
  }

  private <T> T run(String begin, Work<T> work) {
    try (Connection connection = pool.getConnection()) {
      execute(connection, begin);
      boolean committed = false;
      try {
        T result = work.with(new Rows(connection));
        execute(connection, "COMMIT");
        committed = true;
        return result;
      } finally {
        if (!committed) {
          rollback(connection);
        }
      }
    } catch (SQLException e) {
      throw Engine.unavailable(e);
    }
  }

  /// A connection that cannot even roll back is not used again.
  private void rollback(Connection connection) {
    try {
      execute(connection, "ROLLBACK");
    } catch (SQLException _) {
      pool.evictConnection(connection);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
