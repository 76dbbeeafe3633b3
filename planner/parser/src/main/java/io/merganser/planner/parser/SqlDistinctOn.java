package io.merganser.planner.parser;

import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlSelectKeyword;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.util.Util;

/// `DISTINCT ON (..)`, as the keyword DISTINCT that also holds expressions.
///
/// To Calcite it is plain DISTINCT, which has the same columns but not the same rows: a planner
/// that does more than print the tree must ask [#of]. Visitors do not see the expressions, so they
/// may not hold a query: it would read tables that nobody was asked about.
public final class SqlDistinctOn extends SqlLiteral {
  private final SqlNodeList expressions;

  private SqlDistinctOn(SqlNodeList expressions, SqlParserPos position) {
    super(SqlSelectKeyword.DISTINCT, SqlTypeName.SYMBOL, position);
    this.expressions = expressions;
  }

  static SqlDistinctOn create(SqlNodeList expressions, SqlParserPos position) {
    expressions.accept(
        new SqlBasicVisitor<Void>() {
          @Override
          public Void visit(org.apache.calcite.sql.SqlCall call) {
            if (call.isA(SqlKind.QUERY)) {
              throw SqlUtil.newContextException(
                  call.getParserPosition(),
                  org.apache.calcite.util.Static.RESOURCE.illegalQueryExpression());
            }
            return super.visit(call);
          }
        });
    return new SqlDistinctOn(expressions, position);
  }

  /// The DISTINCT ON of a query, or null.
  public static SqlDistinctOn of(SqlSelect select) {
    for (SqlNode keyword :
        Util.first(((SqlNodeList) select.getOperandList().get(0)), SqlNodeList.EMPTY)) {
      if (keyword instanceof SqlDistinctOn) {
        return (SqlDistinctOn) keyword;
      }
    }
    return null;
  }

  /// What rows must differ in; never empty.
  public SqlNodeList expressions() {
    return expressions;
  }

  @Override
  public SqlDistinctOn clone(SqlParserPos position) {
    return new SqlDistinctOn(expressions, position);
  }

  @Override
  public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
    writer.keyword("DISTINCT ON");
    Printing.list(writer, "(", expressions, ")");
  }
}
