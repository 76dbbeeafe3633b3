package io.merganser.connectors.duckdb;

import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.QueryException;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBResultSetMetaData;
import org.duckdb.StatementReturnType;

/// Prepares statements to read the types of their columns, on one connection, one at a time.
final class StatementDescriber implements AutoCloseable {
  private final DuckDBConnection connection;

  StatementDescriber(DuckDBConnection connection) {
    this.connection = connection;
  }

  synchronized List<Column> describe(String sql) {
    SingleStatement.require(sql);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      DuckDBResultSetMetaData metadata = (DuckDBResultSetMetaData) statement.getMetaData();
      if (metadata.getReturnType() != StatementReturnType.QUERY_RESULT) {
        return List.of(ChangeCountReader.COUNT);
      }
      List<String> types = new ArrayList<>();
      for (int i = 1; i <= metadata.getColumnCount(); i++) {
        types.add(metadata.getColumnTypeName(i));
      }
      if (types.contains("ENUM")) {
        types = typesWithMembers(sql, statement.getParameterMetaData().getParameterCount(), types);
      }
      List<Column> columns = new ArrayList<>();
      for (int i = 0; i < types.size(); i++) {
        String name = metadata.getColumnLabel(i + 1);
        columns.add(new Column(name, type(name, types.get(i)), true));
      }
      return columns;
    } catch (SQLException e) {
      throw EngineErrors.translate(e);
    }
  }

  synchronized BoundStatement bind(String sql) {
    SingleStatement.require(sql);
    List<Optional<DataType>> parameters = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      ParameterMetaData metadata = statement.getParameterMetaData();
      for (int i = 1; i <= metadata.getParameterCount(); i++) {
        String type = metadata.getParameterTypeName(i);
        boolean open = type.equals("INVALID") || type.equals("UNKNOWN");
        parameters.add(open ? Optional.empty() : Optional.of(DataType.parse(type)));
      }
    } catch (SQLException e) {
      throw EngineErrors.translate(e);
    }
    boolean open = parameters.stream().anyMatch(Optional::isEmpty);
    return new BoundStatement(open ? List.of() : describe(sql), parameters);
  }

  /// The driver's metadata names an ENUM without its members; DESCRIBE has them. It wants
  /// parameters bound, though it runs nothing, and does not take every statement.
  private List<String> typesWithMembers(String sql, int parameters, List<String> types) {
    String stripped = sql.strip();
    String body = stripped.endsWith(";") ? stripped.substring(0, stripped.length() - 1) : stripped;
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT column_type FROM (DESCRIBE " + body + "\n)")) {
      for (int i = 1; i <= parameters; i++) {
        statement.setObject(i, null);
      }
      List<String> described = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
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
  public synchronized void close() throws SQLException {
    connection.close();
  }
}
