package io.merganser.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.merganser.connectors.spi.QueryException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is known without the hub is what the hub would tell, and the rest is asked.
class KnownColumnsTest {
  private static TestingDatabase database;

  @BeforeAll
  static void open(@TempDir Path temp) {
    database = new TestingDatabase(temp);
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT o_totalprice FROM orders WHERE o_orderkey = 7",
        "SELECT O_TotalPrice, O_ORDERDATE FROM Orders",
        "SELECT * FROM orders",
        "SELECT o.*, o.o_comment FROM orders o WHERE o.o_orderkey IN (1, 2, 3)",
        "SELECT o_comment AS \"Some Text\", o_comment AS o_orderkey FROM orders",
        "SELECT n_name FROM nation WHERE n_name >= 'A' AND n_regionkey BETWEEN 1 AND 3",
        "SELECT n_name FROM nation AS n WHERE n.n_comment IS NULL OR NOT n_nationkey <> 5",
        "SELECT n_name AS x FROM nation ORDER BY n_nationkey DESC, n_name LIMIT 10 OFFSET 2",
        "SELECT p_size, p_size FROM sales.public.part WHERE p_retailprice > 900.5",
        "SELECT orders.o_custkey FROM sales.public.orders WHERE o_custkey = o_orderkey",
        "SELECT \"O_ORDERKEY\" FROM orders WHERE \"O_CUSTKEY\" <= -1"
      })
  void areThoseOfTheHub(String sql) {
    int before = database.binds();
    ExecutablePlan.OnHub plan = (ExecutablePlan.OnHub) database.plan(sql);
    assertThat(database.binds()).isEqualTo(before);
    assertThat(plan.columns()).isEqualTo(database.hub().describe(plan.sql()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT o_orderkey + 1 FROM orders",
        "SELECT count(*) FROM orders",
        "SELECT DISTINCT o_orderkey FROM orders",
        "SELECT o_orderkey FROM orders GROUP BY o_orderkey",
        "SELECT o_orderkey FROM orders QUALIFY row_number() OVER () = 1",
        "SELECT o_orderkey FROM orders USING SAMPLE 10",
        "SELECT o_orderkey FROM orders WHERE o_orderdate = '1995-01-01'",
        "SELECT o_orderkey FROM orders WHERE o_orderkey = '1'",
        "SELECT o_orderkey FROM orders WHERE o_orderkey = ?",
        "SELECT o_orderkey FROM orders WHERE o_orderkey % 2 = 1",
        "SELECT o_orderkey AS k FROM orders WHERE k = 1",
        "SELECT o_orderkey AS k, k FROM orders",
        "SELECT o_orderkey FROM orders ORDER BY 1",
        "SELECT o_orderkey FROM orders LIMIT 10%",
        "SELECT orders FROM orders",
        "SELECT * EXCLUDE (o_comment) FROM orders",
        "SELECT COLUMNS('o_.*key') FROM orders",
        "SELECT k FROM orders AS o(k)",
        "SELECT n_name FROM nation, region",
        "SELECT n_name FROM nation UNION ALL SELECT r_name FROM region",
        "WITH orders AS (SELECT 1 AS o_orderkey) SELECT o_orderkey FROM orders",
        "SELECT n_name FROM (SELECT * FROM nation)",
        "SELECT rowid FROM nation",
        "SELECT n_name FROM nation WHERE EXISTS (SELECT 1)",
        "SELECT current_user FROM nation"
      })
  void othersAreAsked(String sql) {
    int before = database.binds();
    try {
      database.plan(sql);
    } catch (QueryException e) {
      // Refused by whomever.
    }
    assertThat(database.binds()).isGreaterThan(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT absent FROM orders",
        "SELECT o.o_orderkey FROM orders",
        "SELECT x.* FROM orders",
        "SELECT o_orderkey FROM orders WHERE absent = 1",
        "SELECT o_orderkey FROM orders WHERE nation.n_name = 'x'",
        "SELECT o_orderkey FROM orders ORDER BY absent"
      })
  void whatIsWrongIsFoundAsItWas(String sql) {
    assertThatThrownBy(() -> database.plan(sql))
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.code().toString()).endsWith("_NOT_FOUND"));
  }
}
