package io.merganser.planner.parser;

import java.util.List;
import java.util.Locale;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.parser.SqlParserPos;

/// A statement of a kind that is known by its first words and not served; the rest was not read.
public final class SqlRefusedStatement extends SqlCall {
  private static final SqlOperator OPERATOR = new SqlSpecialOperator("REFUSED", SqlKind.OTHER_DDL);

  private final String word;

  SqlRefusedStatement(String word, SqlParserPos position) {
    super(position);
    this.word = word.toUpperCase(Locale.ROOT);
  }

  /// The words that say which it is, in capitals.
  public String word() {
    return word;
  }

  @Override
  public SqlOperator getOperator() {
    return OPERATOR;
  }

  @Override
  public List<SqlNode> getOperandList() {
    return List.of();
  }
}
