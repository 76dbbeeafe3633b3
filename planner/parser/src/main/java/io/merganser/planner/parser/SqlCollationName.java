package io.merganser.planner.parser;

import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.NlsString;

/// The name of a collation (`NOCASE`, `de.NOACCENT`): a literal, so that no validator takes it for
/// a column.
public final class SqlCollationName extends SqlLiteral {
  private final SqlIdentifier name;

  SqlCollationName(SqlIdentifier name) {
    super(new NlsString(name.toString(), null, null), SqlTypeName.CHAR, name.getParserPosition());
    this.name = name;
  }

  public SqlIdentifier name() {
    return name;
  }

  @Override
  public SqlCollationName clone(SqlParserPos position) {
    return new SqlCollationName((SqlIdentifier) name.clone(position));
  }

  @Override
  public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
    name.unparse(writer, 0, 0);
  }
}
