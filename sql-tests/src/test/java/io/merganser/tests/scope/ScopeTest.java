package io.merganser.tests.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.merganser.server.cli.client.Format;
import io.merganser.server.cli.client.SqlClient;
import io.merganser.server.cli.client.SqlFailure;
import io.merganser.tests.Answers;
import io.merganser.tests.Await;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a session in a scope can do, over both protocols and REST.
class ScopeTest {
  private static ScopeServer server;

  @BeforeAll
  static void start() throws IOException, SQLException {
    server = new ScopeServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /// Some of them declare something else.
  @AfterEach
  void declareAsBefore() throws InterruptedException {
    server.apply(ScopeServer.MANIFEST);
    Await.until("it is as before", ScopeTest::answersAsBefore);
  }

  private static boolean answersAsBefore() {
    try (Connection clerk = server.connect("avatica", "one", "clerk", "model1")) {
      return Answers.of(clerk, "SELECT count(*) AS n FROM best", true).equals("[n] [2]");
    } catch (SQLException | RuntimeException e) {
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"flight", "avatica"})
  void readsDatasetsWithoutAnyRightToTheirTables(String protocol) throws SQLException {
    try (Connection clerk = server.connect(protocol, "one", "clerk", "MODEL1")) {
      assertThat(answer(clerk, "SELECT * FROM regional WHERE id < 3"))
          .isEqualTo("[id, note] [1,1, 2,2]");
      assertThat(answer(clerk, "SELECT count(*) AS n FROM LISTED")).isEqualTo("[n] [5]");
      assertThat(answer(clerk, "SELECT \"Some Id\" FROM \"mixed case\" WHERE \"Some Id\" > 4"))
          .isEqualTo("[Some Id] [101, 102, 5]");
      assertThat(answer(clerk, "SELECT j.* FROM joined AS j WHERE j.id = 3"))
          .isEqualTo("[id, remark] [3,3]");
      assertThat(answer(clerk, "SELECT count(*) AS n FROM customers")).isEqualTo("[n] [7]");
      assertThat(answer(clerk, "TABLE best UNION ALL SELECT 0, 0"))
          .isEqualTo("[id, amount] [0,0.0, 101,31.0, 102,31.0]");
      assertThat(
              answer(
                  clerk,
                  "WITH r AS (SELECT id FROM regional) SELECT count(*) AS n FROM r, LATERAL (SELECT"
                      + " max(b.amount) AS m FROM best b WHERE b.id >= r.id) x, customers c"
                      + " WHERE c.id = r.id AND x.m > 0"))
          .isEqualTo("[n] [5]");
      assertThat(answer(clerk, "SELECT (SELECT max(id) FROM regional)"))
          .contains("[5]")
          .doesNotContain("parts", "main", "merganser");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"flight", "avatica"})
  void showsTwoPrincipalsDifferentRows(String protocol) throws SQLException {
    try (Connection clerk = server.connect(protocol, "one", "clerk", "model1");
        Connection other = server.connect(protocol, "one", "other", "model1");
        Connection nobody = server.connect(protocol, "one", "nobody", "model1")) {
      String regional = "SELECT id FROM regional";
      assertThat(answer(clerk, regional)).isEqualTo("[id] [1, 2, 3, 4, 5]");
      assertThat(answer(other, regional)).isEqualTo("[id] [101, 102]");
      assertThat(answer(nobody, regional)).endsWith("] []");
      assertThat(answer(clerk, "SELECT id FROM listed")).isEqualTo("[id] [1, 2, 3, 4, 5]");
      assertThat(answer(other, "SELECT id FROM listed")).isEqualTo("[id] [101, 102]");
      assertThat(answer(nobody, "SELECT id FROM listed")).endsWith("] []");
      assertThat(answer(clerk, "SELECT note FROM grouped WHERE id = 1")).isEqualTo("[note] [-]");
      assertThat(answer(other, "SELECT note FROM grouped WHERE id = 1")).isEqualTo("[note] [1]");
    }
    try (Connection clerk = server.connect(protocol, "one", "clerk", "own");
        Connection other = server.connect(protocol, "one", "other", "own")) {
      assertThat(answer(clerk, "SELECT id FROM orders")).isEqualTo("[id] [1, 2, 3, 4, 5]");
      assertThat(answer(other, "SELECT id FROM orders")).isEqualTo("[id] [101, 102]");
      assertThat(answer(other, "SELECT id FROM customer")).isEqualTo("[id] [101, 102]");
    }
  }

  /// The definer lends grants; what was taken from somebody stays taken.
  @Test
  void keepsPoliciesOfThePrincipalBeneathDatasets() throws SQLException {
    try (Connection nobody = server.connect("flight", "one", "nobody", "model1")) {
      assertThat(answer(nobody, "SELECT \"Some Id\" FROM \"Mixed Case\""))
          .isEqualTo("[Some Id] [1, 2]");
      assertThat(answer(nobody, "SELECT DISTINCT note FROM customers"))
          .isEqualTo("[note] [masked]");
      assertThat(answer(nobody, "SELECT * FROM secrets"))
          .contains("DATASET_INVALID", "the dataset `secrets` cannot be read")
          .doesNotContain("no column", "secret`:");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"flight", "avatica"})
  void isOnlyForThoseItIsGrantedTo(String protocol) throws SQLException {
    for (String scope : List.of("model1", "empty", "nothing")) {
      assertThatThrownBy(() -> ask(protocol, "one", "reader", scope))
          .satisfies(e -> assertThat(Answers.messages(e)).contains("no scope `" + scope + "`"));
    }
    assertThatThrownBy(() -> ask(protocol, "two", "clerk", "model1"))
        .satisfies(e -> assertThat(Answers.messages(e)).contains("no scope `model1`"));
    try (Connection reader = server.connect(protocol, "one", "reader", null);
        Connection clerk = server.connect(protocol, "one", "clerk", null);
        Connection admin = server.connect(protocol, "two", "admin", "model1")) {
      assertThat(answer(reader, "SELECT count(*) AS n FROM orders")).isEqualTo("[n] [7]");
      assertThat(answer(reader, "SELECT * FROM regional")).contains("no table `regional`");
      assertThat(answer(clerk, "SELECT * FROM regional")).contains("no table `regional`");
      assertThat(answer(clerk, "SELECT * FROM orders")).contains("no table `orders`");
      assertThat(answer(admin, "SELECT count(*) AS n FROM customers")).isEqualTo("[n] [9]");
    }
  }

  /// Some drivers connect when the first statement comes.
  private static void ask(String protocol, String database, String user, String scope)
      throws SQLException {
    try (Connection connection = server.connect(protocol, database, user, scope)) {
      connection.createStatement().executeQuery("SELECT 1").close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"flight", "avatica"})
  void aDatasetThatDoesNotFitFailsAlone(String protocol) throws SQLException {
    try (Connection clerk = server.connect(protocol, "one", "clerk", "model1");
        Connection admin = server.connect(protocol, "one", "admin", "model1")) {
      for (String dataset : List.of("gone", "absent", "nonsense", "changing", "parameter")) {
        for (String sql : List.of("SELECT * FROM ", "DESCRIBE ", "EXPLAIN SELECT 1 FROM ")) {
          assertThat(answer(clerk, sql + dataset))
              .contains("DATASET_INVALID", "the dataset `" + dataset + "` cannot be read")
              .doesNotContain("parts", "hidden_away", "no_such_column", "WHERE", "DELETE");
        }
      }
      assertThat(answer(clerk, "SELECT count(*) AS n FROM best")).isEqualTo("[n] [2]");
      assertThat(answer(admin, "SELECT * FROM gone")).contains("no column `no_such_column`");
      assertThat(answer(admin, "SELECT * FROM absent")).contains("no table", "hidden_away");
      // A column of the statement does not stand in for the one that is gone.
      assertThat(answer(clerk, "SELECT * FROM (SELECT 1 AS no_such_column) x, gone"))
          .contains("DATASET_INVALID");
      assertThat(answer(clerk, "SELECT (SELECT 1 FROM gone) FROM (SELECT 1 AS no_such_column) x"))
          .contains("DATASET_INVALID");
    }
  }

  @Test
  void failuresBeneathADatasetTellNothing() throws SQLException {
    try (Connection clerk = server.connect("flight", "one", "clerk", "model1");
        Connection admin = server.connect("flight", "one", "admin", "model1")) {
      assertThat(answer(clerk, "SELECT * FROM raising"))
          .contains("a value does not fit")
          .doesNotContain("CANARY");
      assertThat(answer(admin, "SELECT * FROM raising")).contains("CANARY");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"flight", "avatica"})
  void explainAndDescribeTellOfDatasetsOnly(String protocol) throws SQLException {
    try (Connection clerk = server.connect(protocol, "one", "clerk", "model1");
        Connection admin = server.connect(protocol, "one", "admin", "model1")) {
      for (String from : List.of("regional", "joined", "customers", "best")) {
        assertThat(answer(clerk, "EXPLAIN SELECT count(*) AS n FROM " + from))
            .contains("reads: " + from)
            .contains("Model1")
            .doesNotContain("parts", "crm", "orders", "EU", "SELECT", "owner");
      }
      assertThat(answer(admin, "EXPLAIN SELECT * FROM regional")).contains("orders");
      assertThat(answer(clerk, "DESCRIBE regional"))
          .isEqualTo("[column_name, column_type, null] [id,INTEGER,YES, note,VARCHAR,YES]");
      assertThat(answer(clerk, "DESCRIBE SELECT amount AS a FROM best")).contains("a,DOUBLE");
      assertThat(answer(clerk, "SHOW regional")).contains("id,INTEGER");
      assertThat(answer(clerk, "SHOW COLUMNS FROM regional")).contains("id,INTEGER");
      assertThat(answer(clerk, "EXPLAIN ANALYZE SELECT * FROM best")).contains("NOT_IN_SCOPE");
      assertThat(answer(clerk, "SELECT current_catalog, current_schema"))
          .doesNotContain("parts", "main");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"flight", "avatica"})
  void metadataListsTheDatasetsOnly(String protocol) throws SQLException {
    try (Connection clerk = server.connect(protocol, "one", "clerk", "own")) {
      DatabaseMetaData metadata = clerk.getMetaData();
      assertThat(names(metadata.getCatalogs(), "TABLE_CAT")).isEmpty();
      assertThat(names(metadata.getSchemas(), "TABLE_SCHEM")).isEmpty();
      assertThat(names(metadata.getTables(null, null, "%", null), "TABLE_NAME"))
          .containsExactly("customer", "orders");
      assertThat(names(metadata.getTables(null, null, "ord%", new String[] {"VIEW"}), "TABLE_CAT"))
          .containsExactly("null");
      assertThat(names(metadata.getTables("parts", null, "%", null), "TABLE_NAME")).isEmpty();
      assertThat(names(metadata.getTables(null, "main", "%", null), "TABLE_NAME")).isEmpty();
      assertThat(names(metadata.getColumns(null, null, "orders", "%"), "COLUMN_NAME"))
          .containsExactly("id", "owner", "amount", "note", "mail", "region");
      assertThat(answer(clerk, "SHOW TABLES")).isEqualTo("[table_name] [customer, orders]");
    }
    try (Connection clerk = server.connect(protocol, "one", "clerk", "model1")) {
      // One that cannot be read is there, and takes no other with it.
      assertThat(names(clerk.getMetaData().getTables(null, null, "%", null), "TABLE_NAME"))
          .hasSize(14)
          .contains("gone", "Mixed Case", "joined");
      assertThat(names(clerk.getMetaData().getColumns(null, null, "%", "%"), "TABLE_NAME"))
          .contains("joined", "best")
          .doesNotContain("gone", "nonsense");
    }
  }

  private static List<String> names(ResultSet rows, String column) throws SQLException {
    List<String> names = new ArrayList<>();
    try (rows) {
      while (rows.next()) {
        names.add(String.valueOf(rows.getString(column)));
      }
    }
    return names;
  }

  @ParameterizedTest
  @ValueSource(strings = {"flight", "avatica"})
  void anEditCountsForTheNextStatementAndARevokedGrantToo(String protocol)
      throws SQLException, InterruptedException {
    try (Connection clerk = server.connect(protocol, "one", "clerk", "model1");
        PreparedStatement prepared = clerk.prepareStatement("SELECT count(*) FROM best")) {
      assertThat(count(prepared)).isEqualTo(2);
      server.apply(ScopeServer.MANIFEST.replace("LIMIT 2", "LIMIT 3"));
      Await.until("the new definition counts", () -> count(prepared) == 3);
      assertThat(answer(clerk, "SELECT count(*) AS n FROM best")).isEqualTo("[n] [3]");
      server.apply(ScopeServer.MANIFEST.replace("ORDER BY amount DESC LIMIT 2", "WHERE wrong"));
      Await.until("no older definition serves", () -> count(prepared) == -1);
      assertThat(answer(clerk, "SELECT * FROM best")).contains("DATASET_INVALID");
      assertThat(answer(clerk, "SELECT count(*) AS n FROM regional")).isEqualTo("[n] [5]");
      server.apply(ScopeServer.MANIFEST.replace("- { scope: one/model1, verbs: [read] }", ""));
      Await.until(
          "the grant is gone",
          () -> Answers.of(clerk, "SELECT * FROM regional", false).contains("no scope `Model1`"));
      assertThat(count(prepared)).isEqualTo(-1);
      assertThat(answer(clerk, "SHOW TABLES")).contains("no scope `Model1`");
      assertThat(names(clerk.getMetaData().getTables(null, null, "%", null), "TABLE_NAME"))
          .isEmpty();
    }
  }

  @Test
  void whatRunsEndsWithItsGrant() throws SQLException {
    String many =
        "SELECT a.id FROM regional a, regional b, regional c, regional d, regional e,"
            + " regional f, regional g, regional h, regional i, regional j, regional k, regional l";
    try (Connection clerk = server.connect("flight", "one", "clerk", "model1");
        Connection own = server.connect("flight", "one", "clerk", "own");
        ResultSet rows = clerk.createStatement().executeQuery(many);
        ResultSet others = own.createStatement().executeQuery(many.replace("regional", "orders"))) {
      assertThat(rows.next()).isTrue();
      server.apply(ScopeServer.MANIFEST.replace("- { scope: one/model1, verbs: [read] }", ""));
      assertThatThrownBy(
              () -> {
                while (rows.next()) {
                  // Goes on until somebody ends it.
                }
              })
          .satisfies(e -> assertThat(Answers.messages(e)).contains("STATEMENT_REVOKED"));
      assertThat(others.next()).isTrue();
    }
  }

  /// -1 if it fails.
  private static int count(PreparedStatement prepared) {
    try (ResultSet rows = prepared.executeQuery()) {
      return rows.next() ? rows.getInt(1) : 0;
    } catch (SQLException | RuntimeException e) {
      return -1;
    }
  }

  @Test
  void restReadsInAScopeAndShowsAdministratorsWhatIsInIt()
      throws IOException, InterruptedException {
    String path = "/api/v1/tenants/demo/databases/one";
    String body = "{\"sql\": \"SELECT count(*) AS n FROM regional\"}";
    assertThat(post(path + "/query?scope=model1", "clerk", body).body()).contains("5");
    String inBody = "{\"scope\": \"model1\", \"sql\": \"SELECT count(*) AS n FROM regional\"}";
    assertThat(post(path + "/query", "other", inBody).body()).contains("[[2]]");
    HttpResponse<String> outside = post(path + "/query", "clerk", body);
    assertThat(outside.statusCode()).isEqualTo(400);
    assertThat(outside.body()).contains("no table `regional`");
    assertThat(post(path + "/query?scope=empty", "clerk", body).body())
        .contains("no scope `empty`");
    assertThat(get(path + "/tables?scope=own", "clerk").body())
        .contains("\"orders\"", "\"customer\"")
        .doesNotContain("parts", "crm");
    assertThat(get("/api/v1/whoami?tenant=demo&database=one&scope=own", "clerk").body())
        .contains("\"scope\":\"own\"");
    assertThat(get(path + "/scopes", "clerk").statusCode()).isEqualTo(403);
    assertThat(get(path + "/scopes", "admin").body())
        .contains("\"own\"", "\"Model1\"", "current_principal_attribute", "\"remark\"")
        .contains("no column `no_such_column`", "it is no query");
    assertThat(get("/api/v1/tenants/demo/effective?user=clerk", "admin").body())
        .contains("\"kind\":\"SCOPE\"", "one/model1", "role scoped");
    Await.until(
        "the trail names the scope",
        () -> {
          String trail = get("/api/v1/audit?user=clerk&event=STATEMENT", "admin").body();
          return trail.contains("\"scope\":\"Model1\"") && trail.contains("\"regional\"");
        });
  }

  @Test
  void theCommandLineReadsInAScope() throws InterruptedException {
    String sql = "SELECT count(*) AS n FROM orders";
    assertThat(printed("clerk", "own", sql)).isEqualTo("n\r\n5\r\n");
    assertThat(printed("other", "OWN", sql)).isEqualTo("n\r\n2\r\n");
    assertThatThrownBy(() -> printed("clerk", "own", "SELECT * FROM parts.main.orders"))
        .isInstanceOf(SqlFailure.class)
        .hasMessageContaining("parts.main.orders");
    assertThatThrownBy(() -> printed("clerk", "empty", sql))
        .isInstanceOf(SqlFailure.class)
        .hasMessageContaining("no scope `empty`");
  }

  private static String printed(String user, String scope, String sql) throws InterruptedException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (SqlClient client =
        SqlClient.connect(
            "http://127.0.0.1:" + server.server().httpPort(),
            user,
            "secret",
            new SqlClient.Place("demo", "one", scope),
            new SqlClient.Output(out, null, 0))) {
      client.use(Format.CSV);
      client.run(sql);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static HttpResponse<String> get(String path, String user) {
    return send(request(path, user).GET());
  }

  private static HttpResponse<String> post(String path, String user, String body) {
    return send(request(path, user).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private static HttpRequest.Builder request(String path, String user) {
    String login = user + ":secret";
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + server.server().httpPort() + path))
        .header(
            "Authorization",
            "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String answer(Connection connection, String sql) {
    String direct = Answers.of(connection, sql, false);
    String prepared = Answers.of(connection, sql, true);
    assertThat(prepared.startsWith("!")).as(sql).isEqualTo(direct.startsWith("!"));
    return direct;
  }
}
