package io.merganser.planner.parser;

import java.math.BigDecimal;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;

/// The number of `INTERVAL '100' DAY`: to Calcite a number, to DuckDB a text that is cast.
public final class SqlQuotedNumber extends SqlNumericLiteral {
  SqlQuotedNumber(String text, SqlParserPos position) {
    this(SqlLiteral.createExactNumeric(text, position), position);
  }

  private SqlQuotedNumber(SqlNumericLiteral number, SqlParserPos position) {
    super((BigDecimal) number.getValue(), number.getPrec(), number.getScale(), true, position);
  }

  @Override
  public SqlQuotedNumber clone(SqlParserPos position) {
    return new SqlQuotedNumber(this, position);
  }

  @Override
  public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
    writer.literal("'" + toValue() + "'");
  }
}
