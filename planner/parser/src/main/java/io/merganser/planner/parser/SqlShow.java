package io.merganser.planner.parser;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;

/// `SHOW TABLES [FROM schema]` and its kin; `SHOW name` is a [SqlSetting].
public final class SqlShow extends SqlCall {
  /// What is listed.
  public enum Kind {
    TABLES,
    ALL_TABLES,
    SCHEMAS,
    CATALOGS,
    DATABASES,
    COLUMNS,
    SETTINGS
  }

  private static final SqlOperator OPERATOR = new SqlSpecialOperator("SHOW", SqlKind.OTHER);
  private final Kind kind;
  private final SqlIdentifier target;

  SqlShow(SqlParserPos position, Kind kind, SqlIdentifier target) {
    super(position);
    this.kind = kind;
    this.target = target;
  }

  public Kind kind() {
    return kind;
  }

  /// What stands behind FROM: a table for COLUMNS, a catalog or schema for the others; null if
  /// nothing does.
  public SqlIdentifier target() {
    return target;
  }

  @Override
  public SqlOperator getOperator() {
    return OPERATOR;
  }

  @Override
  public List<SqlNode> getOperandList() {
    return target == null ? ImmutableList.of() : ImmutableList.of(target);
  }

  @Override
  public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
    writer.keyword("SHOW " + (kind == Kind.SETTINGS ? "ALL" : kind.name().replace('_', ' ')));
    if (target != null) {
      writer.keyword("FROM");
      target.unparse(writer, 0, 0);
    }
  }
}
