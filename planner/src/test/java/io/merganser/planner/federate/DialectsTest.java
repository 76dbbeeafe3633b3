package io.merganser.planner.federate;

import static org.assertj.core.api.Assertions.assertThat;

import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.PushdownFeature;
import io.merganser.connectors.spi.RemoteDialect;
import io.merganser.planner.ExecutablePlan;
import io.merganser.planner.SourceCatalog;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.sql.SqlDialect;
import org.apache.calcite.sql.dialect.MssqlSqlDialect;
import org.apache.calcite.sql.dialect.MysqlSqlDialect;
import org.apache.calcite.sql.dialect.SqliteSqlDialect;
import org.junit.jupiter.api.Test;

/// What sources with other words are sent.
class DialectsTest {
  private static final String QUERY =
      "select o_clerk, o_orderkey from orders where o_clerk like 'Clerk#1%' and o_orderkey > 3"
          + " order by o_orderkey desc, o_custkey nulls first limit 3 offset 2";

  @Test
  void writesForMysql() throws SQLException {
    assertThat(sent(MysqlSqlDialect.DEFAULT))
        .isEqualTo(
            """
            SELECT t0.`o_clerk` AS c0, t0.`o_orderkey` AS c1
            FROM `main`.`orders` AS t0
            WHERE t0.`o_clerk` LIKE 'Clerk#1%' AND t0.`o_orderkey` > 3
            ORDER BY t0.`o_orderkey` DESC, t0.`o_custkey`
            LIMIT 3 OFFSET 2\
            """);
  }

  @Test
  void writesForSqlite() throws SQLException {
    assertThat(sent(SqliteSqlDialect.DEFAULT)).endsWith("LIMIT 3 OFFSET 2");
  }

  @Test
  void keepsALimitThatADialectWouldNotWrite() throws SQLException {
    assertThat(sent(MssqlSqlDialect.DEFAULT)).contains("[main].[orders]").doesNotContain("ORDER");
  }

  private static String sent(SqlDialect words) throws SQLException {
    RemoteDialect dialect = new Speaking(TestingDialect.permissive(), words);
    try (TestingSources sources = TestingSources.split(TestingDialect.permissive())) {
      SourceTable orders = sources.tables().get("orders");
      if (orders == null) {
        throw new AssertionError("no orders");
      }
      TestingConnector connector =
          new TestingConnector("pg", dialect, Map.of("orders", 1000L), Map.of());
      SourceCatalog catalog = new SourceCatalog("pg", connector, false, connector);
      Map<String, SourceTable> tables = new HashMap<>(sources.tables());
      tables.put("orders", new SourceTable(catalog, orders.schema()));
      ExecutablePlan.Federated plan =
          Federation.plan(
                  new TestingParser(tables).parse(QUERY),
                  sources.describe("select o_clerk, o_orderkey from pg.orders"),
                  List.of())
              .orElseThrow();
      return plan.fragments().getFirst().sql();
    }
  }

  private record Speaking(RemoteDialect meaning, SqlDialect sqlDialect) implements RemoteDialect {
    @Override
    public boolean supports(PushdownFeature feature) {
      return meaning.supports(feature);
    }

    @Override
    public boolean supportsFunction(String name, List<DataType> arguments) {
      return meaning.supportsFunction(name, arguments);
    }

    @Override
    public boolean ordersLikeHub(DataType type) {
      return meaning.ordersLikeHub(type);
    }

    @Override
    public String typeName(DataType type) {
      return meaning.typeName(type);
    }

    @Override
    public boolean hasType(DataType type) {
      return meaning.hasType(type);
    }
  }
}
