package io.merganser.connectors.spi;

import java.util.List;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.UnionMode;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/// How a [DataType] travels as Arrow between connectors and the hub: what DuckDB itself exports
/// with `arrow_lossless_conversion=false` and output version 1.0, so that a fragment's stream and
/// the hub's own look alike. Zones are UTC.
public final class ArrowTypes {
  private ArrowTypes() {}

  public static Schema schema(List<Column> columns) {
    return new Schema(columns.stream().map(column -> field(column.name(), column.type())).toList());
  }

  /// Fields are always nullable: Flight clients compare schemas strictly, and no engine promises
  /// more.
  public static Field field(String name, DataType type) {
    return switch (type) {
      case DataType.Scalar scalar -> leaf(name, scalar(scalar));
      case DataType.Decimal(int precision, int scale) ->
          leaf(name, new ArrowType.Decimal(precision, scale, 128));
      case DataType.EnumOf ignored -> leaf(name, ArrowType.Utf8.INSTANCE);
      case DataType.ListOf(DataType element) ->
          node(name, ArrowType.List.INSTANCE, List.of(field("l", element)));
      case DataType.ArrayOf(DataType element, int size) ->
          node(name, new ArrowType.FixedSizeList(size), List.of(field("", element)));
      case DataType.Struct(List<DataType.Field> fields) ->
          node(name, ArrowType.Struct.INSTANCE, fields(fields));
      case DataType.MapOf(DataType key, DataType value) -> map(name, key, value);
      case DataType.Union(List<DataType.Field> alternatives) ->
          node(
              name,
              new ArrowType.Union(UnionMode.Sparse, ids(alternatives.size())),
              fields(alternatives));
    };
  }

  private static Field map(String name, DataType key, DataType value) {
    Field keyField =
        new Field(
            MapVector.KEY_NAME,
            FieldType.notNullable(field(MapVector.KEY_NAME, key).getType()),
            field(MapVector.KEY_NAME, key).getChildren());
    Field entries =
        new Field(
            MapVector.DATA_VECTOR_NAME,
            FieldType.notNullable(ArrowType.Struct.INSTANCE),
            List.of(keyField, field(MapVector.VALUE_NAME, value)));
    return node(name, new ArrowType.Map(false), List.of(entries));
  }

  private static List<Field> fields(List<DataType.Field> fields) {
    return fields.stream().map(field -> field(field.name(), field.type())).toList();
  }

  private static int[] ids(int count) {
    int[] ids = new int[count];
    for (int i = 0; i < count; i++) {
      ids[i] = i;
    }
    return ids;
  }

  private static Field leaf(String name, ArrowType type) {
    return node(name, type, List.of());
  }

  private static Field node(String name, ArrowType type, List<Field> children) {
    return new Field(name, FieldType.nullable(type), children);
  }

  private static ArrowType scalar(DataType.Scalar type) {
    return switch (type) {
      case BOOLEAN -> ArrowType.Bool.INSTANCE;
      case TINYINT -> new ArrowType.Int(8, true);
      case SMALLINT -> new ArrowType.Int(16, true);
      case INTEGER, NULL -> new ArrowType.Int(32, true);
      case BIGINT -> new ArrowType.Int(64, true);
      case UTINYINT -> new ArrowType.Int(8, false);
      case USMALLINT -> new ArrowType.Int(16, false);
      case UINTEGER -> new ArrowType.Int(32, false);
      case UBIGINT -> new ArrowType.Int(64, false);
      case HUGEINT, UHUGEINT -> new ArrowType.Decimal(38, 0, 128);
      case FLOAT -> new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
      case DOUBLE -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
      case VARCHAR, UUID, JSON -> ArrowType.Utf8.INSTANCE;
      case BLOB, BIT, BIGNUM, GEOMETRY, VARIANT -> ArrowType.Binary.INSTANCE;
      case DATE -> new ArrowType.Date(DateUnit.DAY);
      case TIME, TIMETZ -> new ArrowType.Time(TimeUnit.MICROSECOND, 64);
      case TIME_NS -> new ArrowType.Time(TimeUnit.NANOSECOND, 64);
      case TIMESTAMP -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, null);
      case TIMESTAMP_S -> new ArrowType.Timestamp(TimeUnit.SECOND, null);
      case TIMESTAMP_MS -> new ArrowType.Timestamp(TimeUnit.MILLISECOND, null);
      case TIMESTAMP_NS -> new ArrowType.Timestamp(TimeUnit.NANOSECOND, null);
      case TIMESTAMPTZ -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC");
      case INTERVAL -> new ArrowType.Interval(IntervalUnit.MONTH_DAY_NANO);
    };
  }
}
