package io.merganser.planner;

import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.DataType.Scalar;
import io.merganser.connectors.spi.Names;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Types that clients cannot read, and what they get instead.
///
/// The drivers of both protocols read unsigned numbers as negative ones, an ENUM as its index, and
/// lose the zone of a TIMETZ; Arrow has nothing for more than 38 digits. Such columns are cast to
/// the next wider type that all read exactly, or to text.
final class WireTypes {
  private WireTypes() {}

  /// What a column of the type travels as.
  static DataType of(DataType type) {
    return switch (type) {
      case Scalar scalar ->
          switch (scalar) {
            case UTINYINT -> Scalar.SMALLINT;
            case USMALLINT -> Scalar.INTEGER;
            case UINTEGER -> Scalar.BIGINT;
            case UBIGINT -> new DataType.Decimal(20, 0);
            case UHUGEINT, BIGNUM, BIT, TIMETZ, VARIANT, GEOMETRY -> Scalar.VARCHAR;
            default -> scalar;
          };
      case DataType.EnumOf ignored -> Scalar.VARCHAR;
      case DataType.Union ignored -> Scalar.VARCHAR;
      case DataType.ListOf(DataType element) -> new DataType.ListOf(of(element));
      case DataType.ArrayOf(DataType element, int size) -> new DataType.ArrayOf(of(element), size);
      case DataType.MapOf(DataType key, DataType value) -> new DataType.MapOf(of(key), of(value));
      // Programs read fields by name.
      case DataType.Struct struct when struct.isUnnamed() -> Scalar.VARCHAR;
      case DataType.Struct(List<DataType.Field> fields) ->
          new DataType.Struct(
              fields.stream()
                  .map(field -> new DataType.Field(field.name(), of(field.type())))
                  .toList());
      case DataType.Decimal decimal -> decimal;
    };
  }

  static boolean areReadable(List<Column> columns) {
    return columns.stream().allMatch(column -> of(column.type()).equals(column.type()));
  }

  static List<Column> of(List<Column> columns) {
    return columns.stream()
        .map(column -> new Column(column.name(), of(column.type()), column.nullable()))
        .toList();
  }

  /// Wraps a query so that each column travels as it should. Columns are addressed by position,
  /// since names may repeat; the order of rows stays.
  static String wrap(String sql, List<Column> columns) {
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < columns.size(); i++) {
      names.append(i == 0 ? "" : ", ").append("c").append(i);
    }
    String items =
        IntStream.range(0, columns.size())
            .mapToObj(i -> item("c" + i, columns.get(i)))
            .collect(Collectors.joining(", "));
    return "SELECT " + items + " FROM (" + sql + ") AS w(" + names + ")";
  }

  private static String item(String source, Column column) {
    DataType wire = of(column.type());
    String value = wire.equals(column.type()) ? source : "CAST(" + source + " AS " + wire + ")";
    return value + " AS " + Names.quote(column.name());
  }
}
