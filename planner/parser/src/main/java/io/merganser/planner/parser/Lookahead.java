package io.merganser.planner.parser;

import java.util.Locale;
import java.util.Set;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;

/// Decisions of the grammar that need more than a fixed number of tokens.
final class Lookahead implements MerganserSqlParserImplConstants {
  private Lookahead() {}

  /// Whether the EXCLUDE or REPLACE to come belongs to a star; elsewhere it is an alias.
  static boolean isStar(SqlNode e) {
    return e instanceof SqlIdentifier && ((SqlIdentifier) e).isStar();
  }

  static boolean isNumber(MerganserSqlParserImpl parser) {
    return switch (parser.getToken(1).kind) {
      case UNSIGNED_INTEGER_LITERAL,
          DECIMAL_NUMERIC_LITERAL,
          APPROX_NUMERIC_LITERAL,
          SEPARATED_NUMBER ->
          true;
      default -> false;
    };
  }

  /// Whether a name is to come that is no keyword and begins neither a call nor a typed literal.
  static boolean isPlainName(MerganserSqlParserImpl parser) {
    Token token = parser.getToken(1);
    if (!isIdentifier(token)) {
      return false;
    }
    token = next(parser, token);
    while (token.kind == DOT && isIdentifier(next(parser, token))) {
      token = next(parser, next(parser, token));
    }
    return token.kind != LPAREN && token.kind != DOT && token.kind != QUOTED_STRING;
  }

  private static boolean isIdentifier(Token token) {
    return token.kind == IDENTIFIER || token.kind == QUOTED_IDENTIFIER;
  }

  /// Whether `POSITION(a IN b)` is to come: "position(" is followed, on its own level, by IN before
  /// a comma.
  static boolean isPositionIn(MerganserSqlParserImpl parser) {
    Token token = parser.getToken(1);
    if (token.kind != POSITION) {
      // Within another lookahead the grammar asks this first, whatever is to come.
      return false;
    }
    int depth = 0;
    while (true) {
      token = next(parser, token);
      if (token.kind == EOF) {
        return false;
      } else if (token.kind == LPAREN) {
        depth++;
      } else if (token.kind == RPAREN) {
        depth--;
        if (depth == 0) {
          return false;
        }
      } else if (depth == 1 && token.kind == COMMA) {
        return false;
      } else if (depth == 1 && token.kind == IN) {
        return true;
      }
    }
  }

  /// Whether a lambda "x -> .." or "(x, y) -> .." is to come. With one name on the left and a
  /// literal on the right it takes a member of JSON.
  static boolean isArrowLambda(MerganserSqlParserImpl parser) {
    final Token first = parser.getToken(1);
    Token last = first;
    if (first.kind == LPAREN) {
      do {
        last = next(parser, last);
      } while (last.kind == COMMA || isName(last));
      if (last.kind != RPAREN) {
        return false;
      }
    }
    final Token arrow = next(parser, last);
    if (arrow.kind != LAMBDA) {
      return false;
    }
    final int after = next(parser, arrow).kind;
    return last != first || after != QUOTED_STRING && after != UNSIGNED_INTEGER_LITERAL;
  }

  private static boolean isName(Token token) {
    final char first = token.image.isEmpty() ? ' ' : token.image.charAt(0);
    return first == '"' || first == '_' || Character.isLetter(first);
  }

  /// The token behind another; the parser's own `getToken(n)` walks all n each time.
  private static Token next(MerganserSqlParserImpl parser, Token token) {
    if (token.next == null) {
      token.next = parser.token_source.getNextToken();
    }
    return token.next;
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

  /// Whether a description of a table or query is to come, in the parentheses of FROM.
  static boolean isDescription(MerganserSqlParserImpl parser) {
    if (parser.getToken(1).kind != LPAREN) {
      return false;
    }
    final int kind = parser.getToken(2).kind;
    return kind == DESCRIBE || kind == DESC || kind == SUMMARIZE;
  }

  /// Whether a word is to come that means who asks, where or when, and is not called.
  static boolean isContextWord(MerganserSqlParserImpl parser) {
    return switch (parser.getToken(1).kind) {
      case CURRENT_CATALOG,
          CURRENT_DATE,
          CURRENT_ROLE,
          CURRENT_SCHEMA,
          CURRENT_TIME,
          CURRENT_TIMESTAMP,
          CURRENT_USER,
          LOCALTIME,
          LOCALTIMESTAMP,
          SESSION_USER,
          USER ->
          parser.getToken(2).kind != LPAREN;
      default -> false;
    };
  }

  /// Whether the list of WITH is followed by a statement that changes rows.
  static boolean isWithChange(MerganserSqlParserImpl parser) {
    Token token = parser.getToken(1);
    if (token.kind != WITH) {
      return false;
    }
    int depth = 0;
    for (; token.kind != EOF; token = next(parser, token)) {
      switch (token.kind) {
        case LPAREN -> depth++;
        case RPAREN -> depth--;
        case INSERT, UPDATE, DELETE, MERGE -> {
          if (depth == 0) {
            return true;
          }
        }
        case SELECT, FROM, VALUES, TABLE -> {
          if (depth == 0) {
            return false;
          }
        }
        default -> {}
      }
    }
    return false;
  }

  /// Whether an order or limit is to come.
  static boolean isOrder(MerganserSqlParserImpl parser) {
    return switch (parser.getToken(1).kind) {
      case ORDER, LIMIT, OFFSET, FETCH -> true;
      default -> false;
    };
  }

  /// Whether a join is one that ON or USING ends.
  static boolean waitsForCondition(boolean natural, JoinType type) {
    return !natural && type != JoinType.CROSS;
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
    return switch (first) {
      case "CREATE", "DROP" -> NOT_CREATED.contains(object(parser));
      case "ALTER" -> !word(parser, 2).equals("TABLE");
      default -> REFUSED.contains(first);
    };
  }

  /// The words that say which statement it is, such as `CREATE INDEX`.
  static String refusedWords(MerganserSqlParserImpl parser) {
    final String first = word(parser, 1);
    return switch (first) {
      case "CREATE", "DROP", "ALTER" -> {
        final String object = object(parser);
        yield object.isEmpty() ? first : first + " " + (object.equals("UNIQUE") ? "INDEX" : object);
      }
      default -> first;
    };
  }

  /// What is created, dropped or altered.
  private static String object(MerganserSqlParserImpl parser) {
    final int behind = word(parser, 2).equals("OR") ? 4 : 2;
    final boolean temporary =
        word(parser, behind).equals("TEMP") || word(parser, behind).equals("TEMPORARY");
    return word(parser, temporary ? behind + 1 : behind);
  }

  private static String word(MerganserSqlParserImpl parser, int index) {
    return parser.getToken(index).image.toUpperCase(Locale.ROOT);
  }
}
