package io.merganser.connectors.postgres;

import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.DataType.Decimal;
import io.merganser.connectors.spi.DataType.Scalar;
import io.merganser.connectors.spi.PushdownFeature;
import io.merganser.connectors.spi.RemoteDialect;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.calcite.sql.SqlDialect;

/// What PostgreSQL computes as DuckDB does. Whatever is not listed stays on the hub; so do, on
/// purpose: `/` (integers divide to integers here, decimals with another scale), `%` (by zero it is
/// null on the hub and an error here), arithmetic on doubles (overflow and underflow are errors
/// here), `AVG`, `STDDEV` and other float aggregates (numeric average, another order of summing),
/// `UPPER`, `LOWER`, `ILIKE` and `TRIM` (they ask the locale), `ROUND`, `FLOOR`, `CEIL` (result
/// scale), comparisons of `FLOAT` (a literal is a double here), `SUBSTRING` (a negative start
/// counts from the end on the hub, and types do not tell).
///
/// How the planner asks: arguments of `CAST` are the type it is from and the type it is to; those
/// of `CASE` are its operands in Calcite's order; those of `EXTRACT` may leave the unit out. What
/// groups, makes distinct or joins needs `=` on its type; what sorts needs [#ordersLikeHub].
final class PostgresDialect implements RemoteDialect {
  private static final Set<Scalar> INTEGERS =
      Set.of(Scalar.SMALLINT, Scalar.INTEGER, Scalar.BIGINT, Scalar.HUGEINT);

  private static final Set<Scalar> ALWAYS_COMPARABLE =
      Set.of(
          Scalar.BOOLEAN,
          Scalar.DATE,
          Scalar.TIME,
          Scalar.TIMESTAMP,
          Scalar.TIMESTAMPTZ,
          Scalar.UUID,
          Scalar.BLOB);

  private static final Set<Scalar> WITHOUT_MIN_AND_MAX =
      Set.of(Scalar.BOOLEAN, Scalar.UUID, Scalar.BLOB);

  private final SqlDialect sqlDialect = new PostgresSqlDialect();
  private final Supplier<PostgresFacts> facts;

  /// @param facts asked only for text and doubles
  PostgresDialect(Supplier<PostgresFacts> facts) {
    this.facts = facts;
  }

  @Override
  public SqlDialect sqlDialect() {
    return sqlDialect;
  }

  @Override
  public boolean supports(PushdownFeature feature) {
    return switch (feature) {
      case FILTER, PROJECT, INNER_JOIN, OUTER_JOIN, AGGREGATE, SET_OPERATION -> true;
      case SORT, LIMIT, SUBQUERY, LITERAL_LIST -> true;
    };
  }

  @Override
  public boolean supportsFunction(String name, List<DataType> arguments) {
    return switch (name) {
      case "AND", "OR", "NOT" -> all(arguments, Scalar.BOOLEAN);
      case "IS TRUE", "IS NOT TRUE", "IS FALSE", "IS NOT FALSE" -> all(arguments, Scalar.BOOLEAN);
      case "IS NULL", "IS NOT NULL", "COUNT", "FILTER" -> true;
      case "=", "<>", "IN", "NOT IN" -> comparable(arguments) && equalAlike(arguments);
      case "IS DISTINCT FROM", "IS NOT DISTINCT FROM", "NULLIF" ->
          comparable(arguments) && equalAlike(arguments);
      case "<", "<=", ">", ">=" -> comparable(arguments) && orderedAlike(arguments);
      case "+", "-" -> exact(arguments) || momentAndInterval(arguments);
      case "DATETIME_PLUS" -> momentAndInterval(arguments);
      // Both are exact and fail on overflow.
      case "*", "ABS" -> exact(arguments);
      case "||" -> all(arguments, Scalar.VARCHAR) && facts.get().textEquals();
      // Both count code points; blanks that pad a char count in neither.
      case "CHAR_LENGTH", "CHARACTER_LENGTH" ->
          all(arguments, Scalar.VARCHAR) && facts.get().textEquals();
      case "LIKE" -> all(arguments, Scalar.VARCHAR) && facts.get().textLike();
      // Parts of a date are whole numbers in both; seconds of a timestamp have a fraction here.
      case "EXTRACT" -> !arguments.isEmpty() && arguments.getLast() == Scalar.DATE;
      case "CASE" -> caseBranchesAlike(arguments);
      case "COALESCE" -> sameType(arguments);
      case "CAST" -> arguments.size() == 2 && castsAlike(arguments.get(0), arguments.get(1));
      // Sums of whole numbers and decimals are exact and wider than their arguments in both.
      case "SUM" -> exact(arguments);
      case "MIN", "MAX" ->
          arguments.size() == 1
              && !(arguments.getFirst() instanceof Scalar scalar
                  && WITHOUT_MIN_AND_MAX.contains(scalar))
              && ordersLikeHub(arguments.getFirst());
      default -> false;
    };
  }

  @Override
  public boolean ordersLikeHub(DataType type) {
    return switch (type) {
      case Decimal ignored -> true;
      case Scalar.VARCHAR -> facts.get().textOrder();
      case Scalar.DOUBLE -> facts.get().doubles();
      case Scalar scalar -> INTEGERS.contains(scalar) || ALWAYS_COMPARABLE.contains(scalar);
      case DataType.EnumOf ignored -> false;
      case DataType.ListOf ignored -> false;
      case DataType.ArrayOf ignored -> false;
      case DataType.Struct ignored -> false;
      case DataType.Union ignored -> false;
      case DataType.MapOf ignored -> false;
    };
  }

  @Override
  public String typeName(DataType type) {
    return PostgresTypes.castName(type, true)
        .orElseThrow(() -> new IllegalArgumentException("PostgreSQL has no " + type));
  }

  @Override
  public boolean hasType(DataType type) {
    return PostgresTypes.castName(type, true).isPresent();
  }

  private boolean equalAlike(List<DataType> arguments) {
    return arguments.stream()
        .allMatch(type ->
            type == Scalar.NULL
                || (type == Scalar.VARCHAR ? facts.get().textEquals() : ordersLikeHub(type)));
  }

  private boolean orderedAlike(List<DataType> arguments) {
    return arguments.stream().allMatch(type -> type == Scalar.NULL || ordersLikeHub(type));
  }

  /// Values of one type, or of kinds that both engines compare without losing digits.
  private static boolean comparable(List<DataType> arguments) {
    return exactOrNull(arguments) || sameType(arguments) || datesAndTimestamps(arguments);
  }

  private static boolean exact(List<DataType> arguments) {
    return !arguments.isEmpty() && arguments.stream().allMatch(PostgresDialect::isExact);
  }

  private static boolean exactOrNull(List<DataType> arguments) {
    return !arguments.isEmpty()
        && arguments.stream().allMatch(type -> type == Scalar.NULL || isExact(type));
  }

  private static boolean isExact(DataType type) {
    return type instanceof Decimal || (type instanceof Scalar scalar && INTEGERS.contains(scalar));
  }

  private static boolean datesAndTimestamps(List<DataType> arguments) {
    return arguments.stream().allMatch(type -> type == Scalar.DATE || type == Scalar.TIMESTAMP);
  }

  /// Both give a timestamp, and both end a month on its last day.
  private static boolean momentAndInterval(List<DataType> arguments) {
    return arguments.size() == 2
        && (arguments.get(0) == Scalar.DATE || arguments.get(0) == Scalar.TIMESTAMP)
        && arguments.get(1) == Scalar.INTERVAL;
  }

  private static boolean all(List<DataType> arguments, DataType type) {
    return !arguments.isEmpty() && arguments.stream().allMatch(type::equals);
  }

  private static boolean sameType(List<DataType> arguments) {
    return arguments.stream().filter(type -> type != Scalar.NULL).distinct().count() <= 1;
  }

  private static boolean caseBranchesAlike(List<DataType> arguments) {
    DataType result = Scalar.NULL;
    for (int i = 0; i < arguments.size(); i++) {
      boolean condition = i % 2 == 0 && i < arguments.size() - 1;
      DataType type = arguments.get(i);
      if (condition ? type != Scalar.BOOLEAN : !sameType(List.of(result, type))) {
        return false;
      }
      if (!condition && type != Scalar.NULL) {
        result = type;
      }
    }
    return true;
  }

  /// Casts that change no value: to the same type, to a wider one, and from whole numbers to text.
  private static boolean castsAlike(DataType from, DataType to) {
    if (from.equals(to) || from == Scalar.NULL) {
      return PostgresTypes.castName(to, true).isPresent();
    }
    return switch (to) {
      case Decimal(int precision, int scale) ->
          (from instanceof Decimal(int fromPrecision, int fromScale)
                  && scale >= fromScale
                  && precision - scale >= fromPrecision - fromScale)
              || (from instanceof Scalar scalar && INTEGERS.contains(scalar));
      case Scalar.INTEGER -> from == Scalar.SMALLINT;
      case Scalar.BIGINT -> from == Scalar.SMALLINT || from == Scalar.INTEGER;
      case Scalar.HUGEINT -> from instanceof Scalar scalar && INTEGERS.contains(scalar);
      case Scalar.DOUBLE ->
          from == Scalar.FLOAT || from == Scalar.SMALLINT || from == Scalar.INTEGER;
      case Scalar.TIMESTAMP -> from == Scalar.DATE;
      case Scalar.VARCHAR -> from instanceof Scalar scalar && INTEGERS.contains(scalar);
      case Scalar ignored -> false;
      case DataType.EnumOf ignored -> false;
      case DataType.ListOf ignored -> false;
      case DataType.ArrayOf ignored -> false;
      case DataType.Struct ignored -> false;
      case DataType.Union ignored -> false;
      case DataType.MapOf ignored -> false;
    };
  }
}
