package io.merganser.planner.print;

import io.merganser.connectors.spi.Names;
import org.apache.calcite.config.NullCollation;
import org.apache.calcite.rel.type.RelDataTypeSystem;
import org.apache.calcite.sql.SqlDialect;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.dialect.DuckDBSqlDialect;
import org.jspecify.annotations.Nullable;

/// DuckDB's SQL where Calcite's own idea of it is wrong: no character sets, no prefixed literals,
/// every name quoted.
final class HubDialect extends DuckDBSqlDialect {
  static final HubDialect INSTANCE =
      new HubDialect(
          SqlDialect.EMPTY_CONTEXT
              .withDatabaseProduct(DatabaseProduct.DUCKDB)
              .withIdentifierQuoteString("\"")
              .withNullCollation(NullCollation.LAST));

  private HubDialect(Context context) {
    super(context);
  }

  @Override
  public boolean supportsCharSet() {
    return false;
  }

  @Override
  public void quoteStringLiteral(StringBuilder buffer, @Nullable String charset, String value) {
    buffer.append('\'').append(value.replace("'", "''")).append('\'');
  }

  @Override
  public void unparseOffsetFetch(
      SqlWriter writer, @Nullable SqlNode offset, @Nullable SqlNode fetch) {
    unparseFetchUsingLimit(writer, offset, fetch);
  }

  /// In small letters: DuckDB names columns after the part of EXTRACT as it is written.
  @Override
  public void unparseSqlIntervalQualifier(
      SqlWriter writer, SqlIntervalQualifier qualifier, RelDataTypeSystem typeSystem) {
    writer.print(Names.fold(qualifier.getUnit().name()));
    writer.setNeedWhitespace(true);
  }
}
