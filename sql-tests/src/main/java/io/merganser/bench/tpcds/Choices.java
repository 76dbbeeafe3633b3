package io.merganser.bench.tpcds;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The values that a template may choose from. They come from the tables themselves, so that a
/// query on little data still finds rows.
final class Choices {
  /// What a template calls a column of a distribution, and where its values stand in the tables.
  private static final Map<String, String> COLUMNS =
      Map.ofEntries(
          Map.entry("member fips_county 2", "SELECT s_county FROM store"),
          Map.entry("member fips_county 3", "SELECT s_state FROM store"),
          Map.entry("member fips_county 6", "SELECT s_gmt_offset::INTEGER FROM store"),
          Map.entry("member cities 1", "SELECT s_city FROM store"),
          Map.entry("member categories 1", "SELECT i_category FROM item"),
          Map.entry("member categories 2", "SELECT i_category FROM item"),
          Map.entry("member i_manager_id 2", "SELECT min(i_manager_id) FROM item"),
          Map.entry("member i_manager_id 3", "SELECT max(i_manager_id) FROM item"),
          Map.entry("any fips_county 2", "SELECT ca_county FROM customer_address"),
          Map.entry("any fips_county 3", "SELECT ca_state FROM customer_address"),
          Map.entry("any fips_county 6", "SELECT ca_gmt_offset::INTEGER FROM customer_address"),
          Map.entry("any cities 1", "SELECT ca_city FROM customer_address"),
          Map.entry("any categories 1", "SELECT i_category FROM item"),
          Map.entry("any i_manager_id 1", "SELECT 1"),
          Map.entry("any colors 1", "SELECT i_color FROM item"),
          Map.entry("any units 1", "SELECT i_units FROM item"),
          Map.entry("any sizes 1", "SELECT i_size FROM item"),
          Map.entry("any gender 1", "SELECT cd_gender FROM customer_demographics"),
          Map.entry("any marital_status 1", "SELECT cd_marital_status FROM customer_demographics"),
          Map.entry("any education 1", "SELECT cd_education_status FROM customer_demographics"),
          Map.entry("any return_reasons 1", "SELECT r_reason_desc FROM reason"),
          Map.entry("any ship_mode_carrier 1", "SELECT sm_carrier FROM ship_mode"),
          Map.entry("any stores 1", "SELECT s_store_name FROM store"));

  private final Connection connection;
  private final Map<String, List<String>> known = new HashMap<>();

  Choices(Connection connection) {
    this.connection = connection;
  }

  /// All values of a distribution's column.
  List<String> any(String distribution, int column) throws SQLException {
    String sql = COLUMNS.get("any " + distribution + " " + column);
    // The classes of a category are a distribution with the category's name.
    return values(
        sql != null
            ? sql
            : "SELECT i_class FROM item WHERE i_category = '"
                + distribution.replace("'", "''")
                + "'");
  }

  /// The value at a place, counted from 1; past the last it starts anew.
  String member(String distribution, long place, int column) throws SQLException {
    String sql = COLUMNS.get("member " + distribution + " " + column);
    if (sql == null) {
      throw new IllegalArgumentException(distribution + " " + column);
    }
    List<String> values = values(sql);
    return values.get((int) ((place - 1) % values.size()));
  }

  /// The number of rows of a table, or of members of a distribution.
  long count(List<String> names) throws SQLException {
    String sql =
        switch (names.getFirst().toLowerCase(Locale.ROOT)) {
          case "active_counties" -> "SELECT count(DISTINCT s_county) FROM store";
          case "active_states" -> "SELECT count(DISTINCT s_state) FROM store";
          case "active_cities" -> "SELECT count(DISTINCT s_city) FROM store";
          case "categories" -> "SELECT count(DISTINCT i_category) FROM item";
          default -> "SELECT count(*) FROM " + names.getFirst();
        };
    return Long.parseLong(values(sql).getFirst());
  }

  private List<String> values(String sql) throws SQLException {
    List<String> values = known.get(sql);
    if (values == null) {
      values = new ArrayList<>();
      try (Statement statement = connection.createStatement();
          ResultSet rows =
              statement.executeQuery(
                  "SELECT v FROM ("
                      + sql
                      + ") t(v) WHERE v IS NOT NULL GROUP BY v"
                      + " ORDER BY count(*) DESC, v")) {
        while (rows.next()) {
          values.add(rows.getString(1));
        }
      }
      known.put(sql, values);
    }
    return values;
  }
}
