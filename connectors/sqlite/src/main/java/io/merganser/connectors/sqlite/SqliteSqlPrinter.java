package io.merganser.connectors.sqlite;

import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlAlienSystemTypeNameSpec;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.dialect.SqliteSqlDialect;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/// Prints for SQLite what means there what it means on the hub.
final class SqliteSqlPrinter extends SqliteSqlDialect {
  SqliteSqlPrinter() {
    super(SqliteSqlDialect.DEFAULT_CONTEXT.withIdentifierQuoteString("\""));
  }

  /// None is the default, so each ORDER BY says where its nulls go.
  @Override
  public RelFieldCollation.NullDirection defaultNullDirection(
      RelFieldCollation.Direction direction) {
    return RelFieldCollation.NullDirection.UNSPECIFIED;
  }

  /// SQLite has had NULLS FIRST and NULLS LAST since 3.30.
  @Override
  public @Nullable SqlNode emulateNullDirection(SqlNode node, boolean nullsFirst, boolean desc) {
    return null;
  }

  /// An OFFSET stands after a LIMIT only; a negative one is none.
  @Override
  public void unparseOffsetFetch(
      SqlWriter writer, @Nullable SqlNode offset, @Nullable SqlNode fetch) {
    SqlNode limit = fetch == null ? SqlLiteral.createExactNumeric("-1", SqlParserPos.ZERO) : fetch;
    unparseFetchUsingLimit(writer, offset, limit);
  }

  @Override
  public void quoteStringLiteral(StringBuilder buffer, @Nullable String charset, String value) {
    buffer.append('\'').append(value.replace("'", "''")).append('\'');
  }

  @Override
  public @Nullable SqlNode getCastSpec(RelDataType type) {
    String name =
        switch (type.getSqlTypeName()) {
          case TINYINT, SMALLINT, INTEGER, BIGINT -> "INTEGER";
          case VARCHAR, CHAR -> "TEXT";
          default -> null;
        };
    return name == null
        ? super.getCastSpec(type)
        : new SqlDataTypeSpec(
            new SqlAlienSystemTypeNameSpec(name, SqlTypeName.OTHER, SqlParserPos.ZERO),
            SqlParserPos.ZERO);
  }
}
