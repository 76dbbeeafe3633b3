package io.merganser.tests.session;

import io.merganser.tests.TestServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// One session of one user, over a JDBC driver of either protocol.
final class SessionClient implements AutoCloseable {
  private final Connection connection;

  /// @param protocol `flight`, or the serialization of Avatica
  SessionClient(TestServer server, String protocol, String user) throws SQLException {
    this.connection = server.connect(protocol, user);
  }

  Connection connection() {
    return connection;
  }

  /// Runs what has no rows.
  void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      boolean rows = statement.execute(sql);
      if (rows) {
        try (ResultSet result = statement.getResultSet()) {
          if (result.next()) {
            throw new AssertionError(sql + " has rows");
          }
        }
      }
    }
  }

  /// Rows as text, columns joined by bars.
  List<String> rows(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      return read(result);
    }
  }

  /// The one value of the one row.
  String value(String sql) throws SQLException {
    List<String> rows = rows(sql);
    if (rows.size() != 1) {
      throw new AssertionError(sql + " gives " + rows);
    }
    return rows.get(0);
  }

  static List<String> rows(PreparedStatement statement) throws SQLException {
    try (ResultSet result = statement.executeQuery()) {
      return read(result);
    }
  }

  private static List<String> read(ResultSet result) throws SQLException {
    List<String> rows = new ArrayList<>();
    int columns = result.getMetaData().getColumnCount();
    while (result.next()) {
      List<String> row = new ArrayList<>();
      for (int i = 1; i <= columns; i++) {
        row.add(String.valueOf(result.getString(i)));
      }
      rows.add(String.join("|", row));
    }
    return rows;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
