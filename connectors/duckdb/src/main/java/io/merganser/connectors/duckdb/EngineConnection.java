package io.merganser.connectors.duckdb;

import io.merganser.connectors.spi.Cancellation;
import io.merganser.connectors.spi.FragmentContext;
import io.merganser.connectors.spi.Parameter;
import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.ResultStream;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBResultSet;
import org.duckdb.DuckDBResultSetMetaData;
import org.duckdb.StatementReturnType;
import org.jspecify.annotations.Nullable;

/// A connection of the engine. It runs one statement at a time: its stream must be closed before
/// the next, because DuckDB 1.5 would end the first one silently. Transactions, temporary tables
/// and registered streams belong to the connection.
///
/// One thread at a time uses it, with a stack of at least 16 MB, because DuckDB recurses over the
/// statement. Any thread may cancel; the connection stays usable.
///
/// What arrives is [io.merganser.connectors.spi.ArrowTypes] of what [DuckDbEngine#describe]
/// promised, with these exceptions and traps, which whoever prints the statement avoids by a cast:
///
/// | type | arrives as |
/// |---|---|
/// | ENUM, also inside others | dictionary of Int8 to Utf8; cast to VARCHAR |
/// | VARIANT | nothing: the statement fails with UNSUPPORTED_TYPE |
/// | HUGEINT, UHUGEINT | Decimal(38, 0): 39 digits do not fit, UHUGEINT beyond 2^127 turns negative |
/// | TIMETZ | Time without its offset |
/// | BIT | Binary: a byte of padding, then the bits |
/// | BIGNUM | Binary in DuckDB's own layout, with an extension type in the field's metadata |
/// | UUID, JSON | Utf8 |
/// | GEOMETRY | Binary, WKB, with an extension type in the field's metadata |
/// | a bare NULL | Int32 |
public final class EngineConnection implements AutoCloseable {
  private static final int BATCH_ROWS = 32_768;

  private final DuckDBConnection connection;
  private final List<RegisteredStream> registered = new ArrayList<>();
  private final AtomicReference<@Nullable QueryException> sourceFailure = new AtomicReference<>();

  /// Null after some could not be set.
  private @Nullable EngineSettings settings;

  private @Nullable EngineReader open;
  private @Nullable PreparedStatement kept;

  EngineConnection(DuckDBConnection connection, EngineSettings settings) {
    this.connection = connection;
    this.settings = settings;
  }

  /// Changes what the next statements mean.
  ///
  /// @throws QueryException if a setting cannot have its value
  public void apply(EngineSettings wanted) {
    if (!wanted.equals(settings)) {
      settings = null;
      try {
        SettledConnections.apply(connection, wanted);
        settings = wanted;
      } catch (SQLException e) {
        throw EngineErrors.translate(e);
      }
    }
  }

  /// Runs a statement. A statement without rows answers with the BIGINT column `Count`: one row
  /// with the number of changes, none where nothing is counted (DDL, BEGIN).
  ///
  /// @param sql one statement, printed by us; parameters are `$1` to `$n`, or `?` in order, and
  ///   stand in a cast to their type: DuckDB 1.5 takes `typeof($1)` beside `CAST($1 AS INTEGER)`
  ///   for an internal error, and then refuses everything until the engine is opened anew
  /// @return batches while the engine computes them; their buffers are the context's
  /// @throws QueryException if the engine refuses, or fails before the first rows
  public ResultStream execute(String sql, List<Parameter> parameters, FragmentContext context) {
    SingleStatement.require(sql);
    return execute(() -> connection.prepareStatement(sql), false, parameters, context);
  }

  /// Runs the one statement that this connection is for, as [#execute] does; it stays prepared for
  /// the next time. A run that failed leaves the connection useless.
  ResultStream repeat(String sql, List<Parameter> parameters, FragmentContext context) {
    PreparedStatement known = kept;
    if (known == null) {
      SingleStatement.require(sql);
    }
    return execute(
        () -> {
          PreparedStatement statement = known == null ? connection.prepareStatement(sql) : known;
          kept = statement;
          return statement;
        },
        true,
        parameters,
        context);
  }

  private ResultStream execute(
      Preparation preparation, boolean keep, List<Parameter> parameters, FragmentContext context) {
    if (open != null && !open.isClosed()) {
      throw new IllegalStateException("the stream before is still open");
    }
    Cancellation cancellation = context.cancellation();
    cancellation.throwIfCancelled();
    sourceFailure.set(null);
    RunningStatement running = new RunningStatement(connection);
    Cancellation.Registration registration = cancellation.onCancel(running::stop);
    @Nullable PreparedStatement statement = null;
    try {
      statement = preparation.prepare();
      ParameterBinder.bind(statement, parameters);
      ArrowReader result = run(statement, context.allocator());
      AutoCloseable executed = keep ? resultOf(statement) : statement;
      Runnable onClose = () -> end(executed, running, registration, cancellation);
      EngineReader reader =
          new EngineReader(context.allocator(), result, cancellation, sourceFailure, onClose);
      open = reader;
      return ResultStream.of(reader, e -> EngineErrors.translate(e, cancellation), () -> {});
    } catch (SQLException | RuntimeException e) {
      closeQuietly(statement, e);
      registration.close();
      running.finish();
      throw EngineReader.failure(e, cancellation, sourceFailure);
    }
  }

  private static ArrowReader run(PreparedStatement statement, BufferAllocator allocator)
      throws SQLException {
    if (statement.execute()) {
      DuckDBResultSet rows = (DuckDBResultSet) statement.getResultSet();
      return (ArrowReader) rows.arrowExportStream(allocator, BATCH_ROWS);
    }
    boolean counts =
        statement.getMetaData() instanceof DuckDBResultSetMetaData metadata
            && metadata.getReturnType() == StatementReturnType.CHANGED_ROWS;
    return new ChangeCountReader(
        allocator,
        counts ? OptionalLong.of(statement.getLargeUpdateCount()) : OptionalLong.empty());
  }

  private static AutoCloseable resultOf(PreparedStatement statement) throws SQLException {
    ResultSet rows = statement.getResultSet();
    return rows == null ? () -> {} : rows;
  }

  private static void end(
      AutoCloseable executed,
      RunningStatement running,
      Cancellation.Registration registration,
      Cancellation cancellation) {
    registration.close();
    running.finish();
    try {
      executed.close();
    } catch (Exception e) {
      throw EngineErrors.translate(e, cancellation);
    }
  }

  /// Makes a stream a table of this connection. One scan of one statement can read it; a statement
  /// that needs it twice says `WITH x AS MATERIALIZED (SELECT * FROM name)`. Filters and
  /// projections stay above it, and the engine has no idea of its size. It is closed when it was
  /// read, or with the connection; if it fails, the statement fails with its exception. The name
  /// stays until the connection closes, so a connection with streams is for one statement.
  ///
  /// The stream is read by a thread of the engine. Its types arrive as DuckDB reads Arrow: UUID and
  /// JSON as VARCHAR, HUGEINT as DECIMAL(38,0), BIT and GEOMETRY as BLOB.
  ///
  /// @param context whose allocator holds what is in flight; it must outlive this connection
  public void register(String name, ResultStream stream, FragmentContext context) {
    context.cancellation().throwIfCancelled();
    RegisteredStream exported = RegisteredStream.export(stream, context.allocator(), sourceFailure);
    registered.add(exported);
    try {
      connection.registerArrowStream(name, exported.exported());
    } catch (RuntimeException e) {
      throw EngineReader.failure(e, context.cancellation(), sourceFailure);
    }
  }

  private static void closeQuietly(@Nullable PreparedStatement statement, Exception failure) {
    try {
      if (statement != null) {
        statement.close();
      }
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }

  /// Closes what is open, the connection, and streams that nobody read.
  @Override
  public void close() {
    try {
      if (open != null) {
        open.close();
      }
    } finally {
      try {
        closeConnection();
      } finally {
        registered.forEach(RegisteredStream::close);
        registered.clear();
      }
    }
  }

  private void closeConnection() {
    try (PreparedStatement _ = kept) {
      connection.close();
    } catch (SQLException e) {
      throw EngineErrors.translate(e);
    }
  }

  private interface Preparation {
    PreparedStatement prepare() throws SQLException;
  }
}
