package io.merganser.planner.analyze;

import io.merganser.connectors.spi.DataType;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is known of the values of an expression that raises no error.
///
/// @param type as the engine has it
/// @param digits how many an exact number can have at most, those behind the point included; 0 for
///   other types
/// @param constant the text of a string that stands in the statement; null for anything else
record Known(DataType type, int digits, @Nullable String constant) {
  static final Known TRUTH = of(DataType.Scalar.BOOLEAN);
  static final Known TEXT = of(DataType.Scalar.VARCHAR);
  static final Known DAY = of(DataType.Scalar.DATE);
  static final Known MOMENT = of(DataType.Scalar.TIMESTAMP);
  static final Known DOUBLE = of(DataType.Scalar.DOUBLE);
  static final Known COUNT = exact(DataType.Scalar.BIGINT, 19);

  /// A bare NULL, which has whatever type is wanted.
  static final Known NOTHING = of(DataType.Scalar.NULL);

  /// The engine holds 18 digits in a small number and 38 in a large one.
  private static final int SMALL = 18;

  private static final int LARGE = 38;

  /// Any number of so many digits is an INTEGER.
  private static final int FEW = 9;

  /// A sum is of at most 2^63 values.
  private static final int DIGITS_OF_COUNT = 19;

  private static final Set<DataType.Scalar> FLOATING =
      EnumSet.of(DataType.Scalar.FLOAT, DataType.Scalar.DOUBLE);

  private static final Set<DataType.Scalar> OTHERS =
      EnumSet.of(
          DataType.Scalar.BOOLEAN,
          DataType.Scalar.FLOAT,
          DataType.Scalar.DOUBLE,
          DataType.Scalar.VARCHAR,
          DataType.Scalar.DATE,
          DataType.Scalar.TIME,
          DataType.Scalar.TIMESTAMP,
          DataType.Scalar.TIMESTAMPTZ,
          DataType.Scalar.UUID);

  private static Known of(DataType type) {
    return new Known(type, 0, null);
  }

  private static Known exact(DataType type, int digits) {
    return new Known(type, digits, null);
  }

  /// A column; null if its type is none of which enough is known.
  static @Nullable Known column(DataType type) {
    return switch (type) {
      case DataType.Decimal decimal -> exact(decimal, decimal.precision());
      case DataType.Scalar scalar ->
          switch (scalar) {
            case TINYINT, UTINYINT -> exact(scalar, 3);
            case SMALLINT, USMALLINT -> exact(scalar, 5);
            case INTEGER, UINTEGER -> exact(scalar, 10);
            case BIGINT -> exact(scalar, DIGITS_OF_COUNT);
            default -> OTHERS.contains(scalar) ? of(scalar) : null;
          };
      default -> null;
    };
  }

  static Known text(String constant) {
    return new Known(DataType.Scalar.VARCHAR, 0, constant);
  }

  /// A number as it stands in the statement.
  static Known number(int digits, int scale) {
    int precision = Math.max(1, Math.max(digits, scale));
    DataType whole = precision <= FEW ? DataType.Scalar.INTEGER : DataType.Scalar.BIGINT;
    return exact(scale == 0 ? whole : new DataType.Decimal(precision, scale), precision);
  }

  /// One of several exact numbers; null if no type holds them all.
  static @Nullable Known oneOf(List<Known> numbers) {
    int digits = numbers.stream().mapToInt(Known::digits).max().orElse(0);
    DataType first = numbers.get(0).type;
    if (numbers.stream().allMatch(it -> it.type.equals(first))) {
      return exact(first, digits);
    }
    if (numbers.stream().noneMatch(Known::isDecimal)) {
      return exact(DataType.Scalar.HUGEINT, digits);
    }
    int scale = numbers.stream().mapToInt(Known::scale).max().orElse(0);
    int whole = numbers.stream().mapToInt(Known::whole).max().orElse(0);
    return whole + scale > LARGE
        ? null
        : exact(new DataType.Decimal(whole + scale, scale), whole + scale);
  }

  boolean isExact() {
    return digits > 0;
  }

  boolean isFloating() {
    return type instanceof DataType.Scalar scalar && FLOATING.contains(scalar);
  }

  boolean isNumber() {
    return isExact() || isFloating();
  }

  boolean is(Known other) {
    return type.equals(other.type);
  }

  private int scale() {
    return type instanceof DataType.Decimal decimal ? decimal.scale() : 0;
  }

  private int precision() {
    return type instanceof DataType.Decimal decimal ? decimal.precision() : digits;
  }

  private int whole() {
    return digits - scale();
  }

  /// Whether the engine can bring exact numbers to one type, whatever their values.
  static boolean haveOneType(List<Known> numbers) {
    int whole = numbers.stream().mapToInt(Known::whole).max().orElse(0);
    int scale = numbers.stream().mapToInt(Known::scale).max().orElse(0);
    return whole + scale <= LARGE;
  }

  /// A sum or difference; null if it can raise.
  @Nullable Known plus(Known other) {
    if (isWhole() && other.isWhole()) {
      return few(Math.max(digits, other.digits) + 1);
    }
    int scale = Math.max(scale(), other.scale());
    int whole = Math.max(precision() - scale(), other.precision() - other.scale());
    return fitting(other, whole + scale + 1, scale, Math.max(whole(), other.whole()) + scale + 1);
  }

  /// A product; null if it can raise.
  @Nullable Known times(Known other) {
    if (isWhole() && other.isWhole()) {
      return few(digits + other.digits);
    }
    int scale = scale() + other.scale();
    return scale >= SMALL
        ? null
        : fitting(other, precision() + other.precision(), scale, digits + other.digits);
  }

  /// Columns have more digits; numbers of the statement may not.
  private boolean isWhole() {
    return type == DataType.Scalar.INTEGER || type == DataType.Scalar.BIGINT;
  }

  private static @Nullable Known few(int digits) {
    return digits <= FEW ? exact(DataType.Scalar.INTEGER, digits) : null;
  }

  /// The engine makes no large number of two small ones, but raises where it does not fit.
  private @Nullable Known fitting(Known other, int precision, int scale, int digits) {
    boolean decimals = (isDecimal() || other.isDecimal()) && !isHuge() && !other.isHuge();
    if (!decimals) {
      return null;
    }
    boolean small = Math.max(precision(), other.precision()) <= SMALL;
    int held = small && precision > SMALL ? SMALL : Math.min(precision, LARGE);
    return digits > held ? null : exact(new DataType.Decimal(held, scale), digits);
  }

  private boolean isHuge() {
    return type == DataType.Scalar.HUGEINT;
  }

  private boolean isDecimal() {
    return type instanceof DataType.Decimal;
  }

  /// The sum over rows; null if it can raise, or depends on the order of the rows.
  @Nullable Known sum() {
    int sum = digits + DIGITS_OF_COUNT;
    if (!isExact() || sum > LARGE) {
      return null;
    }
    return exact(isDecimal() ? new DataType.Decimal(LARGE, scale()) : DataType.Scalar.HUGEINT, sum);
  }
}
