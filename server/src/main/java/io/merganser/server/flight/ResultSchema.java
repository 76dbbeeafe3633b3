package io.merganser.server.flight;

import io.merganser.connectors.spi.ArrowTypes;
import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flight.sql.FlightSqlColumnMetadata;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/// The Arrow schemas that clients are promised, with the metadata that JDBC's come from.
final class ResultSchema {
  private ResultSchema() {}

  /// Of a result; without fields if the statement returns no rows.
  static Schema of(List<Column> columns) {
    return new Schema(
        columns.stream()
            .map(column ->
                with(
                    ArrowTypes.field(column.name(), column.type()),
                    true,
                    facts(column.type()).build().getMetadataMap()))
            .toList());
  }

  /// Of a table in metadata; there, nullability is the source's.
  static Schema of(TableSchema table) {
    return new Schema(
        table.columns().stream()
            .map(column ->
                with(
                    ArrowTypes.field(column.name(), column.type()),
                    column.nullable(),
                    facts(column.type())
                        .catalogName(table.name().catalog())
                        .schemaName(table.name().schema())
                        .tableName(table.name().table())
                        .build()
                        .getMetadataMap()))
            .toList());
  }

  /// Of the values for parameters.
  ///
  /// The JDBC driver 18.3 writes milliseconds into every vector of times, whatever its unit, so we
  /// ask for milliseconds. Values arrive in any unit that the client likes better.
  static Schema ofParameters(List<DataType> types) {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      DataType type = types.get(i);
      Field field = ArrowTypes.field("$" + (i + 1), asked(type));
      ArrowType asked =
          switch (field.getType()) {
            case ArrowType.Timestamp timestamp ->
                new ArrowType.Timestamp(TimeUnit.MILLISECOND, timestamp.getTimezone());
            case ArrowType.Time ignored -> new ArrowType.Time(TimeUnit.MILLISECOND, 32);
            default -> field.getType();
          };
      fields.add(
          new Field(
              field.getName(),
              new FieldType(true, asked, null, facts(type).build().getMetadataMap()),
              field.getChildren()));
    }
    return new Schema(fields);
  }

  /// Types that leave as text come as text.
  private static DataType asked(DataType type) {
    return switch (type) {
      case DataType.Scalar scalar ->
          switch (scalar) {
            case UHUGEINT, BIGNUM, BIT, TIMETZ, VARIANT, GEOMETRY -> DataType.Scalar.VARCHAR;
            default -> scalar;
          };
      case DataType.Union _ -> DataType.Scalar.VARCHAR;
      default -> type;
    };
  }

  private static Field with(Field field, boolean nullable, Map<String, String> metadata) {
    return new Field(
        field.getName(),
        new FieldType(nullable, field.getType(), null, metadata),
        field.getChildren());
  }

  /// No REMARKS, ever: the JDBC driver takes them for the column's label.
  private static FlightSqlColumnMetadata.Builder facts(DataType type) {
    FlightSqlColumnMetadata.Builder facts =
        new FlightSqlColumnMetadata.Builder()
            .typeName(typeName(type))
            .isAutoIncrement(false)
            .isCaseSensitive(isText(type))
            .isReadOnly(true)
            .isSearchable(true);
    int precision = precision(type);
    if (precision > 0) {
      facts.precision(precision).scale(scale(type));
    }
    return facts;
  }

  static String typeName(DataType type) {
    // All values of an enumeration in each field would be too much.
    return type instanceof DataType.EnumOf ? "ENUM" : type.toString();
  }

  private static boolean isText(DataType type) {
    return type == DataType.Scalar.VARCHAR
        || type == DataType.Scalar.JSON
        || type instanceof DataType.EnumOf;
  }

  /// Digits of numbers, most characters of dates and times; 0 where there is no such thing.
  static int precision(DataType type) {
    return switch (type) {
      case DataType.Decimal(int precision, int _) -> precision;
      case DataType.Scalar scalar ->
          switch (scalar) {
            case BOOLEAN -> 1;
            case TINYINT, UTINYINT -> 3;
            case SMALLINT, USMALLINT -> 5;
            case INTEGER, UINTEGER -> 10;
            case BIGINT -> 19;
            case UBIGINT -> 20;
            case HUGEINT, UHUGEINT -> 38;
            case FLOAT -> 7;
            case DOUBLE -> 15;
            case DATE -> 10;
            case TIME -> 15;
            case TIME_NS -> 18;
            case TIMETZ -> 21;
            case TIMESTAMP -> 26;
            case TIMESTAMP_S -> 19;
            case TIMESTAMP_MS -> 23;
            case TIMESTAMP_NS -> 29;
            case TIMESTAMPTZ -> 32;
            case UUID -> 36;
            case BIGNUM, VARCHAR, BLOB, BIT, INTERVAL, JSON, VARIANT, GEOMETRY, NULL -> 0;
          };
      case DataType.EnumOf(List<String> values) ->
          values.stream().mapToInt(String::length).max().orElse(0);
      case DataType.ListOf _,
          DataType.ArrayOf _,
          DataType.Struct _,
          DataType.MapOf _,
          DataType.Union _ ->
          0;
    };
  }

  /// Digits after the point.
  static int scale(DataType type) {
    return switch (type) {
      case DataType.Decimal(int _, int scale) -> scale;
      case DataType.Scalar scalar ->
          switch (scalar) {
            case TIME, TIMETZ, TIMESTAMP, TIMESTAMPTZ -> 6;
            case TIME_NS, TIMESTAMP_NS -> 9;
            case TIMESTAMP_MS -> 3;
            default -> 0;
          };
      default -> 0;
    };
  }
}
