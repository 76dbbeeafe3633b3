package io.merganser.planner.parser;

import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlWriter;

/// Pieces that several nodes print alike.
final class Printing {
  private Printing() {}

  static void list(SqlWriter writer, String open, Iterable<? extends SqlNode> nodes, String close) {
    final SqlWriter.Frame frame = writer.startList(SqlWriter.FrameTypeEnum.FUN_CALL, open, close);
    for (SqlNode node : nodes) {
      writer.sep(",");
      node.unparse(writer, 0, 0);
    }
    writer.endList(frame);
  }

  /// Without parentheses.
  static void items(SqlWriter writer, Iterable<? extends SqlNode> nodes) {
    final SqlWriter.Frame frame = writer.startList("", "");
    for (SqlNode node : nodes) {
      writer.sep(",");
      node.unparse(writer, 0, 0);
    }
    writer.endList(frame);
  }

  /// What a postfix such as `[i]` or `.field` may follow without parentheses.
  static void primary(SqlWriter writer, SqlNode node) {
    if (node instanceof SqlIdentifier
        || node.getKind() == SqlKind.ITEM
        || node.getKind() == SqlKind.DOT
        || node instanceof SqlCall && ((SqlCall) node).getOperator() == DuckOperators.SLICE) {
      node.unparse(writer, 0, 0);
    } else {
      parenthesized(writer, node);
    }
  }

  /// A query brings its own parentheses.
  static void parenthesized(SqlWriter writer, SqlNode node) {
    if (node.isA(SqlKind.QUERY)) {
      final SqlWriter.Frame frame = writer.startList(SqlWriter.FrameTypeEnum.SUB_QUERY, "(", ")");
      node.unparse(writer, 0, 0);
      writer.endList(frame);
      return;
    }
    final SqlWriter.Frame frame = writer.startList("(", ")");
    node.unparse(writer, 0, 0);
    writer.endList(frame);
  }

  /// `f(DISTINCT x ORDER BY y IGNORE NULLS)`: DuckDB has order and treatment of nulls inside the
  /// parentheses; the tree has them as calls round the call.
  static void aggregate(SqlWriter writer, SqlCall call) {
    SqlNodeList order = null;
    String nulls = null;
    for (; ; ) {
      if (call.getKind() == SqlKind.IGNORE_NULLS || call.getKind() == SqlKind.RESPECT_NULLS) {
        nulls = call.getOperator().getName();
        call = call.operand(0);
      } else if (call.getOperator() == DuckOperators.ORDERED) {
        order = call.operand(1);
        call = call.operand(0);
      } else {
        break;
      }
    }
    final SqlIdentifier name =
        call.getOperator() instanceof SqlFunction
            ? ((SqlFunction) call.getOperator()).getSqlIdentifier()
            : null;
    if (name == null) {
      writer.keyword(call.getOperator().getName());
    } else {
      name.unparse(writer, 0, 0);
    }
    final SqlWriter.Frame frame = writer.startList(SqlWriter.FrameTypeEnum.FUN_CALL, "(", ")");
    final SqlLiteral quantifier = call.getFunctionQuantifier();
    if (quantifier != null) {
      quantifier.unparse(writer, 0, 0);
    }
    for (SqlNode operand : call.getOperandList()) {
      writer.sep(",");
      operand.unparse(writer, 0, 0);
    }
    if (order != null) {
      writer.keyword("ORDER BY");
      final SqlWriter.Frame items = writer.startList("", "");
      for (SqlNode item : order) {
        writer.sep(",");
        item.unparse(writer, 0, 0);
      }
      writer.endList(items);
    }
    if (nulls != null) {
      writer.keyword(nulls);
    }
    writer.endList(frame);
  }
}
