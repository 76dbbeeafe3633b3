package io.merganser.planner.parser;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.parser.SqlParserUtil;

/// Literals whose text DuckDB reads otherwise than Calcite.
final class DuckLiterals {
  private DuckLiterals() {}

  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern TIME = Pattern.compile("\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,6})?");
  private static final Pattern TIMESTAMP = Pattern.compile(DATE + " " + TIME);
  private static final Pattern SHORT_NUMBER = Pattern.compile("\\d{1,2}");
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}");

  private static final Map<String, TimeUnit> UNITS =
      Map.of(
          "YEAR",
          TimeUnit.YEAR,
          "QUARTER",
          TimeUnit.QUARTER,
          "MONTH",
          TimeUnit.MONTH,
          "WEEK",
          TimeUnit.WEEK,
          "DAY",
          TimeUnit.DAY,
          "HOUR",
          TimeUnit.HOUR,
          "MINUTE",
          TimeUnit.MINUTE,
          "SECOND",
          TimeUnit.SECOND);

  /// Those that Calcite has no interval for.
  private static final Set<String> MORE_UNITS =
      Set.of("MICROSECOND", "MILLISECOND", "DECADE", "CENTURY", "MILLENNIUM");

  private static final Set<String> PARTS =
      Set.of(
          "YEAR",
          "QUARTER",
          "MONTH",
          "WEEK",
          "DAY",
          "HOUR",
          "MINUTE",
          "SECOND",
          "MICROSECOND",
          "MILLISECOND",
          "DECADE",
          "CENTURY",
          "MILLENNIUM",
          "EPOCH",
          "DOW",
          "DOY",
          "ISODOW",
          "ISOYEAR");

  /// `type 'text'`. What Calcite reads just as DuckDB becomes a literal, anything else a cast,
  /// which is what DuckDB makes of all of them.
  static SqlNode typed(String type, String text, SqlParserPos position) {
    final String upper = type.toUpperCase(Locale.ROOT);
    if (upper.equals("DATE") && DATE.matcher(text).matches()
        || upper.equals("TIME") && TIME.matcher(text).matches()
        || upper.equals("TIMESTAMP") && TIMESTAMP.matcher(text).matches()) {
      return SqlLiteral.createUnknown(upper, text, position);
    }
    return cast(text, type, position);
  }

  private static SqlNode cast(String text, String type, SqlParserPos position) {
    return cast(SqlLiteral.createCharString(text, position), type, position);
  }

  static SqlNode cast(SqlNode value, String type, SqlParserPos position) {
    return SqlStdOperatorTable.CAST.createCall(
        position, value, new SqlDataTypeSpec(DuckTypes.named(type, List.of(), position), position));
  }

  static boolean isUnit(String word) {
    final String unit = unit(word);
    return UNITS.containsKey(unit) || MORE_UNITS.contains(unit);
  }

  /// "days" is "DAY".
  private static String unit(String word) {
    final String upper = word.toUpperCase(Locale.ROOT);
    switch (upper) {
      case "CENTURIES":
        return "CENTURY";
      case "MILLENNIA":
        return "MILLENNIUM";
      default:
        return upper.endsWith("S") ? upper.substring(0, upper.length() - 1) : upper;
    }
  }

  /// `INTERVAL '3 days'` and `INTERVAL '3' DAY`.
  static SqlNode interval(String text, String word, SqlParserPos position) {
    if (word == null) {
      return cast(text, "INTERVAL", position);
    }
    final String unit = unit(word);
    final String number = text.trim();
    final TimeUnit timeUnit = UNITS.get(unit);
    if (timeUnit != null && SHORT_NUMBER.matcher(number).matches()) {
      return SqlParserUtil.parseIntervalLiteral(
          position, 1, number, new SqlIntervalQualifier(timeUnit, null, position));
    }
    if (timeUnit != null && NUMBER.matcher(number).matches()) {
      return interval(new SqlQuotedNumber(number, position), word, position);
    }
    return DuckOperators.INTERVAL_WORD.createCall(
        position, SqlLiteral.createCharString(text, position), new SqlVerbatim(unit, position));
  }

  /// `INTERVAL 3 DAY` and `INTERVAL (x) DAY`.
  static SqlNode interval(SqlNode count, String word, SqlParserPos position) {
    final String unit = unit(word);
    final TimeUnit timeUnit = UNITS.get(unit);
    if (timeUnit != null) {
      return DuckOperators.INTERVAL.createCall(
          position, count, new SqlIntervalQualifier(timeUnit, null, position));
    }
    return DuckOperators.INTERVAL_WORD.createCall(position, count, new SqlVerbatim(unit, position));
  }

  /// EXTRACT of a unit that Calcite knows, else the function that DuckDB makes of it.
  static SqlNode extract(String word, SqlNode from, SqlParserPos position) {
    final String unit = unit(word);
    final String known =
        PARTS.contains(word.toUpperCase(Locale.ROOT)) ? word.toUpperCase(Locale.ROOT) : unit;
    if (PARTS.contains(known)) {
      return SqlStdOperatorTable.EXTRACT.createCall(
          position, new SqlIntervalQualifier(TimeUnit.valueOf(known), null, position), from);
    }
    return DuckOperators.EXTRACT_WORD.createCall(
        position, SqlLiteral.createCharString(word, position), from);
  }

  /// `1_000`.
  static SqlNumericLiteral separated(String image, SqlParserPos position) {
    final String digits = image.replace("_", "");
    return digits.indexOf('e') >= 0 || digits.indexOf('E') >= 0
        ? SqlLiteral.createApproxNumeric(digits, position)
        : SqlLiteral.createExactNumeric(digits, position);
  }

  /// `e'a\\nb'`: the escapes of C, a doubled quote, and any other escaped character as itself.
  static String unescape(String image) {
    final String body = image.substring(2, image.length() - 1);
    final StringBuilder out = new StringBuilder(body.length());
    for (int i = 0; i < body.length(); ) {
      final char c = body.charAt(i++);
      if (c == '\'') {
        i++;
        out.append(c);
      } else if (c != '\\') {
        out.append(c);
      } else {
        final char escaped = body.charAt(i++);
        switch (escaped) {
          case 'b':
            out.append('\b');
            break;
          case 'f':
            out.append('\f');
            break;
          case 'n':
            out.append('\n');
            break;
          case 'r':
            out.append('\r');
            break;
          case 't':
            out.append('\t');
            break;
          case 'x':
            i = code(body, i, 2, 16, escaped, out);
            break;
          case 'u':
            i = code(body, i, 4, 16, escaped, out);
            break;
          case 'U':
            i = code(body, i, 8, 16, escaped, out);
            break;
          case '0':
          case '1':
          case '2':
          case '3':
          case '4':
          case '5':
          case '6':
          case '7':
            i = code(body, i - 1, 3, 8, escaped, out);
            break;
          default:
            out.append(escaped);
        }
      }
    }
    return out.toString();
  }

  private static int code(
      String body, int start, int most, int radix, char escaped, StringBuilder out) {
    int end = start;
    while (end < body.length()
        && end < start + most
        && Character.digit(body.charAt(end), radix) >= 0) {
      end++;
    }
    if (end == start) {
      out.append(escaped);
    } else {
      out.appendCodePoint(Integer.parseInt(body.substring(start, end), radix));
    }
    return end;
  }
}
