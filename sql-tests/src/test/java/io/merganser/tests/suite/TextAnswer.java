package io.merganser.tests.suite;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a statement gave over a JDBC driver, as names of columns and rows of text. Numbers of
/// different classes that are equal read alike.
record TextAnswer(List<String> columns, List<List<String>> rows) {
  static TextAnswer of(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      return read(result, false);
    }
  }

  /// The same with the type behind the name of each column.
  static TextAnswer typed(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      return read(result, true);
    }
  }

  /// The same of a prepared statement.
  static TextAnswer prepared(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet result = statement.executeQuery()) {
      return read(result, true);
    }
  }

  private static TextAnswer read(ResultSet result, boolean typed) throws SQLException {
    ResultSetMetaData metadata = result.getMetaData();
    List<String> columns = new ArrayList<>();
    for (int i = 1; i <= metadata.getColumnCount(); i++) {
      columns.add(metadata.getColumnLabel(i) + (typed ? " " + type(metadata, i) : ""));
    }
    List<List<String>> rows = new ArrayList<>();
    while (result.next()) {
      List<String> row = new ArrayList<>();
      for (int i = 1; i <= columns.size(); i++) {
        row.add(text(result.getObject(i)));
      }
      rows.add(row);
    }
    return new TextAnswer(columns, rows);
  }

  /// DuckDB's driver has the digits in the name.
  private static String type(ResultSetMetaData metadata, int column) throws SQLException {
    String name = metadata.getColumnTypeName(column);
    return name.equals("DECIMAL")
        ? "DECIMAL(%d,%d)".formatted(metadata.getPrecision(column), metadata.getScale(column))
        : name;
  }

  private static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "NULL";
      // The sum of doubles depends on the order in which they came.
      case Double number when Double.isFinite(number) -> "%.9e".formatted(number);
      case Double number -> number.toString();
      case Number number -> new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
      default -> value.toString();
    };
  }

  /// For rows that come in no order.
  TextAnswer sorted() {
    List<List<String>> sorted = new ArrayList<>(rows);
    Collections.sort(sorted, (one, other) -> one.toString().compareTo(other.toString()));
    return new TextAnswer(columns, sorted);
  }
}
