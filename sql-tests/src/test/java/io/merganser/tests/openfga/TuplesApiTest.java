package io.merganser.tests.openfga;

import static io.merganser.tests.openfga.Shop.rows;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.merganser.catalog.manifest.ManifestReader;
import io.merganser.catalog.store.CatalogStore;
import io.merganser.catalog.store.StoreSettings;
import io.merganser.connectors.duckdb.DuckDbConnectorFactory;
import io.merganser.tests.Await;
import io.merganser.tests.TestServer;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tuples by REST, from a file, and from the groups of the manifest.
class TuplesApiTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TUPLES = "/api/v1/authz/tuples";
  private static final String GRANT =
      "{\"user\":\"user:acme/zoe\",\"relation\":\"reader\","
          + "\"object\":\"table:acme/main/sales/main/orders\"}";

  @TempDir private static Path folder;

  private static final HttpClient http = HttpClient.newHttpClient();
  private static OpenFgaServer fga;
  private static String store;
  private static Shop shop;

  @BeforeAll
  static void start() throws Exception {
    fga = OpenFgaServer.start();
    store = fga.newStore();
    Path file =
        Files.writeString(
            folder.resolve("tuples.yaml"),
            "- { user: \"group:ACME/etl#member\", relation: reader,"
                + " object: \"schema:acme/main/sales/hr\" }\n");
    Map<String, String> settings = new LinkedHashMap<>(Shop.settings(fga.url(), store));
    settings.put("authorization.openfga.bootstrap", file.toString());
    settings.put("authorization.openfga.groupSync", "100ms");
    shop = Shop.start(settings);
  }

  @AfterAll
  static void stop() {
    if (shop != null) {
      shop.close();
    }
    if (fga != null) {
      fga.close();
    }
    http.close();
  }

  @Test
  void aNewStoreGetsTheModelAndTheTuplesOfTheFileOnce() throws Exception {
    assertThat(fga.tuples(store))
        .contains("group:acme/etl#member reader schema:acme/main/sales/hr");
    try (Connection ann = shop.connect("flight", "ann")) {
      assertThat(rows(ann, "SELECT salary FROM sales.hr.pay")).containsExactly("CANARY");
    }
    fga.delete(store, "group:acme/etl#member reader schema:acme/main/sales/hr");
    try (Shop again = Shop.start(Shop.settings(fga.url(), store))) {
      assertThat(again.server().sessions()).isZero();
      assertThat(fga.tuples(store)).noneMatch(tuple -> tuple.contains("reader schema"));
    } finally {
      fga.write(store, "group:acme/etl#member reader schema:acme/main/sales/hr");
    }
  }

  @Test
  void whatIsWrittenCountsAtOnceAndWhatIsDeletedToo() throws Exception {
    assertThat(post("admin", "{\"writes\":[" + GRANT + "]}").statusCode()).isEqualTo(200);
    try (Connection zoe = shop.connect("flight", "zoe")) {
      assertThat(rows(zoe, "SELECT count(*) FROM orders")).containsExactly("5");
      // Once more is no failure.
      assertThat(post("admin", "{\"writes\":[" + GRANT + "]}").statusCode()).isEqualTo(200);
      HttpResponse<String> listed =
          send("GET", "?object=" + encoded("table:acme/main/sales/main/orders"), "admin", "");
      assertThat(JSON.readTree(listed.body()).path("tuples").path(0))
          .isEqualTo(JSON.readTree(GRANT));
      HttpResponse<String> deleted =
          send(
              "DELETE",
              "?user="
                  + encoded("user:ACME/Zoe")
                  + "&relation=reader&object="
                  + encoded("table:acme/main/sales/main/ORDERS"),
              "admin",
              "");
      assertThat(deleted.statusCode()).as(deleted.body()).isEqualTo(200);
      assertThat(Shop.message(() -> rows(zoe, "SELECT count(*) FROM orders")))
          .contains("_NOT_FOUND");
    }
    Await.until(
        "both are in the trail",
        () -> {
          String trail = send("GET", "/api/v1/audit?event=CHANGE&user=admin", "admin").body();
          return trail.contains("\"CREATED\"")
              && trail.contains("\"DELETED\"")
              && trail.contains("user:acme/zoe reader table:acme/main/sales/main/orders");
        });
  }

  @Test
  void onlySuperusersReachThemAndThoseOfATenantOnlyItsOwn() throws Exception {
    assertThat(post("ann", "{\"writes\":[" + GRANT + "]}").statusCode()).isEqualTo(403);
    assertThat(send("GET", "", "ann", "").statusCode()).isEqualTo(403);
    HttpResponse<String> foreign = post("boss", "{\"writes\":[" + GRANT + "]}");
    assertThat(foreign.statusCode()).isEqualTo(403);
    assertThat(foreign.body()).contains("is not within your tenant");
    String laundered = GRANT.replace("user:acme/zoe", "user:other/boss");
    assertThat(post("admin", "{\"writes\":[" + laundered + "]}").statusCode()).isEqualTo(403);
    assertThat(post("boss", "{\"deletes\":[" + GRANT + "]}").statusCode()).isEqualTo(403);
    assertThat(send("GET", "", "boss", "").statusCode()).isEqualTo(403);
    assertThat(send("GET", "?object=" + encoded("schema:acme/main/sales/hr"), "boss", "").body())
        .contains("PERMISSION_DENIED");
    HttpResponse<String> all = send("GET", "", "root", "");
    assertThat(all.statusCode()).isEqualTo(200);
    assertThat(all.body()).contains("schema:acme/main/sales/hr");
  }

  @Test
  void whatCannotBeATupleIsRefusedWithTheReason() throws Exception {
    for (String[] wrong :
        new String[][] {
          {"{\"writes\":[" + GRANT.replace("acme/zoe", "zoe") + "]}", "user:tenant/name"},
          {"{\"writes\":[" + GRANT.replace("/orders", "") + "]}", "catalog/schema/table"},
          {"{\"writes\":[" + GRANT.replace("reader", "owner") + "]}", "owner"},
          {"{\"writes\":[" + GRANT.replace("\"relation\"", "\"rel\"") + "]}", "nothing else"},
          {"{\"writes\":[" + GRANT.replace("user:acme/zoe", "user:*") + "]}", "tenant/name"},
          {"{\"write\":[]}", "no member `write`"},
          {"{}", "nothing to write"},
          {"[", "no JSON"}
        }) {
      HttpResponse<String> answer = post("root", wrong[0]);
      assertThat(answer.statusCode()).as(wrong[0]).isEqualTo(400);
      assertThat(answer.body()).contains("INVALID_REQUEST", wrong[1]);
    }
    assertThat(fga.tuples(store)).noneMatch(tuple -> tuple.contains("owner"));
  }

  @Test
  void anAdministratorIsToldWhoGrants() throws Exception {
    String question = "/api/v1/tenants/acme/effective?user=ann&verb=read&object=sales.hr.pay";
    assertThat(send("GET", question, "admin").body()).contains("OpenFGA grants by database");
    String answer = send("GET", question + "&database=main", "admin").body();
    assertThat(answer).contains("\"allowed\":true", "\"OpenFGA\"", "sales.hr.*");
    String eve =
        send("GET", "/api/v1/tenants/acme/effective?user=eve&database=main", "admin").body();
    assertThat(eve).contains("\"rights\":[]");
  }

  @Test
  void whereTheManifestGrantsThereAreNoTuples() throws Exception {
    try (TestServer other =
        TestServer.over(
            Files.createTempDirectory("merganser-openfga"),
            "apiVersion: merganser.io/v1\n"
                + "system: { users: [ { name: root, password: { value: secret }, superuser: true }"
                + " ] }\n",
            Map.of())) {
      HttpResponse<String> answer = send(other.httpPort(), "GET", TUPLES, "root", "");
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("UNSUPPORTED_REQUEST", "`authorization.provider`");
    }
  }

  @Test
  void membersOfOurGroupsAreBroughtUpToDateAndNoOthers() throws Exception {
    String mine = "user:acme/ann member group:acme/etl";
    Await.until("ann is a member", () -> fga.tuples(store).contains(mine));
    fga.write(
        store, "user:acme/zoe member group:acme/etl", "user:gone/joe member group:gone/theirs");
    Await.until(
        "zoe is none", () -> !fga.tuples(store).contains("user:acme/zoe member group:acme/etl"));
    assertThat(fga.tuples(store)).contains(mine, "user:gone/joe member group:gone/theirs");
    StoreSettings settings =
        StoreSettings.of("jdbc:sqlite:" + shop.server().folder().resolve("store.db"));
    ManifestReader reader =
        new ManifestReader(Map.of("duckdb", new DuckDbConnectorFactory().options()));
    try (CatalogStore declared = CatalogStore.open(settings)) {
      declared.apply(reader.read(Shop.MANIFEST.replace(", groups: [etl]", "")));
      Await.until("ann is no member", () -> !fga.tuples(store).contains(mine));
      declared.apply(reader.read(Shop.MANIFEST));
      Await.until("ann is one again", () -> fga.tuples(store).contains(mine));
    }
  }

  private static HttpResponse<String> post(String user, String body) throws Exception {
    return send("POST", "", user, body);
  }

  private static HttpResponse<String> send(String method, String query, String user, String body)
      throws Exception {
    return send(shop.server().httpPort(), method, TUPLES + query, user, body);
  }

  private static HttpResponse<String> send(String method, String path, String user) {
    try {
      return send(shop.server().httpPort(), method, path, user, "");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static HttpResponse<String> send(
      int port, String method, String path, String user, String body) throws Exception {
    String login =
        Base64.getEncoder().encodeToString((user + ":secret").getBytes(StandardCharsets.UTF_8));
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Authorization", "Basic " + login)
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
