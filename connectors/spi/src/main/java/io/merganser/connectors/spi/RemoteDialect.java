package io.merganser.connectors.spi;

import java.util.List;
import org.apache.calcite.sql.SqlDialect;

/// What a source can run with the hub's semantics. The planner pushes nothing that is not allowed
/// here: an operator that rounds, compares or orders otherwise than DuckDB stays on the hub.
public interface RemoteDialect {

  /// Of a source whose tables are read, and nothing else; names stand in double quotes.
  static RemoteDialect ofScans() {
    return new ScanDialect();
  }

  /// How to print for the source.
  SqlDialect sqlDialect();

  /// Whether the source has `feature` and computes it as the hub would.
  boolean supports(PushdownFeature feature);

  /// Whether the source computes the function or operator of this name (upper case, as Calcite
  /// names it: `=`, `AND`, `LIKE`, `SUBSTRING`, `SUM`) exactly as the hub on arguments of these
  /// types.
  boolean supportsFunction(String name, List<DataType> arguments);

  /// Whether the source compares and orders values of the type as the hub does. Text often is not:
  /// its order depends on a collation.
  boolean ordersLikeHub(DataType type);

  /// The source's name of a type for CAST.
  ///
  /// @throws IllegalArgumentException if the source has none; ask [#hasType] first
  String typeName(DataType type);

  boolean hasType(DataType type);
}
