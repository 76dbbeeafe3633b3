package io.merganser.planner.parser;

import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;

/// A join that Calcite has not or writes otherwise: SEMI, ANTI, ASOF, ASOF LEFT and POSITIONAL.
///
/// Its type is the nearest of Calcite (POSITIONAL: CROSS, the same columns but other rows), so only
/// [#words] tells what it is. ASOF has its inequality in the condition, not in MATCH_CONDITION.
public final class SqlSpecialJoin extends SqlJoin {
  private final String words;

  SqlSpecialJoin(
      SqlParserPos position,
      SqlNode left,
      SqlLiteral natural,
      SqlLiteral joinType,
      SqlNode right,
      SqlLiteral conditionType,
      SqlNode condition,
      String words) {
    super(position, left, natural, joinType, right, conditionType, condition);
    this.words = words;
  }

  /// "SEMI JOIN", "ANTI JOIN", "ASOF JOIN", "ASOF LEFT JOIN" or "POSITIONAL JOIN".
  public String words() {
    return words;
  }

  @Override
  public SqlNode clone(SqlParserPos position) {
    return new SqlSpecialJoin(
        position,
        getLeft(),
        SqlLiteral.createBoolean(isNatural(), position),
        getJoinType().symbol(position),
        getRight(),
        getConditionType().symbol(position),
        getCondition(),
        words);
  }

  @Override
  public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
    final SqlWriter.Frame frame = writer.startList(SqlWriter.FrameTypeEnum.JOIN);
    getLeft().unparse(writer, leftPrec, getOperator().getLeftPrec());
    if (isNatural()) {
      writer.keyword("NATURAL");
    }
    writer.sep(words);
    getRight().unparse(writer, getOperator().getRightPrec(), rightPrec);
    if (getConditionType() == JoinConditionType.ON) {
      writer.keyword("ON");
      getCondition().unparse(writer, 0, 0);
    } else if (getConditionType() == JoinConditionType.USING) {
      writer.keyword("USING");
      Printing.list(writer, "(", (SqlNodeList) getCondition(), ")");
    }
    writer.endList(frame);
  }
}
