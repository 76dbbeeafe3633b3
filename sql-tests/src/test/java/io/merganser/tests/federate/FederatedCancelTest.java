package io.merganser.tests.federate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.merganser.tests.Await;
import java.util.Arrays;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.FlightStatusCode;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A cancelled statement stops what its sources do for it.
@Timeout(60)
@ExtendWith(SpreadExtension.class)
@SuppressWarnings("try") // Flight's close may be interrupted.
class FederatedCancelTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          attach | SELECT count(*) AS n FROM sales.public.slow
          attach | SELECT k, count(*) AS n FROM sales.public.slow GROUP BY k ORDER BY n LIMIT 2
          attach | SELECT id FROM sales.public.slow
          attach | SELECT max(id) AS m FROM sales.public.slow WHERE id < 0 AND k % 2 = 1
          attach | SELECT s.id, c.t FROM sales.public.slow s JOIN crm.main.edge c ON c.id = s.k
          direct | SELECT count(*) AS n FROM sales.public.slow
          direct | SELECT id FROM sales.public.slow
          direct | SELECT s.id, c.t FROM sales.public.slow s JOIN crm.main.edge c ON c.id = s.k
          direct | SELECT count(*) AS n FROM crm.main.edge c, (SELECT DISTINCT k FROM sales.public.slow) s
          direct | SELECT s.id, random() AS r FROM sales.public.slow s
          """)
  void postgresStops(String mode, String sql, Spread spread) throws Exception {
    Client client = spread.client(mode);
    Postgres postgres = spread.postgres();
    try (Client.Running running = client.start(sql)) {
      Await.until("Postgres works on it", () -> busy(postgres) > 0);
      running.cancel();
      assertCancelled(running);
      Await.until("Postgres stops", () -> busy(postgres) == 0);
    } finally {
      postgres.stop("shop", "slow");
    }
    Await.until("the statement ends", () -> spread.server().runningStatements() == 0);
    assertThat(client.query("SELECT count(*) AS n FROM sales.public.edge").rows()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          attach | SELECT count(*) AS n FROM crm.main.endless
          direct | SELECT count(*) AS n FROM crm.main.endless
          direct | SELECT max(e.id) AS m FROM crm.main.endless e JOIN sales.public.edge s ON e.id = s.id
          """)
  void sqliteStops(String mode, String sql, Spread spread) throws Exception {
    try (Client.Running running = spread.client(mode).start(sql)) {
      Await.until(
          "SQLite works on it", () -> spread.server().runningStatements() > 0 && stepping());
      running.cancel();
      assertCancelled(running);
      Await.until("SQLite stops", () -> !stepping());
    }
    Await.until("the statement ends", () -> spread.server().runningStatements() == 0);
    assertThat(spread.client(mode).query("SELECT count(*) AS n FROM crm.main.edge").rows())
        .hasSize(1);
  }

  private static void assertCancelled(Client.Running running) {
    assertThatThrownBy(running::drain)
        .isInstanceOfSatisfying(
            FlightRuntimeException.class,
            e -> {
              assertThat(e.status().code()).isEqualTo(FlightStatusCode.CANCELLED);
              assertThat(e).hasMessageContaining("57014");
            });
  }

  private static int busy(Postgres postgres) throws Exception {
    return postgres.busy("shop", "slow");
  }

  /// Whether a thread is within SQLite's own code.
  private static boolean stepping() {
    return Thread.getAllStackTraces().values().stream()
        .flatMap(Arrays::stream)
        .anyMatch(frame ->
            frame.getClassName().equals("org.sqlite.core.NativeDB")
                && frame.getMethodName().equals("step"));
  }
}
