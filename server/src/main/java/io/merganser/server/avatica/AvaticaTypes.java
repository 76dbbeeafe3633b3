package io.merganser.server.avatica;

import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.QueryException;
import io.merganser.server.http.values.JsonValues;
import io.merganser.server.http.values.TemporalValue;
import io.merganser.server.http.values.TemporalValue.Day;
import io.merganser.server.http.values.TemporalValue.Infinite;
import io.merganser.server.http.values.TemporalValue.Moment;
import io.merganser.server.http.values.TemporalValue.TimeOfDay;
import java.math.BigDecimal;
import java.sql.DatabaseMetaData;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.calcite.avatica.AvaticaParameter;
import org.apache.calcite.avatica.ColumnMetaData;
import org.apache.calcite.avatica.ColumnMetaData.AvaticaType;
import org.apache.calcite.avatica.ColumnMetaData.Rep;
import org.jspecify.annotations.Nullable;

/// How types and values look to Avatica's remote driver 1.28, chosen so that it reads them exactly.
///
/// What it cannot: its TIME and TIMESTAMP have milliseconds. Ours are declared with three digits
/// and cut, or with the connection property `timestamps=text` sent as text with all digits. It
/// cannot give a TIMESTAMP WITH TIME ZONE as an object, so that is text too, as are UUID, JSON,
/// INTERVAL, and as JSON structs and maps; their type names tell what they are. In JSON there is no
/// NaN.
///
/// @param json whether the frames become JSON, as opposed to protobuf
/// @param exactTimes whether times and timestamps travel as text
record AvaticaTypes(boolean json, boolean exactTimes) {
  private static final int MILLIS_DIGITS = 3;

  /// What pgjdbc has for infinity; the ends of long overflow in the driver.
  private static final long FUTURE_MILLIS = 9223372036825200000L;

  private static final long PAST_MILLIS = -9223372036832400000L;

  /// A type as the driver is told it.
  record Told(AvaticaType type, int precision, int scale) {}

  List<ColumnMetaData> columns(List<Column> columns) {
    List<ColumnMetaData> metadata = new ArrayList<>(columns.size());
    for (Column column : columns) {
      metadata.add(column(column, metadata.size()));
    }
    return metadata;
  }

  private ColumnMetaData column(Column column, int ordinal) {
    Told told = tell(column.type());
    return new ColumnMetaData(
        ordinal,
        false,
        true,
        true,
        false,
        column.nullable() ? DatabaseMetaData.columnNullable : DatabaseMetaData.columnNoNulls,
        true,
        told.precision(),
        column.name(),
        column.name(),
        "",
        told.precision(),
        told.scale(),
        "",
        "",
        told.type(),
        true,
        false,
        false,
        told.type().columnClassName());
  }

  List<AvaticaParameter> parameters(List<DataType> types) {
    List<AvaticaParameter> parameters = new ArrayList<>(types.size());
    for (DataType type : types) {
      Told told = tell(type);
      parameters.add(
          new AvaticaParameter(
              true,
              told.precision(),
              told.scale(),
              told.type().id,
              told.type().getName(),
              told.type().columnClassName(),
              "?" + parameters.size()));
    }
    return parameters;
  }

  Told tell(DataType type) {
    return switch (type) {
      case DataType.Scalar scalar -> scalar(scalar);
      case DataType.Decimal(int precision, int scale) ->
          new Told(plain(Types.DECIMAL, "DECIMAL", Rep.NUMBER), precision, scale);
      case DataType.ListOf(DataType element) -> array(type, element);
      case DataType.ArrayOf(DataType element, _) -> array(type, element);
      case DataType.EnumOf _, DataType.Struct _, DataType.MapOf _, DataType.Union _ -> text(type);
    };
  }

  private Told array(DataType type, DataType element) {
    AvaticaType component = tell(element).type();
    // The driver turns numbers of a column into the class of its type, and forgets those of an
    // array.
    if (component.rep.clazz != null && Number.class.isAssignableFrom(component.rep.clazz)) {
      component = plain(component.id, component.getName(), Rep.NUMBER);
    }
    return new Told(ColumnMetaData.array(component, type.toString(), Rep.ARRAY), 0, 0);
  }

  private Told scalar(DataType.Scalar type) {
    return switch (type) {
      case BOOLEAN -> new Told(plain(Types.BOOLEAN, "BOOLEAN", Rep.BOOLEAN), 1, 0);
      case TINYINT -> new Told(plain(Types.TINYINT, "TINYINT", Rep.BYTE), 3, 0);
      case SMALLINT, UTINYINT -> new Told(plain(Types.SMALLINT, "SMALLINT", Rep.SHORT), 5, 0);
      case INTEGER, USMALLINT, NULL ->
          new Told(plain(Types.INTEGER, "INTEGER", Rep.INTEGER), 10, 0);
      case BIGINT, UINTEGER -> new Told(plain(Types.BIGINT, "BIGINT", Rep.LONG), 19, 0);
      case UBIGINT -> new Told(plain(Types.DECIMAL, "DECIMAL", Rep.NUMBER), 20, 0);
      case HUGEINT, UHUGEINT -> new Told(plain(Types.DECIMAL, "HUGEINT", Rep.NUMBER), 39, 0);
      case FLOAT -> new Told(plain(Types.REAL, "FLOAT", Rep.FLOAT), 9, 0);
      case DOUBLE -> new Told(plain(Types.DOUBLE, "DOUBLE", Rep.DOUBLE), 17, 0);
      case BLOB, BIT, BIGNUM, GEOMETRY ->
          new Told(plain(Types.VARBINARY, type.toString(), Rep.BYTE_STRING), 0, 0);
      case DATE -> new Told(plain(Types.DATE, "DATE", Rep.INTEGER), 10, 0);
      case TIME, TIME_NS ->
          exactTimes
              ? text(type)
              : new Told(plain(Types.TIME, "TIME", Rep.INTEGER), MILLIS_DIGITS, 0);
      case TIMESTAMP, TIMESTAMP_S, TIMESTAMP_MS, TIMESTAMP_NS ->
          exactTimes
              ? text(type)
              : new Told(plain(Types.TIMESTAMP, "TIMESTAMP", Rep.LONG), MILLIS_DIGITS, 0);
      case VARCHAR, TIMETZ, TIMESTAMPTZ, INTERVAL, UUID, JSON, VARIANT -> text(type);
    };
  }

  private static Told text(DataType type) {
    return new Told(plain(Types.VARCHAR, type.toString(), Rep.STRING), 0, 0);
  }

  private static AvaticaType plain(int id, String name, Rep rep) {
    return ColumnMetaData.scalar(id, name, rep);
  }

  /// A value of [io.merganser.server.http.values.ArrowValues] as a frame carries it.
  @Nullable Object value(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case BigDecimal number -> json ? exactNumber(number) : number;
      case Float number -> json && !Float.isFinite(number) ? infinite(number) : number;
      case Double number -> json && !Double.isFinite(number) ? infinite(number) : number;
      case TemporalValue temporal -> temporal(temporal);
      case List<?> list -> {
        List<@Nullable Object> values = new ArrayList<>(list.size());
        for (Object element : list) {
          values.add(value(element));
        }
        yield values;
      }
      case Map<?, ?> map -> JsonValues.text(map);
      default -> value;
    };
  }

  private Object temporal(TemporalValue value) {
    return switch (value) {
      case Day day -> day.epochDay();
      case TimeOfDay time when !exactTimes -> (int) (time.nanos() / 1_000_000);
      case Moment moment when !exactTimes && !moment.utc() -> moment.epochMilli();
      case Infinite infinite when !exactTimes && !infinite.utc() ->
          infinite.future() ? FUTURE_MILLIS : PAST_MILLIS;
      default -> value.sql();
    };
  }

  /// JSON with an exponent, because the driver reads `120` as an int, and an int in an array of
  /// decimals as a multiple of ten.
  private static JsonNumber exactNumber(BigDecimal number) {
    return new JsonNumber(number.scale() == 0 ? number + "E0" : number.toString());
  }

  /// A number so large that the driver reads infinity.
  private static JsonNumber infinite(double number) {
    if (Double.isNaN(number)) {
      throw new QueryException(
          ConnectorError.UNSUPPORTED_TYPE,
          "the JSON of Avatica has no NaN",
          null,
          "connect with serialization=protobuf, or cast the column to VARCHAR",
          null);
    }
    return new JsonNumber(number > 0 ? "1E400" : "-1E400");
  }
}
