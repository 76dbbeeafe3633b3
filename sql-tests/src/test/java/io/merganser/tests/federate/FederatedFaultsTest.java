package io.merganser.tests.federate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.merganser.tests.Await;
import java.util.List;
import org.apache.arrow.flight.FlightRuntimeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What goes wrong at a source ends in an error that says so, leaves nothing open, and never in
/// wrong rows.
@Timeout(60)
@ExtendWith(SpreadExtension.class)
@SuppressWarnings("try") // Flight's close may be interrupted.
class FederatedFaultsTest {
  /// More often than a source has connections.
  private static final int OFTEN = 10;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT id FROM sales.public.slow",
        "SELECT s.id, c.t FROM sales.public.slow s JOIN crm.main.edge c ON c.id = s.k",
        "SELECT c.id FROM crm.main.edge c JOIN (SELECT DISTINCT k FROM sales.public.slow) s"
            + " ON s.k = c.id"
      })
  void aSourceThatGoesAwayEndsTheStatement(String sql, Spread spread) throws Exception {
    for (int i = 0; i < OFTEN; i++) {
      try (Client.Running running = spread.client("direct").start(sql)) {
        Await.until("Postgres works on it", () -> spread.postgres().busy("shop", "slow") > 0);
        spread.postgres().stop("shop", "slow");
        assertThatThrownBy(running::drain)
            .isInstanceOf(FlightRuntimeException.class)
            .hasMessageContaining("source `sales`");
      }
    }
    assertRuns(spread, "direct");
  }

  @ParameterizedTest
  @ValueSource(strings = {"direct", "attach"})
  void aTableThatWasDroppedSinceThePlanIsAnError(String mode, Spread spread) throws Exception {
    Postgres postgres = spread.postgres();
    postgres.run("shop", "CREATE TABLE gone_" + mode + " AS SELECT 1 AS id");
    String sql =
        "SELECT c.id FROM crm.main.edge c JOIN sales.public.gone_%s g ON g.id = c.id"
            .formatted(mode);
    assertThat(spread.client(mode).query(sql).rows()).hasSize(1);
    postgres.run("shop", "DROP TABLE gone_" + mode);
    for (int i = 0; i < OFTEN; i++) {
      assertThatThrownBy(() -> spread.client(mode).query(sql))
          .isInstanceOf(FlightRuntimeException.class)
          .message()
          .containsAnyOf("gone_" + mode, "source `sales`", "a table has changed");
    }
    assertRuns(spread, mode);
  }

  @ParameterizedTest
  @ValueSource(strings = {"direct", "attach"})
  void aTableThatWasAlteredSinceThePlanGivesNoWrongRows(String mode, Spread spread)
      throws Exception {
    Postgres postgres = spread.postgres();
    String table = "altered_" + mode;
    postgres.run(
        "shop",
        "CREATE TABLE " + table + " (id INTEGER, v INTEGER, w TEXT)",
        "INSERT INTO " + table + " SELECT g, g, 'w' || g FROM generate_series(1, 5) g");
    String sql = "SELECT id, v, w FROM sales.public." + table;
    Client client = spread.client(mode);
    List<List<Object>> before = rows(client, sql);
    for (String change :
        List.of(
            "ALTER TABLE %s ALTER v TYPE BIGINT",
            "ALTER TABLE %s ALTER v TYPE TEXT",
            "ALTER TABLE %s ALTER v TYPE NUMERIC(10,2) USING v::numeric",
            "ALTER TABLE %s ALTER v TYPE INTEGER",
            "ALTER TABLE %s RENAME v TO u",
            "ALTER TABLE %s RENAME w TO v",
            "ALTER TABLE %s RENAME u TO w",
            "ALTER TABLE %s DROP v")) {
      postgres.run("shop", change.formatted(table));
      List<List<Object>> now = truth(postgres, table);
      try {
        assertThat(rows(client, sql)).as(change).isIn(before, now);
      } catch (FlightRuntimeException e) {
        assertThat(e).as(change).hasMessageContaining("[");
      }
    }
    assertRuns(spread, mode);
  }

  private static List<List<Object>> truth(Postgres postgres, String table) throws Exception {
    try {
      String text =
          postgres.ask(
              "shop",
              "SELECT string_agg(id || ',' || v || ',' || w, ';' ORDER BY id) FROM " + table);
      return java.util.Arrays.stream(text.split(";", -1))
          .map(row -> List.<Object>of((Object[]) row.split(",", -1)))
          .toList();
    } catch (java.sql.SQLException e) {
      return List.of();
    }
  }

  private static List<List<Object>> rows(Client client, String sql) throws Exception {
    return client.query(sql).rows().stream()
        .map(row -> row.stream().<Object>map(String::valueOf).toList())
        .toList();
  }

  @Test
  void abandonedStreamsGiveTheirConnectionsBack(Spread spread) throws Exception {
    for (int i = 0; i < OFTEN; i++) {
      try (Client.Running _ =
          spread
              .client("direct")
              .start("SELECT l.t FROM sales.public.long l JOIN crm.main.edge e ON e.id <> l.id")) {
        // Nobody reads it.
      }
    }
    Await.until("the statements end", () -> spread.server().runningStatements() == 0);
    assertRuns(spread, "direct");
  }

  private static void assertRuns(Spread spread, String mode) throws Exception {
    Await.until("nothing runs", () -> spread.server().runningStatements() == 0);
    assertThat(
            spread
                .client(mode)
                .query(
                    "SELECT count(*) AS n FROM sales.public.edge a JOIN crm.main.edge b"
                        + " ON a.id = b.id JOIN geo.main.edge c ON c.id = a.id")
                .rows())
        .containsExactly(List.of("20"));
  }
}
