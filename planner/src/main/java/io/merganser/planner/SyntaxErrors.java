package io.merganser.planner;

import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.SourcePosition;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.sql.parser.SqlParseException;
import org.jspecify.annotations.Nullable;

/// Turns what the parser says into our errors.
final class SyntaxErrors {
  private static final Pattern ENCOUNTERED = Pattern.compile("Encountered \"([^\"]*)\"");

  private SyntaxErrors() {}

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
    return PlannerErrors.syntax(
        token.isEmpty() || token.contains("<EOF>")
            ? "the statement ends too early"
            : "unexpected `" + token + "`",
        position);
  }

  private static boolean followsSemicolon(String sql, SourcePosition position) {
    int offset = 0;
    for (int line = 1; line < position.line(); line++) {
      offset = sql.indexOf('\n', offset) + 1;
    }
    int at = Math.min(sql.length(), offset + position.column() - 1);
    return sql.substring(0, at).stripTrailing().endsWith(";");
  }

  private static String firstSentence(@Nullable String message) {
    String line = message == null ? "" : message.lines().findFirst().orElse("");
    return line.isEmpty() ? "the text is not SQL" : line;
  }
}
