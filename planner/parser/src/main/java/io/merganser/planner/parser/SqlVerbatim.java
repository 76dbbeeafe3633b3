package io.merganser.planner.parser;

import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;

/// A token that means to DuckDB what it says and nothing to Calcite: `#1`, the unit of an interval
/// that Calcite has not. Only for texts that the lexer has checked.
final class SqlVerbatim extends SqlLiteral {
  private final String text;

  SqlVerbatim(String text, SqlParserPos position) {
    super(Kind.VERBATIM, SqlTypeName.SYMBOL, position);
    this.text = text;
  }

  @Override
  public SqlVerbatim clone(SqlParserPos position) {
    return new SqlVerbatim(text, position);
  }

  @Override
  public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
    writer.print(text);
    writer.setNeedWhitespace(true);
  }

  /// The value that Calcite wants a literal to have.
  private enum Kind {
    VERBATIM
  }
}
