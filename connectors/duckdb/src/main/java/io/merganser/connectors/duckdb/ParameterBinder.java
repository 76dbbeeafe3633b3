package io.merganser.connectors.duckdb;

import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.Parameter;
import io.merganser.connectors.spi.QueryException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Binds the values of a statement's parameters in order.
///
/// DuckDB takes a parameter's type from the value: a BigInteger is a HUGEINT, a BigDecimal a
/// DECIMAL of its own digits, null has no type. Who prints the statement writes `CAST($1 AS …)`
/// where the type matters, and then text will do for what the driver cannot carry: lists of lists,
/// ends of time, more than 38 digits.
final class ParameterBinder {
  private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);
  private static final int HUGEINT_BITS = 127;
  private static final int MAX_DIGITS = 38;
  private static final Set<DataType> WIDE =
      Set.of(DataType.Scalar.HUGEINT, DataType.Scalar.UHUGEINT, DataType.Scalar.BIGNUM);

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

  /// What the driver carries exactly, or text, which the statement casts: a parameter is always
  /// printed with its type.
  private static @Nullable Object scalar(DataType type, @Nullable Object value) {
    return switch (value) {
      case BigInteger integer -> integer(type, integer);
      case BigDecimal decimal
          when WIDE.contains(type) && decimal.stripTrailingZeros().scale() <= 0 ->
          integer(type, decimal.toBigInteger());
      case BigDecimal decimal -> decimal(type, decimal);
      case LocalTime time when type == DataType.Scalar.TIME_NS -> time.toString();
      case LocalDate date when !isPlain(date.getYear()) -> EngineTexts.date(date);
      case LocalDateTime moment
          when type == DataType.Scalar.TIMESTAMP_NS || !isPlain(moment.getYear()) ->
          EngineTexts.timestamp(moment);
      case OffsetDateTime moment when !isPlain(moment.getYear()) -> EngineTexts.moment(moment);
      case null, default -> value;
    };
  }

  private static boolean isPlain(int year) {
    return year > 0 && year < 10_000;
  }

  /// As a BIGINT where that is what the planner meant: a HUGEINT would widen the column it meets.
  private static Object integer(DataType type, BigInteger value) {
    boolean fits = value.compareTo(LONG_MIN) >= 0 && value.compareTo(LONG_MAX) <= 0;
    if (fits && type == DataType.Scalar.BIGINT) {
      return value.longValueExact();
    }
    return value.bitLength() > HUGEINT_BITS ? value.toString() : value;
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
    switch (type) {
      case DataType.ListOf(DataType.Scalar element) -> bindFlat(statement, index, element, list);
      case DataType.ListOf(DataType.Decimal element) -> bindFlat(statement, index, element, list);
      case DataType.ListOf _, DataType.ArrayOf _ ->
          statement.setObject(index, EngineTexts.list(list));
      default ->
          throw new QueryException(
              ConnectorError.UNSUPPORTED_TYPE, "parameter " + index + " is a list, not " + type);
    }
  }

  private static void bindFlat(
      PreparedStatement statement, int index, DataType element, List<?> list) throws SQLException {
    // The driver cannot build HUGEINT values inside an array.
    boolean huge = element == DataType.Scalar.HUGEINT;
    @Nullable Object[] values = new @Nullable Object[list.size()];
    boolean asText = false;
    for (int i = 0; i < values.length; i++) {
      Object given = list.get(i);
      Object value = scalar(element, given);
      asText |= value instanceof String && !(given instanceof String);
      if (huge && value instanceof BigInteger integer) {
        BigDecimal decimal = new BigDecimal(integer);
        asText |= decimal.precision() > MAX_DIGITS;
        value = decimal;
      }
      values[i] = value;
    }
    if (asText) {
      statement.setObject(index, EngineTexts.list(list));
      return;
    }
    String elementType = huge ? "DECIMAL(38,0)" : element.toString();
    statement.setArray(index, statement.getConnection().createArrayOf(elementType, values));
  }
}
