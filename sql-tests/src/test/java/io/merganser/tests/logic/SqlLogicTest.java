package io.merganser.tests.logic;

import static org.assertj.core.api.Assertions.assertThat;

import io.merganser.tests.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.hydromatic.sqllogictest.ISqlTestOperation;
import net.hydromatic.sqllogictest.OptionsParser;
import net.hydromatic.sqllogictest.SltSqlStatement;
import net.hydromatic.sqllogictest.SltTestFile;
import net.hydromatic.sqllogictest.SqlTestQuery;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What SQLite's tests ask, asked of a server over Avatica and of DuckDB beside it: we answer what
/// DuckDB answers. Where SQLite and DuckDB differ, we are with DuckDB.
///
/// The normal run takes a slice; `-Psqllogic` takes all.
class SqlLogicTest {
  private static final boolean ALL = Boolean.getBoolean("sqllogic.all");

  /// Of each file in a slice.
  private static final int SLICE_QUERIES = 100;

  private static final int MOST_SHOWN = 40;

  private static final String MANIFEST =
      """
      apiVersion: merganser.io/v1
      tenants:
        - name: demo
          databases:
            - name: logic
              kind: memory
              defaultCatalog: logic
              defaultSchema: main
              sources:
                - { alias: logic, type: duckdb, options: { path: ./logic.duckdb }, readOnly: false }
          users:
            - { name: admin, password: { value: secret }, superuser: true }
      """;

  private static TestServer server;
  private static Connection ours;

  private final List<String> differences = new ArrayList<>();
  private int files;
  private int queries;
  private int rightHere;
  private int rightInDuckDb;
  private int alike;
  private long nanosHere;
  private long nanosInDuckDb;

  @BeforeAll
  static void start() throws IOException, SQLException {
    Path folder = Files.createTempDirectory("merganser-logic");
    try (Connection made =
        DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("logic.duckdb"))) {
      made.createStatement().execute("SELECT 1");
    }
    server = TestServer.over(folder, MANIFEST, Map.of());
    ours =
        DriverManager.getConnection(
            "jdbc:avatica:remote:url=http://127.0.0.1:"
                + server.httpPort()
                + "/avatica;serialization=protobuf;authentication=BASIC"
                + ";avatica_user=admin;avatica_password=secret");
  }

  @AfterAll
  static void stop() throws SQLException {
    ours.close();
    server.close();
  }

  @Test
  void answersWhatDuckDbAnswers() throws Exception {
    var options = new OptionsParser(false, System.out, System.err).parse("-e", "none");
    for (String file : ALL ? LogicFiles.all() : LogicFiles.slice()) {
      SltTestFile test = new SltTestFile(file);
      test.parse(options);
      try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:")) {
        run(file, test.fileContents, duckdb);
      }
      files++;
    }
    System.out.printf(
        "sqllogictest: %d queries of %d files; as the suite has it: %.3f %% here, %.3f %% in"
            + " DuckDB; as DuckDB answers: %.3f %%; %.0f s here, %.0f s in DuckDB%n",
        queries,
        files,
        100.0 * rightHere / queries,
        100.0 * rightInDuckDb / queries,
        100.0 * alike / queries,
        nanosHere / 1e9,
        nanosInDuckDb / 1e9);
    differences.forEach(System.out::println);
    assertThat(differences).isEmpty();
    assertThat(rightHere).isGreaterThanOrEqualTo(rightInDuckDb);
    assertThat(queries).isGreaterThan(2_500);
  }

  private void run(String file, List<ISqlTestOperation> operations, Connection duckdb)
      throws SQLException {
    int end = queries + (ALL ? Integer.MAX_VALUE / 2 : SLICE_QUERIES);
    List<String> made = new ArrayList<>();
    for (ISqlTestOperation operation : operations) {
      switch (operation) {
        case SltSqlStatement statement -> change(statement.statement, duckdb, made);
        case SqlTestQuery query -> ask(file, query, duckdb);
        default -> throw new IllegalStateException("neither a statement nor a query");
      }
      if (queries == end) {
        break;
      }
    }
    drop(made);
  }

  /// What an index changes is the time.
  private void change(String sql, Connection duckdb, List<String> made) {
    if (sql.matches("(?is)\\s*(CREATE (UNIQUE )?|DROP |RE)INDEX.*")) {
      return;
    }
    String here = execute(ours, sql);
    String there = execute(duckdb, sql);
    if (here.isEmpty() != there.isEmpty()) {
      differ(sql + "\n  " + here + "\n  " + there);
    }
    if (here.isEmpty() && sql.matches("(?is)\\s*CREATE.*")) {
      made.add(sql);
    }
  }

  private static String execute(Connection connection, String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
      return "";
    } catch (SQLException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static void drop(List<String> made) {
    for (String sql : made.reversed()) {
      String[] words = sql.strip().split("[\\s(]+", 4);
      execute(ours, "DROP " + words[1] + " IF EXISTS " + words[2]);
    }
  }

  private void ask(String file, SqlTestQuery query, Connection duckdb) {
    long started = System.nanoTime();
    LogicAnswer here = ask(ours, query);
    long between = System.nanoTime();
    LogicAnswer there = ask(duckdb, query);
    nanosHere += between - started;
    nanosInDuckDb += System.nanoTime() - between;
    queries++;
    rightHere += here.isAs(query.outputDescription) ? 1 : 0;
    rightInDuckDb += there.isAs(query.outputDescription) ? 1 : 0;
    boolean same =
        here.failure() == null
            ? there.failure() == null && here.values().equals(there.values())
            : there.failure() != null;
    if (same) {
      alike++;
    } else {
      differ(file + ": " + query.getQuery() + "\n  here:   " + here + "\n  DuckDB: " + there);
    }
  }

  private static LogicAnswer ask(Connection connection, SqlTestQuery query) {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query.getQuery())) {
      return LogicAnswer.read(rows, query.outputDescription);
    } catch (SQLException e) {
      return LogicAnswer.failed(String.valueOf(e.getMessage()));
    }
  }

  private void differ(String what) {
    if (differences.size() < MOST_SHOWN) {
      differences.add(what);
    }
  }
}
