package io.merganser.server.flight;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.arrow.flight.FlightProducer.ServerStreamListener;
import org.apache.arrow.flight.sql.SqlInfoBuilder;
import org.apache.arrow.flight.sql.impl.FlightSql.SqlInfo;
import org.apache.arrow.flight.sql.impl.FlightSql.SqlNullOrdering;
import org.apache.arrow.flight.sql.impl.FlightSql.SqlOuterJoinsSupportLevel;
import org.apache.arrow.flight.sql.impl.FlightSql.SqlSupportedCaseSensitivity;
import org.apache.arrow.flight.sql.impl.FlightSql.SqlSupportedElementActions;
import org.apache.arrow.flight.sql.impl.FlightSql.SqlSupportedGroupBy;
import org.apache.arrow.flight.sql.impl.FlightSql.SqlSupportedResultSetType;
import org.apache.arrow.flight.sql.impl.FlightSql.SqlSupportedSubqueries;
import org.apache.arrow.flight.sql.impl.FlightSql.SqlSupportedTransaction;
import org.apache.arrow.flight.sql.impl.FlightSql.SqlSupportedUnions;
import org.apache.arrow.flight.sql.impl.FlightSql.SqlTransactionIsolationLevel;
import org.apache.arrow.flight.sql.impl.FlightSql.SupportedAnsi92SqlGrammarLevel;
import org.apache.arrow.flight.sql.impl.FlightSql.SupportedSqlGrammar;
import org.apache.arrow.vector.util.VectorBatchAppender;

/// What the server says about itself. Every item must be there: JDBC's DatabaseMetaData dies of each
/// one that is missing. A maximum of 0 means that there is none or that it is not known.
final class SqlInfos {
  private static final String[] NUMERIC = {
    "ABS", "ACOS", "ASIN", "ATAN", "ATAN2", "CEILING", "COS", "COT", "DEGREES", "EXP", "FLOOR",
    "LOG", "LOG10", "MOD", "PI", "POWER", "RADIANS", "ROUND", "SIGN", "SIN", "SQRT", "TAN"
  };
  private static final String[] STRING = {
    "ASCII", "CHAR_LENGTH", "CONCAT", "LCASE", "LEFT", "LENGTH", "LOCATE", "LTRIM", "POSITION",
    "REPEAT", "REPLACE", "RIGHT", "RTRIM", "SUBSTRING", "UCASE"
  };
  private static final String[] DATETIME = {
    "CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP", "DAYNAME", "DAYOFMONTH", "DAYOFWEEK",
    "DAYOFYEAR", "EXTRACT", "HOUR", "MINUTE", "MONTH", "MONTHNAME", "QUARTER", "SECOND", "WEEK",
    "YEAR"
  };
  private static final String[] SYSTEM = {"IFNULL", "COALESCE", "NULLIF"};

  /// Reserved beyond SQL:2003.
  private static final String[] KEYWORDS = {
    "ANTI", "ASOF", "DESCRIBE", "EXCLUDE", "EXPLAIN", "ILIKE", "LIMIT", "OFFSET", "PIVOT",
    "QUALIFY", "SEMI", "SHOW", "SUMMARIZE", "UNPIVOT", "USE"
  };

  private final SqlInfoBuilder builder;
  private final Set<Integer> known = new TreeSet<>();

  SqlInfos(String version) {
    builder = new SqlInfoBuilder();
    server(version);
    names();
    grammar();
    answers();
    maxima();
    functions();
    for (SqlInfo info : SqlInfo.values()) {
      if (info != SqlInfo.UNRECOGNIZED) {
        known.add(info.getNumber());
      }
    }
  }

  /// @param wanted numbers of items, all if empty; those we do not know are left out
  void send(List<Integer> wanted, ServerStreamListener listener) {
    builder.send(
        List.copyOf(known).stream().filter(info -> wanted.isEmpty() || wanted.contains(info)).toList(),
        listener);
  }
}
