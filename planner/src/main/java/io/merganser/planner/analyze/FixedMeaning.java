package io.merganser.planner.analyze;

import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.Names;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.jspecify.annotations.Nullable;

/// Tells expressions that mean the same whatever a session has set: no moments, which a time zone
/// moves; no division, which may or may not be one of integers. What is not known to be such is
/// not.
final class FixedMeaning {
  private static final Set<SqlKind> OPERATORS =
      EnumSet.of(
          SqlKind.AND,
          SqlKind.OR,
          SqlKind.NOT,
          SqlKind.IS_NULL,
          SqlKind.IS_NOT_NULL,
          SqlKind.IS_TRUE,
          SqlKind.IS_NOT_TRUE,
          SqlKind.IS_FALSE,
          SqlKind.IS_NOT_FALSE,
          SqlKind.EQUALS,
          SqlKind.NOT_EQUALS,
          SqlKind.LESS_THAN,
          SqlKind.LESS_THAN_OR_EQUAL,
          SqlKind.GREATER_THAN,
          SqlKind.GREATER_THAN_OR_EQUAL,
          SqlKind.IS_DISTINCT_FROM,
          SqlKind.IS_NOT_DISTINCT_FROM,
          SqlKind.BETWEEN,
          SqlKind.IN,
          SqlKind.NOT_IN,
          SqlKind.LIKE,
          SqlKind.CASE,
          SqlKind.PLUS,
          SqlKind.MINUS,
          SqlKind.TIMES,
          SqlKind.MINUS_PREFIX);

  private static final Set<String> FUNCTIONS =
      Set.of(
          "lower",
          "upper",
          "left",
          "right",
          "substr",
          "substring",
          "concat",
          "concat_ws",
          "length",
          "replace",
          "regexp_replace",
          "regexp_matches",
          "trim",
          "lpad",
          "rpad",
          "repeat",
          "split_part",
          "starts_with",
          "ends_with",
          "contains",
          "coalesce",
          "nullif",
          "list_contains",
          "md5",
          "sha256",
          "abs");

  private final Map<String, DataType> columns;

  /// @param columns types by name, of the last part of an identifier
  FixedMeaning(Map<String, DataType> columns) {
    this.columns = columns;
  }

  /// Whether it holds for an expression.
  boolean holds(SqlNode node) {
    return switch (node) {
      case SqlIdentifier id -> isPlain(columns.get(id.names.get(id.names.size() - 1)));
      case SqlLiteral _, RawSql _ -> true;
      case SqlNodeList list -> list.getList().stream().allMatch(this::holds);
      case SqlCall call ->
          isFixed(call)
              && call.getOperandList().stream()
                  .allMatch(operand -> operand == null || holds(operand));
      default -> false;
    };
  }

  private static boolean isFixed(SqlCall call) {
    return call.getOperator() instanceof SqlFunction function
        ? FUNCTIONS.contains(Names.fold(function.getName()))
        : OPERATORS.contains(call.getKind()) || call.getOperator().getName().equals("||");
  }

  private static boolean isPlain(@Nullable DataType type) {
    return type != null && !type.toString().contains("TIME ZONE");
  }
}
