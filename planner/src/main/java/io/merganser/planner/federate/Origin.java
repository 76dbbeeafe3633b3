package io.merganser.planner.federate;

import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rex.RexInputRef;
import org.jspecify.annotations.Nullable;

/// The column of a table that a field of a plan carries unchanged.
record Origin(SourceTable table, int column) {

  static @Nullable Origin of(RelNode rel, int field) {
    return switch (rel) {
      case TableScan scan -> {
        SourceTable table = table(scan);
        yield table == null ? null : new Origin(table, field);
      }
      case StreamRel stream -> of(stream.query(), field);
      case Filter filter -> of(filter.getInput(), field);
      case Sort sort -> of(sort.getInput(), field);
      case Project project ->
          project.getProjects().get(field) instanceof RexInputRef ref
              ? of(project.getInput(), ref.getIndex())
              : null;
      case Join join -> {
        int left = join.getLeft().getRowType().getFieldCount();
        yield field < left ? of(join.getLeft(), field) : of(join.getRight(), field - left);
      }
      case Aggregate aggregate ->
          field < aggregate.getGroupCount()
              ? of(aggregate.getInput(), aggregate.getGroupSet().nth(field))
              : null;
      default -> null;
    };
  }

  /// The table that is scanned; null if it is the working table of a recursive query.
  static @Nullable SourceTable table(TableScan scan) {
    return scan.getTable().unwrap(SourceTable.class);
  }

  String name() {
    return table.schema().columns().get(column).name();
  }
}
