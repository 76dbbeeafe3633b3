package io.merganser.planner;

import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/// Finds the statements to which DuckDB's scanners of attached sources give wrong rows, so that
/// these go to the source on a connection of ours.
///
/// Under `ORDER BY x NULLS FIRST LIMIT n` the hub tells the scan what the heap no longer takes, as
/// `x IS NULL OR x < bound`, and the Postgres scanner sends the first half of that alone: rows
/// without a null are lost (duckdb-postgres issue 564).
final class ScannerTraps extends SqlBasicVisitor<@Nullable Void> {
  private boolean nullsFirst;
  private boolean limit;

  private ScannerTraps() {}

  static boolean isIn(SqlNode tree) {
    ScannerTraps traps = new ScannerTraps();
    tree.accept(traps);
    return traps.nullsFirst && traps.limit;
  }

  @Override
  public @Nullable Void visit(SqlCall call) {
    nullsFirst |= call.getKind() == SqlKind.NULLS_FIRST;
    limit |= call instanceof SqlOrderBy order && order.fetch != null;
    return super.visit(call);
  }
}
