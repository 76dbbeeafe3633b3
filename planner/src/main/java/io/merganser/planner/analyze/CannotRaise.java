package io.merganser.planner.analyze;

import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.Names;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/// Tells expressions that give an answer for whatever values, and the same one in whatever order
/// rows come: comparisons that the engine makes without a conversion that could fail, what combines
/// truth values, arithmetic that has room for its result, and a few functions. To compare a text
/// with a number, DuckDB reads the text of each row. What is not known to be such is not.
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
  private static final Set<String> OF_TEXT = Set.of("lower", "upper", "substring", "substr");
  private static final Set<String> OF_DAY = Set.of("YEAR", "MONTH", "DAY", "QUARTER");
  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
  private static final Pattern MOMENT =
      Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)(?: (?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d)?");
  private static final int LONGEST_NUMBER = 15;
  private static final int LONGEST_PLACE = 9;

  private final Scope scope;

  /// What was found, by identity: conditions and items are asked about more than once.
  private final IdentityHashMap<SqlNode, Optional<Known>> found = new IdentityHashMap<>();

  /// What the names of an expression stand for, and its sub-queries.
  interface Scope {
    /// What is known of a column; null if that is not enough.
    @Nullable Known column(SqlIdentifier name);

    /// What is known of the only column of a query which itself raises no error.
    ///
    /// @param single whether the query must have exactly one row
    default @Nullable Known query(SqlNode query, boolean single) {
      return null;
    }

    /// Whether the query, of whatever columns, raises no error.
    default boolean exists(SqlNode query) {
      return false;
    }

    /// Whether aggregates may stand here, and parameters.
    default boolean inStatement() {
      return false;
    }
  }

  CannotRaise(Scope scope) {
    this.scope = scope;
  }

  /// Of expressions over the columns of one table.
  ///
  /// @param columns types by name, of the last part of an identifier
  public static CannotRaise over(Map<String, DataType> columns) {
    return new CannotRaise(name -> {
      DataType type = columns.get(name.names.get(name.names.size() - 1));
      return type == null ? null : Known.column(type);
    });
  }

  /// Whether it holds for an expression.
  boolean holds(SqlNode expression) {
    return known(expression) != null;
  }

  /// Whether it holds for a condition.
  public boolean isCondition(SqlNode expression) {
    Known known = known(expression);
    return known != null && known.is(Known.TRUTH);
  }

  /// What is known of the values of an expression; null if it can raise.
  @Nullable Known known(SqlNode node) {
    Optional<Known> before = found.get(node);
    if (before == null) {
      before = Optional.ofNullable(find(node));
      found.put(node, before);
    }
    return before.orElse(null);
  }

  private @Nullable Known find(SqlNode node) {
    return switch (node) {
      case SqlIdentifier name -> scope.column(name);
      case SqlNumericLiteral number -> number(number);
      case SqlLiteral literal -> literal(literal);
      case SqlCase choice -> choice(choice);
      case SqlCall call -> call.isA(SqlKind.QUERY) ? scope.query(call, true) : ofCall(call);
      default -> null;
    };
  }

  private static @Nullable Known number(SqlNumericLiteral number) {
    String text = String.valueOf(number.toValue());
    if (text.length() > LONGEST_NUMBER) {
      return null;
    }
    if (!number.isInteger() && number.getTypeName() != SqlTypeName.DECIMAL) {
      return Known.DOUBLE;
    }
    long digits = text.chars().filter(Character::isDigit).count();
    int point = text.indexOf('.');
    return Known.number((int) digits, point < 0 ? 0 : text.length() - point - 1);
  }

  private static @Nullable Known literal(SqlLiteral literal) {
    return switch (literal.getTypeName()) {
      case CHAR -> Known.text(String.valueOf(literal.getValueAs(String.class)));
      case BOOLEAN -> Known.TRUTH;
      case NULL -> Known.NOTHING;
      case UNKNOWN -> Days.of(literal) == null ? null : Known.DAY;
      default -> null;
    };
  }

  private @Nullable Known ofCall(SqlCall call) {
    SqlKind kind = call.getKind();
    if (COMBINING.contains(kind)) {
      return call.getOperandList().stream().allMatch(this::isCondition) ? Known.TRUTH : null;
    }
    if (COMPARING.contains(kind)) {
      return comparesAlike(call) ? Known.TRUTH : null;
    }
    return switch (kind) {
      case IS_NULL, IS_NOT_NULL -> holds(call.operand(0)) ? Known.TRUTH : null;
      case EXISTS -> scope.exists(call.operand(0)) ? Known.TRUTH : null;
      case LIKE -> isLike(call) ? Known.TRUTH : null;
      case PLUS, MINUS, TIMES, DIVIDE -> call.operandCount() == 2 ? arithmetic(call) : null;
      case MINUS_PREFIX -> negative(known(call.operand(0)));
      case EXTRACT ->
          call.operand(0) instanceof SqlIntervalQualifier unit
                  && OF_DAY.contains(unit.toString())
                  && isA(call.operand(1), Known.DAY)
              ? Known.COUNT
              : null;
      default ->
          call.getOperator() instanceof SqlFunction function && scope.inStatement()
              ? function(call, Names.fold(function.getName()))
              : null;
    };
  }

  private boolean isA(SqlNode node, Known wanted) {
    Known known = known(node);
    return known != null && known.is(wanted);
  }

  /// A pattern of the statement; a backslash might not fit what is behind it.
  private boolean isLike(SqlCall call) {
    return call.operandCount() == 2
        && isA(call.operand(0), Known.TEXT)
        && call.operand(1) instanceof SqlLiteral literal
        && literal.getTypeName() == SqlTypeName.CHAR
        && !String.valueOf(literal.toValue()).contains("\\");
  }

  private @Nullable Known arithmetic(SqlCall call) {
    Known left = known(call.operand(0));
    Known right = known(call.operand(1));
    if (left == null || right == null || !left.isNumber() || !right.isNumber()) {
      return null;
    }
    if (left.isFloating() || right.isFloating() || call.getKind() == SqlKind.DIVIDE) {
      // Beyond what it can hold is infinity, and so is what is divided by nothing.
      return Known.DOUBLE;
    }
    return call.getKind() == SqlKind.TIMES ? left.times(right) : left.plus(right);
  }

  private static @Nullable Known negative(@Nullable Known operand) {
    return operand != null && (operand.isFloating() || operand.type() instanceof DataType.Decimal)
        ? operand
        : null;
  }

  private @Nullable Known function(SqlCall call, String name) {
    List<SqlNode> operands = call.getOperandList();
    if (name.equals("count")) {
      return operands.size() == 1 && (isStar(operands.get(0)) || holds(operands.get(0)))
          ? Known.COUNT
          : null;
    }
    Known first = operands.isEmpty() ? null : known(operands.get(0));
    if (first == null) {
      return null;
    }
    if (operands.size() == 1) {
      switch (name) {
        case "min", "max" -> {
          return first;
        }
        case "sum" -> {
          return first.sum();
        }
        case "avg" -> {
          return first.sum() == null ? null : Known.DOUBLE;
        }
        default -> {}
      }
    }
    boolean places = operands.stream().skip(1).allMatch(CannotRaise::isPlaceInText);
    return OF_TEXT.contains(name) && first.is(Known.TEXT) && places ? Known.TEXT : null;
  }

  /// The engine refuses places beyond 2^32.
  private static boolean isPlaceInText(SqlNode node) {
    return node instanceof SqlNumericLiteral number
        && number.isInteger()
        && String.valueOf(number.toValue()).length() <= LONGEST_PLACE;
  }

  private static boolean isStar(SqlNode node) {
    return node instanceof SqlIdentifier name && name.isStar() && name.names.size() == 1;
  }

  private @Nullable Known choice(SqlCase choice) {
    List<@Nullable Known> results = new ArrayList<>();
    choice.getThenOperands().forEach(node -> results.add(known(node)));
    SqlNode otherwise = choice.getElseOperand();
    results.add(otherwise == null ? Known.NOTHING : known(otherwise));
    boolean holds =
        choice.getValueOperand() == null
            && choice.getWhenOperands().stream().allMatch(this::isCondition)
            && results.stream().allMatch(Objects::nonNull);
    List<Known> values =
        results.stream().filter(Objects::nonNull).filter(it -> !it.is(Known.NOTHING)).toList();
    if (!holds || values.isEmpty()) {
      return null;
    }
    Known first = values.get(0);
    if (values.stream().allMatch(first::equals)) {
      return first.constant() == null ? first : Known.TEXT;
    }
    if (values.stream().allMatch(it -> it.is(Known.TEXT))) {
      return Known.TEXT;
    }
    return values.stream().allMatch(Known::isExact) ? Known.oneOf(values) : null;
  }

  private boolean comparesAlike(SqlCall call) {
    List<Known> operands = new ArrayList<>();
    boolean open = false;
    for (SqlNode operand : (Iterable<SqlNode>) flat(call)::iterator) {
      if (operand instanceof SqlDynamicParam) {
        open = true;
        continue;
      }
      Known known =
          operand.isA(SqlKind.QUERY) ? scope.query(operand, !isIn(call)) : comparable(operand);
      if (known == null) {
        return false;
      }
      operands.add(known);
    }
    // A parameter has the type of what it is compared with.
    return (!open || (scope.inStatement() && operands.stream().anyMatch(CannotRaise::isTyped)))
        && areAlike(operands.stream().filter(it -> !it.is(Known.NOTHING)).toList());
  }

  private static boolean isIn(SqlCall call) {
    return call.getKind() == SqlKind.IN || call.getKind() == SqlKind.NOT_IN;
  }

  private static boolean isTyped(Known known) {
    return known.constant() == null && !known.is(Known.NOTHING);
  }

  private static boolean areAlike(List<Known> operands) {
    List<Known> typed = operands.stream().filter(CannotRaise::isTyped).toList();
    if (typed.isEmpty()) {
      return true;
    }
    if (typed.size() == operands.size() && typed.stream().allMatch(Known::isNumber)) {
      return typed.stream().anyMatch(Known::isFloating) || Known.haveOneType(typed);
    }
    Known first = typed.get(0);
    return typed.stream().allMatch(first::is)
        && operands.stream()
            .map(Known::constant)
            .filter(Objects::nonNull)
            .allMatch(text -> first.is(Known.TEXT) || isRead(text, first));
  }

  /// Whether a text of the statement is read as a value of a type.
  private static boolean isRead(String text, Known as) {
    if (as.is(Known.MOMENT)) {
      Matcher moment = MOMENT.matcher(text);
      return moment.matches() && Days.parse(moment.group(1)) != null;
    }
    return as.is(Known.DAY) && DAY.matcher(text).matches() && Days.parse(text) != null;
  }

  /// A day of the statement and a while from it; what it is compared with decides what becomes of
  /// it.
  private @Nullable Known comparable(SqlNode operand) {
    return Days.of(operand) == null ? known(operand) : Known.DAY;
  }

  private static Stream<SqlNode> flat(SqlCall call) {
    return call.getOperandList().stream()
        .flatMap(
            operand -> operand instanceof SqlNodeList list ? list.stream() : Stream.of(operand));
  }
}
