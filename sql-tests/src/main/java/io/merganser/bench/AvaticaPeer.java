package io.merganser.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/// Connections of the Avatica remote driver.
final class AvaticaPeer {
  private AvaticaPeer() {}

  static Connection connect(ServerProcess server) throws SQLException {
    String url =
        "jdbc:avatica:remote:url=http://127.0.0.1:%d/avatica;serialization=protobuf;authentication=BASIC;avatica_user=%s;avatica_password=%s"
            .formatted(server.httpPort(), ServerProcess.USER, ServerProcess.PASSWORD);
    return DriverManager.getConnection(url);
  }
}
