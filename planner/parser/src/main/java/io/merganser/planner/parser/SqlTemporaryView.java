package io.merganser.planner.parser;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;

/// `CREATE TEMP VIEW name AS query`. No engine gets it: the session keeps the text of the query.
public final class SqlTemporaryView extends SqlCall {
  private static final SqlOperator OPERATOR =
      new SqlSpecialOperator("CREATE TEMP VIEW", SqlKind.CREATE_VIEW);

  private final Mode mode;
  private final SqlIdentifier name;
  private final SqlNodeList columns;
  private final SqlNode query;
  private final String text;

  /// What becomes of a view that has the name.
  public enum Mode {
    NEW("CREATE TEMP VIEW"),
    REPLACE("CREATE OR REPLACE TEMP VIEW"),
    IF_ABSENT("CREATE TEMP VIEW IF NOT EXISTS");

    private final String words;

    Mode(String words) {
      this.words = words;
    }
  }

  SqlTemporaryView(
      SqlParserPos position,
      Mode mode,
      SqlIdentifier name,
      SqlNodeList columns,
      SqlNode query,
      String text) {
    super(position);
    this.mode = mode;
    this.name = name;
    this.columns = columns;
    this.query = query;
    this.text = text;
  }

  /// The text from one token to another, each where it stands; comments are blanks.
  static String text(Token first, Token last) {
    final StringBuilder text = new StringBuilder();
    int line = first.beginLine;
    int column = first.beginColumn;
    for (Token token = first; ; token = token.next) {
      if (token.beginLine > line) {
        text.repeat('\n', token.beginLine - line);
        column = 1;
      }
      text.repeat(' ', token.beginColumn - column).append(token.image);
      if (token == last) {
        return text.toString();
      }
      line = token.endLine;
      column = token.endColumn + 1;
    }
  }

  public Mode mode() {
    return mode;
  }

  public SqlIdentifier name() {
    return name;
  }

  /// Names of its first columns; empty if the query names them all.
  public SqlNodeList columns() {
    return columns;
  }

  public SqlNode query() {
    return query;
  }

  /// The query as it was written.
  public String text() {
    return text;
  }

  @Override
  public SqlOperator getOperator() {
    return OPERATOR;
  }

  @Override
  public List<SqlNode> getOperandList() {
    return ImmutableList.of(name, columns, query);
  }

  @Override
  public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
    writer.keyword(mode.words);
    name.unparse(writer, 0, 0);
    if (columns.size() > 0) {
      writer.print("(");
      Printing.items(writer, columns);
      writer.print(")");
    }
    writer.keyword("AS");
    final SqlWriter.Frame body = writer.startList(SqlWriter.FrameTypeEnum.WITH_BODY, "", "");
    query.unparse(writer, 0, 0);
    writer.endList(body);
  }
}
