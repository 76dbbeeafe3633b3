package io.merganser.planner.analyze;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIntervalLiteral;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/// Days that stand in a statement, and whole days, months and years from them: `DATE '1998-12-01' -
/// INTERVAL '90' DAY`. To the engine that is a moment, and to compare it with a column of days it
/// makes moments of these, which raises for the last of them.
final class Days {
  private static final Pattern DAY = Pattern.compile("DATE '(\\d{4}-\\d\\d-\\d\\d)'");
  private static final Pattern WHILE =
      Pattern.compile("INTERVAL '(\\d{1,4})' (DAY|MONTH|YEAR)S?", Pattern.CASE_INSENSITIVE);

  private Days() {}

  /// The day that an expression of the statement is; null if it is something else.
  static @Nullable LocalDate of(SqlNode node) {
    if (node instanceof SqlLiteral literal && literal.getTypeName() == SqlTypeName.UNKNOWN) {
      Matcher day = DAY.matcher(literal.toString());
      return day.matches() ? parse(day.group(1)) : null;
    }
    boolean moves = node.getKind() == SqlKind.PLUS || node.getKind() == SqlKind.MINUS;
    if (moves
        && node instanceof SqlCall call
        && call.operandCount() == 2
        && call.operand(1) instanceof SqlIntervalLiteral interval) {
      LocalDate from = of(call.operand(0));
      Matcher length = WHILE.matcher(interval.toString());
      return from == null || !length.matches()
          ? null
          : moved(from, length, node.getKind() == SqlKind.PLUS ? 1 : -1);
    }
    return null;
  }

  private static @Nullable LocalDate moved(LocalDate from, Matcher length, int sign) {
    long count = sign * Long.parseLong(length.group(1));
    LocalDate to =
        switch (length.group(2).charAt(0)) {
          case 'D', 'd' -> from.plusDays(count);
          case 'M', 'm' -> from.plusMonths(count);
          default -> from.plusYears(count);
        };
    return to.getYear() < 1 || to.getYear() > 9999 ? null : to;
  }

  /// Null if there is no such day.
  static @Nullable LocalDate parse(String text) {
    try {
      return text.startsWith("0000") ? null : LocalDate.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
