package io.merganser.planner.analyze;

import io.merganser.connectors.spi.DataType;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.jspecify.annotations.Nullable;

/// Tells expressions that give an answer for whatever values: comparisons of columns and literals
/// that the engine makes without a conversion, and what combines truth values. To compare a text
/// with a number, DuckDB reads the text of each row.
public final class CannotRaise {
  private static final Set<SqlKind> COMBINING =
      EnumSet.of(
          SqlKind.AND,
          SqlKind.OR,
          SqlKind.NOT,
          SqlKind.IS_TRUE,
          SqlKind.IS_NOT_TRUE,
          SqlKind.IS_FALSE,
          SqlKind.IS_NOT_FALSE);
  private static final Set<SqlKind> COMPARING =
      EnumSet.of(
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
          SqlKind.NOT_IN);

  /// Any two of them the engine compares as a third that holds both.
  private static final Set<DataType> NUMBERS =
      Set.of(
          DataType.Scalar.TINYINT,
          DataType.Scalar.SMALLINT,
          DataType.Scalar.INTEGER,
          DataType.Scalar.BIGINT,
          DataType.Scalar.UTINYINT,
          DataType.Scalar.USMALLINT,
          DataType.Scalar.UINTEGER,
          DataType.Scalar.FLOAT,
          DataType.Scalar.DOUBLE);

  private static final int LONGEST_NUMBER = 15;

  private final Map<String, DataType> columns;

  /// @param columns types by name, of the last part of an identifier
  public CannotRaise(Map<String, DataType> columns) {
    this.columns = columns;
  }

  /// Whether it holds for an expression.
  public boolean holds(SqlNode expression) {
    if (isColumn(expression) || expression instanceof SqlLiteral) {
      return true;
    }
    return expression instanceof SqlCall call
        && !(call.getOperator() instanceof SqlFunction)
        && switch (call.getKind()) {
          case IS_NULL, IS_NOT_NULL -> isColumn(call.operand(0));
          case SqlKind kind when COMBINING.contains(kind) ->
              call.getOperandList().stream().allMatch(this::isTruth);
          case SqlKind kind when COMPARING.contains(kind) -> comparesAlike(call);
          default -> false;
        };
  }

  private boolean isTruth(SqlNode operand) {
    return isColumn(operand)
        ? type(operand) == DataType.Scalar.BOOLEAN
        : operand instanceof SqlCall && holds(operand);
  }

  private boolean comparesAlike(SqlCall call) {
    List<SqlNode> operands = flat(call);
    List<DataType> types =
        operands.stream().map(this::type).filter(Objects::nonNull).distinct().toList();
    return (types.size() == 1 || NUMBERS.containsAll(types))
        && operands.stream()
            .allMatch(operand ->
                isColumn(operand)
                    || (operand instanceof SqlLiteral literal
                        && types.stream().allMatch(type -> fits(literal, type))));
  }

  private static List<SqlNode> flat(SqlCall call) {
    return call.getOperandList().stream()
        .flatMap(operand ->
            operand instanceof SqlNodeList list
                ? list.getList().stream()
                : List.of(operand).stream())
        .toList();
  }

  /// The text of a literal is read once, whatever rows there are.
  private static boolean fits(SqlLiteral literal, DataType column) {
    return switch (literal.getTypeName()) {
      case CHAR, NULL -> true;
      case BOOLEAN -> column == DataType.Scalar.BOOLEAN;
      case DECIMAL, DOUBLE ->
          String.valueOf(literal.toValue()).length() <= LONGEST_NUMBER
              && (NUMBERS.contains(column)
                  || (column instanceof DataType.Decimal decimal && decimal.precision() <= 18));
      default -> false;
    };
  }

  private boolean isColumn(SqlNode node) {
    return type(node) != null;
  }

  private @Nullable DataType type(SqlNode node) {
    return node instanceof SqlIdentifier id ? columns.get(id.names.get(id.names.size() - 1)) : null;
  }
}
