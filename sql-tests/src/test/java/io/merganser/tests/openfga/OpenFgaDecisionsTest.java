package io.merganser.tests.openfga;

import static io.merganser.tests.openfga.Shop.message;
import static io.merganser.tests.openfga.Shop.rows;
import static io.merganser.tests.openfga.Shop.tables;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.merganser.tests.Await;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What tuples of a real server let users do, and what they do not. Every test begins without any.
class OpenFgaDecisionsTest {
  private static final String SALES = "catalog:acme/main/sales";
  private static final String ORDERS = "table:acme/main/sales/main/orders";
  private static final String STAFF = "table:acme/main/sales/main/staff";

  private static OpenFgaServer fga;
  private static String store;
  private static Shop shop;

  @BeforeAll
  static void start() throws Exception {
    fga = OpenFgaServer.start();
    store = fga.newStore();
    shop = Shop.start(Shop.settings(fga.url(), store));
  }

  @AfterAll
  static void stop() {
    if (shop != null) {
      shop.close();
    }
    if (fga != null) {
      fga.close();
    }
  }

  @AfterEach
  void forget() throws Exception {
    List<String> tuples = fga.tuples(store);
    if (!tuples.isEmpty()) {
      fga.delete(store, tuples.toArray(String[]::new));
    }
    Await.until("nothing is granted", () -> isAbsent("ann") && isAbsent("bob") && isAbsent("zoe"));
  }

  private static boolean isAbsent(String user) {
    try (Connection connection = shop.connect("flight", user)) {
      return !connection.isValid(1);
    } catch (SQLException e) {
      return true;
    }
  }

  /// Writes tuples and waits until somebody is let in.
  private static void grant(String user, String... tuples) throws Exception {
    fga.write(store, tuples);
    Await.until(user + " is let in", () -> !isAbsent(user));
  }

  @ParameterizedTest
  @ValueSource(strings = {"flight", "json", "protobuf"})
  void aGroupOfTheDirectoryCounts(String protocol) throws Exception {
    grant("ann", "group:acme/etl#member reader " + SALES);
    try (Connection ann = shop.connect(protocol, "ann")) {
      assertThat(rows(ann, "SELECT count(*) FROM sales.main.orders")).containsExactly("5");
      assertThat(rows(ann, "SELECT salary FROM sales.hr.pay")).containsExactly("CANARY");
      assertThat(rows(ann, "SHOW CATALOGS")).containsExactly("sales");
      assertThat(tables(ann))
          .containsExactlyInAnyOrder("sales.main.orders", "sales.main.staff", "sales.hr.pay");
      assertThat(message(() -> rows(ann, "SELECT * FROM parts.main.part")))
          .isEqualTo(
              message(() -> rows(ann, "SELECT * FROM absent.main.part"))
                  .replace("absent", "parts"));
      assertThat(message(() -> rows(ann, "DELETE FROM sales.main.orders")))
          .contains("PERMISSION_DENIED");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"flight", "json", "protobuf"})
  void whatIsNotGrantedIsNotThere(String protocol) throws Exception {
    grant("zoe", "user:acme/zoe reader " + ORDERS);
    try (Connection zoe = shop.connect(protocol, "zoe")) {
      assertThat(rows(zoe, "SELECT id FROM orders WHERE id < 2")).containsExactly("1");
      String missing = message(() -> rows(zoe, "SELECT * FROM sales.main.absent"));
      assertThat(missing).contains("TABLE_NOT_FOUND");
      assertThat(message(() -> rows(zoe, "SELECT * FROM sales.main.staff")))
          .isEqualTo(missing.replace("absent", "staff"));
      assertThat(message(() -> rows(zoe, "SELECT 1 WHERE EXISTS (SELECT 1 FROM hr.pay)")))
          .isEqualTo(
              message(() -> rows(zoe, "SELECT 1 WHERE EXISTS (SELECT 1 FROM nix.pay)"))
                  .replace("nix", "hr"));
      // Near enough to be suggested, were it there.
      assertThat(message(() -> rows(zoe, "SELECT * FROM sales.main.staf")))
          .doesNotContain("staff", "CANARY");
      assertThat(tables(zoe)).containsExactly("sales.main.orders");
      assertThat(rows(zoe, "SHOW SCHEMAS FROM sales")).containsExactly("main");
      assertThat(rows(zoe, "SHOW TABLES FROM sales.main")).hasSize(1);
    }
  }

  @Test
  void rolesOfTheManifestGrantNothing() throws Exception {
    assertThat(message(() -> shop.connect("flight", "eve").isValid(5)))
        .contains("DATABASE_NOT_FOUND");
    fga.write(store, "user:acme/eve reader " + ORDERS);
    Await.until("eve is let in", () -> !isAbsent("eve"));
    try (Connection eve = shop.connect("flight", "eve")) {
      assertThat(tables(eve)).containsExactly("sales.main.orders");
      assertThat(message(() -> rows(eve, "DELETE FROM orders"))).contains("PERMISSION_DENIED");
    }
  }

  @Test
  void whatTheManifestTakesAwayStaysAway() throws Exception {
    grant("bob", "user:acme/bob admin database:acme/main");
    try (Connection bob = shop.connect("flight", "bob")) {
      assertThat(rows(bob, "SELECT id, mail FROM orders ORDER BY id"))
          .containsExactly("1|***", "2|***");
      assertThat(rows(bob, "SELECT * FROM parts.main.part")).containsExactly("1");
      assertThat(message(() -> rows(bob, "SELECT * FROM staff"))).contains("TABLE_NOT_FOUND");
      assertThat(tables(bob))
          .containsExactlyInAnyOrder("sales.main.orders", "sales.hr.pay", "parts.main.part");
    }
  }

  @Test
  void aPoolReachesItsDatabasesAndAllThatIsInThem() throws Exception {
    grant(
        "zoe",
        "cluster_group:acme/batch pool database:acme/main",
        "user:acme/zoe reader cluster_group:acme/batch");
    try (Connection zoe = shop.connect("flight", "zoe")) {
      assertThat(rows(zoe, "SHOW CATALOGS")).containsExactly("parts", "sales");
      assertThat(rows(zoe, "SELECT salary FROM sales.hr.pay")).containsExactly("CANARY");
    }
  }

  @Test
  void eachRelationLetsDoWhatItSays() throws Exception {
    grant("zoe", "user:acme/zoe writer " + ORDERS, "user:acme/zoe reader " + STAFF);
    try (Connection zoe = shop.connect("flight", "zoe");
        Statement statement = zoe.createStatement()) {
      assertThat(statement.executeUpdate("UPDATE orders SET mail = mail WHERE id = 1"))
          .isEqualTo(1);
      assertThat(message(() -> statement.executeUpdate("UPDATE staff SET name = 'x'")))
          .contains("PERMISSION_DENIED");
      assertThat(message(() -> statement.executeUpdate("DROP TABLE orders")))
          .contains("PERMISSION_DENIED");
      fga.write(store, "user:acme/zoe admin schema:acme/main/sales/main");
      Await.until(
          "zoe may make tables",
          () -> {
            try {
              statement.executeUpdate("CREATE TABLE sales.main.mine (i INTEGER)");
              return true;
            } catch (SQLException e) {
              return false;
            }
          });
      statement.executeUpdate("DROP TABLE sales.main.mine");
    }
  }

  /// Names that are no letters come and go through identifiers unchanged, and a table that is
  /// called `*` is not all tables.
  @Test
  void namesOfAllKindsAreTold() throws Exception {
    try (Connection admin = shop.connect("flight", "admin");
        Statement statement = admin.createStatement()) {
      statement.executeUpdate("CREATE TABLE sales.main.\"Zeilen / für:alle#1\" (i INTEGER)");
      grant(
          "zoe",
          "user:acme/zoe reader table:acme/main/sales/main/zeilen%20%2F%20f%C3%BCr%3Aalle%231",
          "user:acme/zoe reader table:acme/main/sales/main/%2A",
          "user:acme/zoe reader schema:acme/main/sales/%2A",
          "user:acme/zoe reader table:acme/main/sales/hr",
          "user:acme/zoe reader table:acme/other/sales/main/staff",
          "user:acme/zoe reader table:other/main/sales/main/staff");
      try (Connection zoe = shop.connect("flight", "zoe")) {
        assertThat(tables(zoe)).containsExactly("sales.main.Zeilen / für:alle#1");
      } finally {
        statement.executeUpdate("DROP TABLE sales.main.\"Zeilen / für:alle#1\"");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"flight", "protobuf"})
  void aTupleThatIsTakenBackCountsWithinFiveSeconds(String protocol) throws Exception {
    grant("zoe", "user:acme/zoe reader " + ORDERS, "user:acme/zoe reader " + STAFF);
    try (Connection zoe = shop.connect(protocol, "zoe");
        PreparedStatement prepared = zoe.prepareStatement("SELECT count(*) FROM orders")) {
      assertThat(count(prepared)).isEqualTo(5);
      fga.delete(store, "user:acme/zoe reader " + ORDERS);
      long since = System.nanoTime();
      Await.until("the prepared statement is refused", () -> isRefused(prepared));
      assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(5));
      assertThat(tables(zoe)).containsExactly("sales.main.staff");
    }
  }

  @Test
  void aTupleThatIsTakenBackEndsWhatIsOnItsWay() throws Exception {
    grant("zoe", "user:acme/zoe reader " + ORDERS, "user:acme/zoe reader " + STAFF);
    String many = " CROSS JOIN range(1000000000)";
    try (Connection zoe = shop.connect("flight", "zoe");
        Statement concerned = zoe.createStatement();
        Statement other = zoe.createStatement();
        ResultSet seen = concerned.executeQuery("SELECT orders.id FROM orders" + many);
        ResultSet unchanged = other.executeQuery("SELECT staff.name FROM staff" + many)) {
      assertThat(seen.next()).isTrue();
      fga.delete(store, "user:acme/zoe reader " + ORDERS);
      long since = System.nanoTime();
      assertThatThrownBy(
              () -> {
                while (seen.next()) {
                  // Goes on until somebody ends it.
                }
              })
          .hasMessageContaining("[42501] STATEMENT_REVOKED");
      assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(5));
      for (int i = 0; i < 10_000; i++) {
        assertThat(unchanged.next()).isTrue();
      }
    }
  }

  private static boolean isRefused(PreparedStatement prepared) {
    try {
      count(prepared);
      return false;
    } catch (SQLException e) {
      assertThat(e.getMessage()).contains("TABLE_NOT_FOUND");
      return true;
    }
  }

  private static int count(PreparedStatement prepared) throws SQLException {
    try (ResultSet rows = prepared.executeQuery()) {
      assertThat(rows.next()).isTrue();
      return rows.getInt(1);
    }
  }
}
