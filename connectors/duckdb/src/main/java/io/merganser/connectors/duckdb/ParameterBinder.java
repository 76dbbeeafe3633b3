package io.merganser.connectors.duckdb;

import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.Parameter;
import io.merganser.connectors.spi.QueryException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Binds the values of a statement's parameters in order.
///
/// DuckDB takes a parameter's type from the value: a BigInteger is a HUGEINT, a BigDecimal a
/// DECIMAL of its own digits, null has no type. Who prints the statement writes `CAST($1 AS …)`
/// where the type matters. Lists go as arrays of their element type, not nested.
final class ParameterBinder {
  private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);
  private static final int HUGEINT_BITS = 127;
  private static final int MAX_DIGITS = 38;

  private ParameterBinder() {}

  static void bind(PreparedStatement statement, List<Parameter> parameters) throws SQLException {
    for (int i = 0; i < parameters.size(); i++) {
      Parameter parameter = parameters.get(i);
      if (parameter.value() instanceof List<?> list) {
        bindList(statement, i + 1, parameter.type(), list);
      } else {
        statement.setObject(i + 1, scalar(parameter.type(), parameter.value()));
      }
    }
  }

  private static @Nullable Object scalar(DataType type, @Nullable Object value) {
    return switch (value) {
      case BigInteger integer -> integer(type, integer);
      case BigDecimal decimal -> decimal(type, decimal);
      case null, default -> value;
    };
  }

  /// As a BIGINT where that is what the planner meant: a HUGEINT would widen the column it meets.
  private static Object integer(DataType type, BigInteger value) {
    boolean fits = value.compareTo(LONG_MIN) >= 0 && value.compareTo(LONG_MAX) <= 0;
    if (fits && type == DataType.Scalar.BIGINT) {
      return value.longValueExact();
    }
    if (value.bitLength() > HUGEINT_BITS) {
      throw new QueryException(
          ConnectorError.UNSUPPORTED_TYPE,
          "an integer parameter holds at most 128 bits, sign included");
    }
    return value;
  }

  private static BigDecimal decimal(DataType type, BigDecimal value) {
    int scale = type instanceof DataType.Decimal decimal ? decimal.scale() : 0;
    BigDecimal scaled = value.setScale(Math.max(value.scale(), scale));
    if (scaled.precision() > MAX_DIGITS || scaled.scale() > MAX_DIGITS) {
      scaled = value.stripTrailingZeros();
      scaled = scaled.setScale(Math.max(scaled.scale(), 0));
    }
    if (scaled.precision() > MAX_DIGITS || scaled.scale() > MAX_DIGITS) {
      throw new QueryException(
          ConnectorError.UNSUPPORTED_TYPE, "a decimal parameter holds at most 38 digits");
    }
    return scaled;
  }

  private static void bindList(PreparedStatement statement, int index, DataType type, List<?> list)
      throws SQLException {
    if (!(type instanceof DataType.ListOf(DataType element))) {
      throw new QueryException(
          ConnectorError.UNSUPPORTED_TYPE, "parameter " + index + " is a list, not " + type);
    }
    if (!(element instanceof DataType.Scalar || element instanceof DataType.Decimal)) {
      throw new QueryException(
          ConnectorError.UNSUPPORTED_TYPE, "parameter " + index + " is a list of " + element);
    }
    // The driver cannot build HUGEINT values inside an array.
    boolean huge = element == DataType.Scalar.HUGEINT;
    @Nullable Object[] values = new @Nullable Object[list.size()];
    for (int i = 0; i < values.length; i++) {
      Object value = scalar(element, list.get(i));
      values[i] =
          huge && value instanceof BigInteger integer
              ? decimal(element, new BigDecimal(integer))
              : value;
    }
    String elementType = huge ? "DECIMAL(38,0)" : element.toString();
    statement.setArray(index, statement.getConnection().createArrayOf(elementType, values));
  }
}
