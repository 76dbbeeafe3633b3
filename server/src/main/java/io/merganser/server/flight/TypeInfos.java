package io.merganser.server.flight;

import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.DataType.Scalar;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flight.sql.impl.FlightSql.Nullable;
import org.apache.arrow.flight.sql.impl.FlightSql.Searchable;
import org.apache.arrow.flight.sql.impl.FlightSql.XdbcDataType;
import org.apache.arrow.flight.sql.impl.FlightSql.XdbcDatetimeSubcode;

/// The types that statements may name, in the words of XDBC.
final class TypeInfos {
  private static final List<TypeInfo> TYPES =
      List.of(
          new TypeInfo(Scalar.BOOLEAN, XdbcDataType.XDBC_BIT),
          new TypeInfo(Scalar.TINYINT, XdbcDataType.XDBC_TINYINT),
          new TypeInfo(Scalar.SMALLINT, XdbcDataType.XDBC_SMALLINT),
          new TypeInfo(Scalar.INTEGER, XdbcDataType.XDBC_INTEGER),
          new TypeInfo(Scalar.BIGINT, XdbcDataType.XDBC_BIGINT),
          new TypeInfo(Scalar.HUGEINT, XdbcDataType.XDBC_DECIMAL),
          new TypeInfo(new DataType.Decimal(38, 0), XdbcDataType.XDBC_DECIMAL),
          new TypeInfo(Scalar.FLOAT, XdbcDataType.XDBC_REAL),
          new TypeInfo(Scalar.DOUBLE, XdbcDataType.XDBC_DOUBLE),
          new TypeInfo(Scalar.VARCHAR, XdbcDataType.XDBC_VARCHAR),
          new TypeInfo(Scalar.UUID, XdbcDataType.XDBC_VARCHAR),
          new TypeInfo(Scalar.JSON, XdbcDataType.XDBC_VARCHAR),
          new TypeInfo(Scalar.BLOB, XdbcDataType.XDBC_VARBINARY),
          new TypeInfo(Scalar.DATE, XdbcDataType.XDBC_DATE),
          new TypeInfo(Scalar.TIME, XdbcDataType.XDBC_TIME),
          new TypeInfo(Scalar.TIMESTAMP, XdbcDataType.XDBC_TIMESTAMP),
          new TypeInfo(Scalar.TIMESTAMPTZ, XdbcDataType.XDBC_TIMESTAMP),
          new TypeInfo(Scalar.INTERVAL, XdbcDataType.XDBC_INTERVAL));

  private TypeInfos() {}

  /// Rows as the schema of the command has them.
  ///
  /// @param type number of the one type asked for, null for all
  static List<List<@org.jspecify.annotations.Nullable Object>> rows(
      @org.jspecify.annotations.Nullable Integer type) {
    List<List<@org.jspecify.annotations.Nullable Object>> rows = new ArrayList<>();
    for (TypeInfo info : TYPES) {
      if (type == null || info.xdbc().getNumber() == type) {
        rows.add(info.row());
      }
    }
    return rows;
  }

  private record TypeInfo(DataType type, XdbcDataType xdbc) {
    List<@org.jspecify.annotations.Nullable Object> row() {
      boolean decimal = type instanceof DataType.Decimal;
      boolean number = isNumber();
      boolean text = xdbc == XdbcDataType.XDBC_VARCHAR;
      boolean quoted = !number && type != Scalar.BOOLEAN;
      int size = ResultSchema.precision(type);
      int scale = ResultSchema.scale(type);
      return AnswerRows.row(
          decimal ? "DECIMAL" : type.toString(),
          xdbc.getNumber(),
          size == 0 ? null : size,
          quoted ? "'" : null,
          quoted ? "'" : null,
          decimal ? List.of("precision", "scale") : null,
          Nullable.NULLABILITY_NULLABLE.getNumber(),
          text,
          (text ? Searchable.SEARCHABLE_FULL : Searchable.SEARCHABLE_BASIC).getNumber(),
          number ? false : null,
          false,
          number ? false : null,
          type.toString(),
          number ? 0 : null,
          decimal ? Integer.valueOf(38) : number ? Integer.valueOf(scale) : null,
          isDatetime() ? XdbcDataType.XDBC_DATETIME.getNumber() : xdbc.getNumber(),
          subcode(),
          number ? 10 : null,
          null);
    }

    private boolean isNumber() {
      return switch (xdbc) {
        case XDBC_TINYINT,
            XDBC_SMALLINT,
            XDBC_INTEGER,
            XDBC_BIGINT,
            XDBC_DECIMAL,
            XDBC_REAL,
            XDBC_DOUBLE ->
            true;
        default -> false;
      };
    }

    private boolean isDatetime() {
      return subcode() != null;
    }

    private @org.jspecify.annotations.Nullable Integer subcode() {
      return switch (xdbc) {
        case XDBC_DATE -> XdbcDatetimeSubcode.XDBC_SUBCODE_DATE.getNumber();
        case XDBC_TIME -> XdbcDatetimeSubcode.XDBC_SUBCODE_TIME.getNumber();
        case XDBC_TIMESTAMP -> XdbcDatetimeSubcode.XDBC_SUBCODE_TIMESTAMP.getNumber();
        default -> null;
      };
    }
  }
}
