package io.merganser.connectors.contract;

import io.merganser.connectors.spi.Attachable;
import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.DirectConnector;
import io.merganser.connectors.spi.Parameter;
import java.util.List;

/// A real source with the tables that [ConnectorContract] asks for, and what only its kind knows.
///
/// The schema holds: `kinds`, a row for each kind of value of each type and one of nulls; `we ird
/// "Q"` with columns `select`, `B c`, `q"x` and `ünï` (text each) and one row of `1` to `4`;
/// `a_view`; `counted` with 1000 rows; and `pushed`, whose columns the pushed expressions use.
public interface TestingSource extends AutoCloseable {
  String HOSTILE_TABLE = "we ird \"Q\"";

  DirectConnector direct();

  Attachable attachable();

  String schema();

  /// A statement that computes for much longer than a test may take.
  String endless();

  /// Whether the source works on [#endless] now, asked beside the connector.
  boolean computesEndless();

  /// A statement with one BIGINT column `n` and a hundred million rows.
  String manyRows();

  /// What the dialect allows, in SQL that both Calcite and DuckDB read, over `pushed`.
  List<Pushed> pushed();

  /// Parameters that must come back as they went, by `SELECT` of each.
  List<Echo> echoes();

  @Override
  void close();

  /// An expression that the dialect allows.
  record Pushed(String function, List<DataType> arguments, String expression, DataType result) {}

  /// A parameter, the source's cast around it, and how DuckDB prints what comes back.
  record Echo(Parameter parameter, String sql, String printed) {}
}
