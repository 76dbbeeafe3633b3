package io.merganser.connectors.spi;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// One source, seen as a catalog of schemas and tables. [DirectConnector] is one that also runs
/// fragments; the hub offers one for each catalog it holds.
///
/// Construction does no I/O. All methods may be called from any thread; those that do I/O throw
/// [QueryException] with a [ConnectorError]. Look-ups compare names without case and answer with
/// the source's own spelling. Answers are current: caching is the caller's.
public interface Connector extends AutoCloseable {

  /// Proves that the source answers; called once before the source is READY.
  ///
  /// @throws QueryException with the reason why it does not
  void check();

  /// Names of the schemas that may hold tables, without the source's own system schemas.
  List<String> schemas();

  /// Names of the tables and views of a schema; empty if there is no such schema.
  List<String> tables(String schema);

  Optional<TableSchema> findTable(String schema, String table);

  /// The source's own estimate, cheap to get; empty where it has none.
  OptionalLong rowCount(String schema, String table);

  /// Between which values those of the table's columns lie, by the source's spelling of their
  /// names; as cheap as [#rowCount]. A column of which the source knows nothing is not there.
  default Map<String, ColumnRange> ranges(String schema, String table) {
    return Map.of();
  }

  @Override
  void close();
}
