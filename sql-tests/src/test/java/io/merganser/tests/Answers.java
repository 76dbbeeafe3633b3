package io.merganser.tests;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// What a client sees of an answer.
public final class Answers {
  private Answers() {}

  /// Names and rows, or the error after a `!`.
  public static String of(Connection connection, String sql, boolean prepared) {
    try {
      if (prepared) {
        try (PreparedStatement statement = connection.prepareStatement(sql);
            ResultSet rows = statement.executeQuery()) {
          return rows(rows);
        }
      }
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery(sql)) {
        return rows(rows);
      }
    } catch (SQLException | RuntimeException e) {
      return "!" + messages(e);
    }
  }

  /// Drivers put their own words in front, and the server's further down.
  public static String messages(Throwable failure) {
    StringBuilder messages = new StringBuilder();
    for (Throwable at = failure; at != null; at = at.getCause()) {
      messages.append(at.getMessage()).append('\n');
    }
    return messages.toString();
  }

  /// Names of the columns, and the rows sorted.
  public static String rows(ResultSet rows) throws SQLException {
    int count = rows.getMetaData().getColumnCount();
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      names.add(rows.getMetaData().getColumnLabel(i));
    }
    List<String> lines = new ArrayList<>();
    while (rows.next()) {
      List<String> values = new ArrayList<>();
      for (int i = 1; i <= count; i++) {
        values.add(String.valueOf(rows.getObject(i)));
      }
      lines.add(String.join(",", values));
    }
    Collections.sort(lines);
    return names + " " + lines;
  }
}
