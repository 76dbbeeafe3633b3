package io.merganser.connectors.sqlite;

import io.merganser.connectors.jdbc.ParameterBinder;
import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.Parameter;
import io.merganser.connectors.spi.QueryException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

/// Binds to SQLite's five kinds of value. Dates and times are text as SQLite writes it; what has no
/// exact form there is refused.
final class SqliteBinder implements ParameterBinder {
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");

  @Override
  public void bind(PreparedStatement statement, int index, Parameter parameter)
      throws SQLException {
    switch (parameter.value()) {
      case null -> statement.setNull(index, Types.NULL);
      case Boolean value -> statement.setLong(index, value ? 1 : 0);
      case Byte value -> statement.setLong(index, value);
      case Short value -> statement.setLong(index, value);
      case Integer value -> statement.setLong(index, value);
      case Long value -> statement.setLong(index, value);
      case BigInteger value -> statement.setLong(index, exactly(new BigDecimal(value), parameter));
      case BigDecimal value -> bindDecimal(statement, index, parameter, value);
      case Float value -> statement.setDouble(index, value);
      case Double value -> statement.setDouble(index, value);
      case LocalDate value -> statement.setString(index, value.toString());
      case LocalDateTime value -> statement.setString(index, TIMESTAMP.format(value));
      case String value -> statement.setString(index, value);
      case byte[] value -> statement.setBytes(index, value);
      default -> throw unsupported(parameter);
    }
  }

  private void bindDecimal(
      PreparedStatement statement, int index, Parameter parameter, BigDecimal value)
      throws SQLException {
    if (value.stripTrailingZeros().scale() <= 0) {
      statement.setLong(index, exactly(value, parameter));
    } else if (new BigDecimal(value.doubleValue()).compareTo(value) == 0) {
      statement.setDouble(index, value.doubleValue());
    } else {
      throw unsupported(parameter);
    }
  }

  private static long exactly(BigDecimal value, Parameter parameter) {
    try {
      return value.longValueExact();
    } catch (ArithmeticException e) {
      throw unsupported(parameter);
    }
  }

  private static QueryException unsupported(Parameter parameter) {
    return new QueryException(
        ConnectorError.UNSUPPORTED_TYPE,
        "SQLite has no exact value for this parameter of type " + parameter.type());
  }
}
