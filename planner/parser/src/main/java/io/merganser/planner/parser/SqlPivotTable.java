package io.merganser.planner.parser;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.util.Litmus;

/// PIVOT or UNPIVOT, as a statement (`PIVOT t ON ..`, which stands in parentheses in FROM) or
/// behind a table (`t PIVOT (..)`).
///
/// The operands are the source, the columns and their values, the aggregates or the names of the
/// new columns, and what rows are grouped by.
public final class SqlPivotTable extends SqlCall {
  private static final SqlOperator PIVOT = new SqlSpecialOperator("PIVOT", SqlKind.PIVOT, 200);
  private static final SqlOperator UNPIVOT =
      new SqlSpecialOperator("UNPIVOT", SqlKind.UNPIVOT, 200);

  private final Form form;
  private final SqlNode[] operands;
  private final String nulls;

  /// How it is written.
  enum Form {
    /// `PIVOT source ON columns USING aggregates GROUP BY groups`.
    PIVOT_STATEMENT,
    /// `source PIVOT (aggregates FOR columns GROUP BY groups)`.
    PIVOT_CLAUSE,
    /// `UNPIVOT source ON columns INTO NAME name VALUE values`.
    UNPIVOT_STATEMENT,
    /// `source UNPIVOT (values FOR name IN (columns))`.
    UNPIVOT_CLAUSE
  }

  /// @param columns items of ON, FOR or IN
  /// @param made aggregates of a PIVOT; name and values that an UNPIVOT makes, the name first
  /// @param groups of a PIVOT
  /// @param nulls `INCLUDE NULLS`, `EXCLUDE NULLS` or empty
  SqlPivotTable(
      SqlParserPos position,
      Form form,
      SqlNode source,
      SqlNodeList columns,
      SqlNodeList made,
      SqlNodeList groups,
      String nulls) {
    super(position);
    this.form = form;
    this.operands = new SqlNode[] {source, columns, made, groups};
    this.nulls = nulls;
  }

  @Override
  public SqlOperator getOperator() {
    return form == Form.PIVOT_STATEMENT || form == Form.PIVOT_CLAUSE ? PIVOT : UNPIVOT;
  }

  @Override
  public List<SqlNode> getOperandList() {
    return Arrays.asList(operands);
  }

  @Override
  public void setOperand(int index, SqlNode operand) {
    operands[index] = operand;
  }

  @Override
  public SqlPivotTable clone(SqlParserPos position) {
    return new SqlPivotTable(position, form, operands[0], list(1), list(2), list(3), nulls);
  }

  private SqlNodeList list(int index) {
    return (SqlNodeList) operands[index];
  }

  /// `SELECT * FROM (PIVOT ..)`, which a statement that pivots is to everybody else.
  static SqlSelect query(SqlPivotTable table) {
    final SelectParts parts = new SelectParts();
    parts.items.add(SqlIdentifier.star(table.getParserPosition()));
    parts.from = table;
    return parts.build(table.getParserPosition());
  }

  /// What [#query] made, taken apart again where a table may stand.
  static SqlNode bare(SqlNode node) {
    if (!(node instanceof SqlSelect) || !(((SqlSelect) node).getFrom() instanceof SqlPivotTable)) {
      return node;
    }
    final SqlPivotTable table = (SqlPivotTable) ((SqlSelect) node).getFrom();
    final boolean whole =
        table.form == Form.PIVOT_STATEMENT || table.form == Form.UNPIVOT_STATEMENT;
    return whole && node.equalsDeep(query(table), Litmus.IGNORE) ? table : node;
  }

  /// The first item whose values are not given: DuckDB would run a query to plan the statement.
  public SqlNode openColumn() {
    if (getOperator() == UNPIVOT) {
      return null;
    }
    for (SqlNode column : list(1)) {
      if (!(column instanceof SqlCall && ((SqlCall) column).getOperator() == VALUES_IN)) {
        return column;
      }
    }
    return null;
  }

  /// Values as they stand behind IN: a row has no word ROW there.
  static SqlNodeList values(List<SqlNode> values) {
    return new SqlNodeList(
        values.stream().map(SqlPivotTable::withoutWord).collect(Collectors.toList()),
        SqlParserPos.sum(values));
  }

  private static SqlNode withoutWord(SqlNode value) {
    if (value.getKind() == SqlKind.AS) {
      ((SqlCall) value).setOperand(0, withoutWord(((SqlCall) value).operand(0)));
      return value;
    }
    return value.getKind() == SqlKind.ROW
        ? DuckOperators.VALUES_ROW.createCall(
            value.getParserPosition(), ((SqlCall) value).getOperandList())
        : value;
  }

  /// `column IN (value AS name, ..)`.
  static final SqlOperator VALUES_IN =
      new SqlSpecialOperator("IN", SqlKind.OTHER, 200) {
        @Override
        public void unparse(SqlWriter writer, SqlCall call, int leftPrec, int rightPrec) {
          final SqlNode column = call.operand(0);
          final int precedence = column.getKind() == SqlKind.ROW ? 0 : 200;
          withoutWord(column).unparse(writer, precedence, precedence);
          writer.keyword("IN");
          Printing.list(writer, "(", (SqlNodeList) call.operand(1), ")");
        }
      };

  @Override
  public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
    switch (form) {
      case PIVOT_STATEMENT:
        pivotStatement(writer);
        break;
      case PIVOT_CLAUSE:
        pivotClause(writer);
        break;
      case UNPIVOT_STATEMENT:
        unpivotStatement(writer);
        break;
      case UNPIVOT_CLAUSE:
        unpivotClause(writer);
        break;
    }
  }

  private void pivotStatement(SqlWriter writer) {
    final SqlWriter.Frame frame = writer.startList("(", ")");
    writer.keyword("PIVOT");
    source(writer);
    writer.keyword("ON");
    Printing.items(writer, list(1));
    if (!list(2).isEmpty()) {
      writer.keyword("USING");
      Printing.items(writer, list(2));
    }
    groups(writer);
    writer.endList(frame);
  }

  private void pivotClause(SqlWriter writer) {
    source(writer);
    writer.keyword("PIVOT");
    final SqlWriter.Frame frame = writer.startList("(", ")");
    Printing.items(writer, list(2));
    writer.keyword("FOR");
    for (SqlNode column : list(1)) {
      column.unparse(writer, 0, 0);
    }
    groups(writer);
    writer.endList(frame);
  }

  private void groups(SqlWriter writer) {
    if (!list(3).isEmpty()) {
      writer.keyword("GROUP BY");
      Printing.items(writer, list(3));
    }
  }

  private void unpivotStatement(SqlWriter writer) {
    final SqlWriter.Frame frame = writer.startList("(", ")");
    writer.keyword("UNPIVOT");
    source(writer);
    writer.keyword("ON");
    Printing.items(writer, list(1));
    if (!list(2).isEmpty()) {
      writer.keyword("INTO NAME");
      list(2).get(0).unparse(writer, 0, 0);
      writer.keyword("VALUE");
      Printing.items(writer, list(2).subList(1, list(2).size()));
    }
    writer.endList(frame);
  }

  private void unpivotClause(SqlWriter writer) {
    source(writer);
    writer.keyword("UNPIVOT");
    if (!nulls.isEmpty()) {
      writer.keyword(nulls);
    }
    final SqlWriter.Frame frame = writer.startList("(", ")");
    final List<SqlNode> values = list(2).subList(1, list(2).size());
    if (values.size() == 1) {
      Printing.items(writer, values);
    } else {
      Printing.list(writer, "(", values, ")");
    }
    writer.keyword("FOR");
    list(2).get(0).unparse(writer, 0, 0);
    writer.keyword("IN");
    Printing.list(writer, "(", list(1), ")");
    writer.endList(frame);
  }

  private void source(SqlWriter writer) {
    final SqlWriter.Frame frame = writer.startList(SqlWriter.FrameTypeEnum.FROM_LIST, "", "");
    operands[0].unparse(writer, 0, 0);
    writer.endList(frame);
  }
}
