package io.merganser.planner.federate;

import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.DataType.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelFieldCollation.Direction;
import org.apache.calcite.rel.RelFieldCollation.NullDirection;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLambda;
import org.apache.calcite.rex.RexLambdaRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlPostfixOperator;
import org.apache.calcite.sql.SqlPrefixOperator;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/// Prints expressions over the fields of one row.
final class RexPrinter {
  private final RelPrinter relations;
  private final Target target;
  private final List<@Nullable Expr> fields;

  RexPrinter(RelPrinter relations, List<@Nullable Expr> fields) {
    this.relations = relations;
    this.target = relations.target();
    this.fields = fields;
  }

  Expr print(RexNode node) {
    return switch (node) {
      case RexLambdaRef ref -> Expr.column(target.quote(ref.getName()));
      case RexInputRef ref -> field(ref.getIndex());
      case RexLiteral literal -> target.literal(literal);
      case RexDynamicParam parameter -> parameter(parameter);
      case RexFieldAccess access -> access(access);
      case RexSubQuery query -> new SubQueryPrinter(relations, this).print(query);
      case RexOver over -> new CallPrinter(this).over(over);
      case RexLambda lambda -> lambda(lambda);
      case RexCall call -> call(call);
      default -> throw FederationErrors.unsupported(node.getKind().toString());
    };
  }

  Expr field(int index) {
    Expr field = fields.get(index);
    if (field == null) {
      throw new IllegalStateException("field " + index + " was not asked for");
    }
    return field;
  }

  List<Expr> print(List<? extends RexNode> nodes) {
    List<Expr> exprs = new ArrayList<>();
    nodes.forEach(node -> exprs.add(print(node)));
    return exprs;
  }

  private Expr parameter(RexDynamicParam parameter) {
    String sign = Target.parameter(parameter.getIndex());
    DataType type = relations.parameterType(parameter);
    return new Expr(
        type == null || type == Scalar.NULL ? sign : target.cast(sign, type), Expr.PRIMARY, 0);
  }

  private Expr access(RexFieldAccess access) {
    if (access.getReferenceExpr() instanceof RexCorrelVariable variable) {
      return relations.outer(variable.id, access.getField().getIndex());
    }
    Expr row = print(access.getReferenceExpr());
    String text = "(" + row.text() + ")." + target.quote(access.getField().getName());
    return new Expr(text, Expr.PRIMARY, composed(row.traits()));
  }

  private Expr lambda(RexLambda lambda) {
    String parameters =
        lambda.getParameters().stream()
            .map(parameter -> target.quote(parameter.getName()))
            .collect(Collectors.joining(", "));
    Expr body = print(lambda.getExpression());
    return new Expr("lambda " + parameters + ": " + body.text(), 0, composed(body.traits()));
  }

  private Expr call(RexCall call) {
    Expr printed =
        switch (call.getKind()) {
          case AND, OR -> connective(call);
          case NOT -> prefix("NOT ", Expr.NOT, call);
          case EQUALS -> infix("=", Expr.COMPARISON, call);
          case NOT_EQUALS -> infix("<>", Expr.COMPARISON, call);
          case LESS_THAN -> infix("<", Expr.COMPARISON, call);
          case LESS_THAN_OR_EQUAL -> infix("<=", Expr.COMPARISON, call);
          case GREATER_THAN -> infix(">", Expr.COMPARISON, call);
          case GREATER_THAN_OR_EQUAL -> infix(">=", Expr.COMPARISON, call);
          case IS_DISTINCT_FROM -> infix("IS DISTINCT FROM", Expr.COMPARISON, call);
          case IS_NOT_DISTINCT_FROM -> infix("IS NOT DISTINCT FROM", Expr.COMPARISON, call);
          case IS_NULL, IS_NOT_NULL, IS_TRUE, IS_NOT_TRUE, IS_FALSE, IS_NOT_FALSE, IS_UNKNOWN ->
              postfix(" " + call.getOperator().getName(), Expr.COMPARISON, call);
          case PLUS, CHECKED_PLUS -> sum("+", call);
          case MINUS, CHECKED_MINUS -> sum("-", call);
          case TIMES, CHECKED_TIMES -> infix("*", Expr.PRODUCT, call);
          case DIVIDE, CHECKED_DIVIDE -> infix("/", Expr.PRODUCT, call);
          case MINUS_PREFIX -> prefix("-", Expr.SIGN, call);
          case CASE -> caseWhen(call);
          case CAST, SAFE_CAST -> cast(call);
          case LIKE -> like(call);
          case SEARCH -> print(RexUtil.expandSearch(relations.rexBuilder(), null, call));
          case ROW -> row(call);
          case ARRAY_VALUE_CONSTRUCTOR -> list(call);
          default -> other(call);
        };
    int traits = printed.traits();
    for (RexNode operand : call.getOperands()) {
      traits |= operandTraits(operand);
    }
    if (!call.getOperator().isDeterministic()) {
      traits |= Expr.VOLATILE;
    }
    boolean alone = call.getKind() == SqlKind.CAST && printed.is(Expr.COLUMN);
    return new Expr(printed.text(), printed.level(), alone ? printed.traits() : composed(traits));
  }

  private int operandTraits(RexNode operand) {
    return operand instanceof RexInputRef ref && !(operand instanceof RexLambdaRef)
        ? field(ref.getIndex()).traits()
        : 0;
  }

  /// What remains of the traits of its parts in an expression that has several.
  static int composed(int traits) {
    return traits & ~(Expr.COLUMN | Expr.LITERAL | Expr.TYPED);
  }

  private static int traits(List<Expr> operands) {
    int traits = 0;
    for (Expr operand : operands) {
      traits |= operand.traits();
    }
    return composed(traits);
  }

  /// The operators do not chain: an operand of the same level stands in parentheses.
  private Expr infix(String operator, int level, RexCall call) {
    boolean compares = level == Expr.COMPARISON;
    List<Expr> operands = compares ? comparands(call.getOperands()) : print(call.getOperands());
    boolean chains = level == Expr.PRODUCT || level == Expr.SUM;
    String text =
        operands.get(0).in(chains ? level - 1 : level)
            + " "
            + operator
            + " "
            + operands.get(1).in(level);
    return new Expr(text, level, traits(operands));
  }

  /// What is compared: a whole number takes the type of the other side by itself.
  private List<Expr> comparands(List<RexNode> nodes) {
    List<Expr> exprs = new ArrayList<>();
    for (RexNode node : nodes) {
      boolean whole =
          node instanceof RexLiteral literal
              && !literal.isNull()
              && literal.getType().getSqlTypeName() == SqlTypeName.BIGINT;
      exprs.add(whole ? target.plain((RexLiteral) node) : print(node));
    }
    return exprs;
  }

  private Expr sum(String operator, RexCall call) {
    return call.getOperands().size() == 2 ? infix(operator, Expr.SUM, call) : other(call);
  }

  private Expr prefix(String operator, int level, RexCall call) {
    Expr operand = print(call.getOperands().getFirst());
    return new Expr(operator + operand.in(level), level, composed(operand.traits()));
  }

  private Expr postfix(String operator, int level, RexCall call) {
    Expr operand = print(call.getOperands().getFirst());
    return new Expr(operand.in(level) + operator, level, composed(operand.traits()));
  }

  /// Chains of `x = 1 OR x = 2` become `x IN (1, 2)` again: the chain evaluates `x` each time.
  private Expr connective(RexCall call) {
    boolean or = call.getKind() == SqlKind.OR;
    int level = or ? Expr.OR : Expr.AND;
    List<Expr> terms = new ArrayList<>();
    for (InList list : InList.fold(call)) {
      if (list.values().size() == 1) {
        terms.add(print(list.term()));
      } else {
        Expr value = print(list.value());
        String values =
            comparands(list.values()).stream().map(Expr::text).collect(Collectors.joining(", "));
        String text = value.in(Expr.COMPARISON) + (or ? " IN (" : " NOT IN (") + values + ")";
        terms.add(new Expr(text, Expr.COMPARISON, composed(value.traits())));
      }
    }
    if (terms.size() == 1) {
      return terms.getFirst();
    }
    String text =
        terms.stream()
            .map(term -> term.in(level))
            .collect(Collectors.joining(or ? " OR " : " AND "));
    return new Expr(text, level, traits(terms));
  }

  private Expr caseWhen(RexCall call) {
    List<Expr> operands = print(call.getOperands());
    StringBuilder text = new StringBuilder("CASE");
    for (int i = 0; i + 1 < operands.size(); i += 2) {
      text.append(" WHEN ").append(operands.get(i).text());
      text.append(" THEN ").append(operands.get(i + 1).text());
    }
    text.append(" ELSE ").append(operands.getLast().text()).append(" END");
    return new Expr(text.toString(), Expr.PRIMARY, traits(operands));
  }

  private Expr cast(RexCall call) {
    RexNode operand = call.getOperands().getFirst();
    Expr value = print(operand);
    boolean attempt =
        call.getKind() == SqlKind.SAFE_CAST || call.getOperator().getName().startsWith("TRY");
    DataType from = FieldTypes.of(operand.getType());
    DataType to = FieldTypes.of(call.getType());
    if (to != null && to.equals(from) && !value.is(Expr.LITERAL)) {
      // Calcite casts for nullability too, which is nothing to an engine.
      return value;
    }
    String text =
        (attempt ? "TRY_CAST(" : "CAST(")
            + value.text()
            + " AS "
            + target.typeName(call.getType())
            + ")";
    return new Expr(text, Expr.PRIMARY, composed(value.traits()));
  }

  private Expr like(RexCall call) {
    List<Expr> operands = print(call.getOperands());
    String text =
        operands.get(0).in(Expr.COMPARISON)
            + " "
            + call.getOperator().getName()
            + " "
            + operands.get(1).in(Expr.COMPARISON);
    if (operands.size() > 2) {
      text += " ESCAPE " + operands.get(2).text();
    } else if (target.isPostgres()) {
      // Postgres escapes by a backslash unless told otherwise, DuckDB does not.
      text += " ESCAPE ''";
    }
    return new Expr(text, Expr.COMPARISON, traits(operands));
  }

  private Expr row(RexCall call) {
    List<Expr> operands = print(call.getOperands());
    return new Expr(
        (operands.size() == 1 ? "ROW(" : "(") + texts(operands) + ")",
        Expr.PRIMARY,
        traits(operands));
  }

  private Expr list(RexCall call) {
    List<Expr> operands = print(call.getOperands());
    String open = target.isHub() ? "[" : "ARRAY[";
    return new Expr(open + texts(operands) + "]", Expr.PRIMARY, traits(operands));
  }

  static String texts(List<Expr> exprs) {
    return exprs.stream().map(Expr::text).collect(Collectors.joining(", "));
  }

  /// Operators that need no care of ours print themselves, in the dialect of the engine.
  private Expr other(RexCall call) {
    SqlOperator operator = call.getOperator();
    if (call.getOperands().size() == 2 && operator instanceof SqlBinaryOperator) {
      List<Expr> both = print(call.getOperands());
      String text =
          both.get(0).in(Expr.SIGN) + " " + operator.getName() + " " + both.get(1).in(Expr.SIGN);
      // Which of these binds tighter than a comparison is not for us to remember.
      return new Expr(text, Expr.OR - 1, traits(both));
    }
    if (operator instanceof SqlPrefixOperator) {
      return prefix(operator.getName() + " ", Expr.SIGN, call);
    }
    if (operator instanceof SqlPostfixOperator) {
      return postfix(" " + operator.getName(), Expr.COMPARISON, call);
    }
    List<SqlNode> operands = new ArrayList<>();
    int traits = 0;
    boolean function = operator instanceof SqlFunction;
    for (RexNode operand : call.getOperands()) {
      SqlNode symbol = symbol(operand);
      if (symbol != null) {
        operands.add(symbol);
      } else {
        Expr expr = print(operand);
        traits |= expr.traits();
        operands.add(Raw.of(function ? expr.text() : expr.in(Expr.SIGN)));
      }
    }
    SqlNode node = operator.createCall(SqlParserPos.ZERO, operands);
    String text =
        target.write(writer -> {
          node.unparse(writer, 0, 0);
          return writer;
        });
    return new Expr(text, function ? Expr.PRIMARY : 0, composed(traits));
  }

  private static @Nullable SqlNode symbol(RexNode operand) {
    if (!(operand instanceof RexLiteral literal)) {
      return null;
    }
    if (literal.getTypeName() == SqlTypeName.SYMBOL && literal.getValue() instanceof Enum<?> word) {
      return SqlLiteral.createSymbol(word, SqlParserPos.ZERO);
    }
    return literal.isNull()
            && SqlTypeName.INTERVAL_TYPES.contains(literal.getType().getSqlTypeName())
        ? literal.getType().getIntervalQualifier()
        : null;
  }

  /// A key of an order, with the place of nulls always told: engines differ in it.
  List<String> order(Expr key, Direction direction, NullDirection nulls) {
    boolean descending =
        direction == Direction.DESCENDING || direction == Direction.STRICTLY_DESCENDING;
    boolean first = nulls == NullDirection.FIRST;
    String word = descending ? " DESC" : "";
    SqlNode raw = Raw.of(key.text());
    if (target.isHub() || !emulates(raw)) {
      return List.of(key.text() + word + (first ? " NULLS FIRST" : " NULLS LAST"));
    }
    SqlNode place = target.dialect().emulateNullDirection(raw, first, descending);
    if (place == null) {
      // It has no words for it, and puts them there anyway.
      return List.of(key.text() + word);
    }
    String text =
        target.write(writer -> {
          place.unparse(writer, 0, 0);
          return writer;
        });
    return List.of(text, key.text() + word);
  }

  private boolean emulates(SqlNode raw) {
    return target.dialect().emulateNullDirection(raw, true, false) != null
        || target.dialect().emulateNullDirection(raw, false, false) != null;
  }

  List<String> order(List<RelFieldCollation> keys) {
    List<String> order = new ArrayList<>();
    for (RelFieldCollation key : keys) {
      Expr expr = field(key.getFieldIndex());
      // A literal orders nothing, and a number would be read as a position.
      if (!expr.is(Expr.LITERAL)) {
        order.addAll(order(expr, key.getDirection(), key.nullDirection));
      }
    }
    return order;
  }
}
