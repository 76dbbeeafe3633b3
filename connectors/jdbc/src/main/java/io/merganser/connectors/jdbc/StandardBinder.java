package io.merganser.connectors.jdbc;

import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.Parameter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;

/// Binds parameters the way JDBC 4.2 asks for.
///
/// @param elementTypes names the source's type of a list's elements, for `createArrayOf`
public record StandardBinder(ElementTypes elementTypes) implements ParameterBinder {

  /// Names the type of elements for the driver.
  public interface ElementTypes {
    String nameOf(DataType element);
  }

  @Override
  public void bind(PreparedStatement statement, int index, Parameter parameter)
      throws SQLException {
    switch (parameter.value()) {
      case null -> statement.setNull(index, nullType(parameter.type()));
      case Byte value -> statement.setShort(index, value);
      case BigInteger value -> statement.setBigDecimal(index, new BigDecimal(value));
      case byte[] value -> statement.setBytes(index, value);
      case List<?> values -> bindList(statement, index, parameter.type(), values);
      default -> statement.setObject(index, parameter.value());
    }
  }

  private void bindList(PreparedStatement statement, int index, DataType type, List<?> values)
      throws SQLException {
    if (!(type instanceof DataType.ListOf(DataType element))) {
      throw new IllegalArgumentException("a list is no value of " + type);
    }
    statement.setArray(
        index,
        statement.getConnection().createArrayOf(elementTypes.nameOf(element), values.toArray()));
  }

  private static int nullType(DataType type) {
    if (type instanceof DataType.Decimal) {
      return Types.NUMERIC;
    }
    if (!(type instanceof DataType.Scalar scalar)) {
      return Types.NULL;
    }
    return switch (scalar) {
      case BOOLEAN -> Types.BOOLEAN;
      case TINYINT, SMALLINT, UTINYINT -> Types.SMALLINT;
      case INTEGER, USMALLINT -> Types.INTEGER;
      case BIGINT, UINTEGER -> Types.BIGINT;
      case HUGEINT, UHUGEINT, UBIGINT, BIGNUM -> Types.NUMERIC;
      case FLOAT -> Types.REAL;
      case DOUBLE -> Types.DOUBLE;
      case VARCHAR, JSON -> Types.VARCHAR;
      case BLOB, GEOMETRY, VARIANT, BIT -> Types.VARBINARY;
      case DATE -> Types.DATE;
      case TIME, TIME_NS -> Types.TIME;
      case TIMETZ -> Types.TIME_WITH_TIMEZONE;
      case TIMESTAMP, TIMESTAMP_S, TIMESTAMP_MS, TIMESTAMP_NS -> Types.TIMESTAMP;
      case TIMESTAMPTZ -> Types.TIMESTAMP_WITH_TIMEZONE;
      case UUID, INTERVAL, NULL -> Types.NULL;
    };
  }
}
