package io.merganser.planner.parser;

import java.math.BigDecimal;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSampleSpec;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;

/// What stands behind TABLESAMPLE, printed as DuckDB reads it.
///
/// A size in rows or a method that Calcite does not know is a sample of 100 % to it: the same
/// columns, not the rows.
public final class SqlTableSample extends SqlLiteral {
  private final String method;
  private final SqlLiteral size;
  private final boolean rows;
  private final SqlLiteral seed;

  private SqlTableSample(
      SqlParserPos position,
      SqlSampleSpec spec,
      String method,
      SqlLiteral size,
      boolean rows,
      SqlLiteral seed) {
    super(spec, SqlTypeName.SYMBOL, position);
    this.method = method;
    this.size = size;
    this.rows = rows;
    this.seed = seed;
  }

  static SqlNode create(
      SqlParserPos position,
      SqlNode table,
      String method,
      SqlLiteral size,
      boolean rows,
      SqlLiteral seed) {
    final SqlSampleSpec spec = SqlSampleSpec.createTableSample(true, BigDecimal.ONE);
    return SqlStdOperatorTable.TABLESAMPLE.createCall(
        position, table, new SqlTableSample(position, spec, method, size, rows, seed));
  }

  @Override
  public SqlTableSample clone(SqlParserPos position) {
    return new SqlTableSample(position, (SqlSampleSpec) getValue(), method, size, rows, seed);
  }

  @Override
  public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
    // The operator has written TABLESAMPLE.
    writer.keyword(method == null ? (rows ? "RESERVOIR" : "SYSTEM") : method);
    final SqlWriter.Frame frame = writer.startList("(", ")");
    size.unparse(writer, 0, 0);
    writer.keyword(rows ? "ROWS" : "PERCENT");
    writer.endList(frame);
    if (seed != null) {
      writer.keyword("REPEATABLE");
      final SqlWriter.Frame seedFrame = writer.startList("(", ")");
      seed.unparse(writer, 0, 0);
      writer.endList(seedFrame);
    }
  }
}
