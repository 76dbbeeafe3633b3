package io.merganser.planner;

import io.merganser.connectors.spi.Names;
import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.SourcePosition;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.sql.parser.SqlParseException;
import org.jspecify.annotations.Nullable;

/// Turns what the parser says into our errors.
final class SyntaxErrors {
  private static final Pattern ENCOUNTERED = Pattern.compile("Encountered \"([^\"]*)\"");

  /// The word a text begins with, behind blanks and comments of a line.
  private static final Pattern FIRST_WORD = Pattern.compile("(?:\\s+|--[^\\n]*\\n)*+([A-Za-z]+)");

  /// As the parser tells of two tokens.
  private static final Pattern FILE_IN_FROM = Pattern.compile("(?i)(from|join) \\\\?'");

  private static final Pattern REFERENCES = Pattern.compile("(?i)(references|foreign)\\b");

  /// Read as a column of that name and type, and then come parentheses.
  private static final Pattern FOREIGN_KEY = Pattern.compile("(?i)\\bforeign\\s+key$");

  /// What statements begin with.
  private static final List<String> BEGINNINGS =
      List.of(
          "SELECT",
          "WITH",
          "FROM",
          "VALUES",
          "TABLE",
          "EXPLAIN",
          "DESCRIBE",
          "DESC",
          "SUMMARIZE",
          "SHOW",
          "SET",
          "RESET",
          "USE",
          "BEGIN",
          "START",
          "COMMIT",
          "END",
          "ROLLBACK",
          "INSERT",
          "UPDATE",
          "DELETE",
          "MERGE",
          "TRUNCATE",
          "CREATE",
          "ALTER",
          "DROP",
          "PIVOT",
          "UNPIVOT");

  private SyntaxErrors() {}

  /// To the lexer, a comment may end with the text; to DuckDB it may not.
  ///
  /// @throws QueryException if one does not end
  static void requireCommentsToEnd(String sql) {
    if (sql.contains("/*")) {
      OpenEnds.find(sql)
          .filter(open -> open.what().equals(OpenEnds.COMMENT))
          .ifPresent(open -> {
            throw openEnd(open);
          });
    }
  }

  private static QueryException openEnd(OpenEnds.OpenEnd open) {
    return PlannerErrors.syntax(open.what() + " that begins here does not end", open.position());
  }

  static QueryException translate(String sql, SqlParseException failure) {
    if (sql.isBlank()) {
      return new QueryException(PlannerError.NOT_ONE_STATEMENT, "the text holds no statement");
    }
    if (failure.getCause() instanceof QueryException ours) {
      return ours;
    }
    if (failure.getCause() instanceof StackOverflowError) {
      return PlannerErrors.tooComplex(null);
    }
    Optional<OpenEnds.OpenEnd> open = OpenEnds.find(sql);
    if (open.isPresent()) {
      return openEnd(open.get());
    }
    Matcher first = FIRST_WORD.matcher(sql);
    if (first.lookingAt() && !BEGINNINGS.contains(first.group(1).toUpperCase(Locale.ROOT))) {
      Optional<String> near = Names.nearest(first.group(1), BEGINNINGS);
      if (near.isPresent()) {
        return PlannerErrors.syntax(
            "unexpected `" + first.group(1) + "`, did you mean `" + near.get() + "`",
            positionOf(sql, first.start(1)));
      }
    }
    SourcePosition position =
        failure.getPos() == null ? null : PlannerErrors.position(failure.getPos());
    String message = String.valueOf(failure.getMessage());
    Matcher encountered = ENCOUNTERED.matcher(message);
    if (!encountered.find()) {
      return PlannerErrors.syntax(firstSentence(message), position);
    }
    String token = encountered.group(1).trim();
    if (token.startsWith(";") || (position != null && followsSemicolon(sql, position))) {
      return PlannerErrors.notOneStatement(position);
    }
    if (position != null && FILE_IN_FROM.matcher(token).lookingAt()) {
      return PlannerErrors.fileInFrom(
          positionOf(sql, sql.indexOf('\'', before(sql, position).length())));
    }
    if (position != null && isTable(sql)) {
      Matcher before = FOREIGN_KEY.matcher(before(sql, position));
      if (before.find()) {
        return PlannerErrors.foreignKey(positionOf(sql, before.start()));
      }
      if (REFERENCES.matcher(token).lookingAt()) {
        return PlannerErrors.foreignKey(position);
      }
    }
    return PlannerErrors.syntax(
        token.isEmpty() || token.contains("<EOF>")
            ? "the statement ends too early"
            : "unexpected `" + token + "`",
        position);
  }

  /// Whether the text makes or alters something.
  private static boolean isTable(String sql) {
    Matcher first = FIRST_WORD.matcher(sql);
    return first.lookingAt()
        && (first.group(1).equalsIgnoreCase("CREATE") || first.group(1).equalsIgnoreCase("ALTER"));
  }

  private static boolean followsSemicolon(String sql, SourcePosition position) {
    return before(sql, position).endsWith(";");
  }

  private static String before(String sql, SourcePosition position) {
    int offset = 0;
    for (int line = 1; line < position.line(); line++) {
      offset = sql.indexOf('\n', offset) + 1;
    }
    int at = Math.min(sql.length(), offset + position.column() - 1);
    return sql.substring(0, at).stripTrailing();
  }

  private static SourcePosition positionOf(String sql, int at) {
    int line = 1 + (int) sql.substring(0, at).chars().filter(c -> c == '\n').count();
    return new SourcePosition(line, at - sql.lastIndexOf('\n', at - 1));
  }

  private static String firstSentence(@Nullable String message) {
    String line = message == null ? "" : message.lines().findFirst().orElse("");
    return line.isEmpty() ? "the text is not SQL" : line;
  }
}
