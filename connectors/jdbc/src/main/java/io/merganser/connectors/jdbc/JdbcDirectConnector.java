package io.merganser.connectors.jdbc;

import io.merganser.connectors.spi.ColumnRange;
import io.merganser.connectors.spi.DirectConnector;
import io.merganser.connectors.spi.FragmentContext;
import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.RemoteDialect;
import io.merganser.connectors.spi.RemoteQuery;
import io.merganser.connectors.spi.ResultStream;
import io.merganser.connectors.spi.TableSchema;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// A source behind a JDBC driver, composed of what differs from driver to driver: how its catalog
/// is read, how fragments run and what its dialect may take over. Safe for use from any thread.
///
/// Each fragment has a connection and a read-only transaction of its own, from [#execute] until its
/// stream is closed.
public final class JdbcDirectConnector implements DirectConnector {
  private final JdbcPool pool;
  private final JdbcErrors errors;
  private final Parts parts;

  public JdbcDirectConnector(JdbcPool pool, JdbcErrors errors, Parts parts) {
    this.pool = pool;
    this.errors = errors;
    this.parts = parts;
  }

  /// What differs from driver to driver.
  ///
  /// @param computeContext see [DirectConnector#computeContext]
  public record Parts(
      JdbcMetadata metadata, FragmentRunner runner, RemoteDialect dialect, Object computeContext) {}

  @Override
  public void check() {
    pool.probe();
    read(connection -> {
      parts.metadata().check(connection);
      return true;
    });
  }

  @Override
  public List<String> schemas() {
    return read(parts.metadata()::schemas);
  }

  @Override
  public List<String> tables(String schema) {
    return read(connection -> parts.metadata().tables(connection, schema));
  }

  @Override
  public Optional<TableSchema> findTable(String schema, String table) {
    return read(connection -> parts.metadata().findTable(connection, schema, table));
  }

  @Override
  public OptionalLong rowCount(String schema, String table) {
    return read(connection -> parts.metadata().rowCount(connection, schema, table));
  }

  @Override
  public Map<String, ColumnRange> ranges(String schema, String table) {
    return read(connection -> parts.metadata().ranges(connection, schema, table));
  }

  @Override
  public RemoteDialect dialect() {
    return parts.dialect();
  }

  @Override
  public Object computeContext() {
    return parts.computeContext();
  }

  @Override
  public ResultStream execute(RemoteQuery query, FragmentContext context) {
    context.cancellation().throwIfCancelled();
    RunningFragment fragment = prepare(query, context);
    RowBatchReader reader = new RowBatchReader(query.rowType(), fragment, context);
    try {
      reader.start();
      return ResultStream.of(reader, fragment::failed, () -> {});
    } catch (SQLException | IOException | RuntimeException e) {
      QueryException translated = fragment.failed(e);
      closeQuietly(reader, translated);
      throw translated;
    }
  }

  @Override
  public void close() {
    pool.close();
  }

  private RunningFragment prepare(RemoteQuery query, FragmentContext context) {
    Connection connection = pool.borrow();
    try {
      RowSource rows = parts.runner().prepare(connection, query);
      return new RunningFragment(pool, connection, rows, context, errors);
    } catch (SQLException | RuntimeException e) {
      QueryException translated = errors.translate(e, context.cancellation());
      giveBack(connection, translated);
      throw translated;
    }
  }

  /// Runs a question about the catalog in a transaction of its own.
  private <T> T read(Question<T> question) {
    try (Connection connection = pool.borrow()) {
      try {
        T answer = question.ask(connection);
        connection.rollback();
        return answer;
      } catch (SQLException | RuntimeException e) {
        rollBackAfter(connection, e);
        throw e;
      }
    } catch (SQLException | RuntimeException e) {
      throw errors.translate(e, null);
    }
  }

  private static void giveBack(Connection connection, QueryException failure) {
    try (connection) {
      connection.rollback();
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }

  private static void rollBackAfter(Connection connection, Exception failure) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }

  private static void closeQuietly(RowBatchReader reader, QueryException failure) {
    try {
      reader.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private interface Question<T> {
    T ask(Connection connection) throws SQLException;
  }
}
