package io.merganser.planner.federate;

import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;

/// Text that is printed already, as an operand of Calcite's operators, which print themselves.
final class Raw extends SqlIdentifier {
  private final String text;

  private Raw(String text) {
    super("raw", SqlParserPos.ZERO);
    this.text = text;
  }

  static SqlNode of(String text) {
    return new Raw(text);
  }

  @Override
  public SqlNode clone(SqlParserPos position) {
    return new Raw(text);
  }

  @Override
  public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
    writer.print(text);
    writer.setNeedWhitespace(true);
  }
}
