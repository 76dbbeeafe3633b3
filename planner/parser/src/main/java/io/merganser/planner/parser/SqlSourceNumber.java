package io.merganser.planner.parser;

import java.math.BigDecimal;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.parser.SqlParserPos;

/// A number that prints as it was written: to DuckDB `.5` is a DECIMAL(1, 1) and `0.5` a DECIMAL(2,
/// 1), and `1.` is no integer.
final class SqlSourceNumber extends SqlNumericLiteral {
  private final String text;

  private SqlSourceNumber(SqlNumericLiteral value, String text, SqlParserPos position) {
    super((BigDecimal) value.getValue(), value.getPrec(), value.getScale(), true, position);
    this.text = text;
  }

  static SqlNumericLiteral exact(String text, SqlParserPos position) {
    final SqlNumericLiteral value = SqlLiteral.createExactNumeric(text, position);
    return text.startsWith(".") || text.endsWith(".")
        ? new SqlSourceNumber(value, text, position)
        : value;
  }

  @Override
  public SqlNumericLiteral clone(SqlParserPos position) {
    return new SqlSourceNumber(this, text, position);
  }

  @Override
  public String toValue() {
    return text;
  }
}
