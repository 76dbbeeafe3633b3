package io.merganser.connectors.jdbc;

import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.DataType;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Set;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.SmallIntVector;
import org.jspecify.annotations.Nullable;

/// Reads what JDBC 4.2 promises of every driver. Numbers and flags go by primitives, without a box
/// for each value.
public final class StandardReaders implements ColumnReaders {
  /// Elements that drivers give as plain values; dates and times come with a zone of the JVM.
  private static final Set<DataType.Scalar> LIST_ELEMENTS =
      Set.of(
          DataType.Scalar.BOOLEAN,
          DataType.Scalar.SMALLINT,
          DataType.Scalar.INTEGER,
          DataType.Scalar.BIGINT,
          DataType.Scalar.FLOAT,
          DataType.Scalar.DOUBLE,
          DataType.Scalar.VARCHAR,
          DataType.Scalar.JSON,
          DataType.Scalar.UUID);

  @Override
  public ColumnReader reader(Column column, int index, FieldVector vector) {
    return switch (column.type()) {
      case DataType.Scalar scalar -> scalar(scalar, column, index, vector);
      case DataType.Decimal ignored -> decimal(column, index, vector);
      case DataType.EnumOf ignored -> text(column, index, vector);
      case DataType.ListOf(DataType element) -> list(element, column, index, vector);
      case DataType.ArrayOf ignored -> throw ValueWriter.unsupported(column);
      case DataType.Struct ignored -> throw ValueWriter.unsupported(column);
      case DataType.Union ignored -> throw ValueWriter.unsupported(column);
      case DataType.MapOf ignored -> throw ValueWriter.unsupported(column);
    };
  }

  private static ColumnReader scalar(
      DataType.Scalar type, Column column, int index, FieldVector vector) {
    return switch (type) {
      case BOOLEAN -> booleans(index, (BitVector) vector);
      case SMALLINT -> smallInts(index, (SmallIntVector) vector);
      case INTEGER -> ints(index, (IntVector) vector);
      case BIGINT -> longs(index, (BigIntVector) vector);
      case FLOAT -> floats(index, (Float4Vector) vector);
      case DOUBLE -> doubles(index, (Float8Vector) vector);
      case TINYINT, UINTEGER -> object(Long.class, column, index, vector);
      case HUGEINT -> decimal(column, index, vector);
      case VARCHAR, JSON, UUID -> text(column, index, vector);
      case BLOB -> bytes(column, index, vector);
      case DATE -> object(LocalDate.class, column, index, vector);
      case TIME -> object(LocalTime.class, column, index, vector);
      case TIMESTAMP -> object(LocalDateTime.class, column, index, vector);
      case TIMESTAMPTZ -> object(OffsetDateTime.class, column, index, vector);
      case UTINYINT, USMALLINT, UBIGINT, UHUGEINT, BIGNUM, BIT, TIME_NS, TIMETZ, TIMESTAMP_S ->
          throw ValueWriter.unsupported(column);
      case TIMESTAMP_MS, TIMESTAMP_NS, INTERVAL, VARIANT, GEOMETRY, NULL ->
          throw ValueWriter.unsupported(column);
    };
  }

  private static ColumnReader booleans(int index, BitVector vector) {
    return (rows, row) -> {
      boolean value = rows.getBoolean(index);
      if (!rows.wasNull()) {
        vector.setSafe(row, value ? 1 : 0);
      }
    };
  }

  private static ColumnReader smallInts(int index, SmallIntVector vector) {
    return (rows, row) -> {
      short value = rows.getShort(index);
      if (!rows.wasNull()) {
        vector.setSafe(row, value);
      }
    };
  }

  private static ColumnReader ints(int index, IntVector vector) {
    return (rows, row) -> {
      int value = rows.getInt(index);
      if (!rows.wasNull()) {
        vector.setSafe(row, value);
      }
    };
  }

  private static ColumnReader longs(int index, BigIntVector vector) {
    return (rows, row) -> {
      long value = rows.getLong(index);
      if (!rows.wasNull()) {
        vector.setSafe(row, value);
      }
    };
  }

  private static ColumnReader floats(int index, Float4Vector vector) {
    return (rows, row) -> {
      float value = rows.getFloat(index);
      if (!rows.wasNull()) {
        vector.setSafe(row, value);
      }
    };
  }

  private static ColumnReader doubles(int index, Float8Vector vector) {
    return (rows, row) -> {
      double value = rows.getDouble(index);
      if (!rows.wasNull()) {
        vector.setSafe(row, value);
      }
    };
  }

  private static ColumnReader decimal(Column column, int index, FieldVector vector) {
    ValueWriter writer = ValueWriter.of(column, vector);
    return (rows, row) -> writeIfThere(writer, row, decimalOf(rows, index, column));
  }

  private static @Nullable BigDecimal decimalOf(ResultSet rows, int index, Column column)
      throws SQLException {
    try {
      return rows.getBigDecimal(index);
    } catch (SQLException e) {
      // Drivers refuse NaN and infinities here; the standard has no such decimals either.
      throw JdbcErrors.unfit(column.name(), column.type().toString(), e);
    }
  }

  private static ColumnReader text(Column column, int index, FieldVector vector) {
    ValueWriter writer = ValueWriter.of(column, vector);
    return (rows, row) -> writeIfThere(writer, row, rows.getString(index));
  }

  private static ColumnReader bytes(Column column, int index, FieldVector vector) {
    ValueWriter writer = ValueWriter.of(column, vector);
    return (rows, row) -> writeIfThere(writer, row, rows.getBytes(index));
  }

  private static ColumnReader object(
      Class<?> javaType, Column column, int index, FieldVector vector) {
    ValueWriter writer = ValueWriter.of(column, vector);
    return (rows, row) -> writeIfThere(writer, row, rows.getObject(index, javaType));
  }

  private static ColumnReader list(DataType element, Column column, int index, FieldVector vector) {
    boolean readable =
        element instanceof DataType.Decimal
            || (element instanceof DataType.Scalar scalar && LIST_ELEMENTS.contains(scalar));
    if (!readable) {
      throw ValueWriter.unsupported(column);
    }
    ValueWriter writer = ValueWriter.of(column, vector);
    return (rows, row) -> {
      Array array = rows.getArray(index);
      if (array != null) {
        Object[] values = (Object[]) array.getArray();
        if (values instanceof Object[][]) {
          throw JdbcErrors.unfit(column.name(), column.type().toString(), null);
        }
        writer.write(row, values);
      }
    };
  }

  private static void writeIfThere(ValueWriter writer, int row, @Nullable Object value) {
    if (value != null) {
      writer.write(row, value);
    }
  }
}
