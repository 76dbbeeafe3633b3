package io.merganser.planner.federate;

import io.merganser.connectors.spi.ColumnRange;
import io.merganser.connectors.spi.DirectConnector;
import io.merganser.connectors.spi.FragmentContext;
import io.merganser.connectors.spi.RemoteDialect;
import io.merganser.connectors.spi.RemoteQuery;
import io.merganser.connectors.spi.ResultStream;
import io.merganser.connectors.spi.TableSchema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// A source's metadata. What it would run the tests run themselves.
record TestingConnector(
    String name,
    RemoteDialect testingDialect,
    Map<String, Long> rows,
    Map<String, Map<String, ColumnRange>> testingRanges)
    implements DirectConnector {

  @Override
  public RemoteDialect dialect() {
    return testingDialect;
  }

  @Override
  public Object computeContext() {
    return name;
  }

  @Override
  public ResultStream execute(RemoteQuery query, FragmentContext context) {
    throw new UnsupportedOperationException("plans only");
  }

  @Override
  public void check() {}

  @Override
  public List<String> schemas() {
    return List.of("main");
  }

  @Override
  public List<String> tables(String schema) {
    return List.copyOf(rows.keySet());
  }

  @Override
  public Optional<TableSchema> findTable(String schema, String table) {
    return Optional.empty();
  }

  @Override
  public OptionalLong rowCount(String schema, String table) {
    Long count = rows.get(table);
    return count == null ? OptionalLong.empty() : OptionalLong.of(count);
  }

  @Override
  public Map<String, ColumnRange> ranges(String schema, String table) {
    return testingRanges.getOrDefault(table, Map.of());
  }

  @Override
  public void close() {}
}
