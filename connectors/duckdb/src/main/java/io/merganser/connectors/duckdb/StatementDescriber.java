package io.merganser.connectors.duckdb;

import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.QueryException;
import java.sql.Connection;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBResultSetMetaData;
import org.duckdb.StatementReturnType;

/// Prepares statements to read the types of their columns and parameters, each on a connection that
/// nothing else uses meanwhile. Some of those without settings are kept: to make one takes a tenth
/// of the time that a small statement is planned in.
///
/// DuckDB's `prepare` optimizes too, which takes three quarters of its time and changes no type; so
/// its optimizer is off on these connections. What such a plan cannot do is asked again with it on.
final class StatementDescriber implements AutoCloseable {
  /// Refusals of the parser and binder, which come before the optimizer.
  private static final List<String> FINAL =
      List.of("Parser Error", "Binder Error", "Catalog Error", "Syntax Error");

  private static final int MOST_KEPT = 8;

  private final DuckDBConnection binding;
  private final DuckDBConnection optimizing;
  private final BlockingQueue<DuckDBConnection> kept = new ArrayBlockingQueue<>(MOST_KEPT);
  private volatile boolean closed;
  private final SettledConnections bindingUnder;
  private final SettledConnections optimizingUnder;

  /// Must be called before the engine is locked down.
  StatementDescriber(DuckDBConnection root) throws SQLException {
    this.optimizing = root.duplicate();
    this.binding = root.duplicate();
    this.bindingUnder = new SettledConnections(binding);
    this.optimizingUnder = new SettledConnections(optimizing);
    try (Statement statement = binding.createStatement()) {
      // Of this connection only, and of those that are duplicated from it.
      statement.execute("PRAGMA disable_optimizer");
    }
  }

  List<Column> describe(String sql) {
    return prepared(EngineSettings.NONE, sql, StatementDescriber::columns);
  }

  BoundStatement bind(String sql, EngineSettings settings) {
    return prepared(
        settings,
        sql,
        (text, statement) -> {
          List<Optional<DataType>> parameters = parameters(statement);
          if (!parameters.isEmpty() && isPutOff(statement)) {
            parameters.replaceAll(known -> Optional.empty());
            return new BoundStatement(List.of(), parameters);
          }
          boolean open = parameters.stream().anyMatch(Optional::isEmpty);
          return new BoundStatement(
              open ? columnsIfKnown(text, statement) : columns(text, statement), parameters);
        });
  }

  /// Whether the engine binds the statement only when it has values: what it tells until then is
  /// made up.
  private static boolean isPutOff(PreparedStatement statement) throws SQLException {
    ResultSetMetaData metadata = statement.getMetaData();
    return metadata.getColumnCount() == 1 && metadata.getColumnTypeName(1).equals("UNKNOWN");
  }

  /// A cast to an ENUM makes the engine forget the types of parameters, though not of columns.
  private static List<Column> columnsIfKnown(String sql, PreparedStatement statement)
      throws SQLException {
    try {
      return columns(sql, statement);
    } catch (QueryException e) {
      return List.of();
    }
  }

  private <T> T prepared(EngineSettings settings, String sql, Reading<T> reading) {
    SingleStatement.require(sql);
    try {
      return settings.values().isEmpty()
          ? preparedOnKept(sql, reading)
          : prepared(bindingUnder.duplicate(settings), sql, reading);
    } catch (SQLException e) {
      String message = String.valueOf(e.getMessage());
      if (FINAL.stream().anyMatch(message::startsWith)) {
        throw EngineErrors.translate(e);
      }
    }
    try {
      return prepared(optimizingUnder.duplicate(settings), sql, reading);
    } catch (SQLException e) {
      throw EngineErrors.translate(e);
    }
  }

  /// A connection on which something failed is not kept, whatever state that left it in.
  private <T> T preparedOnKept(String sql, Reading<T> reading) throws SQLException {
    DuckDBConnection idle = kept.poll();
    DuckDBConnection connection = idle == null ? binding.duplicate() : idle;
    boolean keep = false;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      T result = reading.of(sql, statement);
      keep = true;
      return result;
    } finally {
      if (!keep || !kept.offer(connection)) {
        connection.close();
      } else if (closed) {
        closeKept();
      }
    }
  }

  private static <T> T prepared(DuckDBConnection own, String sql, Reading<T> reading)
      throws SQLException {
    try (Connection connection = own;
        PreparedStatement statement = connection.prepareStatement(sql)) {
      return reading.of(sql, statement);
    }
  }

  private static List<Optional<DataType>> parameters(PreparedStatement statement)
      throws SQLException {
    ParameterMetaData metadata = statement.getParameterMetaData();
    List<Optional<DataType>> parameters = new ArrayList<>();
    for (int i = 1; i <= metadata.getParameterCount(); i++) {
      String type = metadata.getParameterTypeName(i);
      parameters.add(
          switch (type) {
            case "INVALID", "UNKNOWN" -> Optional.empty();
            // Without its members, which the driver does not tell; text is compared with it and
            // cast to it.
            case "ENUM" -> Optional.of(DataType.Scalar.VARCHAR);
            default -> Optional.of(DataType.parse(type));
          });
    }
    return parameters;
  }

  private static List<Column> columns(String sql, PreparedStatement statement) throws SQLException {
    DuckDBResultSetMetaData metadata = (DuckDBResultSetMetaData) statement.getMetaData();
    if (metadata.getReturnType() != StatementReturnType.QUERY_RESULT) {
      return List.of(ChangeCountReader.COUNT);
    }
    List<String> types = new ArrayList<>();
    for (int i = 1; i <= metadata.getColumnCount(); i++) {
      types.add(metadata.getColumnTypeName(i));
    }
    if (types.contains("ENUM")) {
      types = typesWithMembers(sql, statement, types);
    }
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      String name = metadata.getColumnLabel(i + 1);
      columns.add(new Column(name, type(name, types.get(i)), true));
    }
    return columns;
  }

  /// The driver's metadata names an ENUM without its members; DESCRIBE has them. It wants
  /// parameters bound, though it runs nothing, and does not take every statement.
  private static List<String> typesWithMembers(
      String sql, PreparedStatement statement, List<String> types) throws SQLException {
    int parameters = statement.getParameterMetaData().getParameterCount();
    String stripped = sql.strip();
    String body = stripped.endsWith(";") ? stripped.substring(0, stripped.length() - 1) : stripped;
    try (PreparedStatement describe =
        statement
            .getConnection()
            .prepareStatement("SELECT column_type FROM (DESCRIBE " + body + "\n)")) {
      for (int i = 1; i <= parameters; i++) {
        describe.setObject(i, null);
      }
      List<String> described = new ArrayList<>();
      try (ResultSet rows = describe.executeQuery()) {
        while (rows.next()) {
          described.add(rows.getString(1));
        }
      }
      return described.size() == types.size() ? described : types;
    } catch (SQLException e) {
      return types;
    }
  }

  private static DataType type(String column, String text) {
    if (text.equals("ENUM")) {
      return new DataType.EnumOf(List.of());
    }
    try {
      return DataType.parse(text);
    } catch (IllegalArgumentException e) {
      throw new QueryException(
          ConnectorError.UNSUPPORTED_TYPE,
          "column `" + column + "` has the type " + text + ", which cannot be carried",
          null,
          "cast it to VARCHAR",
          e);
    }
  }

  @Override
  public void close() throws SQLException {
    closed = true;
    try (optimizing;
        binding;
        optimizingUnder;
        bindingUnder) {
      closeKept();
    }
  }

  private void closeKept() throws SQLException {
    DuckDBConnection connection = kept.poll();
    while (connection != null) {
      connection.close();
      connection = kept.poll();
    }
  }

  private interface Reading<T> {
    T of(String sql, PreparedStatement statement) throws SQLException;
  }
}
