package io.merganser.planner.parser;

import java.util.Locale;
import java.util.Set;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;

/// Decisions of the grammar that need more than a fixed number of tokens.
final class Lookahead implements MerganserSqlParserImplConstants {
  private Lookahead() {}

  /// Whether the EXCLUDE or REPLACE to come belongs to a star; elsewhere it is an alias.
  static boolean isStar(SqlNode e) {
    return e instanceof SqlIdentifier && ((SqlIdentifier) e).isStar();
  }

  /// Whether "position(" is followed, on its own level, by IN before a comma: `POSITION('a' IN x)`.
  static boolean isPositionIn(MerganserSqlParserImpl parser) {
    int depth = 0;
    for (int i = 2; ; i++) {
      final int kind = parser.getToken(i).kind;
      if (kind == EOF) {
        return false;
      } else if (kind == LPAREN) {
        depth++;
      } else if (kind == RPAREN) {
        depth--;
        if (depth == 0) {
          return false;
        }
      } else if (depth == 1 && kind == COMMA) {
        return false;
      } else if (depth == 1 && kind == IN) {
        return true;
      }
    }
  }

  /// Whether "x -> .." is a lambda. With one name on the left and a literal on the right it takes a
  /// member of JSON.
  static boolean isArrowLambda(MerganserSqlParserImpl parser) {
    int i = 1;
    while (parser.getToken(i).kind != LAMBDA) {
      if (parser.getToken(i).kind == EOF) {
        return false;
      }
      i++;
    }
    final int after = parser.getToken(i + 1).kind;
    return i > 2 || after != QUOTED_STRING && after != UNSIGNED_INTEGER_LITERAL;
  }

  /// Whether the comma to come ends a list: what follows it cannot be an item.
  static boolean isLastComma(MerganserSqlParserImpl parser) {
    if (parser.getToken(1).kind != COMMA) {
      return false;
    }
    switch (parser.getToken(2).kind) {
      case EOF:
      case SEMICOLON:
      case RPAREN:
      case FROM:
      case WHERE:
      case GROUP:
      case HAVING:
      case WINDOW:
      case QUALIFY:
      case ORDER:
      case LIMIT:
      case OFFSET:
      case FETCH:
      case UNION:
      case INTERSECT:
      case EXCEPT:
        return true;
      default:
        return false;
    }
  }

  /// Whether the next token is a word that is no name elsewhere; behind AS it is.
  static boolean isReservedWord(MerganserSqlParserImpl parser) {
    final Token token = parser.getToken(1);
    return token.kind != IDENTIFIER
        && token.image.length() > 1
        && Character.isLetter(token.image.charAt(0))
        && token.image.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_');
  }

  static boolean isWord(MerganserSqlParserImpl parser, String word) {
    return parser.getToken(1).image.equalsIgnoreCase(word);
  }

  /// Whether `b'101'` is to come, without a blank, which DuckDB reads as the string `b101`.
  static boolean isBitString(MerganserSqlParserImpl parser) {
    final Token prefix = parser.getToken(1);
    final Token text = parser.getToken(2);
    return prefix.image.equalsIgnoreCase("b")
        && text.kind == QUOTED_STRING
        && prefix.endLine == text.beginLine
        && prefix.endColumn + 1 == text.beginColumn;
  }

  private static final Set<String> REFUSED =
      Set.of(
          "ATTACH",
          "CALL",
          "CHECKPOINT",
          "COMMENT",
          "COPY",
          "DEALLOCATE",
          "DETACH",
          "EXECUTE",
          "EXPORT",
          "FORCE",
          "GRANT",
          "IMPORT",
          "INSTALL",
          "LOAD",
          "PRAGMA",
          "PREPARE",
          "REVOKE",
          "UPDATE_EXTENSIONS",
          "VACUUM",
          "ANALYZE",
          "LOCK");

  private static final Set<String> NOT_CREATED =
      Set.of(
          "TEMP",
          "TEMPORARY",
          "MACRO",
          "FUNCTION",
          "TYPE",
          "SEQUENCE",
          "INDEX",
          "UNIQUE",
          "SECRET",
          "PERSISTENT",
          "TRIGGER",
          "DATABASE",
          "USER",
          "ROLE",
          "LOCAL",
          "UNLOGGED",
          "RECURSIVE");

  /// Whether the text begins with words of a statement that is known and not served, so that the
  /// error can say so.
  static boolean beginsRefused(MerganserSqlParserImpl parser) {
    final String first = word(parser, 1);
    switch (first) {
      case "CREATE":
        return NOT_CREATED.contains(word(parser, word(parser, 2).equals("OR") ? 4 : 2));
      case "DROP":
        return NOT_CREATED.contains(word(parser, 2));
      case "ALTER":
        return !word(parser, 2).equals("TABLE");
      default:
        return REFUSED.contains(first);
    }
  }

  private static String word(MerganserSqlParserImpl parser, int index) {
    return parser.getToken(index).image.toUpperCase(Locale.ROOT);
  }
}
