package io.merganser.planner.parser;

import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;

/// A parameter, `?`, `$1` or `$name`. It prints as `$1` in any case: printing may put clauses in
/// another order than the text (FROM first), and one parameter may stand in several places.
public final class SqlParameter extends SqlDynamicParam {
  SqlParameter(int index, SqlParserPos position) {
    super(index, position);
  }

  @Override
  public SqlParameter clone(SqlParserPos position) {
    return new SqlParameter(getIndex(), position);
  }

  @Override
  public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
    writer.literal("$" + (getIndex() + 1));
  }
}
