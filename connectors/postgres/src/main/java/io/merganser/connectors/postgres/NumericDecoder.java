package io.merganser.connectors.postgres;

import io.merganser.connectors.jdbc.JdbcErrors;
import io.merganser.connectors.spi.Column;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.arrow.vector.DecimalVector;

/// Writes PostgreSQL's binary `numeric` as a decimal of the vector's scale: base-10000 digits, the
/// weight of the first, a sign that also tells NaN and the infinities, and a display scale.
///
/// Most values fit a `long` when scaled and take no object; the rest goes by `BigDecimal`.
final class NumericDecoder implements BinaryDecoder {
  private static final int BASE = 10_000;
  private static final int DIGITS = 4;
  private static final int NEGATIVE = 0x4000;
  private static final int POSITIVE = 0x0000;

  /// Powers of ten that a group of four digits is shifted by when the scale is no multiple of 4.
  private static final int[] TENS = {1, 10, 100, 1000};

  /// Four groups of digits and a shift by up to 3 stay below 10^19; three are safe in a `long`.
  private static final int GROUPS_IN_LONG = 4;

  private final Column column;
  private final DecimalVector vector;
  private final int scale;

  NumericDecoder(Column column, DecimalVector vector) {
    this.column = column;
    this.vector = vector;
    this.scale = vector.getScale();
  }

  @Override
  public void decode(byte[] bytes, int at, int length, int row) {
    int count = (short) SHORT.get(bytes, at);
    int weight = (short) SHORT.get(bytes, at + 2);
    int sign = (short) SHORT.get(bytes, at + 4) & 0xffff;
    if (sign != POSITIVE && sign != NEGATIVE) {
      throw JdbcErrors.unfit(column.name(), column.type() + ": it is NaN or infinite", null);
    }
    if (count == 0) {
      vector.setSafe(row, 0);
      return;
    }
    int scaleGroups = (scale + DIGITS - 1) / DIGITS;
    int groups = weight + 1 + scaleGroups;
    if (groups > GROUPS_IN_LONG || groups < count) {
      vector.setSafe(row, exact(bytes, at + 8, count, weight, sign));
      return;
    }
    long value = 0;
    for (int i = 0; i < groups; i++) {
      value = value * BASE + (i < count ? (short) SHORT.get(bytes, at + 8 + 2 * i) : 0);
    }
    int surplus = TENS[scaleGroups * DIGITS - scale];
    if (value % surplus != 0) {
      throw unfit();
    }
    value /= surplus;
    if (vector.getPrecision() < 18 && value >= powerOfTen(vector.getPrecision())) {
      throw unfit();
    }
    vector.setSafe(row, sign == NEGATIVE ? -value : value);
  }

  private BigDecimal exact(byte[] bytes, int at, int count, int weight, int sign) {
    BigInteger digits = BigInteger.ZERO;
    for (int i = 0; i < count; i++) {
      digits =
          digits
              .multiply(BigInteger.valueOf(BASE))
              .add(BigInteger.valueOf((short) SHORT.get(bytes, at + 2 * i)));
    }
    BigDecimal value = new BigDecimal(digits, DIGITS * (count - 1 - weight));
    if (value.stripTrailingZeros().scale() > scale) {
      throw unfit();
    }
    BigDecimal scaled = value.setScale(scale);
    if (scaled.precision() > vector.getPrecision()) {
      throw unfit();
    }
    return sign == NEGATIVE ? scaled.negate() : scaled;
  }

  private static long powerOfTen(int exponent) {
    long power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= 10;
    }
    return power;
  }

  private RuntimeException unfit() {
    return JdbcErrors.unfit(column.name(), column.type().toString(), null);
  }
}
