package io.merganser.planner.federate;

import io.merganser.connectors.spi.ColumnRange;
import io.merganser.connectors.spi.DataType.Scalar;
import java.math.BigDecimal;
import java.util.OptionalDouble;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.TimestampString;
import org.jspecify.annotations.Nullable;

/// Between which places a field's values must lie for a condition to hold; places are those of
/// [ColumnRange]. For estimates: whether an end belongs to it does not matter, and a month has the
/// length of a mean one.
///
/// @param from may be infinite
/// @param to may be infinite, or less than `from`
record Bounds(int field, double from, double to) {
  private static final double SECONDS_OF_MONTH = 365.2425 / 12 * 86_400;

  /// Reads `field < constant` and its like; null for any other term.
  static @Nullable Bounds of(RexNode term) {
    if (!(term instanceof RexCall call) || call.getOperands().size() != 2) {
      return null;
    }
    boolean below;
    switch (call.getKind()) {
      case LESS_THAN, LESS_THAN_OR_EQUAL -> below = true;
      case GREATER_THAN, GREATER_THAN_OR_EQUAL -> below = false;
      default -> {
        return null;
      }
    }
    RexNode left = uncast(call.getOperands().get(0));
    RexNode right = uncast(call.getOperands().get(1));
    if (left instanceof RexInputRef ref) {
      return of(ref.getIndex(), below, place(right));
    }
    return right instanceof RexInputRef ref ? of(ref.getIndex(), !below, place(left)) : null;
  }

  private static @Nullable Bounds of(int field, boolean below, OptionalDouble place) {
    if (place.isEmpty()) {
      return null;
    }
    return below
        ? new Bounds(field, Double.NEGATIVE_INFINITY, place.getAsDouble())
        : new Bounds(field, place.getAsDouble(), Double.POSITIVE_INFINITY);
  }

  Bounds and(Bounds other) {
    return new Bounds(field, Math.max(from, other.from), Math.min(to, other.to));
  }

  /// A cast between numbers or between days and moments moves no value along the line, or hardly.
  private static RexNode uncast(RexNode node) {
    return node.getKind() == SqlKind.CAST
            && family(node) != null
            && family(node) == family(((RexCall) node).getOperands().getFirst())
        ? uncast(((RexCall) node).getOperands().getFirst())
        : node;
  }

  private static @Nullable SqlTypeFamily family(RexNode node) {
    SqlTypeFamily family = node.getType().getSqlTypeName().getFamily();
    return switch (family) {
      case null -> null;
      case NUMERIC, APPROXIMATE_NUMERIC, EXACT_NUMERIC -> SqlTypeFamily.NUMERIC;
      case DATE, TIMESTAMP, DATETIME -> SqlTypeFamily.DATETIME;
      default -> null;
    };
  }

  /// Of a literal, a text that is cast to a day or moment, and such with an interval added.
  private static OptionalDouble place(RexNode constant) {
    RexNode node = uncast(constant);
    return switch (node) {
      case RexLiteral literal -> place(literal);
      case RexCall call when call.getKind() == SqlKind.CAST && family(call) != null ->
          call.getOperands().getFirst() instanceof RexLiteral literal
              ? written(call.getType().getSqlTypeName(), literal)
              : OptionalDouble.empty();
      case RexCall call when call.getOperands().size() == 2 -> sum(call);
      default -> OptionalDouble.empty();
    };
  }

  private static OptionalDouble sum(RexCall call) {
    double sign;
    switch (call.getKind()) {
      case PLUS, CHECKED_PLUS -> sign = 1;
      case MINUS, CHECKED_MINUS -> sign = -1;
      default -> {
        return OptionalDouble.empty();
      }
    }
    OptionalDouble start = place(call.getOperands().get(0));
    OptionalDouble added =
        family(call) == SqlTypeFamily.DATETIME
            ? length(call.getOperands().get(1))
            : place(call.getOperands().get(1));
    return start.isPresent() && added.isPresent()
        ? OptionalDouble.of(start.getAsDouble() + sign * added.getAsDouble())
        : OptionalDouble.empty();
  }

  /// Seconds of an interval, also of `INTERVAL 2 YEAR`, which is twice a year.
  private static OptionalDouble length(RexNode node) {
    if (node instanceof RexCall call
        && (call.getKind() == SqlKind.TIMES || call.getKind() == SqlKind.CHECKED_TIMES)) {
      OptionalDouble times = place(call.getOperands().get(0));
      OptionalDouble one = length(call.getOperands().get(1));
      return times.isPresent() && one.isPresent()
          ? OptionalDouble.of(times.getAsDouble() * one.getAsDouble())
          : OptionalDouble.empty();
    }
    BigDecimal value =
        node instanceof RexLiteral literal ? literal.getValueAs(BigDecimal.class) : null;
    if (value == null) {
      return OptionalDouble.empty();
    }
    SqlTypeName type = node.getType().getSqlTypeName();
    if (SqlTypeName.YEAR_INTERVAL_TYPES.contains(type)) {
      return OptionalDouble.of(value.doubleValue() * SECONDS_OF_MONTH);
    }
    return SqlTypeName.DAY_INTERVAL_TYPES.contains(type)
        ? OptionalDouble.of(value.doubleValue() / 1_000)
        : OptionalDouble.empty();
  }

  private static OptionalDouble place(RexLiteral literal) {
    Class<?> form =
        switch (literal.getTypeName()) {
          case DATE -> DateString.class;
          case TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> TimestampString.class;
          case DECIMAL, DOUBLE, BIGINT, INTEGER -> BigDecimal.class;
          default -> null;
        };
    Object value = form == null ? null : literal.getValueAs(form);
    return value == null
        ? OptionalDouble.empty()
        : ColumnRange.place(type(literal.getTypeName()), value.toString());
  }

  private static OptionalDouble written(SqlTypeName type, RexLiteral literal) {
    return literal.getTypeName() == SqlTypeName.CHAR && !literal.isNull()
        ? ColumnRange.place(type(type), String.valueOf(literal.getValueAs(String.class)).strip())
        : OptionalDouble.empty();
  }

  /// One type stands for all whose texts have the same places.
  private static Scalar type(SqlTypeName type) {
    return switch (type) {
      case DATE, TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE, TIMESTAMP_TZ -> Scalar.TIMESTAMPTZ;
      default -> Scalar.DOUBLE;
    };
  }
}
