package io.merganser.planner.federate;

import io.merganser.connectors.spi.ColumnRange;
import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.DataType.Scalar;
import io.merganser.connectors.spi.Names;
import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.TableName;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Intersect;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Minus;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/// How many rows each part of a plan has, as well as it can be told from the sources' row counts
/// and the ranges of their columns: textbook selectivities, and what column names and types betray
/// of keys.
final class Estimates {
  /// A table that nobody counted.
  private static final double UNKNOWN_TABLE = 100_000;

  private static final double RANGE = 0.3;

  /// Of a range that the source's values hardly reach.
  private static final double LEAST = 0.005;

  private static final double PATTERN = 0.1;
  private static final double SUB_QUERY = 0.3;
  private static final double OTHER = 0.25;

  private final IdentityHashMap<RelNode, Double> known = new IdentityHashMap<>();
  private final Map<TableName, Double> tables = new HashMap<>();
  private final Map<TableName, Map<String, ColumnRange>> ranges = new HashMap<>();

  double rows(RelNode rel) {
    Double rows = known.get(rel);
    if (rows == null) {
      rows = Math.max(derive(rel), 1);
      known.put(rel, rows);
    }
    return rows;
  }

  /// Tells the rows of a plan that was estimated by other means than its own form.
  void remember(RelNode rel, double rows) {
    known.put(rel, Math.max(rows, 1));
  }

  private double derive(RelNode rel) {
    return switch (rel) {
      case TableScan scan -> {
        SourceTable table = Origin.table(scan);
        yield table == null ? UNKNOWN_TABLE : table(table);
      }
      case StreamRel stream -> rows(stream.query());
      case Filter filter ->
          rows(filter.getInput()) * selectivity(filter.getCondition(), filter.getInput());
      case Project project -> rows(project.getInput());
      case Join join -> join(join);
      case Correlate correlate -> rows(correlate.getLeft()) * rows(correlate.getRight());
      case Aggregate aggregate -> aggregate(aggregate);
      case Sort sort -> sort(sort);
      case Union union -> union.getInputs().stream().mapToDouble(this::rows).sum();
      case Intersect intersect ->
          intersect.getInputs().stream().mapToDouble(this::rows).min().orElse(1);
      case Minus minus -> rows(minus.getInput(0));
      case Values values -> values.getTuples().size();
      default -> rel.getInputs().stream().mapToDouble(this::rows).max().orElse(UNKNOWN_TABLE / 100);
    };
  }

  double table(SourceTable table) {
    return tables.computeIfAbsent(
        table.schema().name(),
        name -> {
          OptionalLong rows = table.catalog().metadata().rowCount(name.schema(), name.table());
          return rows.isPresent() ? Math.max(1, rows.getAsLong()) : UNKNOWN_TABLE;
        });
  }

  private double sort(Sort sort) {
    double rows = rows(sort.getInput());
    BigDecimal fetch =
        sort.fetch instanceof RexLiteral literal ? literal.getValueAs(BigDecimal.class) : null;
    return fetch == null ? rows : Math.min(rows, fetch.doubleValue());
  }

  private double aggregate(Aggregate aggregate) {
    double rows = rows(aggregate.getInput());
    double groups = 1;
    for (int key : aggregate.getGroupSet()) {
      groups *= distinct(aggregate.getInput(), key);
    }
    return Math.min(Math.max(1, rows * 0.9), groups) * aggregate.getGroupSets().size();
  }

  private double join(Join join) {
    double left = rows(join.getLeft());
    double right = rows(join.getRight());
    double matched = left * right * joinSelectivity(join);
    return switch (join.getJoinType()) {
      case LEFT, ASOF, LEFT_ASOF, LEFT_MARK -> Math.max(left, matched);
      case RIGHT -> Math.max(right, matched);
      case FULL -> Math.max(left + right, matched);
      case SEMI -> Math.min(left, Math.max(1, left * 0.5));
      case ANTI -> Math.max(1, left * 0.5);
      case INNER -> matched;
    };
  }

  private double joinSelectivity(Join join) {
    int leftFields = join.getLeft().getRowType().getFieldCount();
    double keys = 1;
    double others = 1;
    double most = 1;
    for (RexNode term : RelOptUtil.conjunctions(join.getCondition())) {
      int[] pair = equalFields(term);
      if (pair != null && (pair[0] < leftFields) != (pair[1] < leftFields)) {
        int left = Math.min(pair[0], pair[1]);
        int right = Math.max(pair[0], pair[1]) - leftFields;
        keys *= keyDistinct(origin(join.getLeft(), left), origin(join.getRight(), right));
        most =
            Math.max(
                most, Math.min(baseRows(join.getLeft(), left), baseRows(join.getRight(), right)));
      } else {
        others *= selectivity(term, join);
      }
    }
    return others / Math.max(1, Math.min(keys, most));
  }

  /// How many different values two columns have that are compared to each other. A key column
  /// stands first in its table by custom; two columns that do not are many to many.
  double keyDistinct(@Nullable Origin left, @Nullable Origin right) {
    if (left == null || right == null) {
      Origin one = left == null ? right : left;
      return one == null ? 100 : distinct(one);
    }
    double domain = Math.min(table(left.table()), table(right.table()));
    return left.column() == 0 || right.column() == 0 ? domain : Math.max(1, Math.sqrt(domain));
  }

  double baseRows(RelNode rel, int field) {
    Origin origin = origin(rel, field);
    return origin == null ? rows(rel) : table(origin.table());
  }

  @Nullable Origin origin(RelNode rel, int field) {
    return Origin.of(rel, field);
  }

  /// The two fields of `a = b`, or null.
  static int @Nullable [] equalFields(RexNode term) {
    return switch (term.getKind()) {
      case EQUALS, IS_NOT_DISTINCT_FROM ->
          ((RexCall) term).getOperands().get(0) instanceof RexInputRef left
                  && ((RexCall) term).getOperands().get(1) instanceof RexInputRef right
              ? new int[] {left.getIndex(), right.getIndex()}
              : null;
      default -> null;
    };
  }

  double distinct(RelNode rel, int field) {
    Origin origin = origin(rel, field);
    return origin == null
        ? Math.max(1, Math.sqrt(rows(rel)))
        : Math.min(rows(rel), distinct(origin));
  }

  private double distinct(Origin origin) {
    double rows = table(origin.table());
    if (origin.column() == 0) {
      return rows;
    }
    String name = Names.fold(origin.name());
    if (name.endsWith("key") || name.endsWith("id")) {
      return Math.pow(rows, 0.8);
    }
    DataType type = origin.table().schema().columns().get(origin.column()).type();
    return switch (type) {
      case Scalar scalar ->
          switch (scalar) {
            case BOOLEAN -> 2;
            case DATE -> Math.min(rows, 2500);
            case VARCHAR -> Math.min(rows, Math.max(25, Math.min(200, Math.pow(rows, 0.4))));
            case TINYINT, SMALLINT, INTEGER, BIGINT -> Math.max(10, Math.pow(rows, 0.4));
            default -> Math.pow(rows, 0.7);
          };
      case DataType.EnumOf(List<String> values) -> values.size();
      default -> Math.pow(rows, 0.7);
    };
  }

  /// The share of `input`'s rows for which the condition holds.
  double selectivity(RexNode condition, RelNode input) {
    RexNode expanded = RexUtil.expandSearch(input.getCluster().getRexBuilder(), null, condition);
    double share = 1;
    ImmutableBitSet ranged = ImmutableBitSet.of();
    Map<Integer, Bounds> bounds = new HashMap<>();
    for (RexNode term : RelOptUtil.conjunctions(expanded)) {
      Bounds bound = Bounds.of(term);
      if (bound != null && range(input, bound.field()) != null) {
        bounds.merge(bound.field(), bound, Bounds::and);
        continue;
      }
      ImmutableBitSet fields = RelOptUtil.InputFinder.bits(term);
      boolean isRange = term.isA(SqlKind.COMPARISON) && !isEquality(term);
      // The second bound of a range takes less than the first.
      share *= isRange && ranged.intersects(fields) ? RANGE / 2 : term(term, input);
      if (isRange) {
        ranged = ranged.union(fields);
      }
    }
    for (Bounds bound : bounds.values()) {
      ColumnRange range = range(input, bound.field());
      // What was counted a while ago does not know the rows that came since.
      share *= range == null ? RANGE : Math.max(LEAST, range.share(bound.from(), bound.to()));
    }
    return share;
  }

  /// Between which values those of a field lie, or null if its source does not tell.
  private @Nullable ColumnRange range(RelNode input, int field) {
    Origin origin = origin(input, field);
    return origin == null
        ? null
        : ranges
            .computeIfAbsent(origin.table().schema().name(), name -> ranges(origin.table(), name))
            .get(origin.name());
  }

  private static Map<String, ColumnRange> ranges(SourceTable table, TableName name) {
    try {
      return table.catalog().metadata().ranges(name.schema(), name.table());
    } catch (QueryException e) {
      // A plan without them answers just the same.
      return Map.of();
    }
  }

  private static boolean isEquality(RexNode term) {
    return switch (term.getKind()) {
      case EQUALS, NOT_EQUALS, IS_NOT_DISTINCT_FROM, IS_DISTINCT_FROM -> true;
      default -> false;
    };
  }

  private double term(RexNode term, RelNode input) {
    if (term.isAlwaysTrue()) {
      return 1;
    }
    if (term.isAlwaysFalse()) {
      return 0;
    }
    return switch (term.getKind()) {
      case EQUALS, IS_NOT_DISTINCT_FROM -> equality((RexCall) term, input);
      case NOT_EQUALS, IS_DISTINCT_FROM -> 0.95;
      case LESS_THAN, LESS_THAN_OR_EQUAL, GREATER_THAN, GREATER_THAN_OR_EQUAL -> RANGE;
      case LIKE, SIMILAR -> PATTERN;
      case IS_NULL -> 0.05;
      case IS_NOT_NULL -> 0.95;
      case NOT -> Math.max(0.05, 1 - term(((RexCall) term).getOperands().get(0), input));
      case AND -> selectivity(term, input);
      case OR -> disjunction((RexCall) term, input);
      case IN, EXISTS, SOME -> term instanceof RexSubQuery ? SUB_QUERY : OTHER;
      default -> OTHER;
    };
  }

  private double disjunction(RexCall term, RelNode input) {
    double misses = 1;
    for (RexNode operand : term.getOperands()) {
      misses *= 1 - Math.min(1, selectivity(operand, input));
    }
    return 1 - misses;
  }

  private double equality(RexCall term, RelNode input) {
    if (!Correlations.subQueries(term).isEmpty()) {
      return 0.05;
    }
    for (RexNode operand : term.getOperands()) {
      if (operand instanceof RexInputRef ref && !(input instanceof Join)) {
        return 1 / Math.max(1, distinct(input, ref.getIndex()));
      }
    }
    return 0.05;
  }
}
