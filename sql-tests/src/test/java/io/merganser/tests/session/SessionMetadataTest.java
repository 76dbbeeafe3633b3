package io.merganser.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.merganser.tests.TestServer;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a session made for itself is in the metadata of its own drivers, and in nobody else's.
@Timeout(120)
class SessionMetadataTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static List<String> read(ResultSet result, String... columns) throws SQLException {
    List<String> lines = new ArrayList<>();
    try (result) {
      while (result.next()) {
        List<String> line = new ArrayList<>();
        for (String column : columns) {
          line.add(result.getString(column));
        }
        lines.add(String.join("|", line));
      }
    }
    return lines;
  }

  private static List<String> tables(
      DatabaseMetaData metadata, @Nullable String catalog, String... kinds) throws SQLException {
    return read(
        metadata.getTables(catalog, null, "%", kinds.length == 0 ? null : kinds),
        "TABLE_CAT",
        "TABLE_SCHEM",
        "TABLE_NAME",
        "TABLE_TYPE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"flight", "protobuf"})
  void isListedToItsSession(String protocol) throws SQLException {
    try (SessionClient session = new SessionClient(server, protocol, "clerk");
        SessionClient other = new SessionClient(server, protocol, "clerk")) {
      DatabaseMetaData metadata = session.connection().getMetaData();
      List<String> before = tables(metadata, null);
      assertThat(read(metadata.getCatalogs(), "TABLE_CAT")).containsExactly("geo");

      session.run("CREATE TEMP TABLE made (id INTEGER, name VARCHAR)");
      session.run("CREATE TEMP VIEW Seen(\"The Name\", n) AS SELECT n_name, 1 FROM nation");
      assertThat(read(metadata.getCatalogs(), "TABLE_CAT")).containsExactly("geo", "temp");
      assertThat(read(metadata.getSchemas("temp", null), "TABLE_CATALOG", "TABLE_SCHEM"))
          .containsExactly("temp|main");
      assertThat(tables(metadata, "temp"))
          .containsExactlyInAnyOrder("temp|main|made|TABLE", "temp|main|Seen|VIEW");
      assertThat(tables(metadata, null, "VIEW"))
          .contains("temp|main|Seen|VIEW")
          .doesNotContain("temp|main|made|TABLE");
      assertThat(tables(metadata, null)).hasSize(before.size() + 2).containsAll(before);
      assertThat(
              read(
                  metadata.getColumns("temp", "main", "%", "%"),
                  "TABLE_NAME",
                  "COLUMN_NAME",
                  "TYPE_NAME"))
          .containsExactlyInAnyOrder(
              "made|id|INTEGER", "made|name|VARCHAR", "Seen|The Name|VARCHAR", "Seen|n|INTEGER");

      assertThat(tables(other.connection().getMetaData(), null)).isEqualTo(before);
      session.run("DROP TABLE made");
      session.run("DROP VIEW seen");
      assertThat(tables(metadata, null)).isEqualTo(before);
      assertThat(read(metadata.getCatalogs(), "TABLE_CAT")).containsExactly("geo");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"flight", "protobuf"})
  void aViewThatCannotBeReadHasNoColumns(String protocol) throws SQLException {
    try (SessionClient session = new SessionClient(server, protocol, "clerk")) {
      session.run("CREATE TEMP TABLE made (id INTEGER)");
      session.run("CREATE TEMP VIEW seen AS FROM made");
      session.run("DROP TABLE made");
      DatabaseMetaData metadata = session.connection().getMetaData();
      assertThat(tables(metadata, "temp")).containsExactly("temp|main|seen|VIEW");
      assertThat(read(metadata.getColumns("temp", null, "%", "%"), "COLUMN_NAME")).isEmpty();
    }
  }
}
