package io.merganser.planner.parser;

import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;

/// `current_date`, `current_user` and the like: a call without parentheses, which prints as it was
/// written because DuckDB names columns after it.
public final class SqlContextName extends SqlIdentifier {
  SqlContextName(String name, SqlParserPos position) {
    super(name, position);
  }

  @Override
  public SqlContextName clone(SqlParserPos position) {
    return new SqlContextName(getSimple(), position);
  }

  @Override
  public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
    writer.print(getSimple());
    writer.setNeedWhitespace(true);
  }
}
