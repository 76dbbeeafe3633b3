package io.merganser.planner.federate;

import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.DataType.Scalar;
import io.merganser.connectors.spi.Names;
import io.merganser.connectors.spi.RemoteDialect;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.apache.calcite.avatica.util.ByteString;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.sql.SqlDialect;
import org.apache.calcite.sql.SqlWriterConfig;
import org.apache.calcite.sql.dialect.DuckDBSqlDialect;
import org.apache.calcite.sql.dialect.PostgresqlSqlDialect;
import org.apache.calcite.sql.pretty.SqlPrettyWriter;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.TimeString;
import org.apache.calcite.util.TimestampString;
import org.jspecify.annotations.Nullable;

/// How names, types and literals are written for one engine.
final class Target {
  private final SqlDialect dialect;
  private final @Nullable RemoteDialect remote;

  private Target(SqlDialect dialect, @Nullable RemoteDialect remote) {
    this.dialect = dialect;
    this.remote = remote;
  }

  /// DuckDB as the hub, and as the engine that joins streams.
  static Target hub() {
    return new Target(DuckDBSqlDialect.DEFAULT, null);
  }

  static Target of(Site site) {
    return switch (site) {
      case Site.Hub ignored -> hub();
      case Site.Direct direct -> of(direct.dialect());
    };
  }

  static Target of(RemoteDialect dialect) {
    return new Target(dialect.sqlDialect(), dialect);
  }

  static boolean isDuckDb(RemoteDialect dialect) {
    return dialect.sqlDialect() instanceof DuckDBSqlDialect;
  }

  boolean isHub() {
    return remote == null;
  }

  boolean isPostgres() {
    return dialect instanceof PostgresqlSqlDialect;
  }

  SqlDialect dialect() {
    return dialect;
  }

  String quote(String name) {
    return isHub() ? Names.quote(name) : dialect.quoteIdentifier(name);
  }

  String string(String value) {
    if (isHub()) {
      // The sign that marks parameters must not come from a statement.
      return value.indexOf('\u0001') < 0
          ? Names.literal(value)
          : "(" + Names.literal(value).replace("\u0001", "' || chr(1) || '") + ")";
    }
    if (isPostgres()) {
      return Names.literal(value);
    }
    StringBuilder text = new StringBuilder();
    dialect.quoteStringLiteral(text, null, value);
    return text.toString();
  }

  String typeName(DataType type) {
    return remote == null ? type.toString() : remote.typeName(type);
  }

  /// The name of a type for CAST; a type that only the validator knows has the name it was given.
  String typeName(RelDataType type) {
    DataType named = FieldTypes.of(type);
    if (named == null && type.getSqlTypeName() == SqlTypeName.DECIMAL) {
      return typeName(new DataType.Decimal(38, Math.clamp(type.getScale(), 0, 38)));
    }
    return named == null ? type.toString() : typeName(named);
  }

  String cast(String text, DataType type) {
    return "CAST(" + text + " AS " + typeName(type) + ")";
  }

  /// `… LIMIT 10 OFFSET 5` in the words of the engine, starting with a space.
  String limit(@Nullable String fetch, @Nullable String offset) {
    if (isHub() || isPostgres()) {
      return (fetch == null ? "" : " LIMIT " + fetch) + (offset == null ? "" : " OFFSET " + offset);
    }
    return " "
        + write(writer -> {
          dialect.unparseOffsetFetch(
              writer, offset == null ? null : Raw.of(offset), fetch == null ? null : Raw.of(fetch));
          return writer;
        });
  }

  String write(UnaryOperator<SqlPrettyWriter> content) {
    SqlWriterConfig config =
        SqlPrettyWriter.config()
            .withDialect(dialect)
            .withQuoteAllIdentifiers(true)
            .withIndentation(0)
            .withClauseStartsLine(false)
            .withSelectListItemsOnSeparateLines(false)
            .withLineFolding(SqlWriterConfig.LineFolding.WIDE);
    return content.apply(new SqlPrettyWriter(config)).toString().trim().replace('\n', ' ');
  }

  Expr literal(RexLiteral literal) {
    if (literal.isNull()) {
      return literalNull(literal.getType());
    }
    SqlTypeName type = literal.getTypeName();
    if (SqlTypeName.INTERVAL_TYPES.contains(type)) {
      return constant(interval(literal));
    }
    return switch (type) {
      case BOOLEAN -> constant(literal.isAlwaysTrue() ? "TRUE" : "FALSE");
      case CHAR, VARCHAR -> text(literal);
      case DECIMAL, BIGINT, INTEGER, SMALLINT, TINYINT, DOUBLE, REAL, FLOAT -> number(literal);
      case DATE -> constant("DATE '" + value(literal, DateString.class) + "'");
      case TIME -> constant("TIME '" + value(literal, TimeString.class) + "'");
      case TIMESTAMP -> constant("TIMESTAMP '" + value(literal, TimestampString.class) + "'");
      case TIMESTAMP_WITH_LOCAL_TIME_ZONE, TIMESTAMP_TZ ->
          constant(
              cast("'" + value(literal, TimestampString.class) + "+00:00'", Scalar.TIMESTAMPTZ));
      case BINARY, VARBINARY -> constant("from_hex('" + value(literal, ByteString.class) + "')");
      case UUID -> constant(cast("'" + literal.getValue() + "'", Scalar.UUID));
      case SYMBOL -> constant(String.valueOf(literal.getValue()));
      default -> throw FederationErrors.unsupported("a literal of type " + literal.getType());
    };
  }

  private static Expr constant(String text) {
    return new Expr(text, Expr.PRIMARY, Expr.LITERAL);
  }

  private static <T> T value(RexLiteral literal, Class<T> type) {
    T value = literal.getValueAs(type);
    if (value == null) {
      throw new IllegalStateException("a literal without a value");
    }
    return value;
  }

  private Expr literalNull(RelDataType type) {
    DataType named = FieldTypes.of(type);
    return constant(named == null || named == Scalar.NULL ? "NULL" : cast("NULL", named));
  }

  private Expr text(RexLiteral literal) {
    return constant(string(value(literal, String.class)));
  }

  private Expr number(RexLiteral literal) {
    BigDecimal value = value(literal, BigDecimal.class);
    return switch (literal.getType().getSqlTypeName()) {
      case DOUBLE -> constant(cast(scientific(value), Scalar.DOUBLE));
      case REAL, FLOAT -> constant(cast(scientific(value), Scalar.FLOAT));
      case DECIMAL -> signed(exact(value, literal.getType()));
      case BIGINT -> {
        boolean small = value.abs().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0;
        // The hub gives a small literal the type INTEGER, in which sums overflow sooner.
        yield small && isHub()
            ? constant(cast(value.toBigInteger().toString(), Scalar.BIGINT))
            : signed(value.toPlainString());
      }
      default -> signed(value.toPlainString());
    };
  }

  /// A number without a word on its type.
  Expr plain(RexLiteral literal) {
    return signed(value(literal, BigDecimal.class).toPlainString());
  }

  private static String exact(BigDecimal value, RelDataType type) {
    int scale = type.getScale() == RelDataType.SCALE_NOT_SPECIFIED ? 0 : type.getScale();
    return (value.scale() < scale ? value.setScale(scale) : value).toPlainString();
  }

  private static String scientific(BigDecimal value) {
    String digits = value.unscaledValue().toString();
    return digits + "E" + -value.scale();
  }

  private static Expr signed(String digits) {
    return new Expr(digits, digits.startsWith("-") ? Expr.SIGN : Expr.PRIMARY, Expr.LITERAL);
  }

  /// Days stay days and months stay months: neither is a fixed number of the smaller unit.
  private static String interval(RexLiteral literal) {
    BigDecimal value = value(literal, BigDecimal.class);
    TimeUnit unit = literal.getType().getIntervalQualifier().getStartUnit();
    if (SqlTypeName.YEAR_INTERVAL_TYPES.contains(literal.getTypeName())) {
      return "INTERVAL '" + value.toBigInteger() + "' MONTH";
    }
    BigDecimal day = BigDecimal.valueOf(86_400_000);
    boolean days = unit == TimeUnit.DAY || unit == TimeUnit.WEEK;
    return days && value.remainder(day).signum() == 0
        ? "INTERVAL '" + value.divide(day).toBigInteger() + "' DAY"
        : "INTERVAL '" + value.toPlainString() + " milliseconds'";
  }

  /// A marker for a parameter; [Placeholders] puts the engine's own sign in its place.
  static String parameter(int index) {
    return String.format(Locale.ROOT, "\u0001%d\u0002", index);
  }
}
