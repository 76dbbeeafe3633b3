package io.merganser.tests.avatica;

import io.merganser.tests.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import org.apache.calcite.avatica.remote.Driver;
import org.jspecify.annotations.Nullable;

/// Connects as programs do.
final class AvaticaClient {
  private AvaticaClient() {}

  static Connection connect(TestServer server, String serialization) throws SQLException {
    return connect(server, serialization, "admin", "secret", Map.of());
  }

  static Connection connect(
      TestServer server,
      String serialization,
      String user,
      String password,
      Map<String, String> properties)
      throws SQLException {
    String url =
        url(server, serialization)
            + ";authentication=BASIC;avatica_user="
            + user
            + ";avatica_password="
            + password;
    return open(url, properties);
  }

  static String url(TestServer server, String serialization) {
    return "jdbc:avatica:remote:url=http://127.0.0.1:"
        + server.httpPort()
        + "/avatica;serialization="
        + serialization;
  }

  /// Fails as the driver does, which for some failures is with an unchecked exception.
  static Connection open(String url, Map<String, String> properties) throws SQLException {
    Properties info = new Properties();
    info.putAll(properties);
    @Nullable Connection connection = new Driver().connect(url, info);
    if (connection == null) {
      throw new SQLException("not a URL of the driver: " + url);
    }
    return connection;
  }
}
