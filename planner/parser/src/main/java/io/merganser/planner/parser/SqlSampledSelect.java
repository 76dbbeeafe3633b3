package io.merganser.planner.parser;

import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;

/// A SELECT that ends with USING SAMPLE.
public final class SqlSampledSelect extends SqlSelect {
  private final SqlTableSample sample;

  SqlSampledSelect(SqlParserPos position, SqlSelect select, SqlTableSample sample) {
    super(
        position,
        (SqlNodeList) select.getOperandList().get(0),
        select.getSelectList(),
        select.getFrom(),
        select.getWhere(),
        select.getGroup(),
        select.getHaving(),
        select.getWindowList(),
        select.getQualify(),
        null,
        null,
        null,
        SqlNodeList.EMPTY);
    this.sample = sample;
  }

  /// What stands behind USING SAMPLE.
  public SqlLiteral sample() {
    return sample;
  }

  @Override
  public SqlSampledSelect clone(SqlParserPos position) {
    return new SqlSampledSelect(position, this, sample);
  }

  @Override
  public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
    if (writer.inQuery()) {
      body(writer);
      return;
    }
    final SqlWriter.Frame frame = writer.startList(SqlWriter.FrameTypeEnum.SUB_QUERY, "(", ")");
    body(writer);
    writer.endList(frame);
  }

  private void body(SqlWriter writer) {
    writer.getDialect().unparseCall(writer, this, 0, 0);
    writer.keyword("USING SAMPLE");
    sample.unparse(writer, 0, 0);
  }
}
