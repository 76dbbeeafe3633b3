package io.merganser.planner.parser;

import com.google.common.collect.ImmutableList;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.SqlStarExclude;
import org.apache.calcite.sql.SqlStarReplace;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeName;

/// `* EXCLUDE (..) REPLACE (..) RENAME (..)`.
///
/// EXCLUDE or REPLACE alone are the nodes of Calcite, which its validator expands. Any other
/// combination is a call of [#STAR], which has to be expanded before validation; its operands are
/// the star and three lists.
public final class StarModifiers {
  private StarModifiers() {}

  public static final SqlOperator STAR =
      new SqlSpecialOperator(
          "STAR",
          SqlKind.OTHER,
          200,
          true,
          ReturnTypes.explicit(SqlTypeName.ANY),
          null,
          OperandTypes.VARIADIC) {
        @Override
        public void unparse(SqlWriter writer, SqlCall call, int leftPrec, int rightPrec) {
          call.operand(0).unparse(writer, 0, 0);
          part(writer, "EXCLUDE", call.operand(1));
          part(writer, "REPLACE", call.operand(2));
          part(writer, "RENAME", call.operand(3));
        }

        private void part(SqlWriter writer, String word, SqlNodeList list) {
          if (!list.isEmpty()) {
            writer.keyword(word);
            Printing.list(writer, "(", list, ")");
          }
        }
      };

  static SqlNode apply(SqlNode e, SqlNodeList exclude, SqlNodeList replace, SqlNodeList rename) {
    if (exclude == null && replace == null && rename == null) {
      return e;
    }
    final SqlParserPos position = e.getParserPosition();
    if (rename == null && replace == null) {
      return new SqlStarExclude(
          position.plus(exclude.getParserPosition()), (SqlIdentifier) e, exclude);
    }
    if (rename == null && exclude == null) {
      return new SqlStarReplace(
          position.plus(replace.getParserPosition()), (SqlIdentifier) e, replace);
    }
    return STAR.createCall(
        position, ImmutableList.of(e, orEmpty(exclude), orEmpty(replace), orEmpty(rename)));
  }

  private static SqlNodeList orEmpty(SqlNodeList list) {
    return list == null ? SqlNodeList.EMPTY : list;
  }
}
