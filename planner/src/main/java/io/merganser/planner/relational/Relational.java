package io.merganser.planner.relational;

import io.merganser.planner.parser.DuckOperators;
import io.merganser.planner.parser.SqlQuotedNumber;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/// Tells whether Calcite reads a tree as the hub does, and puts Calcite's own operators in.
///
/// What is not known to mean the same is not relational: the statement then runs whole, on the hub.
final class Relational extends SqlBasicVisitor<@Nullable Void> {
  private static final IdentityHashMap<SqlOperator, SqlOperator> OWN = new IdentityHashMap<>();

  static {
    OWN.put(DuckOperators.EQUALS, SqlStdOperatorTable.EQUALS);
    OWN.put(DuckOperators.NOT_EQUALS, SqlStdOperatorTable.NOT_EQUALS);
    OWN.put(DuckOperators.LESS_THAN, SqlStdOperatorTable.LESS_THAN);
    OWN.put(DuckOperators.LESS_THAN_OR_EQUAL, SqlStdOperatorTable.LESS_THAN_OR_EQUAL);
    OWN.put(DuckOperators.GREATER_THAN, SqlStdOperatorTable.GREATER_THAN);
    OWN.put(DuckOperators.GREATER_THAN_OR_EQUAL, SqlStdOperatorTable.GREATER_THAN_OR_EQUAL);
    OWN.put(DuckOperators.IS_DISTINCT_FROM, SqlStdOperatorTable.IS_DISTINCT_FROM);
    OWN.put(DuckOperators.IS_NOT_DISTINCT_FROM, SqlStdOperatorTable.IS_NOT_DISTINCT_FROM);
    OWN.put(DuckOperators.CONCAT, SqlStdOperatorTable.CONCAT);
    OWN.put(SqlStdOperatorTable.DIVIDE, HubOperators.DIVIDE);
  }

  private static final Set<SqlKind> KINDS =
      EnumSet.of(
          SqlKind.SELECT,
          SqlKind.WITH,
          SqlKind.WITH_ITEM,
          SqlKind.ORDER_BY,
          SqlKind.JOIN,
          SqlKind.UNION,
          SqlKind.INTERSECT,
          SqlKind.EXCEPT,
          SqlKind.AS,
          SqlKind.AND,
          SqlKind.OR,
          SqlKind.NOT,
          SqlKind.IS_NULL,
          SqlKind.IS_NOT_NULL,
          SqlKind.IS_TRUE,
          SqlKind.IS_NOT_TRUE,
          SqlKind.IS_FALSE,
          SqlKind.IS_NOT_FALSE,
          SqlKind.BETWEEN,
          SqlKind.IN,
          SqlKind.NOT_IN,
          SqlKind.EXISTS,
          SqlKind.SOME,
          SqlKind.ALL,
          SqlKind.LIKE,
          SqlKind.PLUS,
          SqlKind.MINUS,
          SqlKind.TIMES,
          SqlKind.MOD,
          SqlKind.PLUS_PREFIX,
          SqlKind.MINUS_PREFIX,
          SqlKind.CASE,
          SqlKind.CAST,
          SqlKind.EXTRACT,
          SqlKind.DESCENDING,
          SqlKind.NULLS_FIRST,
          SqlKind.NULLS_LAST,
          SqlKind.SCALAR_QUERY,
          SqlKind.COALESCE,
          SqlKind.NULLIF,
          SqlKind.COUNT,
          SqlKind.SUM,
          SqlKind.MIN,
          SqlKind.MAX,
          SqlKind.AVG,
          SqlKind.EXPLICIT_TABLE,
          SqlKind.INTERVAL);

  private @Nullable String obstacle;

  private Relational() {}

  /// What in the tree Calcite would read otherwise; null if nothing. Changes operators in place.
  static @Nullable String obstacle(SqlNode tree) {
    Relational visitor = new Relational();
    tree.accept(visitor);
    return visitor.obstacle;
  }

  @Override
  public @Nullable Void visit(SqlCall call) {
    if (obstacle != null) {
      return null;
    }
    if (!(isPlain(call) && hasKnownOperator(call))) {
      obstacle = call.getOperator().getName() + " has no relational form";
      return null;
    }
    if (call instanceof SqlSelect select && select.getQualify() != null) {
      obstacle = "QUALIFY has no relational form";
      return null;
    }
    if (call instanceof SqlSelect select && !select.getWindowList().isEmpty()) {
      obstacle = "WINDOW has no relational form";
      return null;
    }
    if (call instanceof SqlJoin join && (join.isNatural() || isUsing(join))) {
      obstacle = "NATURAL and USING order columns otherwise";
      return null;
    }
    return super.visit(call);
  }

  private static boolean isUsing(SqlJoin join) {
    return join.getConditionType() == JoinConditionType.USING;
  }

  /// Subclasses of Calcite's nodes print something that Calcite does not know of.
  private static boolean isPlain(SqlCall call) {
    Class<?> type = call.getClass();
    return type == SqlBasicCall.class
        || type == SqlSelect.class
        || type == SqlJoin.class
        || type == SqlWith.class
        || type == SqlWithItem.class
        || type == SqlOrderBy.class
        || type == SqlCase.class;
  }

  private static boolean hasKnownOperator(SqlCall call) {
    SqlOperator own = OWN.get(call.getOperator());
    if (own != null && call instanceof SqlBasicCall basic) {
      basic.setOperator(own);
      return true;
    }
    if (call.getOperator() instanceof SqlFunction function
        && !(function instanceof SqlAggFunction)
        && !KINDS.contains(call.getKind())) {
      return HubOperators.isPure(function.getName());
    }
    return KINDS.contains(call.getKind());
  }

  @Override
  public @Nullable Void visit(SqlLiteral literal) {
    boolean ours = literal.getClass().getPackageName().startsWith("io.merganser");
    // `.5` has the value and the scale that Calcite thinks it has; `1.` is no integer to the hub.
    boolean fraction =
        literal instanceof SqlNumericLiteral number
            && number.getScale() != null
            && number.getScale() > 0;
    if (ours && !fraction && !(literal instanceof SqlQuotedNumber)) {
      obstacle = "the statement has no relational form";
    }
    return null;
  }

  @Override
  public @Nullable Void visit(SqlIdentifier id) {
    return null;
  }

  @Override
  public @Nullable Void visit(SqlDynamicParam param) {
    return null;
  }

  @Override
  public @Nullable Void visit(SqlIntervalQualifier qualifier) {
    return null;
  }
}
