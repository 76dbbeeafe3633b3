package io.merganser.planner.parser;

import java.io.IOException;
import java.util.Locale;
import java.util.Set;

/// Makes names of words that are keywords elsewhere, before the parser sees them: what follows a
/// dot, and words such as `row` or `values` where no clause begins with them.
///
/// DuckDB tells them apart by a grammar that looks at all that may follow. Here the tokens on both
/// sides decide.
final class WordsAsNames implements MerganserSqlParserImplConstants {
  /// How far the next token is looked for.
  private static final int FARTHEST = 256;

  private static final String SIGNS = ",)=.;<>+*/|:]%^![";

  /// What may follow a column, and no word that begins a clause.
  private static final Set<String> AFTER_COLUMN =
      Set.of(
          "and",
          "as",
          "asc",
          "between",
          "collate",
          "desc",
          "else",
          "end",
          "except",
          "from",
          "group",
          "having",
          "ilike",
          "in",
          "intersect",
          "is",
          "like",
          "limit",
          "nulls",
          "on",
          "or",
          "order",
          "qualify",
          "then",
          "union",
          "when",
          "where",
          "window");

  private int before = EOF;
  private String wordBefore = "";
  private char sign;
  private String word = "";
  private boolean ended;

  /// Decides about a token that was just read.
  ///
  /// @param text stands behind the token, and does so afterwards
  void next(Token token, SimpleCharStream text) {
    if (isName(token, text)) {
      token.kind = IDENTIFIER;
    }
    before = token.kind;
    wordBefore = token.image;
  }

  private boolean isName(Token token, SimpleCharStream text) {
    if (before == DOT) {
      return Character.isLetter(token.image.charAt(0)) && token.kind != IDENTIFIER;
    }
    return switch (token.kind) {
      case SKIP_ -> true;
      case UNNEST, TRY_CAST -> !callFollows(text);
      case VALUES -> before != DEFAULT_ && !callFollows(text);
      case ROW -> !endsClause() && !callFollows(text);
      case EXISTS -> before != NOT && !wordBefore.equalsIgnoreCase("if") && columnMayEnd(text);
      case INTERVAL -> isExpressionDue() && columnMayEnd(text);
      case UPDATE, DELETE, INSERT, MERGE, DROP, SET, EXPLAIN ->
          before == LPAREN || before == COMMA || !mayBeginStatement() && columnMayEnd(text);
      default -> false;
    };
  }

  /// `CURRENT ROW`, `FETCH FIRST ROW ONLY`, `OFFSET 1 ROW`.
  private boolean endsClause() {
    return switch (before) {
      case CURRENT,
          FIRST,
          NEXT,
          UNSIGNED_INTEGER_LITERAL,
          DECIMAL_NUMERIC_LITERAL,
          SEPARATED_NUMBER,
          HOOK,
          NUMBERED_PARAMETER,
          NAMED_PARAMETER,
          RPAREN ->
          true;
      default -> false;
    };
  }

  private boolean mayBeginStatement() {
    return switch (before) {
      case EOF, SEMICOLON, RPAREN, THEN, EXPLAIN, ANALYZE -> true;
      default -> wordBefore.equalsIgnoreCase("do");
    };
  }

  /// As opposed to a type.
  private boolean isExpressionDue() {
    return switch (before) {
      case SELECT,
          DISTINCT,
          COMMA,
          LPAREN,
          WHERE,
          HAVING,
          QUALIFY,
          ON,
          BY,
          AND,
          OR,
          NOT,
          CASE,
          WHEN,
          THEN,
          ELSE,
          BETWEEN,
          EQ,
          NE,
          NE2,
          LT,
          LE,
          GT,
          GE,
          PLUS,
          MINUS,
          STAR,
          SLASH,
          CONCAT ->
          true;
      default -> false;
    };
  }

  private boolean callFollows(SimpleCharStream text) {
    look(text);
    return sign == '(';
  }

  private boolean columnMayEnd(SimpleCharStream text) {
    look(text);
    return ended || sign != 0 && SIGNS.indexOf(sign) >= 0 || AFTER_COLUMN.contains(word);
  }

  /// Finds the first character of the next token, and the word that it begins. A comment is no
  /// token, but nothing is looked for behind it.
  private void look(SimpleCharStream text) {
    StringBuilder letters = new StringBuilder();
    int read = 0;
    sign = 0;
    try {
      while (read < FARTHEST) {
        char c = text.readChar();
        read++;
        if (Character.isLetter(c)) {
          letters.append(c);
        } else if (!letters.isEmpty()) {
          break;
        } else if (!Character.isWhitespace(c)) {
          sign = c;
          break;
        }
      }
    } catch (IOException e) {
      // The text ends here.
    }
    text.backup(read);
    word = letters.toString().toLowerCase(Locale.ROOT);
    ended = word.isEmpty() && sign == 0 && read < FARTHEST;
  }
}
