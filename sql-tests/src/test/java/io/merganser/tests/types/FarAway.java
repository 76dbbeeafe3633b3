package io.merganser.tests.types;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;

/// Reads a date, a timestamp and a moment with each driver, in the zone of its own process.
final class FarAway {
  private FarAway() {}

  /// @param urls one for each connection
  public static void main(String[] urls) throws SQLException {
    for (String url : urls) {
      boolean flight = url.contains("flight");
      try (Connection connection = DriverManager.getConnection(url);
          Statement statement = connection.createStatement();
          ResultSet row =
              statement.executeQuery(
                  "SELECT DATE '2020-07-01', TIMESTAMP '2020-07-01 12:34:56',"
                      + " TIMESTAMPTZ '2020-07-01 12:34:56+00'")) {
        row.next();
        LocalDateTime timestamp =
            flight ? row.getObject(2, LocalDateTime.class) : row.getTimestamp(2).toLocalDateTime();
        Instant moment =
            flight
                ? row.getObject(3, OffsetDateTime.class).toInstant()
                : OffsetDateTime.parse(row.getString(3).replace(' ', 'T').replace("+00", "Z"))
                    .toInstant();
        System.out.println(
            (flight ? "flight " : "avatica ")
                + row.getDate(1).toLocalDate()
                + " "
                + timestamp
                + " "
                + moment);
      }
    }
  }
}
