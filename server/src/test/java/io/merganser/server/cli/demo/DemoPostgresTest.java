package io.merganser.server.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoPostgresTest {
  @TempDir private Path folder;

  @Test
  void lockedToItsReaderAndStartsAgainOverAnOrphan() throws Exception {
    DemoPostgres.problem()
        .ifPresent(it -> System.out.println("SKIPPED the demo's Postgres: " + it));
    assumeThat(DemoPostgres.problem()).isEmpty();
    DemoSecrets secrets = DemoSecrets.load(folder.resolve("secrets"), null);
    Path data = folder.resolve("postgres");
    leaveOrphanBehind();
    List<String> told = new ArrayList<>();

    try (DemoPostgres postgres = DemoPostgres.start(data, secrets, told::add)) {
      assertThat(told).containsExactly("stopping the Postgres that a killed demo left behind");
      assertThat(rows(postgres, "reader", secrets.get("reader"))).isEqualTo(1_500);
      assertThatThrownBy(() -> rows(postgres, "reader", "wrong")).isInstanceOf(SQLException.class);
      assertThatThrownBy(() -> rows(postgres, "postgres", "")).isInstanceOf(SQLException.class);
      try (Connection connection = connect(postgres, "reader", secrets.get("reader"));
          Statement statement = connection.createStatement()) {
        assertThatThrownBy(() -> statement.execute("DELETE FROM orders"))
            .isInstanceOf(SQLException.class);
      }
    }
    assertThat(Files.exists(data.resolve("postmaster.pid"))).isFalse();
  }

  /// In a process of its own, which ends as by kill -9.
  private void leaveOrphanBehind() throws Exception {
    ProcessHandle.Info self = ProcessHandle.current().info();
    Process process =
        new ProcessBuilder(
                self.command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                DemoPostgresTest.class.getName(),
                folder.toString())
            .inheritIO()
            .start();
    assertThat(process.waitFor()).isEqualTo(9);
  }

  /// What [#leaveOrphanBehind] runs.
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    DemoSecrets secrets = DemoSecrets.load(folder.resolve("secrets"), null);
    DemoPostgres.start(folder.resolve("postgres"), secrets, _ -> {}).load(0.001);
    Runtime.getRuntime().halt(9);
  }

  private static int rows(DemoPostgres postgres, String user, String password) throws SQLException {
    try (Connection connection = connect(postgres, user, password);
        Statement statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT count(*) FROM public.orders")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private static Connection connect(DemoPostgres postgres, String user, String password)
      throws SQLException {
    String url =
        "jdbc:postgresql://127.0.0.1:%d/%s".formatted(postgres.port(), postgres.database());
    return DriverManager.getConnection(url, user, password);
  }
}
