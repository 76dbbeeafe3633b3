package io.merganser.planner.analyze;

import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.SqlWriter;

/// A value as one of the engine's type.
final class Converted extends SqlCall {
  private static final SqlOperator OPERATOR =
      new SqlSpecialOperator("a value for a column", SqlKind.CAST);

  private final SqlNode value;
  private final String type;

  /// @param type as the engine has it
  Converted(SqlNode value, String type) {
    super(value.getParserPosition());
    this.value = value;
    this.type = type;
  }

  @Override
  public SqlOperator getOperator() {
    return OPERATOR;
  }

  @Override
  public List<SqlNode> getOperandList() {
    return List.of(value);
  }

  @Override
  public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
    SqlWriter.Frame frame = writer.startList(SqlWriter.FrameTypeEnum.SIMPLE, "CAST(", "");
    value.unparse(writer, 0, 0);
    writer.endList(frame);
    writer.print(" AS " + type + ")");
    writer.setNeedWhitespace(true);
  }
}
