package io.merganser.planner.analyze;

import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/// `TABLE t` where what stands for `t` is no name, which the syntax would not take.
final class WholeTable extends SqlSpecialOperator {
  private static final WholeTable OPERATOR = new WholeTable();

  private WholeTable() {
    super("TABLE", SqlKind.EXPLICIT_TABLE);
  }

  static void put(SqlCall call, SqlNode replacement) {
    call.setOperand(0, replacement);
    if (call instanceof SqlBasicCall basic) {
      basic.setOperator(
          replacement instanceof SqlIdentifier ? SqlStdOperatorTable.EXPLICIT_TABLE : OPERATOR);
    }
  }

  @Override
  public void unparse(SqlWriter writer, SqlCall call, int leftPrec, int rightPrec) {
    writer.print("SELECT * FROM ");
    call.operand(0).unparse(writer, 0, 0);
  }
}
