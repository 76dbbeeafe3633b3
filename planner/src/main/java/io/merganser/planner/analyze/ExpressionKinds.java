package io.merganser.planner.analyze;

import java.util.EnumSet;
import java.util.Set;
import org.apache.calcite.sql.SqlKind;

/// The kinds of operators that were reviewed.
final class ExpressionKinds {
  /// What may stand in an expression besides functions, names and literals.
  private static final Set<SqlKind> REVIEWED =
      EnumSet.of(
          SqlKind.OTHER,
          SqlKind.OTHER_FUNCTION,
          SqlKind.AS,
          SqlKind.AND,
          SqlKind.OR,
          SqlKind.NOT,
          SqlKind.EQUALS,
          SqlKind.NOT_EQUALS,
          SqlKind.LESS_THAN,
          SqlKind.LESS_THAN_OR_EQUAL,
          SqlKind.GREATER_THAN,
          SqlKind.GREATER_THAN_OR_EQUAL,
          SqlKind.IS_DISTINCT_FROM,
          SqlKind.IS_NOT_DISTINCT_FROM,
          SqlKind.IS_NULL,
          SqlKind.IS_NOT_NULL,
          SqlKind.IS_TRUE,
          SqlKind.IS_NOT_TRUE,
          SqlKind.IS_FALSE,
          SqlKind.IS_NOT_FALSE,
          SqlKind.IS_UNKNOWN,
          SqlKind.BETWEEN,
          SqlKind.IN,
          SqlKind.NOT_IN,
          SqlKind.EXISTS,
          SqlKind.SOME,
          SqlKind.ALL,
          SqlKind.LIKE,
          SqlKind.SIMILAR,
          SqlKind.RLIKE,
          SqlKind.PLUS,
          SqlKind.MINUS,
          SqlKind.TIMES,
          SqlKind.DIVIDE,
          SqlKind.MOD,
          SqlKind.PLUS_PREFIX,
          SqlKind.MINUS_PREFIX,
          SqlKind.CASE,
          SqlKind.CAST,
          SqlKind.SAFE_CAST,
          SqlKind.EXTRACT,
          SqlKind.OVER,
          SqlKind.WINDOW,
          SqlKind.FILTER,
          SqlKind.WITHIN_GROUP,
          SqlKind.IGNORE_NULLS,
          SqlKind.RESPECT_NULLS,
          SqlKind.ROW,
          SqlKind.ARRAY_VALUE_CONSTRUCTOR,
          SqlKind.MAP_VALUE_CONSTRUCTOR,
          SqlKind.ARRAY_QUERY_CONSTRUCTOR,
          SqlKind.ITEM,
          SqlKind.DOT,
          SqlKind.LAMBDA,
          SqlKind.DESCENDING,
          SqlKind.NULLS_FIRST,
          SqlKind.NULLS_LAST,
          SqlKind.SCALAR_QUERY,
          SqlKind.ROLLUP,
          SqlKind.CUBE,
          SqlKind.GROUPING_SETS,
          SqlKind.GROUPING,
          SqlKind.INTERVAL,
          SqlKind.TRIM,
          SqlKind.POSITION,
          SqlKind.CEIL,
          SqlKind.FLOOR,
          SqlKind.COALESCE,
          SqlKind.NULLIF,
          SqlKind.PRECEDING,
          SqlKind.FOLLOWING,
          SqlKind.UNNEST,
          SqlKind.ARGUMENT_ASSIGNMENT,
          SqlKind.BIT_AND,
          SqlKind.BIT_OR,
          SqlKind.BIT_XOR,
          SqlKind.COLUMN_LIST,
          SqlKind.DEFAULT);

  private ExpressionKinds() {}

  /// Whether an operator of that kind may stand in an expression.
  static boolean isReviewed(SqlKind kind) {
    return REVIEWED.contains(kind);
  }
}
