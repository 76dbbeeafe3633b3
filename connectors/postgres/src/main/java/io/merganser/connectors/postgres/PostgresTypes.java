package io.merganser.connectors.postgres;

import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.DataType.Decimal;
import io.merganser.connectors.spi.DataType.EnumOf;
import io.merganser.connectors.spi.DataType.ListOf;
import io.merganser.connectors.spi.DataType.Scalar;
import java.util.List;
import java.util.Optional;

/// What PostgreSQL's types are to the hub: the same that DuckDB's `postgres_scanner` makes of them,
/// so that a catalog looks alike in both modes. What cannot be carried without loss has no type:
/// `timetz` (Arrow has no offset for it), composite and geometric types, numerics with a scale
/// outside 0 to their precision, and arrays that are declared with more than one dimension.
final class PostgresTypes {
  private PostgresTypes() {}

  /// A column's type as the catalog has it.
  ///
  /// @param name of the type, or of the elements if it is an array
  /// @param builtIn whether the name is one of `pg_catalog`
  /// @param kind `pg_type.typtype`, of the elements if it is an array
  /// @param modifier `pg_attribute.atttypmod`
  /// @param dimensions declared dimensions; 0 if it is no array
  /// @param labels of an enum in their order
  record Declared(
      String name, boolean builtIn, char kind, int modifier, int dimensions, List<String> labels) {}

  static Optional<DataType> typeOf(Declared declared) {
    return switch (declared.dimensions()) {
      case 0 -> base(declared);
      case 1 -> base(declared).map(ListOf::new);
      default -> Optional.empty();
    };
  }

  private static Optional<DataType> base(Declared declared) {
    return switch (declared.kind()) {
      case 'e' -> Optional.of(new EnumOf(declared.labels()));
      case 'c' -> Optional.empty();
      case 'b' -> declared.builtIn() ? builtIn(declared) : Optional.of(Scalar.VARCHAR);
      default -> Optional.of(Scalar.VARCHAR);
    };
  }

  private static Optional<DataType> builtIn(Declared declared) {
    return switch (declared.name()) {
      case "bool" -> Optional.of(Scalar.BOOLEAN);
      case "int2" -> Optional.of(Scalar.SMALLINT);
      case "int4" -> Optional.of(Scalar.INTEGER);
      case "int8" -> Optional.of(Scalar.BIGINT);
      case "oid" -> Optional.of(Scalar.UINTEGER);
      case "float4" -> Optional.of(Scalar.FLOAT);
      case "float8" -> Optional.of(Scalar.DOUBLE);
      case "numeric" -> numeric(declared.modifier());
      case "date" -> Optional.of(Scalar.DATE);
      case "time" -> Optional.of(Scalar.TIME);
      case "timestamp" -> Optional.of(Scalar.TIMESTAMP);
      case "timestamptz" -> Optional.of(Scalar.TIMESTAMPTZ);
      case "interval" -> Optional.of(Scalar.INTERVAL);
      case "uuid" -> Optional.of(Scalar.UUID);
      case "bytea" -> Optional.of(Scalar.BLOB);
      case "timetz", "point", "line", "lseg", "box", "path", "polygon", "circle" ->
          Optional.empty();
      default -> Optional.of(Scalar.VARCHAR);
    };
  }

  /// The modifier holds the precision in its high half and the scale in 11 signed bits below it.
  private static Optional<DataType> numeric(int modifier) {
    if (modifier < 0) {
      return Optional.of(Scalar.DOUBLE);
    }
    int precision = ((modifier - 4) >> 16) & 0xffff;
    int scale = (((modifier - 4) & 0x7ff) ^ 1024) - 1024;
    if (scale < 0 || scale > precision) {
      return Optional.empty();
    }
    return Optional.of(precision > 38 ? Scalar.DOUBLE : new Decimal(precision, scale));
  }

  /// PostgreSQL's name of a type of ours, to cast to. Decimals lose their precision where
  /// `withModifiers` is false: a cast that rounds would hide that a value does not fit.
  static Optional<String> castName(DataType type, boolean withModifiers) {
    return switch (type) {
      case Scalar scalar -> scalarName(scalar, withModifiers);
      case Decimal(int precision, int scale) ->
          Optional.of(withModifiers ? "numeric(" + precision + "," + scale + ")" : "numeric");
      case EnumOf ignored -> Optional.of("text");
      case ListOf(ListOf ignored) -> Optional.empty();
      case ListOf(DataType element) -> castName(element, withModifiers).map(name -> name + "[]");
      case DataType.ArrayOf ignored -> Optional.empty();
      case DataType.Struct ignored -> Optional.empty();
      case DataType.Union ignored -> Optional.empty();
      case DataType.MapOf ignored -> Optional.empty();
    };
  }

  private static Optional<String> scalarName(Scalar type, boolean withModifiers) {
    return switch (type) {
      case BOOLEAN -> Optional.of("boolean");
      case TINYINT, SMALLINT -> Optional.of("smallint");
      case INTEGER -> Optional.of("integer");
      case BIGINT -> Optional.of("bigint");
      case HUGEINT -> Optional.of(withModifiers ? "numeric(38,0)" : "numeric");
      case UINTEGER -> Optional.of("oid");
      case FLOAT -> Optional.of("real");
      case DOUBLE -> Optional.of("double precision");
      case VARCHAR, JSON -> Optional.of("text");
      case BLOB -> Optional.of("bytea");
      case DATE -> Optional.of("date");
      case TIME -> Optional.of("time");
      case TIMESTAMP -> Optional.of("timestamp");
      case TIMESTAMPTZ -> Optional.of("timestamptz");
      case INTERVAL -> Optional.of("interval");
      case UUID -> Optional.of("uuid");
      case UTINYINT, USMALLINT, UBIGINT, UHUGEINT, BIGNUM, BIT, TIME_NS, TIMETZ -> Optional.empty();
      case TIMESTAMP_S, TIMESTAMP_MS, TIMESTAMP_NS, VARIANT, GEOMETRY, NULL -> Optional.empty();
    };
  }
}
