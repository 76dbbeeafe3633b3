package io.merganser.planner.federate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/// Prints GROUP BY and the columns of an aggregate.
final class AggregatePrinter {
  private final RelPrinter relations;
  private final Aggregate aggregate;
  private final Block block;

  AggregatePrinter(RelPrinter relations, Aggregate aggregate, Block block) {
    this.relations = relations;
    this.aggregate = aggregate;
    this.block = block;
  }

  /// Adds the fields that a call reads.
  static void read(AggregateCall call, ImmutableBitSet.Builder read) {
    call.getArgList().forEach(read::set);
    if (call.hasFilter()) {
      read.set(call.filterArg);
    }
    call.getCollation().getKeys().forEach(read::set);
  }

  List<@Nullable Expr> print(ImmutableBitSet needed) {
    CallPrinter calls = new CallPrinter(new RexPrinter(relations, block.fields));
    List<Integer> keys = aggregate.getGroupSet().asList();
    List<@Nullable Expr> fields = RelPrinter.nulls(aggregate);
    for (int field : needed) {
      fields.set(
          field,
          field < keys.size()
              ? block.field(keys.get(field))
              : calls.aggregate(aggregate.getAggCallList().get(field - keys.size())));
    }
    block.groupBy = groupBy();
    if (keys.isEmpty()) {
      // Without a key there is one row, also if nobody reads any of it.
      block.filler = "COUNT(*)";
    }
    return fields;
  }

  private List<String> groupBy() {
    if (aggregate.getGroupType() == Aggregate.Group.SIMPLE) {
      List<String> texts = new ArrayList<>();
      aggregate.getGroupSet().forEach(key -> texts.add(block.field(key).text()));
      return texts;
    }
    String sets =
        aggregate.getGroupSets().stream()
            .map(set ->
                set.asList().stream()
                    .map(key -> block.field(key).text())
                    .collect(Collectors.joining(", ", "(", ")")))
            .collect(Collectors.joining(", "));
    return List.of("GROUPING SETS (" + sets + ")");
  }
}
