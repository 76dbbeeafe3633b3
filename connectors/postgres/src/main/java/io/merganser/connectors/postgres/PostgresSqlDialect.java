package io.merganser.connectors.postgres;

import org.apache.calcite.avatica.util.TimeUnitRange;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlAlienSystemTypeNameSpec;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.dialect.PostgresqlSqlDialect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/// Prints for PostgreSQL what means there what it means on the hub.
final class PostgresSqlDialect extends PostgresqlSqlDialect {
  PostgresSqlDialect() {
    super(
        PostgresqlSqlDialect.DEFAULT_CONTEXT
            .withIdentifierQuoteString("\"")
            .withCaseSensitive(true));
  }

  /// None is the default, so each ORDER BY says where its nulls go.
  @Override
  public RelFieldCollation.NullDirection defaultNullDirection(
      RelFieldCollation.Direction direction) {
    return RelFieldCollation.NullDirection.UNSPECIFIED;
  }

  /// Typed at once: next to a blank-padded `char` a literal without a type would become one too,
  /// and lose its trailing blanks.
  @Override
  public void quoteStringLiteral(StringBuilder buffer, @Nullable String charset, String value) {
    buffer.append('\'').append(value.replace("'", "''")).append("'::text");
  }

  @Override
  public @Nullable SqlNode getCastSpec(RelDataType type) {
    String name =
        switch (type.getSqlTypeName()) {
          case VARCHAR, CHAR -> "text";
          case VARBINARY, BINARY -> "bytea";
          case TIMESTAMP -> "timestamp";
          case TIMESTAMP_WITH_LOCAL_TIME_ZONE, TIMESTAMP_TZ -> "timestamptz";
          case TIME -> "time";
          case UUID -> "uuid";
          default -> null;
        };
    return name == null ? super.getCastSpec(type) : named(name);
  }

  @Override
  public void unparseCall(SqlWriter writer, SqlCall call, int leftPrec, int rightPrec) {
    if (call.getKind() == SqlKind.LIKE && call.operandCount() == 2) {
      unparseLikeWithoutEscape(writer, call, leftPrec, rightPrec);
    } else if (call.getKind() == SqlKind.EXTRACT && isYear(call.operand(0))) {
      unparseYear(writer, call.operand(1));
    } else {
      super.unparseCall(writer, call, leftPrec, rightPrec);
    }
  }

  /// PostgreSQL takes a backslash for the escape if nothing is said, DuckDB takes none.
  private void unparseLikeWithoutEscape(
      SqlWriter writer, SqlCall call, int leftPrec, int rightPrec) {
    SqlNode none = SqlLiteral.createCharString("", SqlParserPos.ZERO);
    SqlCall like =
        call.getOperator().createCall(SqlParserPos.ZERO, call.operand(0), call.operand(1), none);
    super.unparseCall(writer, like, leftPrec, rightPrec);
  }

  /// DuckDB counts a year 0 where PostgreSQL goes from 1 to -1, and has no year of an infinite
  /// date.
  private void unparseYear(SqlWriter writer, SqlNode date) {
    SqlWriter.Frame frame = writer.startList("(", ")");
    writer.print("CASE WHEN isfinite(");
    date.unparse(writer, 0, 0);
    writer.print(") THEN EXTRACT(YEAR FROM ");
    date.unparse(writer, 0, 0);
    writer.print(")::bigint + CASE WHEN ");
    date.unparse(writer, SqlStdOperatorTable.LESS_THAN.getLeftPrec(), 0);
    writer.print(" < '0001-01-01' THEN 1 ELSE 0 END END");
    writer.endList(frame);
  }

  private static SqlNode named(String name) {
    return new SqlDataTypeSpec(
        new SqlAlienSystemTypeNameSpec(name, SqlTypeName.OTHER, SqlParserPos.ZERO),
        SqlParserPos.ZERO);
  }

  private static boolean isYear(SqlNode unit) {
    return unit instanceof SqlIntervalQualifier qualifier
        && qualifier.timeUnitRange == TimeUnitRange.YEAR;
  }
}
