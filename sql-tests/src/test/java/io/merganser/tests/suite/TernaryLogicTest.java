package io.merganser.tests.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.merganser.tests.TestServer;
import io.merganser.tests.federate.Client;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// For any predicate, the rows where it holds, where it does not and where it is unknown are all
/// rows, once each: in a Parquet file, in an attached file, in a source that is asked directly, and
/// in joins of them. A filter that is pushed down wrongly loses rows or counts them twice.
@Timeout(300)
@SuppressWarnings("try") // The client's close may be interrupted.
class TernaryLogicTest {
  private static final int PREDICATES = 40;
  private static final long SEED = 20_260_101;

  private static final List<Rows> SOURCES =
      List.of(
          new Rows("geo.main.nation", List.of("n_nationkey", "n_regionkey"), "n_name"),
          new Rows("parts.main.part", List.of("p_partkey", "p_retailprice"), "p_name"),
          new Rows("crm.main.customer", List.of("c_custkey", "c_nationkey"), "c_name"),
          new Rows(
              "geo.main.nation LEFT JOIN crm.main.customer ON c_nationkey = n_nationkey + 20",
              List.of("n_nationkey", "c_custkey", "c_nationkey"),
              "c_name"),
          new Rows(
              "parts.main.supplier LEFT JOIN geo.main.nation"
                  + " ON s_nationkey = n_nationkey AND n_regionkey < 3",
              List.of("s_suppkey", "n_nationkey"),
              "n_name"));

  private static TestServer server;

  /// What to select from, its columns that are numbers, and one that is text.
  private record Rows(String from, List<String> numbers, String text) {}

  @BeforeAll
  static void start() {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void everyRowIsTrueFalseOrUnknown() throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    List<String> wrong = new ArrayList<>();
    int unknown = 0;
    try (Client client = new Client(server.flightPort(), "shop")) {
      for (Rows rows : SOURCES) {
        long all = count(client, rows, "TRUE");
        for (int i = 0; i < PREDICATES; i++) {
          String p = predicate(random, rows, 3);
          long isTrue = count(client, rows, p);
          long isFalse = count(client, rows, "NOT (" + p + ")");
          long isUnknown = count(client, rows, "(" + p + ") IS NULL");
          unknown += isUnknown > 0 ? 1 : 0;
          if (isTrue + isFalse + isUnknown != all) {
            wrong.add(
                "%s WHERE %s: %d + %d + %d instead of %d"
                    .formatted(rows.from(), p, isTrue, isFalse, isUnknown, all));
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(unknown).as("predicates that some row leaves unknown").isPositive();
  }

  private static long count(Client client, Rows rows, String predicate) throws Exception {
    String sql = "SELECT count(*) AS n FROM " + rows.from() + " WHERE " + predicate;
    try {
      return Long.parseLong(String.valueOf(client.query(sql).rows().getFirst().getFirst()));
    } catch (RuntimeException e) {
      throw new AssertionError(sql, e);
    }
  }

  private static String predicate(SplittableRandom random, Rows rows, int depth) {
    if (depth == 0 || random.nextInt(4) == 0) {
      return atom(random, rows);
    }
    String left = predicate(random, rows, depth - 1);
    String right = predicate(random, rows, depth - 1);
    return switch (random.nextInt(5)) {
      case 0 -> "NOT (" + left + ")";
      case 1 -> "(" + left + ") OR (" + right + ")";
      case 2 -> "CASE WHEN " + left + " THEN " + right + " END";
      default -> "(" + left + ") AND (" + right + ")";
    };
  }

  private static String atom(SplittableRandom random, Rows rows) {
    String number = number(random, rows);
    return switch (random.nextInt(9)) {
      case 0 -> number + " < " + number(random, rows);
      case 1 -> number + " <> " + random.nextInt(30);
      case 2 -> number + " BETWEEN " + random.nextInt(10) + " AND " + random.nextInt(40);
      case 3 -> number + " IN (1, " + random.nextInt(30) + ", 7)";
      case 4 -> number + " NOT IN (3, NULL, " + random.nextInt(30) + ")";
      case 5 -> rows.text() + " LIKE '%" + random.nextInt(10) + "%'";
      case 6 -> "length(" + rows.text() + ") > " + random.nextInt(12);
      case 7 -> number + " IS NOT NULL";
      default -> "nullif(" + number + ", " + random.nextInt(20) + ") >= " + random.nextInt(20);
    };
  }

  private static String number(SplittableRandom random, Rows rows) {
    String column = rows.numbers().get(random.nextInt(rows.numbers().size()));
    return switch (random.nextInt(4)) {
      case 0 -> "(" + column + " + " + random.nextInt(5) + ")";
      case 1 -> "(" + column + " % " + (2 + random.nextInt(5)) + ")";
      default -> column;
    };
  }
}
