package io.merganser.planner.federate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.plan.RelOptSamplingParameters;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.RepeatUnion;
import org.apache.calcite.rel.core.Sample;
import org.apache.calcite.rel.core.Spool;
import org.apache.calcite.rel.core.TableFunctionScan;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.Uncollect;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlCollectionTableOperator;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/// Prints what only DuckDB runs.
final class HubPrinter {
  private final RelPrinter relations;

  HubPrinter(RelPrinter relations) {
    this.relations = relations;
  }

  Block print(RelNode rel, ImmutableBitSet needed) {
    if (!relations.target().isHub()) {
      throw new IllegalStateException("given to a source: " + rel.getRelTypeName());
    }
    return switch (rel) {
      case Correlate correlate -> correlate(correlate, needed);
      case Uncollect uncollect -> uncollect(uncollect);
      case TableFunctionScan scan -> function(scan);
      case RepeatUnion union -> repeat(union);
      case TableScan scan -> working(scan);
      case Spool spool -> relations.block(spool.getInput(), needed);
      case Sample sample -> sample(sample, needed);
      default ->
          throw FederationErrors.unsupported(
              rel.getRelTypeName().replaceFirst("^Logical", "").toUpperCase(Locale.ROOT));
    };
  }

  private Block correlate(Correlate correlate, ImmutableBitSet needed) {
    JoinRelType type = correlate.getJoinType();
    if (type != JoinRelType.INNER && type != JoinRelType.LEFT) {
      throw FederationErrors.unsupported("a " + type + " LATERAL join");
    }
    int leftFields = correlate.getLeft().getRowType().getFieldCount();
    ImmutableBitSet leftRead =
        needed.intersect(ImmutableBitSet.range(leftFields)).union(correlate.getRequiredColumns());
    Block left = relations.block(correlate.getLeft(), leftRead);
    if (!left.isPlain()) {
      left = relations.wrap(left);
    }
    relations.bind(Set.of(correlate.getCorrelationId()), left);
    ImmutableBitSet rightRead = needed.except(ImmutableBitSet.range(leftFields)).shift(-leftFields);
    Block right = relations.wrap(relations.block(correlate.getRight(), rightRead));
    List<@Nullable Expr> fields = new ArrayList<>(left.fields);
    fields.addAll(right.fields);
    Block block = Block.of(null, fields);
    block.oneRelation = false;
    block.where.addAll(left.where);
    block.from =
        left.from
            + (type == JoinRelType.LEFT ? "\nLEFT JOIN LATERAL " : "\nJOIN LATERAL ")
            + right.from
            + " ON TRUE";
    return block;
  }

  private Block uncollect(Uncollect uncollect) {
    RelNode input = uncollect.getInput();
    int arrays = input.getRowType().getFieldCount();
    int fields = uncollect.getRowType().getFieldCount() - (uncollect.withOrdinality ? 1 : 0);
    boolean lists =
        input.getRowType().getFieldList().stream()
            .map(field -> field.getType().getComponentType())
            .allMatch(HubPrinter::isPlain);
    if (!lists || fields != arrays) {
      throw FederationErrors.unsupported("UNNEST of structs or maps");
    }
    Block below = relations.block(input, ImmutableBitSet.range(arrays));
    if (below.body != null || below.isGrouped() || below.hasLimit() || below.any(~Expr.TYPED)) {
      below = below.from == null && below.where.isEmpty() ? below : relations.wrap(below);
    }
    List<@Nullable Expr> columns = RelPrinter.nulls(uncollect);
    for (int i = 0; i < arrays; i++) {
      columns.set(
          i, new Expr("unnest(" + below.field(i).text() + ")", Expr.PRIMARY, Expr.VOLATILE));
    }
    if (uncollect.withOrdinality) {
      String ordinals = "generate_subscripts(" + below.field(0).text() + ", 1)";
      columns.set(arrays, new Expr(ordinals, Expr.PRIMARY, Expr.VOLATILE));
    }
    below.fields = columns;
    return relations.wrap(below);
  }

  private static boolean isPlain(@Nullable RelDataType component) {
    return component != null && !component.isStruct();
  }

  private Block function(TableFunctionScan scan) {
    RexNode node = scan.getCall();
    if (node instanceof RexCall call && call.getOperator() instanceof SqlCollectionTableOperator) {
      node = call.getOperands().getFirst();
    }
    if (!scan.getInputs().isEmpty()) {
      throw FederationErrors.unsupported("a table function over a query");
    }
    String alias = relations.alias();
    List<@Nullable Expr> fields = RelPrinter.nulls(scan);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      names.add("c" + i);
      fields.set(i, Expr.column(alias + ".c" + i));
    }
    String call = new RexPrinter(relations, List.of()).print(node).text();
    return Block.of(call + " AS " + alias + "(" + String.join(", ", names) + ")", fields);
  }

  private Block repeat(RepeatUnion union) {
    if (union.iterationLimit >= 0) {
      throw FederationErrors.unsupported("a recursive query with a limit of iterations");
    }
    relations.recursive();
    ImmutableBitSet all = ImmutableBitSet.range(union.getRowType().getFieldCount());
    String seed = relations.query(union.getSeedRel(), all);
    String name =
        relations.with(
            "r",
            self -> {
              relations.enter(working(union), self);
              return "("
                  + seed
                  + (union.all ? "\nUNION ALL\n" : "\nUNION\n")
                  + relations.query(union.getIterativeRel(), all)
                  + ")";
            });
    relations.leave();
    return reference(name, all);
  }

  private static List<String> working(RepeatUnion union) {
    return union.getTransientTable() == null
        ? List.of()
        : union.getTransientTable().getQualifiedName();
  }

  private Block working(TableScan scan) {
    String name = relations.working(scan.getTable().getQualifiedName());
    return reference(name, ImmutableBitSet.range(scan.getRowType().getFieldCount()));
  }

  private Block reference(String name, ImmutableBitSet all) {
    String alias = relations.alias();
    List<@Nullable Expr> fields = new ArrayList<>();
    all.forEach(field -> fields.add(Expr.column(alias + ".c" + field)));
    return Block.of(name + " AS " + alias, fields);
  }

  private Block sample(Sample sample, ImmutableBitSet needed) {
    RelOptSamplingParameters parameters = sample.getSamplingParameters();
    Block block = relations.wrap(relations.block(sample.getInput(), needed));
    block.from +=
        " TABLESAMPLE "
            + (parameters.isBernoulli() ? "BERNOULLI" : "SYSTEM")
            + " ("
            + parameters.sampleRate.movePointRight(2).toPlainString()
            + " PERCENT)"
            + (parameters.isRepeatable()
                ? " REPEATABLE (" + parameters.getRepeatableSeed() + ")"
                : "");
    return block;
  }
}
