package io.merganser.planner;

import io.merganser.authz.AuthzError;
import io.merganser.connectors.spi.ErrorCode;
import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.SourcePosition;
import io.merganser.planner.analyze.TableReference;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/// Turns what the engine's binder has against a statement into our errors.
///
/// The binder speaks of the text that we printed; the place in the user's text is found again by
/// the name that the message is about.
final class BinderErrors {
  private BinderErrors() {}

  /// The line of our text, and the blanks before the mark under it.
  private static final Pattern EXCERPT = Pattern.compile("\n(LINE \\d+: .*)\n( *)\\^");

  private static final Pattern NAME =
      Pattern.compile("\"((?:[^\"]|\"\")+)\"|([A-Za-z_][A-Za-z0-9_]*|[-+*/%<>=!|&^~]+)");

  private record Rule(Pattern pattern, ErrorCode code, String message) {}

  /// What the engine's parser and binder say of a statement that is too much for them.
  private static final List<String> TOO_DEEP =
      List.of(
          "max expression depth limit",
          "memory exhausted at or near",
          "maximum recursion depth",
          "maximum grouping set count",
          "maximum operator depth");

  /// First match counts; `$1` is what the message is about.
  private static final List<Rule> RULES =
      List.of(
          rule(
              "Referenced column \"(.+?)\" not found in FROM clause!(?:\\s*Candidate bindings:"
                  + " (.+))?",
              PlannerError.COLUMN_NOT_FOUND,
              "no column `$1`"),
          rule(
              "Referenced column \"(.+?)\" was not found.*",
              PlannerError.COLUMN_NOT_FOUND,
              "no column `$1`"),
          rule(
              "Table \"(?:.+?)\" does not have a column named \"(.+?)\"(?:\\s*Candidate bindings:"
                  + " :?(.+))?",
              PlannerError.COLUMN_NOT_FOUND,
              "no column `$1`"),
          rule(
              "Values list \"(?:.+?)\" does not have a column named \"(.+?)\"(?:\\s*Candidate"
                  + " bindings: :?(.+))?",
              PlannerError.COLUMN_NOT_FOUND,
              "no column `$1`"),
          rule(
              "Referenced table \"(.+?)\" not found!(?:\\s*Candidate tables: (.+))?",
              AuthzError.TABLE_NOT_FOUND,
              "no table or alias `$1` in FROM"),
          rule(
              "Ambiguous reference to column name \"(.+?)\"(.*)",
              PlannerError.AMBIGUOUS_NAME,
              "column `$1` is ambiguous"),
          rule(
              "(?:Scalar|Aggregate|Table|Macro|Window)? ?Function with name \"?(.+?)\"? (?:does not"
                  + " exist|is not in the catalog).*",
              PlannerError.FUNCTION_NOT_FOUND,
              "no function `$1`"),
          rule(
              "column \"?(.+?)\"? must appear in the GROUP BY clause.*",
              PlannerError.INVALID_STATEMENT,
              "column `$1` must appear in GROUP BY or inside an aggregate"));

  private static Rule rule(String pattern, ErrorCode code, String message) {
    return new Rule(Pattern.compile(pattern, Pattern.DOTALL), code, message);
  }

  static QueryException translate(String binderMessage, SqlNode tree) {
    String text = essence(binderMessage);
    if (text.contains(TableReference.POLICY_MARK)) {
      // The engine repeats an expression, and a policy with it.
      return new QueryException(
          PlannerError.INVALID_STATEMENT, "the statement does not fit", null, null, null);
    }
    if (TOO_DEEP.stream().anyMatch(part -> text.toLowerCase(Locale.ROOT).contains(part))) {
      return PlannerErrors.tooComplex(null);
    }
    for (Rule rule : RULES) {
      Matcher matcher = rule.pattern().matcher(text);
      if (matcher.lookingAt()) {
        String about = matcher.group(1);
        String candidates =
            matcher.groupCount() > 1 && matcher.group(2) != null ? matcher.group(2).trim() : null;
        return new QueryException(
            rule.code(),
            rule.message().replace("$1", about),
            find(tree, about),
            candidates == null ? null : "there are: " + firstLine(candidates).replace("\"", ""),
            null);
      }
    }
    return new QueryException(
        binderMessage.startsWith("Parser Error")
            ? PlannerError.SYNTAX_ERROR
            : PlannerError.INVALID_STATEMENT,
        firstLine(text),
        marked(binderMessage, tree),
        null,
        null);
  }

  /// Where the engine's mark under our text points to, if what is there is in the statement once.
  private static @Nullable SourcePosition marked(String message, SqlNode tree) {
    Matcher excerpt = EXCERPT.matcher(message);
    if (!excerpt.find()) {
      return null;
    }
    int column = excerpt.group(2).length();
    String line = excerpt.group(1);
    Matcher name = NAME.matcher(line);
    if (column > line.length() || !name.region(column, line.length()).lookingAt()) {
      return null;
    }
    Finder finder =
        new Finder(name.group(1) == null ? name.group(2) : name.group(1).replace("\"\"", "\""));
    tree.accept(finder);
    return finder.count == 1 ? finder.found : null;
  }

  /// The message without the kind in front and the excerpt of our text behind.
  private static String essence(String message) {
    int excerpt = message.indexOf("\nLINE ");
    String text = excerpt < 0 ? message : message.substring(0, excerpt);
    return text.replaceFirst("^[A-Z][A-Za-z ]+ Error: ", "").trim();
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse(text);
  }

  /// The first name in the tree that ends, or begins, with what the message is about.
  private static @Nullable SourcePosition find(SqlNode tree, String name) {
    Finder finder = new Finder(name);
    tree.accept(finder);
    return finder.found;
  }

  private static final class Finder extends SqlBasicVisitor<@Nullable Void> {
    private final String name;
    private @Nullable SourcePosition found;
    private int count;

    Finder(String name) {
      this.name = name;
    }

    @Override
    public @Nullable Void visit(SqlIdentifier id) {
      boolean ends = id.names.get(id.names.size() - 1).equalsIgnoreCase(name);
      boolean begins = id.names.get(0).equalsIgnoreCase(name);
      if (ends || begins) {
        count++;
        found = found == null ? PlannerErrors.position(id.getParserPosition()) : found;
      }
      return null;
    }

    @Override
    public @Nullable Void visit(SqlCall call) {
      if (call.getOperator().getName().equalsIgnoreCase(name)) {
        count++;
        found = found == null ? PlannerErrors.position(call.getParserPosition()) : found;
      }
      return super.visit(call);
    }
  }
}
