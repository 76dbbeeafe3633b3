package io.merganser.planner.relational;

import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.DataType.Scalar;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.jdbc.JavaTypeFactoryImpl;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeSystemImpl;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/// The hub's types in Calcite: text has no length and no padding, text is UTF-8, time has
/// microseconds, decimals have 38 digits. DECIMAL(39, 0) stands for HUGEINT.
final class HubTypeFactory extends JavaTypeFactoryImpl {
  private static final int HUGEINT_PRECISION = 39;

  HubTypeFactory() {
    super(new TypeSystem());
  }

  @Override
  public Charset getDefaultCharset() {
    return StandardCharsets.UTF_8;
  }

  @Override
  public RelDataType createSqlType(SqlTypeName type) {
    return super.createSqlType(type == SqlTypeName.CHAR ? SqlTypeName.VARCHAR : type);
  }

  @Override
  public RelDataType createSqlType(SqlTypeName type, int precision) {
    return type == SqlTypeName.CHAR || type == SqlTypeName.VARCHAR
        ? super.createSqlType(SqlTypeName.VARCHAR, RelDataType.PRECISION_NOT_SPECIFIED)
        : super.createSqlType(type, precision);
  }

  /// A type of the hub; ANY for those that Calcite has nothing exact for.
  RelDataType of(DataType type) {
    return switch (type) {
      case Scalar scalar -> scalar(scalar);
      case DataType.Decimal(int precision, int scale) ->
          createSqlType(SqlTypeName.DECIMAL, precision, scale);
      default -> createSqlType(SqlTypeName.ANY);
    };
  }

  RelDataType nullable(DataType type) {
    return createTypeWithNullability(of(type), true);
  }

  private RelDataType scalar(Scalar type) {
    return switch (type) {
      case BOOLEAN -> createSqlType(SqlTypeName.BOOLEAN);
      case TINYINT -> createSqlType(SqlTypeName.TINYINT);
      case SMALLINT -> createSqlType(SqlTypeName.SMALLINT);
      case INTEGER, NULL -> createSqlType(SqlTypeName.INTEGER);
      case BIGINT -> createSqlType(SqlTypeName.BIGINT);
      case HUGEINT -> createSqlType(SqlTypeName.DECIMAL, HUGEINT_PRECISION, 0);
      case FLOAT -> createSqlType(SqlTypeName.REAL);
      case DOUBLE -> createSqlType(SqlTypeName.DOUBLE);
      case VARCHAR -> createSqlType(SqlTypeName.VARCHAR);
      case BLOB -> createSqlType(SqlTypeName.VARBINARY);
      case DATE -> createSqlType(SqlTypeName.DATE);
      case TIME -> createSqlType(SqlTypeName.TIME, 6);
      case TIMESTAMP -> createSqlType(SqlTypeName.TIMESTAMP, 6);
      case INTERVAL ->
          createSqlIntervalType(
              new SqlIntervalQualifier(TimeUnit.DAY, TimeUnit.SECOND, SqlParserPos.ZERO));
      default -> createSqlType(SqlTypeName.ANY);
    };
  }

  /// The hub's name of a type, or null for ANY and the like.
  static @Nullable DataType toHub(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case BOOLEAN -> Scalar.BOOLEAN;
      case TINYINT -> Scalar.TINYINT;
      case SMALLINT -> Scalar.SMALLINT;
      case INTEGER -> Scalar.INTEGER;
      case BIGINT -> Scalar.BIGINT;
      case REAL, FLOAT -> Scalar.FLOAT;
      case DOUBLE -> Scalar.DOUBLE;
      case CHAR, VARCHAR -> Scalar.VARCHAR;
      case VARBINARY, BINARY -> Scalar.BLOB;
      case DATE -> Scalar.DATE;
      case TIME -> Scalar.TIME;
      case TIMESTAMP -> Scalar.TIMESTAMP;
      case DECIMAL ->
          type.getPrecision() >= HUGEINT_PRECISION
              ? Scalar.HUGEINT
              : new DataType.Decimal(type.getPrecision(), Math.max(0, type.getScale()));
      default -> type.getIntervalQualifier() == null ? null : Scalar.INTERVAL;
    };
  }

  private static final class TypeSystem extends RelDataTypeSystemImpl {
    @Override
    public int getMaxPrecision(SqlTypeName type) {
      return switch (type) {
        case DECIMAL -> HUGEINT_PRECISION;
        case TIME, TIMESTAMP -> 9;
        default -> super.getMaxPrecision(type);
      };
    }

    @Override
    public int getMaxScale(SqlTypeName type) {
      return type == SqlTypeName.DECIMAL ? 38 : super.getMaxScale(type);
    }

    @Override
    public int getDefaultPrecision(SqlTypeName type) {
      return switch (type) {
        case DECIMAL -> 18;
        case TIME, TIMESTAMP -> 6;
        default -> super.getDefaultPrecision(type);
      };
    }

    @Override
    public RelDataType deriveSumType(RelDataTypeFactory types, RelDataType argument) {
      RelDataType sum =
          switch (argument.getSqlTypeName()) {
            case TINYINT, SMALLINT, INTEGER, BIGINT ->
                types.createSqlType(SqlTypeName.DECIMAL, HUGEINT_PRECISION, 0);
            case DECIMAL -> types.createSqlType(SqlTypeName.DECIMAL, 38, argument.getScale());
            case REAL, FLOAT, DOUBLE -> types.createSqlType(SqlTypeName.DOUBLE);
            default -> argument;
          };
      return types.createTypeWithNullability(sum, argument.isNullable());
    }

    @Override
    public RelDataType deriveAvgAggType(RelDataTypeFactory types, RelDataType argument) {
      return types.createTypeWithNullability(
          types.createSqlType(SqlTypeName.DOUBLE), argument.isNullable());
    }

    @Override
    public boolean shouldConvertRaggedUnionTypesToVarying() {
      return true;
    }
  }
}
