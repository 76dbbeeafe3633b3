package io.merganser.planner.federate;

import java.util.List;
import java.util.Map;

/// Queries that make TPC-H's tables of nothing but hashes, so that TPC-H's queries find something.
final class TestingTables {
  private static final Map<String, String> QUERIES =
      Map.of(
          "region",
          """
          SELECT i::INTEGER AS r_regionkey,
            ['AFRICA', 'AMERICA', 'ASIA', 'EUROPE', 'MIDDLE EAST'][i + 1] AS r_name,
            'comment ' || i AS r_comment
          FROM range(5) t(i)\
          """,
          "nation",
          """
          SELECT i::INTEGER AS n_nationkey,
            ['ALGERIA', 'ARGENTINA', 'BRAZIL', 'CANADA', 'EGYPT', 'ETHIOPIA', 'FRANCE', 'GERMANY',
             'INDIA', 'INDONESIA', 'IRAN', 'IRAQ', 'JAPAN', 'JORDAN', 'KENYA', 'MOROCCO',
             'MOZAMBIQUE', 'PERU', 'CHINA', 'ROMANIA', 'SAUDI ARABIA', 'VIETNAM', 'RUSSIA',
             'UNITED KINGDOM', 'UNITED STATES'][i + 1] AS n_name,
            [0, 1, 1, 1, 4, 0, 3, 3, 2, 2, 4, 4, 2, 4, 0, 0, 0, 1, 2, 3, 4, 2, 3, 3, 1]
              [i + 1]::INTEGER
              AS n_regionkey,
            'comment ' || i AS n_comment
          FROM range(25) t(i)\
          """,
          "supplier",
          """
          SELECT i::BIGINT AS s_suppkey, 'Supplier#' || i AS s_name, 'address ' || i AS s_address,
            (hash(i) % 25)::INTEGER AS s_nationkey, '10-' || i AS s_phone,
            ((hash(i + 7) % 100000) / 10)::DECIMAL(15,2) AS s_acctbal,
            CASE WHEN i % 9 = 0 THEN 'Customer said Complaints' ELSE 'fine' END AS s_comment
          FROM range(1, 61) t(i)\
          """,
          "customer",
          """
          SELECT i::BIGINT AS c_custkey, 'Customer#' || i AS c_name, 'address ' || i AS c_address,
            (hash(i + 1) % 25)::INTEGER AS c_nationkey,
            (10 + i % 25) || '-' || i AS c_phone,
            ((hash(i + 3) % 1000000)::DECIMAL(15,2) / 100 - 900)::DECIMAL(15,2) AS c_acctbal,
            ['BUILDING', 'AUTOMOBILE', 'MACHINERY', 'HOUSEHOLD', 'FURNITURE']
              [(hash(i + 5) % 5 + 1)::INT]
              AS c_mktsegment,
            CASE WHEN i % 10 = 0 THEN NULL ELSE 'comment ' || i END AS c_comment
          FROM range(1, 301) t(i)\
          """,
          "part",
          """
          SELECT i::BIGINT AS p_partkey,
            ['green', 'forest', 'red', 'blue'][(hash(i) % 4 + 1)::INT] || ' part ' || i AS p_name,
            'Manufacturer#' || (i % 5) AS p_mfgr,
            'Brand#' || (hash(i + 1) % 3 + 1) || (hash(i + 2) % 3 + 1) AS p_brand,
            ['PROMO', 'STANDARD', 'MEDIUM POLISHED', 'ECONOMY ANODIZED'][(hash(i + 3) % 4 + 1)::INT]
              || ' ' || ['BRASS', 'STEEL', 'TIN'][(hash(i + 4) % 3 + 1)::INT] AS p_type,
            (hash(i + 5) % 15 + 1)::INTEGER AS p_size,
            ['SM CASE', 'SM BOX', 'MED BAG', 'MED BOX', 'LG CASE', 'LG BOX']
              [(hash(i + 6) % 6 + 1)::INT]
              AS p_container,
            (900 + i % 200)::DECIMAL(15,2) AS p_retailprice, 'comment ' || i AS p_comment
          FROM range(1, 401) t(i)\
          """,
          "partsupp",
          """
          SELECT i::BIGINT AS ps_partkey, ((i + j * 15) % 60 + 1)::BIGINT AS ps_suppkey,
            (hash(i * 10 + j) % 9999 + 1)::INTEGER AS ps_availqty,
            ((hash(i * 10 + j + 1) % 100000)::DECIMAL(15,2) / 100)::DECIMAL(15,2) AS ps_supplycost,
            'comment' AS ps_comment
          FROM range(1, 401) t(i), range(4) u(j)\
          """,
          "orders",
          """
          SELECT i::BIGINT AS o_orderkey, (hash(i) % 200 + 1)::BIGINT AS o_custkey,
            ['F', 'O', 'P'][(hash(i + 1) % 3 + 1)::INT] AS o_orderstatus,
            ((hash(i + 2) % 50000000)::DECIMAL(15,2) / 100)::DECIMAL(15,2) AS o_totalprice,
            DATE '1992-01-01' + (hash(i + 3) % 2400)::INTEGER AS o_orderdate,
            ['1-URGENT', '2-HIGH', '3-MEDIUM', '4-NOT', '5-LOW'][(hash(i + 4) % 5 + 1)::INT]
              AS o_orderpriority,
            'Clerk#' || i % 100 AS o_clerk, 0 AS o_shippriority,
            CASE WHEN i % 7 = 0 THEN 'special packages requests' ELSE 'plain' END AS o_comment
          FROM range(1, 3001) t(i)\
          """,
          "lineitem",
          """
          SELECT i::BIGINT AS l_orderkey, (hash(i * 8 + j) % 400 + 1)::BIGINT AS l_partkey,
            (((hash(i * 8 + j) % 400 + 1) + (hash(i + j) % 4) * 15) % 60 + 1)::BIGINT AS l_suppkey,
            j::INTEGER AS l_linenumber, (hash(i * 8 + j + 1) % 50 + 1)::DECIMAL(15,2) AS l_quantity,
            ((hash(i * 8 + j + 2) % 9000000)::DECIMAL(15,2) / 100 + 900)::DECIMAL(15,2)
              AS l_extendedprice,
            ((hash(i * 8 + j + 3) % 11)::DECIMAL(15,2) / 100)::DECIMAL(15,2) AS l_discount,
            ((hash(i * 8 + j + 4) % 9)::DECIMAL(15,2) / 100)::DECIMAL(15,2) AS l_tax,
            ['A', 'N', 'R'][(hash(i * 8 + j + 5) % 3 + 1)::INT] AS l_returnflag,
            ['F', 'O'][(hash(i * 8 + j + 6) % 2 + 1)::INT] AS l_linestatus,
            DATE '1992-01-01' + (hash(i + 3) % 2400 + hash(i * 8 + j) % 120)::INTEGER AS l_shipdate,
            DATE '1992-01-01' + (hash(i + 3) % 2400 + 60)::INTEGER AS l_commitdate,
            DATE '1992-01-01' + (hash(i + 3) % 2400 + hash(i * 8 + j) % 140)::INTEGER
              AS l_receiptdate,
            ['DELIVER IN PERSON', 'COLLECT COD', 'NONE'][(hash(i * 8 + j + 7) % 3 + 1)::INT]
              AS l_shipinstruct,
            ['AIR', 'AIR REG', 'MAIL', 'SHIP', 'TRUCK'][(hash(i * 8 + j + 8) % 5 + 1)::INT]
              AS l_shipmode,
            'comment' AS l_comment
          FROM range(1, 3001) t(i), range(1, 6) u(j) WHERE hash(i + j) % 5 > 0\
          """);

  private TestingTables() {}

  static List<String> names() {
    return QUERIES.keySet().stream().sorted().toList();
  }

  static String query(String table) {
    String query = QUERIES.get(table);
    if (query == null) {
      throw new IllegalArgumentException(table);
    }
    return query;
  }
}
