package io.merganser.tests.flight;

import static org.assertj.core.api.Assertions.assertThat;

import io.merganser.tests.TestServer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// DatabaseMetaData through the Flight SQL JDBC driver.
@Timeout(120)
class FlightJdbcMetadataTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Connection connect(String user) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:arrow-flight-sql://127.0.0.1:"
            + server.flightPort()
            + "/?useEncryption=false&user="
            + user
            + "&password=secret");
  }

  private static List<String> column(ResultSet result, String name) throws SQLException {
    List<String> values = new ArrayList<>();
    try (result) {
      while (result.next()) {
        values.add(result.getString(name));
      }
    }
    return values;
  }

  @Test
  void catalogsSchemasTablesAndColumnsNestInOneAnother() throws SQLException {
    try (Connection connection = connect("admin")) {
      DatabaseMetaData metadata = connection.getMetaData();
      List<String> catalogs = column(metadata.getCatalogs(), "TABLE_CAT");
      assertThat(catalogs).isNotEmpty().isSorted();
      for (String catalog : catalogs) {
        List<String> schemas = column(metadata.getSchemas(catalog, null), "TABLE_SCHEM");
        List<String> tables = column(metadata.getTables(catalog, null, "%", null), "TABLE_NAME");
        assertThat(schemas).as(catalog).isNotEmpty();
        assertThat(tables).as(catalog).isNotEmpty();
        assertThat(column(metadata.getTables(catalog, null, tables.getFirst(), null), "TABLE_CAT"))
            .containsOnly(catalog);
        List<String> columns =
            column(metadata.getColumns(catalog, null, tables.getFirst(), null), "TYPE_NAME");
        assertThat(columns).as(catalog + "." + tables.getFirst()).isNotEmpty();
      }
    }
  }

  @Test
  void columnsOfAQueryAreThoseOfTheMetadata() throws SQLException {
    try (Connection connection = connect("admin")) {
      DatabaseMetaData metadata = connection.getMetaData();
      try (ResultSet tables = metadata.getTables(null, null, "%", new String[] {"TABLE"})) {
        assertThat(tables.next()).isTrue();
        String catalog = tables.getString("TABLE_CAT");
        String schema = tables.getString("TABLE_SCHEM");
        String table = tables.getString("TABLE_NAME");
        List<String> described =
            column(metadata.getColumns(catalog, schema, table, null), "COLUMN_NAME");
        try (PreparedStatement statement =
            connection.prepareStatement(
                "SELECT * FROM \"" + catalog + "\".\"" + schema + "\".\"" + table + "\"")) {
          ResultSetMetaData result = statement.getMetaData();
          List<String> selected = new ArrayList<>();
          for (int i = 1; i <= result.getColumnCount(); i++) {
            selected.add(result.getColumnName(i));
          }
          assertThat(selected).isEqualTo(described);
        }
      }
    }
  }

  @Test
  void patternsAndKindsNarrow() throws SQLException {
    try (Connection connection = connect("admin")) {
      DatabaseMetaData metadata = connection.getMetaData();
      assertThat(column(metadata.getTables(null, null, "nosuch%", null), "TABLE_NAME")).isEmpty();
      assertThat(column(metadata.getTables("nosuch", null, "%", null), "TABLE_NAME")).isEmpty();
      assertThat(
              column(
                  metadata.getTables(null, null, "%", new String[] {"SYSTEM TABLE"}), "TABLE_NAME"))
          .isEmpty();
      assertThat(column(metadata.getTableTypes(), "TABLE_TYPE")).contains("TABLE", "VIEW");
    }
  }

  @Test
  void keysAreEmptyAndNotAnError() throws SQLException {
    try (Connection connection = connect("admin")) {
      DatabaseMetaData metadata = connection.getMetaData();
      assertThat(column(metadata.getPrimaryKeys(null, null, "t"), "COLUMN_NAME")).isEmpty();
      assertThat(column(metadata.getImportedKeys(null, null, "t"), "PKCOLUMN_NAME")).isEmpty();
      assertThat(column(metadata.getExportedKeys(null, null, "t"), "PKCOLUMN_NAME")).isEmpty();
      assertThat(
              column(metadata.getCrossReference(null, null, "t", null, null, "u"), "PKCOLUMN_NAME"))
          .isEmpty();
    }
  }

  @Test
  void aUserSeesOnlyWhatIsGranted() throws SQLException {
    try (Connection admin = connect("admin");
        Connection clerk = connect("clerk")) {
      List<String> all = column(admin.getMetaData().getTables(null, null, "%", null), "TABLE_NAME");
      List<String> some =
          column(clerk.getMetaData().getTables(null, null, "%", null), "TABLE_NAME");
      assertThat(some).hasSizeLessThan(all.size());
      assertThat(all).containsAll(some);
    }
  }

  @Test
  void noMethodWithoutArgumentsFails() throws Exception {
    try (Connection connection = connect("admin")) {
      DatabaseMetaData metadata = connection.getMetaData();
      List<String> failures = new ArrayList<>();
      for (Method method : DatabaseMetaData.class.getMethods()) {
        if (method.getParameterCount() == 0) {
          try {
            Object value = method.invoke(metadata);
            // Not the connection, which is closeable too: methods come in no order.
            if (value instanceof ResultSet rows) {
              rows.close();
            }
          } catch (InvocationTargetException e) {
            failures.add(method.getName() + ": " + e.getCause());
          }
        }
      }
      assertThat(failures).isEmpty();
      assertThat(metadata.getDatabaseProductName()).isEqualTo("Merganser");
      assertThat(metadata.getIdentifierQuoteString()).isEqualTo("\"");
      assertThat(metadata.supportsTransactions()).isTrue();
      assertThat(metadata.isReadOnly()).isFalse();
      assertThat(metadata.supportsFullOuterJoins()).isTrue();
    }
  }
}
