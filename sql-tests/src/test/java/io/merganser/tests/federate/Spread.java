package io.merganser.tests.federate;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.merganser.connectors.duckdb.ExtensionFolder;
import io.merganser.server.MerganserServer;
import io.merganser.server.cli.demo.TpchDuckDb;
import io.merganser.server.config.ConfigReader;
import io.merganser.server.config.ServerConfig;
import io.trino.tpch.TpchTable;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.duckdb.DuckDBResultSet;
import org.jspecify.annotations.Nullable;

/// TPC-H and a table of edge cases, spread over real engines as the demo does: `sales` is Postgres,
/// `crm` SQLite, `parts` a DuckDB file, `geo` Parquet. Three databases of one server have them:
/// `attach` and `direct` read Postgres and SQLite in that mode, `auto` leaves it to the server.
/// Beside it stands DuckDB in this process with catalogs of the same names, which has all rows
/// itself.
///
/// `euro` is a Postgres database that compares text by the rules of a language; its table `odd` has
/// the types that only Postgres has.
///
/// Each catalog has `edge`, whose values are where engines differ, `empty` without rows, and `"Odd
/// Name"`.
@SuppressWarnings("try") // The clients' close may be interrupted.
final class Spread implements AutoCloseable {
  static final List<String> MODES = List.of("attach", "direct", "auto");
  static final double SCALE = 0.01;

  static final Path EXTENSIONS = Path.of("../extensions").toAbsolutePath().normalize();
  static final boolean CAN_ATTACH =
      new ExtensionFolder(EXTENSIONS).find("postgres_scanner").isPresent();
  static final String NO_EXTENSIONS =
      "no DuckDB extensions in " + EXTENSIONS + ": run `./merganser extensions fetch`";

  /// The types in which SQLite's columns arrive: it has no decimals, no booleans, no NaN and no
  /// negative zero.
  private static final String AS_SQLITE =
      "id::BIGINT AS id, i::BIGINT AS i, j, s::BIGINT AS s, d::DOUBLE AS d, e::DOUBLE AS e,"
          + " CASE WHEN isnan(x) THEN NULL WHEN x = 0 THEN 0.0::DOUBLE ELSE x END AS x,"
          + " t, u, dt, ts, b::BIGINT AS b";

  private static final String EDGE_COLUMNS =
      "id INTEGER, i INTEGER, j BIGINT, s SMALLINT, d DECIMAL(10,2), e DECIMAL(18,4),"
          + " x DOUBLE PRECISION, t VARCHAR, u VARCHAR, dt DATE, ts TIMESTAMP, b BOOLEAN";

  private final Path folder;
  private final Postgres postgres;
  private final Connection reference;
  private final MerganserServer server;
  private final Map<String, Client> clients = new LinkedHashMap<>();
  private final Map<String, Answer> answers = new HashMap<>();

  private Spread(Path folder, Postgres postgres, Connection reference, MerganserServer server) {
    this.folder = folder;
    this.postgres = postgres;
    this.reference = reference;
    this.server = server;
    MODES.forEach(mode -> clients.put(mode, new Client(server.flightPort(), mode)));
  }

  static Spread start(double scale) throws IOException, SQLException {
    if (!CAN_ATTACH) {
      System.out.println("SKIPPED mode attach: " + NO_EXTENSIONS);
    }
    Path folder = Files.createTempDirectory("merganser-spread");
    Postgres postgres = Postgres.start(folder);
    Connection reference = DriverManager.getConnection("jdbc:duckdb:");
    try {
      fill(folder, reference, scale);
      fillPostgres(folder, reference, postgres);
      fillSqlite(folder, reference);
      MerganserServer server = MerganserServer.start(config(folder), manifest(folder, postgres));
      return new Spread(folder, postgres, reference, server);
    } catch (IOException | SQLException | RuntimeException e) {
      reference.close();
      postgres.close();
      throw e;
    }
  }

  /// The reference, and the files that DuckDB itself makes.
  private static void fill(Path folder, Connection reference, double scale)
      throws IOException, SQLException {
    Path all = folder.resolve("all.duckdb");
    TpchDuckDb.writeFile(all, TpchTable.getTables(), scale);
    Path geo = Files.createDirectory(folder.resolve("geo"));
    run(
        reference,
        "ATTACH '" + all + "' AS tpch (READ_ONLY)",
        "SET TimeZone = 'UTC'",
        "ATTACH ':memory:' AS sales",
        "CREATE SCHEMA sales.public",
        "CREATE TABLE sales.public.orders AS FROM tpch.orders",
        "CREATE TABLE sales.public.lineitem AS FROM tpch.lineitem",
        "CREATE TABLE sales.public.edge (" + EDGE_COLUMNS + ")",
        Case.text("edge.sql"),
        "CREATE TABLE sales.public.empty AS FROM sales.public.edge LIMIT 0",
        "CREATE TABLE sales.public.\"Odd Name\" (\"Select\" INTEGER, \"a b\" VARCHAR,"
            + " \"q\"\"x\" VARCHAR, ünï VARCHAR)",
        "INSERT INTO sales.public.\"Odd Name\" VALUES (1, 'x', 'y', 'z'), (2, NULL, '', 'Ü')",
        "ATTACH ':memory:' AS euro",
        "CREATE SCHEMA euro.public",
        "CREATE TABLE euro.public.edge AS FROM sales.public.edge",
        Case.text("odd-reference.sql"),
        "ATTACH ':memory:' AS crm",
        "CREATE TABLE crm.main.customer AS SELECT * REPLACE (c_acctbal::DOUBLE AS c_acctbal)"
            + " FROM tpch.customer",
        "CREATE TABLE crm.main.edge AS SELECT " + AS_SQLITE + " FROM sales.public.edge",
        "CREATE TABLE crm.main.empty AS FROM crm.main.edge LIMIT 0",
        "CREATE TABLE crm.main.\"Odd Name\" AS SELECT * REPLACE (\"Select\"::BIGINT AS \"Select\")"
            + " FROM sales.public.\"Odd Name\"",
        "ATTACH '" + folder.resolve("parts.duckdb") + "' AS parts");
    for (String table : List.of("part", "partsupp", "supplier")) {
      run(reference, "CREATE TABLE parts.main." + table + " AS FROM tpch." + table);
    }
    for (String table : List.of("edge", "empty", "\"Odd Name\"")) {
      run(reference, "CREATE TABLE parts.main." + table + " AS FROM sales.public." + table);
    }
    // The server reads the file too; what we compare with must not hold it.
    run(
        reference,
        "ATTACH ':memory:' AS held",
        "COPY FROM DATABASE parts TO held",
        "DETACH parts",
        "ATTACH ':memory:' AS parts",
        "COPY FROM DATABASE held TO parts",
        "DETACH held",
        "ATTACH ':memory:' AS geo");
    for (String table : List.of("nation", "region")) {
      run(reference, "CREATE TABLE geo.main." + table + " AS FROM tpch." + table);
    }
    for (String table : List.of("edge", "empty")) {
      run(reference, "CREATE TABLE geo.main." + table + " AS FROM sales.public." + table);
    }
    for (String table : List.of("nation", "region", "edge", "empty")) {
      run(
          reference,
          "COPY geo.main."
              + table
              + " TO '"
              + geo.resolve(table + ".parquet")
              + "' (FORMAT parquet)");
    }
  }

  private static void fillPostgres(Path folder, Connection reference, Postgres postgres)
      throws IOException, SQLException {
    postgres.run("postgres", "CREATE DATABASE shop");
    for (String table : List.of("orders", "lineitem", "edge", "empty", "\"Odd Name\"")) {
      Path csv = folder.resolve("table.csv");
      run(
          reference,
          "COPY sales.public."
              + table
              + " TO '"
              + csv
              + "' (FORMAT csv, HEADER false, FORCE_QUOTE *)");
      postgres.run("shop", create(reference, "sales", table, "public." + table));
      postgres.load("shop", "public." + table, csv);
    }
    postgres.run(
        "postgres",
        "CREATE DATABASE euro TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en-US'"
            + " LOCALE 'C.UTF-8'");
    Path csv = folder.resolve("table.csv");
    postgres.run("euro", create(reference, "sales", "edge", "edge"), Case.text("odd.sql"));
    run(
        reference,
        "COPY sales.public.edge TO '" + csv + "' (FORMAT csv, HEADER false, FORCE_QUOTE *)");
    postgres.load("euro", "edge", csv);
    postgres.run("euro", "ANALYZE");
    postgres.run(
        "shop",
        "CREATE VIEW slow AS SELECT g AS id, g % 7 AS k FROM generate_series(1, 100000) g"
            + " WHERE pg_sleep(0.05) IS NOT NULL",
        "CREATE TABLE long AS SELECT g AS id, repeat('x', 100) AS t"
            + " FROM generate_series(1, 300000) g");
    postgres.run(
        "shop",
        "ALTER TABLE orders ADD PRIMARY KEY (o_orderkey)",
        "ALTER TABLE lineitem ADD PRIMARY KEY (l_orderkey, l_linenumber)",
        "ANALYZE");
  }

  /// A table of the reference in the words of Postgres and SQLite.
  static String create(Connection reference, String catalog, String table, String name)
      throws SQLException {
    StringBuilder sql = new StringBuilder("CREATE TABLE ").append(name).append(" (");
    try (Statement statement = reference.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT column_name, data_type FROM duckdb_columns() WHERE database_name = '"
                    + catalog
                    + "' AND table_name = '"
                    + table.replace("\"", "")
                    + "' ORDER BY column_index")) {
      String comma = "";
      while (rows.next()) {
        String type = rows.getString(2).equals("DOUBLE") ? "DOUBLE PRECISION" : rows.getString(2);
        sql.append(comma)
            .append('"')
            .append(rows.getString(1).replace("\"", "\"\""))
            .append("\" ")
            .append(type);
        comma = ", ";
      }
    }
    return sql.append(')').toString();
  }

  private static void fillSqlite(Path folder, Connection reference) throws SQLException {
    try (Connection sqlite =
        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("crm.sqlite"))) {
      run(
          sqlite,
          create(reference, "tpch", "customer", "customer"),
          "CREATE TABLE edge (" + EDGE_COLUMNS + ")",
          "CREATE TABLE empty (" + EDGE_COLUMNS + ")",
          create(reference, "sales", "Odd Name", "\"Odd Name\""),
          "CREATE VIEW endless AS WITH RECURSIVE n(i) AS"
              + " (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000000)"
              + " SELECT CAST(i AS INTEGER) AS id FROM n");
      copy(reference, "tpch.customer", sqlite, "customer");
      copy(reference, "(SELECT " + AS_SQLITE + " FROM sales.public.edge)", sqlite, "edge");
      copy(reference, "sales.public.\"Odd Name\"", sqlite, "\"Odd Name\"");
      run(sqlite, "ANALYZE");
    }
  }

  static void copy(Connection from, String query, Connection to, String table) throws SQLException {
    to.setAutoCommit(false);
    try (Statement statement = from.createStatement();
        ResultSet rows = statement.executeQuery("FROM " + query)) {
      int columns = rows.getMetaData().getColumnCount();
      String marks = String.join(",", Collections.nCopies(columns, "?"));
      try (PreparedStatement insert =
          to.prepareStatement("INSERT INTO " + table + " VALUES (" + marks + ")")) {
        while (rows.next()) {
          for (int i = 1; i <= columns; i++) {
            boolean moment = rows.getMetaData().getColumnType(i) == Types.TIMESTAMP;
            Object value = moment ? rows.getObject(i, LocalDateTime.class) : rows.getObject(i);
            insert.setObject(i, forSqlite(value));
          }
          insert.addBatch();
        }
        insert.executeBatch();
      }
    }
    to.commit();
    to.setAutoCommit(true);
  }

  private static @Nullable Object forSqlite(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case BigDecimal number -> number.doubleValue();
      case LocalDateTime moment -> text(moment);
      case LocalDate date -> date.toString();
      default -> value;
    };
  }

  private static String text(LocalDateTime moment) {
    return moment.format(DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS"));
  }

  static void run(Connection connection, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static ServerConfig config(Path folder) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("http.port", "0");
    settings.put("flight.port", "0");
    settings.put("store.url", "jdbc:sqlite:" + folder.resolve("store.db"));
    settings.put("engine.memoryLimit", "2GiB");
    settings.put("engine.tempDirectory", folder.resolve("tmp").toString());
    settings.put("engine.extensions", EXTENSIONS.toString());
    return ConfigReader.read(null, Map.of(), settings);
  }

  private static Path manifest(Path folder, Postgres postgres) throws IOException {
    StringBuilder databases = new StringBuilder();
    for (String mode : MODES) {
      databases.append(
          """
              - name: %1$s
                kind: memory
                defaultCatalog: sales
                defaultSchema: public
                sources:
                  - alias: sales
                    type: postgres
                    mode: %1$s
                    options: { host: 127.0.0.1, port: %2$d, database: shop, user: postgres }
                    secrets: { password: { value: postgres } }
                  - alias: euro
                    type: postgres
                    mode: %1$s
                    options: { host: 127.0.0.1, port: %2$d, database: euro, user: postgres }
                    secrets: { password: { value: postgres } }
                  - { alias: crm, type: sqlite, mode: %1$s, options: { path: ./crm.sqlite } }
                  - { alias: parts, type: duckdb, options: { path: ./parts.duckdb } }
                  - { alias: geo, type: files, options: { path: ./geo } }
          """
              .formatted(mode, postgres.port()));
    }
    String manifest =
        "apiVersion: merganser.io/v1\ntenants:\n  - name: demo\n    databases:\n"
            + databases
            + """
                roles:
                  - name: all
                    grants:
                      - { on: "sales.*", verbs: [read] }
                      - { on: "euro.*", verbs: [read] }
                      - { on: "crm.*", verbs: [read] }
                      - { on: "parts.*", verbs: [read] }
                      - { on: "geo.*", verbs: [read] }
                users:
                  - { name: analyst, password: { value: secret }, roles: [all] }
            """;
    return Files.writeString(folder.resolve("manifest.yaml"), manifest);
  }

  Postgres postgres() {
    return postgres;
  }

  /// Skips the test where the mode needs DuckDB's extensions and they are not here.
  Client client(String mode) {
    assumeTrue(!mode.equals("attach") || CAN_ATTACH, NO_EXTENSIONS);
    Client client = clients.get(mode);
    if (client == null) {
      throw new IllegalArgumentException(mode);
    }
    return client;
  }

  MerganserServer server() {
    return server;
  }

  /// What DuckDB itself answers; asked once.
  ///
  /// @throws SQLException what it has against the statement
  Answer expected(String sql, List<? extends @Nullable Object> values) throws Exception {
    String key = sql + values;
    Answer known = answers.get(key);
    if (known == null) {
      known = ask(sql, values);
      answers.put(key, known);
    }
    return known;
  }

  private Answer ask(String sql, List<? extends @Nullable Object> values) throws Exception {
    try (BufferAllocator allocator = new RootAllocator();
        PreparedStatement statement = reference.prepareStatement(sql)) {
      for (int i = 0; i < values.size(); i++) {
        statement.setObject(i + 1, values.get(i));
      }
      try (ResultSet rows = statement.executeQuery();
          ArrowReader reader =
              (ArrowReader) ((DuckDBResultSet) rows).arrowExportStream(allocator, 2048)) {
        return Answer.of(reader);
      }
    }
  }

  @Override
  public void close() throws Exception {
    for (Client client : clients.values()) {
      client.close();
    }
    server.close();
    reference.close();
    postgres.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
