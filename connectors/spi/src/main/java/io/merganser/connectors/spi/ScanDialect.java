package io.merganser.connectors.spi;

import java.util.List;
import org.apache.calcite.sql.SqlDialect;

/// Prints names and takes over no work.
final class ScanDialect implements RemoteDialect {
  private static final SqlDialect PRINTER =
      new SqlDialect(SqlDialect.EMPTY_CONTEXT.withIdentifierQuoteString("\""));

  @Override
  public SqlDialect sqlDialect() {
    return PRINTER;
  }

  @Override
  public boolean supports(PushdownFeature feature) {
    return false;
  }

  @Override
  public boolean supportsFunction(String name, List<DataType> arguments) {
    return false;
  }

  @Override
  public boolean ordersLikeHub(DataType type) {
    return false;
  }

  @Override
  public String typeName(DataType type) {
    return type.toString();
  }

  @Override
  public boolean hasType(DataType type) {
    return true;
  }
}
