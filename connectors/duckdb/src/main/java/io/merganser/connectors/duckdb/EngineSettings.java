package io.merganser.connectors.duckdb;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Settings of the engine that one connection has otherwise than the engine. They change what
/// statements mean, and nothing else: no file, no limit, no other connection.
///
/// @param values by the engine's own name
public record EngineSettings(SortedMap<String, String> values) {

  /// The only ones that can change once the engine is locked down.
  public static final Set<String> NAMES =
      Set.of(
          "TimeZone",
          "Calendar",
          "default_null_order",
          "integer_division",
          "ieee_floating_point_ops",
          "scalar_subquery_error_on_multiple_rows",
          "order_by_non_integer_literal");

  /// The zone of an engine and of what has no other. DuckDB's own default is the machine's, and
  /// that is what RESET goes back to.
  static final String ZONE = "UTC";

  /// All as the engine has them.
  public static final EngineSettings NONE = new EngineSettings(new TreeMap<>());

  public EngineSettings {
    for (String name : values.keySet()) {
      if (!NAMES.contains(name)) {
        throw new IllegalArgumentException("no such setting: " + name);
      }
    }
    values = new TreeMap<>(values);
  }

  public static EngineSettings of(Map<String, String> values) {
    return values.isEmpty() ? NONE : new EngineSettings(new TreeMap<>(values));
  }
}
