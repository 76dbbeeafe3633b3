package io.merganser.tests.openfga;

import static io.merganser.tests.openfga.Shop.message;
import static io.merganser.tests.openfga.Shop.rows;
import static io.merganser.tests.openfga.Shop.tables;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.merganser.server.config.ConfigException;
import io.merganser.tests.Await;
import io.merganser.tests.openfga.FaultyProxy.Mode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Where OpenFGA gives no answer nothing is allowed, and the failure tells what to do and nothing
/// else.
class OpenFgaFaultsTest {
  private static final String KEY = "a-key-of-the-tests";
  private static final String NO_STORE = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
  private static final String GRANT = "user:acme/zoe reader table:acme/main/sales/main/orders";

  private static OpenFgaServer fga;

  @BeforeAll
  static void start() throws Exception {
    fga = OpenFgaServer.start();
  }

  @AfterAll
  static void stop() {
    if (fga != null) {
      fga.close();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"FAIL", "HANG", "BABBLE"})
  void aServerThatFailsAllowsNothingUntilItIsBack(Mode fault) throws Exception {
    String store = fga.newStore();
    try (FaultyProxy proxy = new FaultyProxy(fga.url());
        Shop shop = Shop.start(fast(proxy.url(), store))) {
      fga.write(store, GRANT);
      try (Connection zoe = letIn(shop);
          Connection admin = shop.connect("flight", "admin")) {
        proxy.mode(fault);
        Await.until("zoe is refused", () -> refusal(zoe).contains("AUTHORIZATION_UNAVAILABLE"));
        assertThat(refusal(zoe))
            .contains("[58000]", "an operator checks `authorization.openfga")
            .doesNotContain("127.0.0.1", "CANARY", store, "http", "Exception");
        assertThat(message(() -> tables(zoe))).contains("AUTHORIZATION_UNAVAILABLE");
        assertThat(message(() -> zoe(shop).isValid(5))).contains("AUTHORIZATION_UNAVAILABLE");
        assertThat(shop.server().runningStatements()).isZero();
        // Who mends it is not asked about.
        assertThat(rows(admin, "SELECT count(*) FROM orders")).containsExactly("5");
        proxy.mode(Mode.PASS);
        Await.until("zoe is let in again", () -> refusal(zoe).isEmpty());
      }
    }
  }

  @Test
  void aServerThatIsDownIsNotAskedByEachStatement() throws Exception {
    String store = fga.newStore();
    try (FaultyProxy proxy = new FaultyProxy(fga.url());
        Shop shop = Shop.start(fast(proxy.url(), store))) {
      fga.write(store, GRANT);
      try (Connection zoe = letIn(shop)) {
        proxy.mode(Mode.FAIL);
        Await.until("zoe is refused", () -> !refusal(zoe).isEmpty());
        int before = proxy.requests();
        for (int i = 0; i < 50; i++) {
          assertThat(refusal(zoe)).contains("AUTHORIZATION_UNAVAILABLE");
        }
        // Seven requests and one retry of each, for each half second.
        assertThat(proxy.requests() - before).isLessThan(14 * 50 / 2);
      }
    }
  }

  @Test
  void whatIsGrantedIsAskedForOnceAndNotForEachStatement() throws Exception {
    String store = fga.newStore();
    try (FaultyProxy proxy = new FaultyProxy(fga.url());
        Shop shop = Shop.start(Shop.settings(proxy.url(), store))) {
      fga.write(store, GRANT);
      try (Connection zoe = letIn(shop)) {
        rows(zoe, "SELECT 1");
        int before = proxy.requests();
        long since = System.nanoTime();
        int statements = 0;
        while (statements < 200) {
          rows(zoe, "SELECT count(*) FROM orders WHERE id <> " + statements++);
        }
        // One batch of checks and six lists for each half second, however many statements.
        long halves = Duration.ofNanos(System.nanoTime() - since).toMillis() / 500 + 2;
        assertThat(proxy.requests() - before).isLessThanOrEqualTo((int) halves * 7);
      }
    }
  }

  @Test
  void aServerThatGoesAwayEndsWhatIsOnItsWay() throws Exception {
    OpenFgaServer mortal = OpenFgaServer.start();
    String store = mortal.newStore();
    try (mortal;
        Shop shop = Shop.start(Shop.settings(mortal.url(), store))) {
      mortal.write(store, GRANT);
      try (Connection zoe = letIn(shop);
          Statement statement = zoe.createStatement();
          ResultSet seen =
              statement.executeQuery("SELECT orders.id FROM orders CROSS JOIN range(1000000000)")) {
        assertThat(seen.next()).isTrue();
        mortal.stop();
        assertThatThrownBy(
                () -> {
                  while (seen.next()) {
                    // Goes on until somebody ends it.
                  }
                })
            .hasMessageContaining("STATEMENT_REVOKED");
        assertThat(refusal(zoe))
            .contains("OpenFGA cannot be reached", "`authorization.openfga.url`");
      }
    }
  }

  @Test
  void aServerThatIsDownAtStartIsAskedLater() throws Exception {
    String store = fga.newStore();
    try (FaultyProxy proxy = new FaultyProxy(fga.url())) {
      proxy.mode(Mode.FAIL);
      try (Shop shop = Shop.start(fast(proxy.url(), store))) {
        assertThat(message(() -> zoe(shop).isValid(5)))
            .contains("AUTHORIZATION_UNAVAILABLE", "OpenFGA fails with status 500");
        proxy.mode(Mode.PASS);
        Await.until(
            "the store has its model",
            () -> message(() -> zoe(shop).isValid(5)).contains("DATABASE_NOT_FOUND"));
        fga.write(store, GRANT);
        Await.until("zoe is let in", () -> lets(shop));
      }
    }
  }

  @Test
  void aStoreOrModelThatIsNotThereIsNamed() throws Exception {
    try (Shop shop = Shop.start(Shop.settings(fga.url(), NO_STORE))) {
      assertThat(message(() -> zoe(shop).isValid(5)))
          .contains("OpenFGA has no such store", "`authorization.openfga.storeId`")
          .doesNotContain(NO_STORE);
    }
    Map<String, String> settings = new LinkedHashMap<>(Shop.settings(fga.url(), fga.newStore()));
    settings.put("authorization.openfga.modelId", NO_STORE);
    try (Shop shop = Shop.start(settings)) {
      assertThat(message(() -> zoe(shop).isValid(5)))
          .contains("OpenFGA's store has no such model", "`authorization.openfga.modelId`");
    }
  }

  @Test
  void aModelOfSomebodyElseGrantsNothing() throws Exception {
    String store = fga.newStore();
    fga.post(
        "/stores/" + store + "/authorization-models",
        new ObjectMapper()
            .readTree("{\"schema_version\":\"1.1\",\"type_definitions\":[{\"type\":\"user\"}]}"));
    try (Shop shop = Shop.start(Shop.settings(fga.url(), store))) {
      assertThat(message(() -> zoe(shop).isValid(5)))
          .contains("AUTHORIZATION_UNAVAILABLE", "`authorization.openfga.modelId`");
    }
  }

  @Test
  void theKeyIsShownAndAWrongOneIsNamed() throws Exception {
    try (OpenFgaServer guarded =
        OpenFgaServer.start("--authn-method=preshared", "--authn-preshared-keys=" + KEY)) {
      String store = guarded.as(KEY).newStore();
      Map<String, String> settings = new LinkedHashMap<>(Shop.settings(guarded.url(), store));
      settings.put("authorization.openfga.credentials.method", "api_key");
      settings.put("authorization.openfga.credentials.apiKey", KEY);
      try (Shop shop = Shop.start(settings)) {
        guarded.write(store, GRANT);
        Await.until("zoe is let in", () -> lets(shop));
      }
      settings.put("authorization.openfga.credentials.apiKey", "another");
      try (Shop shop = Shop.start(settings)) {
        assertThat(message(() -> zoe(shop).isValid(5)))
            .contains("does not take the credentials", "`authorization.openfga.credentials`")
            .doesNotContain("another");
      }
    }
  }

  @Test
  void aTokenOfAnOAuthServerIsShown() throws Exception {
    try (TokenIssuer issuer = new TokenIssuer("merganser", "a-secret", KEY);
        OpenFgaServer guarded =
            OpenFgaServer.start("--authn-method=preshared", "--authn-preshared-keys=" + KEY)) {
      String store = guarded.as(KEY).newStore();
      Map<String, String> settings = new LinkedHashMap<>(Shop.settings(guarded.url(), store));
      settings.put("authorization.openfga.credentials.method", "client_credentials");
      settings.put("authorization.openfga.credentials.tokenIssuer", issuer.url());
      settings.put("authorization.openfga.credentials.clientId", "merganser");
      settings.put("authorization.openfga.credentials.clientSecret", "a-secret");
      settings.put("authorization.openfga.credentials.audience", "fga");
      try (Shop shop = Shop.start(settings)) {
        guarded.write(store, GRANT);
        Await.until("zoe is let in", () -> lets(shop));
        assertThat(issuer.tokens()).as("a token is used again").isEqualTo(1);
      }
      settings.put("authorization.openfga.credentials.clientSecret", "a-wrong-one");
      try (Shop shop = Shop.start(settings)) {
        assertThat(message(() -> zoe(shop).isValid(5)))
            .contains("AUTHORIZATION_UNAVAILABLE", "`authorization.openfga.credentials`")
            .doesNotContain("a-wrong-one");
      }
    }
  }

  @Test
  void aBootstrapFileThatIsWrongIsToldWithItsPlaces(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("tuples.yaml"),
            """
            - { user: "user:acme/ann", relation: reader, object: "database:acme/main" }
            - { user: "user:ann", relation: reader, object: "database:acme/main" }
            - { user: "user:acme/ann", relation: reader, object: "table:acme/main/orders" }
            - { user: "user:acme/ann", object: "database:acme/main" }
            """);
    Map<String, String> settings = new LinkedHashMap<>(Shop.settings(fga.url(), NO_STORE));
    settings.put("authorization.openfga.bootstrap", file.toString());
    assertThatThrownBy(() -> Shop.start(settings).close())
        .hasRootCauseInstanceOf(ConfigException.class)
        .rootCause()
        .hasMessageContaining("3 problems")
        .hasMessageContaining("line 2: `user:ann` is not of the form user:tenant/name")
        .hasMessageContaining("line 3: `table:acme/main/orders` is not of the form table:tenant/");
  }

  private static Map<String, String> fast(String url, String store) {
    Map<String, String> settings = new LinkedHashMap<>(Shop.settings(url, store));
    settings.put("authorization.openfga.timeout", "1s");
    settings.put("authorization.openfga.cacheTtl", "200ms");
    return settings;
  }

  private static Connection zoe(Shop shop) throws SQLException {
    Connection zoe = shop.connect("flight", "zoe");
    if (!zoe.isValid(10)) {
      throw new SQLException("not valid");
    }
    return zoe;
  }

  /// A connection that works; on a busy machine an answer may be late at first.
  private static Connection letIn(Shop shop) throws Exception {
    Await.until("zoe is let in", () -> lets(shop));
    Connection zoe = zoe(shop);
    Await.until("zoe may read", () -> refusal(zoe).isEmpty());
    return zoe;
  }

  private static boolean lets(Shop shop) {
    try (Connection zoe = zoe(shop)) {
      return refusal(zoe).isEmpty();
    } catch (SQLException e) {
      return false;
    }
  }

  /// Empty if it is let through.
  private static String refusal(Connection zoe) {
    try {
      rows(zoe, "SELECT count(*) FROM orders");
      return "";
    } catch (SQLException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
