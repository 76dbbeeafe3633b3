package io.merganser.planner.federate;

import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.DataType.Decimal;
import io.merganser.connectors.spi.DataType.Scalar;
import io.merganser.connectors.spi.PushdownFeature;
import io.merganser.connectors.spi.RemoteDialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.AsofJoin;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.dialect.PostgresqlSqlDialect;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/// What a source may run: nothing but what its dialect says it computes as the hub does.
///
/// Each question is answered with null for yes and with the reason for no, as a person would read
/// it.
final class Allowance {
  /// Longer lists of literals need [PushdownFeature#LITERAL_LIST].
  private static final int SHORT_LIST = 50;

  /// Rows of VALUES that are worth sending.
  private static final int FEW_ROWS = 100;

  private final RemoteDialect dialect;
  private final String source;
  private final FieldTypes types;

  Allowance(Site.Direct site, FieldTypes types) {
    this.dialect = site.dialect();
    this.source = site.catalog();
    this.types = types;
  }

  /// Whether the node itself, not what is below it, may run on the source.
  @Nullable String refusal(RelNode rel) {
    return switch (rel) {
      case TableScan scan -> Origin.table(scan) == null ? "not a table" : null;
      case Filter filter ->
          first(
              feature(PushdownFeature.FILTER, "filters"),
              expression(filter.getCondition(), types.of(filter.getInput())));
      case Project project -> project(project);
      case AsofJoin ignored -> "ASOF JOIN: only the hub has it";
      case Join join -> join(join);
      case Aggregate aggregate -> aggregate(aggregate);
      case Sort sort -> sort(sort);
      case SetOp setOp -> setOp(setOp);
      case Values values -> values(values);
      default -> construct(rel) + ": only the hub has it";
    };
  }

  private static String construct(RelNode rel) {
    return rel.getRelTypeName().replaceFirst("^Logical", "");
  }

  private @Nullable String feature(PushdownFeature feature, String what) {
    return dialect.supports(feature) ? null : what + ": " + source + " does not take them";
  }

  private static @Nullable String first(@Nullable String one, @Nullable String other) {
    return one != null ? one : other;
  }

  private @Nullable String project(Project project) {
    if (project.getProjects().stream().allMatch(RexInputRef.class::isInstance)) {
      return null;
    }
    List<@Nullable DataType> inputs = types.of(project.getInput());
    String refusal = feature(PushdownFeature.PROJECT, "computed columns");
    for (RexNode node : project.getProjects()) {
      refusal = first(refusal, expression(node, inputs));
    }
    return refusal;
  }

  /// Whether the source can deliver all fields of a query in the types that we expect.
  boolean delivers(RelNode rel) {
    List<@Nullable DataType> fields = types.of(rel);
    for (int i = 0; i < fields.size(); i++) {
      // What a table has arrives as it is; what is computed is cast.
      if (Origin.of(rel, i) == null && carried(fields.get(i), "column") != null) {
        return false;
      }
    }
    return true;
  }

  private @Nullable String carried(@Nullable DataType type, String what) {
    if (type == null || type == Scalar.NULL) {
      return what + ": its type has no name";
    }
    return dialect.hasType(type) ? null : what + ": " + source + " has no type " + type;
  }

  private @Nullable String join(Join join) {
    String refusal =
        switch (join.getJoinType()) {
          case INNER -> feature(PushdownFeature.INNER_JOIN, "joins");
          case LEFT, RIGHT, FULL -> feature(PushdownFeature.OUTER_JOIN, "outer joins");
          default -> join.getJoinType() + " JOIN: only the hub has it";
        };
    return first(refusal, expression(join.getCondition(), types.of(join)));
  }

  private @Nullable String aggregate(Aggregate aggregate) {
    String refusal = feature(PushdownFeature.AGGREGATE, "aggregates");
    if (aggregate.getGroupType() != Aggregate.Group.SIMPLE) {
      refusal = first(refusal, "grouping sets: only the hub has them");
    }
    List<@Nullable DataType> inputs = types.of(aggregate.getInput());
    for (int key : aggregate.getGroupSet()) {
      refusal = first(refusal, equality(inputs.get(key), "GROUP BY"));
    }
    for (AggregateCall call : aggregate.getAggCallList()) {
      refusal = first(refusal, call(call, inputs));
    }
    return refusal;
  }

  private @Nullable String call(AggregateCall call, List<@Nullable DataType> inputs) {
    String name = call.getAggregation().getName().toUpperCase(Locale.ROOT);
    if (call.isApproximate()
        || call.ignoreNulls()
        || call.hasCollation()
        || (call.isDistinct() && call.getArgList().size() > 1)
        || call.distinctKeys != null
        || !call.rexList.isEmpty()) {
      return name + ": this form of it only the hub has";
    }
    List<@Nullable DataType> arguments = call.getArgList().stream().map(inputs::get).toList();
    String refusal = function(name, arguments);
    if (call.hasFilter()) {
      refusal = first(refusal, function("FILTER", List.of(Scalar.BOOLEAN)));
    }
    if (call.isDistinct()) {
      for (DataType argument : arguments) {
        refusal = first(refusal, equality(argument, name + " DISTINCT"));
      }
    }
    boolean ordered = name.equals("MIN") || name.equals("MAX");
    return ordered && !arguments.isEmpty()
        ? first(refusal, order(arguments.getFirst(), name))
        : refusal;
  }

  private @Nullable String sort(Sort sort) {
    List<@Nullable DataType> inputs = types.of(sort.getInput());
    String refusal = null;
    if (!sort.getCollation().getFieldCollations().isEmpty()) {
      refusal = feature(PushdownFeature.SORT, "sorts");
    }
    if (sort.fetch != null || sort.offset != null) {
      refusal = first(refusal, feature(PushdownFeature.LIMIT, "limits"));
      if (Target.of(dialect).limit("1", "1").isBlank()) {
        refusal = first(refusal, "limits: " + source + " has no words for them at the end");
      }
    }
    for (RelFieldCollation key : sort.getCollation().getFieldCollations()) {
      String field = sort.getRowType().getFieldNames().get(key.getFieldIndex());
      refusal = first(refusal, order(inputs.get(key.getFieldIndex()), "ORDER BY " + field));
    }
    return refusal;
  }

  private @Nullable String setOp(SetOp setOp) {
    String refusal = feature(PushdownFeature.SET_OPERATION, "set operations");
    List<@Nullable DataType> first = types.of(setOp.getInput(0));
    for (RelNode input : setOp.getInputs()) {
      if (!types.of(input).equals(first)) {
        refusal = first(refusal, "set operation: its branches differ in type");
      }
    }
    if (!setOp.all) {
      for (DataType type : first) {
        refusal = first(refusal, equality(type, "set operation"));
      }
    }
    return refusal;
  }

  private @Nullable String values(Values values) {
    if (values.getTuples().isEmpty() || values.getTuples().size() > FEW_ROWS) {
      return "VALUES: not worth sending";
    }
    String refusal = feature(PushdownFeature.PROJECT, "computed columns");
    for (List<RexLiteral> tuple : values.getTuples()) {
      for (RexLiteral literal : tuple) {
        refusal = first(refusal, expression(literal, List.of()));
      }
    }
    return refusal;
  }

  private @Nullable String function(String name, List<? extends @Nullable DataType> arguments) {
    List<DataType> named = new ArrayList<>();
    for (DataType argument : arguments) {
      if (argument == null) {
        return name + ": a type without a name";
      }
      named.add(argument);
    }
    return dialect.supportsFunction(name, named)
        ? null
        : name + ": " + source + " computes it otherwise";
  }

  private @Nullable String equality(@Nullable DataType type, String where) {
    return type != null && dialect.supportsFunction("=", List.of(type, type))
        ? null
        : where + ": " + source + " compares " + text(type) + " otherwise";
  }

  private @Nullable String order(@Nullable DataType type, String where) {
    return type != null && dialect.ordersLikeHub(type)
        ? null
        : where + ": " + source + " orders " + text(type) + " otherwise";
  }

  private static String text(@Nullable DataType type) {
    return type == null ? "this type" : type == Scalar.VARCHAR ? "text" : type.toString();
  }

  /// Whether the source may evaluate the expression; sub-queries' plans are asked for separately.
  @Nullable String expression(RexNode node, List<@Nullable DataType> inputs) {
    return switch (node) {
      case RexInputRef ref -> null;
      case RexLiteral literal -> literal(literal);
      case RexDynamicParam parameter -> carried(FieldTypes.of(parameter.getType()), "parameter");
      case RexFieldAccess access ->
          access.getReferenceExpr().getKind() == SqlKind.CORREL_VARIABLE
              ? null
              : "fields of structs: only the hub has them";
      case RexOver ignored -> "window functions: only the hub has them";
      case RexSubQuery subQuery -> subQuery(subQuery, inputs);
      case RexCall call -> call(call, inputs);
      default -> node.getKind() + ": only the hub has it";
    };
  }

  private @Nullable String literal(RexLiteral literal) {
    return switch (literal.getTypeName()) {
      case SYMBOL, BOOLEAN, DATE, TIMESTAMP, TIME, DECIMAL, BIGINT, INTEGER -> null;
      case DOUBLE, REAL, FLOAT, NULL -> carried(FieldTypes.of(literal.getType()), "literal");
      case CHAR, VARCHAR -> {
        String value = literal.getValueAs(String.class);
        yield value != null && value.chars().anyMatch(c -> c < ' ' || (c == '\\' && escapes()))
            ? "a literal with control characters or backslashes"
            : null;
      }
      default ->
          SqlTypeName.INTERVAL_TYPES.contains(literal.getTypeName()) ? intervals() : "literal";
    };
  }

  private boolean escapes() {
    return !(dialect.sqlDialect() instanceof PostgresqlSqlDialect) && !Target.isDuckDb(dialect);
  }

  private @Nullable String intervals() {
    return dialect.hasType(Scalar.INTERVAL) ? null : "intervals: " + source + " has none";
  }

  private @Nullable String subQuery(RexSubQuery subQuery, List<@Nullable DataType> inputs) {
    String refusal = feature(PushdownFeature.SUBQUERY, "sub-queries");
    switch (subQuery.getKind()) {
      case EXISTS, SCALAR_QUERY -> {}
      case IN -> {
        for (int i = 0; i < subQuery.getOperands().size(); i++) {
          RexNode operand = subQuery.getOperands().get(i);
          refusal = first(refusal, expression(operand, inputs));
          refusal = first(refusal, equality(types.of(operand, inputs), "IN"));
        }
      }
      default -> refusal = subQuery.getKind() + " (SELECT …): only the hub has it";
    }
    return refusal;
  }

  private @Nullable String call(RexCall call, List<@Nullable DataType> inputs) {
    if (!RexUtil.isDeterministic(call)) {
      return call.getOperator().getName() + ": each evaluation gives another value";
    }
    if (call.getOperator().isDynamicFunction()) {
      return call.getOperator().getName() + ": the hub's clock and session count";
    }
    if (call.getKind() == SqlKind.SEARCH) {
      return search(call, inputs);
    }
    String refusal = null;
    List<@Nullable DataType> arguments = new ArrayList<>();
    for (RexNode operand : call.getOperands()) {
      if (operand instanceof RexLiteral literal && literal.getTypeName() == SqlTypeName.SYMBOL) {
        continue;
      }
      refusal = first(refusal, expression(operand, inputs));
      arguments.add(types.of(operand, inputs));
    }
    if (call.getKind() == SqlKind.CAST) {
      return first(refusal, cast(arguments.getFirst(), FieldTypes.of(call.getType())));
    }
    String name = call.getOperator().getName().toUpperCase(Locale.ROOT);
    refusal = first(refusal, function(name, arguments));
    return switch (call.getKind()) {
      case LESS_THAN, LESS_THAN_OR_EQUAL, GREATER_THAN, GREATER_THAN_OR_EQUAL ->
          first(refusal, first(order(arguments.get(0), name), order(arguments.get(1), name)));
      case LIKE -> first(refusal, like(call));
      case OR ->
          call.getOperands().size() > SHORT_LIST
              ? first(refusal, feature(PushdownFeature.LITERAL_LIST, "long lists"))
              : refusal;
      default -> refusal;
    };
  }

  private @Nullable String search(RexCall call, List<@Nullable DataType> inputs) {
    DataType type = types.of(call.getOperands().getFirst(), inputs);
    Ranges ranges = Ranges.of(call);
    String refusal = expression(call.getOperands().getFirst(), inputs);
    refusal = first(refusal, equality(type, "IN"));
    if (ranges.ordered()) {
      refusal = first(refusal, order(type, "comparison"));
    }
    return ranges.points() > SHORT_LIST
        ? first(refusal, feature(PushdownFeature.LITERAL_LIST, "long lists"))
        : refusal;
  }

  /// DuckDB's LIKE has no escape character unless one is given; a source may have the backslash.
  private @Nullable String like(RexCall call) {
    if (call.getOperands().size() > 2
        || dialect.sqlDialect() instanceof PostgresqlSqlDialect
        || Target.isDuckDb(dialect)) {
      return null;
    }
    return call.getOperands().get(1) instanceof RexLiteral ? null : "LIKE: pattern is no literal";
  }

  /// Casts that keep the value are the same everywhere; others the dialect has to vouch for.
  private @Nullable String cast(@Nullable DataType from, @Nullable DataType to) {
    if (from == null || to == null) {
      return "CAST: a type without a name";
    }
    if (from.equals(to)) {
      return null;
    }
    String refusal = carried(to, "CAST");
    return refusal != null || widens(from, to) ? refusal : function("CAST", List.of(from, to));
  }

  private static boolean widens(DataType from, DataType to) {
    int digits = integerDigits(from);
    if (to instanceof Decimal(int precision, int scale)) {
      return from instanceof Decimal(int p, int s)
          ? scale >= s && precision - scale >= p - s
          : digits > 0 && precision - scale >= digits;
    }
    return digits > 0 && integerDigits(to) >= digits;
  }

  private static int integerDigits(DataType type) {
    return switch (type) {
      case Scalar.TINYINT -> 3;
      case Scalar.SMALLINT -> 5;
      case Scalar.INTEGER -> 10;
      case Scalar.BIGINT -> 19;
      default -> 0;
    };
  }
}
