package io.merganser.planner.parser;

import org.apache.calcite.sql.SqlCollectionTypeNameSpec;
import org.apache.calcite.sql.SqlTypeNameSpec;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;

/// `INTEGER[]`, or `INTEGER[3]`, which DuckDB calls an array; both are ARRAY to Calcite.
public final class SqlListTypeNameSpec extends SqlCollectionTypeNameSpec {
  private final int length;

  SqlListTypeNameSpec(SqlTypeNameSpec element, int length, SqlParserPos position) {
    super(element, SqlTypeName.ARRAY, position);
    this.length = length;
  }

  /// The length of an array, -1 for a list.
  public int length() {
    return length;
  }

  @Override
  public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
    getElementTypeName().unparse(writer, leftPrec, rightPrec);
    writer.setNeedWhitespace(false);
    writer.print(length < 0 ? "[]" : "[" + length + "]");
    writer.setNeedWhitespace(true);
  }
}
