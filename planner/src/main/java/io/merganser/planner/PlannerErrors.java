package io.merganser.planner;

import io.merganser.authz.AuthzError;
import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.SourcePosition;
import java.time.Duration;
import java.util.Optional;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// The texts of all that the planner says no with, in one place.
public final class PlannerErrors {
  private PlannerErrors() {}

  public static QueryException syntax(String message, @Nullable SourcePosition position) {
    return new QueryException(PlannerError.SYNTAX_ERROR, message, position, null, null);
  }

  static QueryException fileInFrom(SourcePosition position) {
    return new QueryException(
        PlannerError.UNSUPPORTED_FEATURE,
        "a file in FROM is not served",
        position,
        "declare a source of type files over its folder; each file is a table then",
        null);
  }

  public static QueryException notOneStatement(@Nullable SourcePosition position) {
    return new QueryException(
        PlannerError.NOT_ONE_STATEMENT,
        "one statement at a time",
        position,
        "send each statement by itself",
        null);
  }

  public static QueryException tooLong(long bytes, long most) {
    return new QueryException(
        PlannerError.STATEMENT_TOO_LONG,
        "the statement has " + bytes + " bytes, " + most + " are allowed",
        null,
        "load large lists into a table, or have limits.statementBytes raised",
        null);
  }

  /// For what overflows a stack, ours or the engine's parser's.
  public static QueryException tooComplex(@Nullable Throwable cause) {
    return new QueryException(
        PlannerError.STATEMENT_TOO_COMPLEX,
        "the statement is nested too deeply",
        null,
        "split it, or use IN lists and CTEs instead of long chains",
        cause);
  }

  /// @param what has too much, as in "it has more than 500 joins"
  /// @param setting that an operator can raise
  static QueryException tooLarge(String what, String setting, @Nullable SqlParserPos at) {
    return new QueryException(
        PlannerError.STATEMENT_TOO_COMPLEX,
        "the statement is too complex: " + what,
        at == null ? null : position(at),
        "split it, or have " + setting + " raised",
        null);
  }

  static QueryException planningTooLong(Duration most) {
    return new QueryException(
        PlannerError.STATEMENT_TOO_COMPLEX,
        "the statement takes longer than " + most.toMillis() + " ms to plan",
        null,
        "split it, or have limits.planningTimeout raised",
        null);
  }

  public static QueryException unsupportedStatement(String kind, SqlParserPos at) {
    return new QueryException(
        PlannerError.UNSUPPORTED_STATEMENT,
        kind + " is not served",
        position(at),
        inPlaceOf(kind),
        null);
  }

  private static String inPlaceOf(String kind) {
    return switch (kind) {
      case "CREATE MACRO", "CREATE FUNCTION" ->
          "CREATE VIEW or CREATE TEMP VIEW gives a query a name";
      case "CREATE SEQUENCE" ->
          "number rows where they are inserted: row_number() OVER () + (SELECT max(id) FROM t)";
      case "CREATE INDEX" ->
          "PRIMARY KEY and UNIQUE of CREATE TABLE are; sources keep indexes of their own";
      case "ALTER VIEW" -> "CREATE OR REPLACE VIEW changes a view";
      case "COPY", "EXPORT", "IMPORT" ->
          "INSERT and CREATE TABLE AS move rows; files are read by a source of type files";
      default ->
          "SELECT, WITH, VALUES, EXPLAIN, DESCRIBE, SHOW, SET, USE, BEGIN, COMMIT, ROLLBACK,"
              + " INSERT, UPDATE, DELETE, MERGE and CREATE, ALTER, DROP of tables, views and"
              + " schemas are";
    };
  }

  static QueryException foreignKey(@Nullable SourcePosition position) {
    return new QueryException(
        PlannerError.UNSUPPORTED_FEATURE,
        "a foreign key is not served",
        position,
        "leave it out; PRIMARY KEY, UNIQUE, CHECK and NOT NULL are",
        null);
  }

  public static QueryException unsupported(String construct, SqlParserPos at) {
    return new QueryException(
        PlannerError.UNSUPPORTED_FEATURE, construct + " is not served", position(at), null, null);
  }

  public static QueryException readOnly(String catalog, SqlParserPos at) {
    return new QueryException(
        PlannerError.UNSUPPORTED_STATEMENT,
        "the catalog `" + catalog + "` is read-only",
        position(at),
        "declare its source with readOnly: false; only DuckDB files can be written to",
        null);
  }

  public static QueryException openPivot(SqlParserPos at) {
    return new QueryException(
        PlannerError.UNSUPPORTED_FEATURE,
        "PIVOT without the values of its columns is not served",
        position(at),
        "name them: PIVOT t ON year IN (2024, 2025) USING sum(amount)",
        null);
  }

  public static QueryException catalogNotFound(
      String name, SqlParserPos at, Optional<String> near) {
    return new QueryException(
        PlannerError.CATALOG_NOT_FOUND,
        "no catalog `" + name + "`" + near.map(n -> ", did you mean `" + n + "`").orElse(""),
        position(at),
        "SHOW CATALOGS lists those you may use",
        null);
  }

  public static QueryException schemaNotFound(
      String catalog, String name, SqlParserPos at, Optional<String> near) {
    return new QueryException(
        PlannerError.SCHEMA_NOT_FOUND,
        "no schema `"
            + name
            + "` in catalog `"
            + catalog
            + "`"
            + near.map(n -> ", did you mean `" + n + "`").orElse(""),
        position(at),
        "SHOW SCHEMAS lists those you may use",
        null);
  }

  public static QueryException tableNotFound(String name, SqlParserPos at, Optional<String> near) {
    return new QueryException(
        AuthzError.TABLE_NOT_FOUND,
        "no table `" + name + "`" + near.map(n -> ", did you mean `" + n + "`").orElse(""),
        position(at),
        name.contains(".")
            ? "SHOW ALL TABLES lists those you may read"
            : "name it catalog.schema.table",
        null);
  }

  /// Says that, and not what, is wrong: the text of a policy is not for those it is about.
  public static QueryException policyInvalid(String table, SqlParserPos at, Throwable cause) {
    return new QueryException(
        PlannerError.POLICY_INVALID,
        "a policy on `" + table + "` cannot be applied",
        position(at),
        "ask an administrator to correct it",
        cause);
  }

  /// Does not say which: that would tell what the policy reads.
  public static QueryException filterWithoutValue(String table, SqlParserPos at) {
    return new QueryException(
        ConnectorError.ROW_NOT_PERMITTED,
        "a row filter of `" + table + "` reads a column that the statement gives no value",
        position(at),
        "name more columns and give them values; no default is looked at",
        null);
  }

  public static QueryException otherColumnCount(int columns, SqlParserPos at) {
    return new QueryException(
        PlannerError.INVALID_STATEMENT,
        "there are " + columns + " columns, and another number of values",
        position(at),
        "name the columns; those that you may not read are not counted",
        null);
  }

  public static QueryException columnNotFound(String name, SqlParserPos at) {
    return new QueryException(
        PlannerError.COLUMN_NOT_FOUND, "no column `" + name + "`", position(at), null, null);
  }

  static QueryException datasetNotFound(String name, SqlParserPos at, Optional<String> near) {
    return new QueryException(
        AuthzError.TABLE_NOT_FOUND,
        "no table `" + name + "`" + near.map(n -> ", did you mean `" + n + "`").orElse(""),
        position(at),
        "SHOW TABLES lists those of the scope",
        null);
  }

  /// @param view that a statement would change the rows or columns of
  public static QueryException changedView(String view, SqlParserPos at) {
    return new QueryException(
        PlannerError.UNSUPPORTED_STATEMENT,
        "`" + view + "` is a temporary view",
        position(at),
        "CREATE OR REPLACE TEMP VIEW changes it, DROP VIEW drops it; rows are changed in tables",
        null);
  }

  public static QueryException nameOfView(String view, SqlParserPos at) {
    return new QueryException(
        ConnectorError.ALREADY_EXISTS,
        "a temporary view `" + view + "` exists already",
        position(at),
        "DROP VIEW " + view + " first",
        null);
  }

  static QueryException viewReadsItself(String view, SqlParserPos at) {
    return new QueryException(
        PlannerError.INVALID_STATEMENT,
        "the temporary view `" + view + "` would read itself",
        position(at),
        "if it is to read a table of that name, name it catalog.schema.table",
        null);
  }

  static QueryException viewColumns(String view, int names, int columns, SqlParserPos at) {
    return new QueryException(
        PlannerError.INVALID_STATEMENT,
        "the view `" + view + "` has " + names + " names for " + columns + " columns",
        position(at),
        "name as many columns as the query has, or fewer",
        null);
  }

  /// The view is the session's own: nothing of it is hidden.
  static QueryException viewInvalid(String view, SqlParserPos at, QueryException cause) {
    return new QueryException(
        cause.code(),
        "the temporary view `" + view + "` cannot be read: " + cause.getMessage(),
        position(at),
        cause.hint(),
        cause);
  }

  /// One answer for what is there and what is not: nobody looks.
  public static QueryException longNameInScope(String name, SqlParserPos at) {
    return new QueryException(
        PlannerError.NOT_IN_SCOPE,
        "`" + name + "` is not within the scope: its tables have names of one part",
        position(at),
        "SHOW TABLES lists them",
        null);
  }

  public static QueryException functionInScope(String name, SqlParserPos at) {
    return new QueryException(
        PlannerError.NOT_IN_SCOPE,
        "`" + name + "` in FROM is not within the scope: there are tables only",
        position(at),
        "SHOW TABLES lists them",
        null);
  }

  static QueryException statementInScope(String kind, SqlParserPos at) {
    return new QueryException(
        PlannerError.NOT_IN_SCOPE,
        kind + " is not served in a scope",
        position(at),
        "SELECT, WITH, set operations, EXPLAIN, DESCRIBE and SHOW TABLES are",
        null);
  }

  /// Says why to whom nothing is hidden; to others the definition is none of theirs.
  ///
  /// @param reason null if it stays untold
  static QueryException datasetInvalid(
      String dataset, @Nullable String reason, SqlParserPos at, Throwable cause) {
    return new QueryException(
        PlannerError.DATASET_INVALID,
        "the dataset `"
            + dataset
            + "` cannot be read: its definition does not fit"
            + (reason == null ? "" : ": " + reason),
        position(at),
        reason == null ? "ask an administrator to correct it" : "correct it in the manifest",
        cause);
  }

  /// A source that the definition reads does not answer; which one is told like the reason.
  static QueryException datasetNotReady(
      String dataset, @Nullable String reason, SqlParserPos at, QueryException cause) {
    return new QueryException(
        cause.code(),
        "the dataset `"
            + dataset
            + "` cannot be read now: "
            + (reason == null ? "a source of it is not ready" : reason),
        position(at),
        "try again later",
        cause);
  }

  public static QueryException noSuchSetting(String name, SqlParserPos at, Optional<String> near) {
    return new QueryException(
        PlannerError.NO_SUCH_SETTING,
        "no setting `" + name + "`" + near.map(n -> ", did you mean `" + n + "`").orElse(""),
        position(at),
        "SHOW ALL lists those of a session",
        null);
  }

  /// @param reason a sentence
  static QueryException settingValue(String reason, SqlParserPos at) {
    return new QueryException(
        PlannerError.INVALID_SETTING,
        reason,
        position(at),
        "SHOW ALL lists the settings and what they are for",
        null);
  }

  static QueryException settingScope(String words, SqlParserPos at) {
    return new QueryException(
        PlannerError.UNSUPPORTED_STATEMENT,
        words + " is not served",
        position(at),
        "SET and SET SESSION change the session; the server's own settings are in its"
            + " configuration",
        null);
  }

  static QueryException resetPlace(SqlParserPos at) {
    return new QueryException(
        PlannerError.UNSUPPORTED_STATEMENT,
        "RESET of where names are looked for is not served",
        position(at),
        "USE catalog.schema says where",
        null);
  }

  /// A policy means what it means where nothing is set, whatever the session does.
  public static QueryException policyUnderSettings(String table, SqlParserPos at) {
    return new QueryException(
        PlannerError.UNSUPPORTED_FEATURE,
        "`"
            + table
            + "` is not served under these settings: they could change what its policy means",
        position(at),
        "RESET the setting; SHOW ALL lists them",
        null);
  }

  /// @param difference for the log; no client learns it
  public static QueryException planMismatch(String difference) {
    return new QueryException(
        PlannerError.PLAN_MISMATCH,
        "what was printed is not what was authorized",
        null,
        null,
        new IllegalStateException(difference));
  }

  public static QueryException functionNotFound(
      String name, SqlParserPos at, Optional<String> near) {
    return new QueryException(
        PlannerError.FUNCTION_NOT_FOUND,
        "no function `" + name + "`" + near.map(n -> ", did you mean `" + n + "`").orElse(""),
        position(at),
        null,
        null);
  }

  public static @Nullable SourcePosition position(SqlParserPos at) {
    return at.getLineNum() <= 0 ? null : new SourcePosition(at.getLineNum(), at.getColumnNum());
  }
}
