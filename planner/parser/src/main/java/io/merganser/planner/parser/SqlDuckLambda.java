package io.merganser.planner.parser;

import org.apache.calcite.sql.SqlLambda;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;

/// `lambda x, y: body` or `(x, y) -> body`, printed as it was written: DuckDB names columns after
/// the text.
///
/// `f(x -> y)` is read as a lambda even where `f` takes none and the arrow takes a member of JSON
/// (with a literal on its right it always is the member): only a table of functions can tell, see
/// [#asArrow].
public final class SqlDuckLambda extends SqlLambda {
  private final boolean arrow;

  SqlDuckLambda(SqlParserPos position, SqlNodeList parameters, SqlNode body, boolean arrow) {
    super(position, parameters, body);
    this.arrow = arrow;
  }

  /// The same text read as `x -> body` on JSON; null if there is not exactly one parameter.
  public SqlNode asArrow() {
    return getParameters().size() == 1
        ? DuckOperators.ARROW.createCall(
            getParserPosition(), getParameters().get(0), getExpression())
        : null;
  }

  @Override
  public SqlNode clone(SqlParserPos position) {
    return new SqlDuckLambda(position, getParameters(), getExpression(), arrow);
  }

  @Override
  public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
    if (arrow) {
      arrow(writer);
      return;
    }
    writer.keyword("LAMBDA");
    final SqlWriter.Frame frame = writer.startList("", "");
    for (SqlNode parameter : getParameters()) {
      writer.sep(",");
      parameter.unparse(writer, 0, 0);
    }
    writer.endList(frame);
    writer.print(":");
    writer.setNeedWhitespace(true);
    getExpression().unparse(writer, 0, 0);
  }

  private void arrow(SqlWriter writer) {
    if (getParameters().size() == 1) {
      getParameters().get(0).unparse(writer, 0, 0);
    } else {
      Printing.list(writer, "(", getParameters(), ")");
    }
    writer.keyword("->");
    getExpression().unparse(writer, 0, 0);
  }
}
