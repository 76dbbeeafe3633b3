package io.merganser.planner.federate;

import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.DataType.Scalar;
import io.merganser.connectors.spi.PushdownFeature;
import io.merganser.connectors.spi.RemoteDialect;
import java.util.List;
import java.util.Set;
import org.apache.calcite.sql.SqlDialect;
import org.apache.calcite.sql.dialect.PostgresqlSqlDialect;

/// A source that speaks like Postgres and computes as the hub, except for what is denied to it.
record TestingDialect(Set<String> functions, Set<PushdownFeature> features, boolean ordersText)
    implements RemoteDialect {

  static TestingDialect permissive() {
    return new TestingDialect(Set.of(), Set.of(), true);
  }

  /// Text compares by a collation, AVG rounds and divisions have other types.
  static TestingDialect restrictive() {
    return new TestingDialect(Set.of("AVG", "/", "COUNT", "SUBSTRING"), Set.of(), false);
  }

  static TestingDialect scansOnly() {
    return new TestingDialect(Set.of(), Set.of(PushdownFeature.values()), false);
  }

  @Override
  public SqlDialect sqlDialect() {
    return PostgresqlSqlDialect.DEFAULT;
  }

  @Override
  public boolean supports(PushdownFeature feature) {
    return !features.contains(feature);
  }

  @Override
  public boolean supportsFunction(String name, List<DataType> arguments) {
    return !functions.contains(name);
  }

  @Override
  public boolean ordersLikeHub(DataType type) {
    return ordersText || type != Scalar.VARCHAR;
  }

  @Override
  public String typeName(DataType type) {
    return type.toString();
  }

  @Override
  public boolean hasType(DataType type) {
    return type != Scalar.NULL;
  }
}
