package io.merganser.planner.parser;

import java.math.BigDecimal;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSampleSpec;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;

/// What stands behind TABLESAMPLE or USING SAMPLE, printed as DuckDB reads it.
///
/// To Calcite it is a sample of 100 %: the same columns, not the rows.
public final class SqlTableSample extends SqlLiteral {
  private final String method;
  private final SqlLiteral size;
  private final String unit;
  private final SqlLiteral seed;

  /// @param method null for DuckDB's choice
  /// @param unit PERCENT or ROWS; empty for DuckDB's choice
  /// @param seed null for a sample that differs each time
  SqlTableSample(
      SqlParserPos position, String method, SqlLiteral size, String unit, SqlLiteral seed) {
    super(SqlSampleSpec.createTableSample(true, BigDecimal.ONE), SqlTypeName.SYMBOL, position);
    this.method = method;
    this.size = size;
    this.unit = unit;
    this.seed = seed;
  }

  /// `table TABLESAMPLE sample`.
  static SqlNode of(SqlParserPos position, SqlNode table, SqlTableSample sample) {
    return SqlStdOperatorTable.TABLESAMPLE.createCall(position, table, sample);
  }

  @Override
  public SqlTableSample clone(SqlParserPos position) {
    return new SqlTableSample(position, method, size, unit, seed);
  }

  @Override
  public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
    if (method != null) {
      writer.keyword(method);
    }
    final SqlWriter.Frame frame = writer.startList("(", ")");
    size.unparse(writer, 0, 0);
    if (!unit.isEmpty()) {
      writer.keyword(unit);
    }
    writer.endList(frame);
    if (seed != null) {
      writer.keyword("REPEATABLE");
      final SqlWriter.Frame seedFrame = writer.startList("(", ")");
      seed.unparse(writer, 0, 0);
      writer.endList(seedFrame);
    }
  }
}
