package io.merganser.tests.types;

import java.sql.Array;
import java.sql.Connection;
import java.sql.JDBCType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One of the drivers; values are those of `getObject`.
record JdbcProtocol(String name, Connection connection) implements Protocol {

  @Override
  public Seen ask(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return read(row);
    }
  }

  @Override
  public List<String> echo(String sql, String withParameters) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql);
        PreparedStatement prepared = connection.prepareStatement(withParameters)) {
      row.next();
      for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
        bind(prepared, i, row);
      }
      try (ResultSet echoed = prepared.executeQuery()) {
        return read(echoed).values();
      }
    }
  }

  private static void bind(PreparedStatement prepared, int i, ResultSet row) throws SQLException {
    if (row.getMetaData().getColumnType(i) == Types.TIMESTAMP_WITH_TIMEZONE) {
      prepared.setTimestamp(i, row.getTimestamp(i));
      return;
    }
    Object value = row.getObject(i);
    if (value == null) {
      prepared.setNull(i, row.getMetaData().getColumnType(i));
    } else if (value instanceof Time time) {
      prepared.setTime(i, time);
    } else if (value instanceof Array array) {
      prepared.setArray(i, array);
    } else {
      prepared.setObject(i, value);
    }
  }

  /// The one row of a result.
  static Seen read(ResultSet row) throws SQLException {
    if (!row.next()) {
      throw new SQLException("no row");
    }
    List<String> values = new ArrayList<>();
    ResultSetMetaData columns = row.getMetaData();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      values.add(value(row, i));
    }
    if (row.next()) {
      throw new SQLException("two rows");
    }
    return new Seen(column(columns), values);
  }

  private static String column(ResultSetMetaData columns) throws SQLException {
    String digits =
        columns.getPrecision(1) == 0
            ? ""
            : ", precision " + columns.getPrecision(1) + ", scale " + columns.getScale(1);
    return JDBCType.valueOf(columns.getColumnType(1))
        + ", "
        + columns.getColumnTypeName(1)
        + ", "
        + columns.getColumnClassName(1)
        + digits;
  }

  private static String value(ResultSet row, int column) throws SQLException {
    String text;
    try {
      text = text(row.getObject(column));
    } catch (SQLException | RuntimeException e) {
      return "! %s, but getString gives %s".formatted(e.getMessage(), row.getString(column));
    }
    if (text.equals("NULL") != row.wasNull()) {
      return "! %s, and wasNull gives %s".formatted(text, row.wasNull());
    }
    return text;
  }

  static String text(@Nullable Object value) throws SQLException {
    return switch (value) {
      case null -> "NULL";
      case byte[] bytes -> "0x" + HexFormat.of().formatHex(bytes);
      case Array array -> text(array.getArray());
      case Object[] elements -> text(Arrays.asList(elements));
      case List<?> elements -> {
        StringBuilder text = new StringBuilder("[");
        for (Object element : elements) {
          text.append(text.length() == 1 ? "" : ", ").append(text(element));
        }
        yield text.append(']').toString();
      }
      default -> plain(value.toString());
    };
  }

  static String plain(String text) {
    return text.isEmpty() ? "''" : text.replace("\t", "\\t").replace("\n", "\\n");
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // The Flight driver complains of memory that it loses itself when it refuses a parameter.
      System.out.println(name + ": " + e.getMessage());
    }
  }
}
