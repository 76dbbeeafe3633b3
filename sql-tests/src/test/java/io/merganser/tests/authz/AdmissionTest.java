package io.merganser.tests.authz;

import static org.assertj.core.api.Assertions.assertThat;

import io.merganser.catalog.manifest.ManifestReader;
import io.merganser.catalog.store.CatalogStore;
import io.merganser.catalog.store.StoreSettings;
import io.merganser.tests.Await;
import io.merganser.tests.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Databases that name whom they let in: `open` names nobody, `team` a group and a user, `closed`
/// has an empty list. All hold the same file.
class AdmissionTest {
  private static final String MANIFEST =
      """
      apiVersion: merganser.io/v1
      tenants:
        - name: acme
          databases:
            - { name: open, kind: duckdb-file, path: ./open.duckdb }
            - name: team
              kind: duckdb-file
              path: ./team.duckdb
              authorization: { allowGroups: [etl], allowUsers: [bob] }
            - name: closed
              kind: duckdb-file
              path: ./closed.duckdb
              authorization: { allowUsers: [] }
          roles: [ { name: all, grants: [ { on: "*", verbs: [read] } ] } ]
          groups: [ { name: etl } ]
          users:
            - { name: admin, password: { value: secret }, superuser: true }
            - { name: ann, password: { value: secret }, roles: [all], groups: [etl] }
            - { name: bob, password: { value: secret }, roles: [all] }
            - { name: eve, password: { value: secret }, roles: [all] }
      """;

  private static TestServer server;
  private static Path folder;

  @BeforeAll
  static void start() throws IOException, SQLException {
    folder = Files.createTempDirectory("merganser-admission");
    for (String name : List.of("open", "team", "closed")) {
      try (Connection connection =
              DriverManager.getConnection("jdbc:duckdb:" + folder.resolve(name + ".duckdb"));
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE TABLE t AS SELECT '" + name + "' AS place");
      }
    }
    server = TestServer.over(folder, MANIFEST, Map.of());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"flight", "json", "protobuf"})
  void letsInWhomADatabaseNames(String protocol) throws SQLException {
    assertThat(place(protocol, "ann", "team")).isEqualTo("team");
    assertThat(place(protocol, "bob", "TEAM")).isEqualTo("team");
    assertThat(place(protocol, "eve", "open")).isEqualTo("open");
    assertThat(place(protocol, "admin", "closed")).isEqualTo("closed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"flight", "json", "protobuf"})
  void theOthersFindWhatTheyFindWhereThereIsNoDatabase(String protocol) {
    for (String database : new String[] {"team", "closed"}) {
      String missing = message(protocol, "eve", "missing");
      assertThat(missing).contains("DATABASE_NOT_FOUND");
      assertThat(message(protocol, "eve", database))
          .isEqualTo(missing.replace("missing", database));
    }
    assertThat(message(protocol, "ann", "closed")).contains("DATABASE_NOT_FOUND");
  }

  @Test
  void whoMayUseOneOnlyNeedsNoName() throws SQLException {
    assertThat(place("flight", "eve", "")).isEqualTo("open");
    assertThat(message("flight", "ann", "")).contains("choose one: open, team");
    assertThat(message("flight", "admin", "")).contains("choose one: closed, open, team");
  }

  @Test
  void oneThatIsTakenBackEndsWhatItsSessionsMayDo() throws Exception {
    try (Connection bob = connect("flight", "bob", "team");
        PreparedStatement prepared = bob.prepareStatement("SELECT place FROM team.main.t");
        CatalogStore store =
            CatalogStore.open(StoreSettings.of("jdbc:sqlite:" + folder.resolve("store.db")))) {
      assertThat(place(prepared)).isEqualTo("team");
      ManifestReader reader = new ManifestReader(Map.of());
      store.apply(reader.read(MANIFEST.replace("allowUsers: [bob]", "allowUsers: []")));
      try {
        Await.until("bob is no longer let in", () -> refused(prepared));
        assertThat(refused(prepared)).isTrue();
      } finally {
        store.apply(reader.read(MANIFEST));
        Await.until("bob is let in again", () -> !refused(prepared));
      }
    }
  }

  private static boolean refused(PreparedStatement prepared) {
    try {
      place(prepared);
      return false;
    } catch (SQLException e) {
      assertThat(e.getMessage()).contains("CATALOG_NOT_FOUND");
      return true;
    }
  }

  private static String place(PreparedStatement prepared) throws SQLException {
    try (ResultSet rows = prepared.executeQuery()) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }

  /// Where the connection came to.
  private static String place(String protocol, String user, String database) throws SQLException {
    try (Connection connection = connect(protocol, user, database);
        Statement statement = connection.createStatement();
        ResultSet catalogs = statement.executeQuery("SHOW CATALOGS")) {
      assertThat(catalogs.next()).isTrue();
      return catalogs.getString(1);
    }
  }

  private static String message(String protocol, String user, String database) {
    try {
      return place(protocol, user, database);
    } catch (SQLException | RuntimeException e) {
      StringBuilder all = new StringBuilder();
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        all.append(cause.getMessage()).append('\n');
      }
      return all.toString();
    }
  }

  /// @param database empty to name none
  private static Connection connect(String protocol, String user, String database)
      throws SQLException {
    return server.connect(
        protocol, user, database.isEmpty() ? Map.of() : Map.of("database", database));
  }
}
