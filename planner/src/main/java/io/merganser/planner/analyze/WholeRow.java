package io.merganser.planner.analyze;

import io.merganser.connectors.spi.Names;
import io.merganser.planner.PlannerErrors;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/// Refuses what stands for columns that it does not name, where a fence has one that is no column
/// of its table: a star, a row as a whole; and that one's name.
final class WholeRow extends SqlBasicVisitor<@Nullable Void> {
  private static final Set<String> STARS = Set.of("columns", "unpack");

  private final String table;
  private final Set<String> columns;
  private int queries;

  /// @param table what the statement calls the table
  /// @param columns folded names of the fence's
  WholeRow(String table, Set<String> columns) {
    this.table = Names.fold(table);
    this.columns = columns;
  }

  void refuseIn(@Nullable SqlNode node) {
    if (node != null) {
      node.accept(this);
    }
  }

  @Override
  public @Nullable Void visit(SqlIdentifier id) {
    if (id.names.stream().anyMatch(Fence.PLACE::equalsIgnoreCase)) {
      throw PlannerErrors.columnNotFound(Fence.PLACE, id.getParserPosition());
    }
    boolean row =
        id.isSimple()
            && Names.fold(id.getSimple()).equals(table)
            && !columns.contains(Names.fold(id.getSimple()));
    // In a query a star is of what that reads.
    if (row || (id.isStar() && queries == 0)) {
      throw refused(id);
    }
    return null;
  }

  @Override
  public @Nullable Void visit(SqlCall call) {
    if (STARS.contains(Names.fold(call.getOperator().getName()))) {
      throw refused(call);
    }
    if (call.getKind() == SqlKind.AS) {
      // An alias names nothing.
      return call.operand(0).accept(this);
    }
    boolean query = call.isA(SqlKind.QUERY);
    queries += query ? 1 : 0;
    super.visit(call);
    queries -= query ? 1 : 0;
    return null;
  }

  private static RuntimeException refused(SqlNode node) {
    return PlannerErrors.unsupported(
        "a row as a whole in a change of a table under a policy", node.getParserPosition());
  }
}
