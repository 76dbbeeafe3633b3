package io.merganser.server.avatica;

import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.QueryException;
import io.merganser.planner.PlannerError;
import io.merganser.server.http.values.ParameterValues;
import io.merganser.server.query.PreparedQuery;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.calcite.avatica.ColumnMetaData.Rep;
import org.apache.calcite.avatica.remote.TypedValue;
import org.jspecify.annotations.Nullable;

/// Values for parameters as Avatica sends them, made into those of the pipeline.
final class AvaticaParameters {
  private static final long MILLIS_PER_DAY = 86_400_000L;

  /// What the engine has; all beyond is infinity.
  private static final long MOST_MILLIS = Long.MAX_VALUE / 1000;

  private AvaticaParameters() {}

  /// @param given null where the client knows of none; an element is null where the client did not
  ///   set it
  static List<@Nullable Object> convert(
      @Nullable List<? extends @Nullable TypedValue> given, List<DataType> types) {
    List<@Nullable Object> values = new ArrayList<>();
    if (given != null) {
      for (TypedValue value : given) {
        if (value == null) {
          throw new QueryException(
              PlannerError.WRONG_PARAMETERS, "parameter " + (values.size() + 1) + " was not set");
        }
        DataType type = values.size() < types.size() ? types.get(values.size()) : null;
        values.add(value(value.type, value.value, type));
      }
    }
    return ParameterValues.convert(values, types);
  }

  /// What a statement without values runs with.
  static List<@Nullable Object> none(PreparedQuery query) {
    return ParameterValues.convert(List.of(), query.parameterTypes());
  }

  private static @Nullable Object value(
      @Nullable Rep rep, @Nullable Object value, @Nullable DataType type) {
    if (value == null || rep == null) {
      return value;
    }
    return switch (rep) {
      case BYTE_STRING -> Base64.getMimeDecoder().decode(value.toString());
      case JAVA_SQL_DATE -> date(((Number) value).longValue());
      case JAVA_SQL_TIME -> time(((Number) value).longValue());
      case JAVA_SQL_TIMESTAMP, JAVA_UTIL_DATE -> timestamp(((Number) value).longValue());
      case CHARACTER, PRIMITIVE_CHAR -> value.toString();
      case ARRAY -> list((List<?>) value, element(type));
      default -> value;
    };
  }

  /// Protobuf tells the type of each element, JSON of none.
  private static List<@Nullable Object> list(List<?> elements, @Nullable DataType type) {
    List<@Nullable Object> values = new ArrayList<>(elements.size());
    for (Object element : elements) {
      values.add(
          element instanceof TypedValue typed
              ? value(typed.type, typed.value, type)
              : untyped(element, type));
    }
    return values;
  }

  private static @Nullable Object untyped(@Nullable Object value, @Nullable DataType type) {
    return switch (value) {
      case List<?> list -> list(list, element(type));
      case Number number when type instanceof DataType.Scalar scalar ->
          switch (scalar) {
            case DATE -> LocalDate.ofEpochDay(number.longValue());
            case TIME, TIME_NS -> time(number.longValue());
            case TIMESTAMP, TIMESTAMP_S, TIMESTAMP_MS, TIMESTAMP_NS, TIMESTAMPTZ ->
                timestamp(number.longValue());
            default -> number;
          };
      case null, default -> value;
    };
  }

  private static @Nullable DataType element(@Nullable DataType type) {
    return switch (type) {
      case DataType.ListOf(DataType element) -> element;
      case DataType.ArrayOf(DataType element, _) -> element;
      case null, default -> null;
    };
  }

  private static LocalDate date(long epochDay) {
    if (Math.abs(epochDay) >= Integer.MAX_VALUE) {
      return epochDay > 0 ? LocalDate.MAX : LocalDate.MIN;
    }
    return LocalDate.ofEpochDay(epochDay);
  }

  private static LocalTime time(long millis) {
    return LocalTime.ofNanoOfDay(Math.floorMod(millis, MILLIS_PER_DAY) * 1_000_000);
  }

  private static LocalDateTime timestamp(long millis) {
    if (Math.abs(millis) > MOST_MILLIS) {
      return millis > 0 ? LocalDateTime.MAX : LocalDateTime.MIN;
    }
    return LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
  }
}
