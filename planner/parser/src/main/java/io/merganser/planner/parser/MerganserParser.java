package io.merganser.planner.parser;

import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.avatica.util.Quoting;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.validate.SqlConformance;
import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.apache.calcite.sql.validate.SqlDelegatingConformance;

/// Turns the text of one statement into a parse tree of Calcite whose printed form means in DuckDB
/// what the text means there.
///
/// The parser recurses: call it from a thread with a big stack and treat a [StackOverflowError] as
/// a statement that is nested too deeply.
public final class MerganserParser {

  /// What the validator must use too, or a statement would be accepted by one rule and read by
  /// another.
  public static final SqlConformance CONFORMANCE = new DuckConformance();

  /// How texts are read; names keep their case and match without regard to it.
  public static final SqlParser.Config CONFIG =
      SqlParser.config()
          .withParserFactory(MerganserSqlParserImpl.FACTORY)
          .withQuoting(Quoting.DOUBLE_QUOTE)
          .withUnquotedCasing(Casing.UNCHANGED)
          .withQuotedCasing(Casing.UNCHANGED)
          .withCaseSensitive(false)
          .withIdentifierMaxLength(1024)
          .withConformance(CONFORMANCE);

  private MerganserParser() {}

  /// Parses a text that holds one statement, which a semicolon may end.
  ///
  /// @throws SqlParseException if it holds none, several or a wrong one; the exception knows where
  public static SqlNode parseStatement(String sql) throws SqlParseException {
    return parseStatement(sql, () -> {});
  }

  /// The same with a check that runs every few kilobytes; what it throws is the cause of the
  /// exception.
  public static SqlNode parseStatement(String sql, Runnable check) throws SqlParseException {
    return SqlParser.create(new PacedReader(DollarQuotes.replace(sql), check), CONFIG).parseStmt();
  }

  /// Parses a text that holds one expression, such as the condition of a row filter.
  public static SqlNode parseExpression(String sql) throws SqlParseException {
    return SqlParser.create(DollarQuotes.replace(sql), CONFIG).parseExpression();
  }

  private static final class DuckConformance extends SqlDelegatingConformance {
    DuckConformance() {
      super(SqlConformanceEnum.BABEL);
    }

    /// A column outside GROUP BY is an error in DuckDB. The lax way also gives wrong keys to
    /// GROUPING SETS, because the validator wraps them in ANY_VALUE.
    @Override
    public boolean isNonStrictGroupBy() {
      return false;
    }

    /// "x:y" is no field access: ":" belongs to slices, structs and lambdas.
    @Override
    public boolean isColonFieldAccessAllowed() {
      return false;
    }

    /// An item of the SELECT list may use the aliases of the items before it.
    @Override
    public SelectAliasLookup isSelectAlias() {
      return SelectAliasLookup.LEFT_TO_RIGHT;
    }

    @Override
    public boolean allowExplicitRowValueConstructor() {
      return true;
    }
  }
}
