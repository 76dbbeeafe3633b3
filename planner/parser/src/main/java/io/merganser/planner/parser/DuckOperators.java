package io.merganser.planner.parser;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlPostfixOperator;
import org.apache.calcite.sql.SqlPrefixOperator;
import org.apache.calcite.sql.SqlSetOperator;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.SqlWithinGroupOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.fun.SqlArrayQueryConstructor;
import org.apache.calcite.sql.fun.SqlArrayValueConstructor;
import org.apache.calcite.sql.fun.SqlCollectionTableOperator;
import org.apache.calcite.sql.fun.SqlItemOperator;
import org.apache.calcite.sql.fun.SqlRowOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlVisitor;
import org.apache.calcite.sql.validate.SqlModality;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;

/// The operators of DuckDB that Calcite lacks, reads with another precedence, or prints in a way
/// DuckDB does not read.
///
/// Types are permissive (ANY where nothing better is known): which types an operator takes is
/// DuckDB's business, and the planner looks operators up by name in its own table.
///
/// Precedences, loosest first, as in DuckDB's grammar: `->` 20, OR 22, AND 24, NOT 26, IS 28,
/// comparison 30, LIKE / IN / BETWEEN / GLOB 32, any other sign (`||`, `&`, ..) 36, `+ -` 40, `* /
/// // %` 60, `^ **` 70, AT TIME ZONE 72, COLLATE 74, prefix signs 80. `::`, `[..]` and `.field`
/// bind tighter than all and are no operators to the parser: it applies them as it reads.
public final class DuckOperators {
  private DuckOperators() {}

  private static final SqlReturnTypeInference ANY = ReturnTypes.explicit(SqlTypeName.ANY);

  // ---- comparison: not associative in DuckDB, so "(a < b) = c" keeps its parentheses

  public static final SqlBinaryOperator EQUALS = comparison("=", SqlKind.EQUALS);
  public static final SqlBinaryOperator NOT_EQUALS = comparison("<>", SqlKind.NOT_EQUALS);
  public static final SqlBinaryOperator LESS_THAN = comparison("<", SqlKind.LESS_THAN);
  public static final SqlBinaryOperator LESS_THAN_OR_EQUAL =
      comparison("<=", SqlKind.LESS_THAN_OR_EQUAL);
  public static final SqlBinaryOperator GREATER_THAN = comparison(">", SqlKind.GREATER_THAN);
  public static final SqlBinaryOperator GREATER_THAN_OR_EQUAL =
      comparison(">=", SqlKind.GREATER_THAN_OR_EQUAL);

  /// Calcite gives them the precedence of "+".
  public static final SqlBinaryOperator IS_DISTINCT_FROM =
      new Comparison("IS DISTINCT FROM", SqlKind.IS_DISTINCT_FROM, 28, ReturnTypes.BOOLEAN);

  public static final SqlBinaryOperator IS_NOT_DISTINCT_FROM =
      new Comparison("IS NOT DISTINCT FROM", SqlKind.IS_NOT_DISTINCT_FROM, 28, ReturnTypes.BOOLEAN);

  public static final SqlBinaryOperator GLOB =
      new Comparison("GLOB", SqlKind.OTHER_FUNCTION, 32, ReturnTypes.BOOLEAN_NULLABLE);

  /// `x IN list`, the list being a value and not in parentheses.
  public static final SqlBinaryOperator IN_LIST = new InList("IN");

  public static final SqlBinaryOperator NOT_IN_LIST = new InList("NOT IN");

  // ---- the level of "any other sign"

  public static final SqlBinaryOperator CONCAT = binary("||", SqlKind.OTHER, 36, ANY);
  public static final SqlBinaryOperator BIT_AND = binary("&", SqlKind.OTHER, 36, ANY);
  public static final SqlBinaryOperator BIT_OR = binary("|", SqlKind.OTHER, 36, ANY);
  public static final SqlBinaryOperator SHIFT_LEFT = binary("<<", SqlKind.OTHER, 36, ANY);
  public static final SqlBinaryOperator SHIFT_RIGHT = binary(">>", SqlKind.OTHER, 36, ANY);
  public static final SqlBinaryOperator HELD_BY = symbol("<@");

  /// A member of JSON: the loosest of all, `a OR j -> 'x' = y` is `(a OR j) -> ('x' = y)`.
  public static final SqlBinaryOperator ARROW = binary("->", SqlKind.OTHER, 20, ANY);

  /// A member of JSON as text: as loose as `->` to its left, and as tight as `||` to its right.
  /// [TextArrows] builds its calls.
  public static final SqlBinaryOperator TEXT_ARROW =
      new SqlBinaryOperator(
          "->>", SqlKind.OTHER, 36, true, ANY, InferTypes.FIRST_KNOWN, OperandTypes.ANY_ANY) {
        @Override
        public int getLeftPrec() {
          return ARROW.getLeftPrec();
        }

        @Override
        public void unparse(SqlWriter writer, SqlCall call, int leftPrec, int rightPrec) {
          call.operand(0).unparse(writer, leftPrec, getLeftPrec());
          writer.keyword(getName());
          call.operand(1).unparse(writer, getRightPrec(), rightPrec);
        }
      };

  // ---- arithmetic

  public static final SqlBinaryOperator INTEGER_DIVIDE = binary("//", SqlKind.OTHER, 60, ANY);

  /// A power, not the exclusive or of Calcite.
  public static final SqlBinaryOperator CARET = binary("^", SqlKind.OTHER, 70, ANY);

  public static final SqlBinaryOperator POWER = binary("**", SqlKind.OTHER, 70, ANY);
  public static final SqlBinaryOperator AT_TIME_ZONE =
      binary("AT TIME ZONE", SqlKind.OTHER, 72, ANY);

  /// Calcite drops its own before a number.
  public static final SqlPrefixOperator POSITIVE =
      new SqlPrefixOperator(
          "+", SqlKind.PLUS_PREFIX, 80, ReturnTypes.ARG0, null, OperandTypes.ANY) {
        @Override
        public void unparse(SqlWriter writer, SqlCall call, int leftPrec, int rightPrec) {
          writer.print("+");
          Printing.primary(writer, call.operand(0));
        }
      };

  public static final SqlPrefixOperator BIT_NOT =
      new SqlPrefixOperator("~", SqlKind.OTHER, 80, ReturnTypes.ARG0, null, OperandTypes.ANY);

  /// The right side is [#collation], a name and no column.
  public static final SqlBinaryOperator COLLATE =
      binary("COLLATE", SqlKind.OTHER, 74, ReturnTypes.ARG0);

  // ---- postfix forms: the parser applies them, they only print

  /// `x[i]`.
  public static final SqlOperator SUBSCRIPT =
      new SqlItemOperator("ITEM", OperandTypes.ANY, 1, true) {
        @Override
        public void unparse(SqlWriter writer, SqlCall call, int leftPrec, int rightPrec) {
          Printing.primary(writer, call.operand(0));
          Printing.list(writer, "[", ImmutableList.of(call.operand(1)), "]");
        }
      };

  /// `x[a:b:c]`; a bound that is not given is the literal [Bound#OPEN].
  public static final SqlOperator SLICE =
      new SqlSpecialOperator(
          "SLICE", SqlKind.OTHER, 200, true, ReturnTypes.ARG0, null, OperandTypes.VARIADIC) {
        @Override
        public void unparse(SqlWriter writer, SqlCall call, int leftPrec, int rightPrec) {
          Printing.primary(writer, call.operand(0));
          final boolean hasStep = call.operandCount() == 4;
          final SqlWriter.Frame frame = writer.startList("[", "]");
          if (!isOpen(call.operand(1))) {
            call.operand(1).unparse(writer, 0, 0);
          }
          writer.print(":");
          writer.setNeedWhitespace(true);
          if (!isOpen(call.operand(2))) {
            call.operand(2).unparse(writer, 0, 0);
          } else if (hasStep) {
            writer.print("-");
          }
          if (hasStep) {
            writer.print(":");
            writer.setNeedWhitespace(true);
            call.operand(3).unparse(writer, 0, 0);
          }
          writer.endList(frame);
        }
      };

  /// A bound of a slice that is not given.
  public enum Bound {
    OPEN
  }

  /// `(x).field`.
  public static final SqlOperator FIELD =
      new SqlSpecialOperator("DOT", SqlKind.DOT, 200, true, ANY, null, OperandTypes.ANY_ANY) {
        @Override
        public void unparse(SqlWriter writer, SqlCall call, int leftPrec, int rightPrec) {
          final SqlNode of = call.operand(0);
          if (of.getKind() == SqlKind.DOT) {
            of.unparse(writer, 0, 0);
          } else {
            Printing.parenthesized(writer, of);
          }
          writer.setNeedWhitespace(false);
          writer.print(".");
          writer.setNeedWhitespace(false);
          call.operand(1).unparse(writer, 0, 0);
        }

        @Override
        public <R> void acceptCall(
            SqlVisitor<R> visitor,
            SqlCall call,
            boolean onlyExpressions,
            org.apache.calcite.sql.util.SqlBasicVisitor.ArgHandler<R> argHandler) {
          SqlStdOperatorTable.DOT.acceptCall(visitor, call, onlyExpressions, argHandler);
        }

        @Override
        public RelDataType deriveType(
            SqlValidator validator, SqlValidatorScope scope, SqlCall call) {
          return SqlStdOperatorTable.DOT.deriveType(validator, scope, call);
        }
      };

  // ---- rows, lists, structs, maps

  /// A row of VALUES, without the word ROW.
  public static final SqlRowOperator VALUES_ROW =
      new SqlRowOperator("ROW") {
        @Override
        public void unparse(SqlWriter writer, SqlCall call, int leftPrec, int rightPrec) {
          Printing.list(writer, "(", call.getOperandList(), ")");
        }
      };

  /// `[1, 2]`; `ARRAY[1, 2]` is Calcite's. DuckDB names their columns differently.
  public static final SqlOperator LIST =
      new SqlArrayValueConstructor() {
        @Override
        public void unparse(SqlWriter writer, SqlCall call, int leftPrec, int rightPrec) {
          Printing.list(writer, "[", call.getOperandList(), "]");
        }
      };

  /// `{'a': 1, 'b': 2}`: the operands are names (literals) and values in turn.
  public static final SqlOperator STRUCT = pairs("STRUCT", SqlKind.OTHER, "");

  /// `MAP {k: v}`: the operands are keys and values in turn.
  public static final SqlOperator MAP = pairs("MAP", SqlKind.OTHER, "MAP");

  /// `ARRAY(SELECT ..)`.
  public static final SqlOperator ARRAY_QUERY =
      new SqlArrayQueryConstructor() {
        @Override
        public void unparse(SqlWriter writer, SqlCall call, int leftPrec, int rightPrec) {
          writer.keyword("ARRAY");
          final SqlWriter.Frame frame =
              writer.startList(SqlWriter.FrameTypeEnum.SUB_QUERY, "(", ")");
          call.operand(0).unparse(writer, 0, 0);
          writer.endList(frame);
        }
      };

  // ---- calls

  /// `ROW(a)`, which is no "(a)"; a row of more columns is Calcite's.
  public static final SqlOperator SINGLE_ROW = word("ROW");

  /// `COLUMNS(..)`: words and not names of functions, so they are not quoted.
  public static final SqlOperator COLUMNS = word("COLUMNS");

  public static final SqlOperator TRY = word("TRY");

  /// `f(x ORDER BY y)`: operands are the call and the list. To Calcite it is WITHIN GROUP.
  public static final SqlOperator ORDERED =
      new SqlWithinGroupOperator() {
        @Override
        public void unparse(SqlWriter writer, SqlCall call, int leftPrec, int rightPrec) {
          Printing.aggregate(writer, call);
        }
      };

  private static final SqlOperator IGNORE_NULLS = new NullTreatment(SqlKind.IGNORE_NULLS);
  private static final SqlOperator RESPECT_NULLS = new NullTreatment(SqlKind.RESPECT_NULLS);

  /// `name := value`; the operands are the value and the name.
  public static final SqlOperator NAMED_ARGUMENT =
      new SqlBinaryOperator(
          ":=",
          SqlKind.ARGUMENT_ASSIGNMENT,
          20,
          true,
          ReturnTypes.ARG0,
          InferTypes.RETURN_TYPE,
          OperandTypes.ANY_IGNORE) {
        @Override
        public void unparse(SqlWriter writer, SqlCall call, int leftPrec, int rightPrec) {
          call.operand(1).unparse(writer, 0, 0);
          writer.keyword(":=");
          call.operand(0).unparse(writer, 0, 0);
        }
      };

  /// A table function in FROM, which DuckDB writes without TABLE(..).
  public static final SqlOperator TABLE_FUNCTION =
      new SqlCollectionTableOperator("TABLE", SqlModality.RELATION) {
        @Override
        public void unparse(SqlWriter writer, SqlCall call, int leftPrec, int rightPrec) {
          call.operand(0).unparse(writer, 0, 0);
        }
      };

  /// The same with `WITH ORDINALITY`.
  public static final SqlOperator NUMBERED_TABLE_FUNCTION =
      new SqlCollectionTableOperator("TABLE", SqlModality.RELATION) {
        @Override
        public void unparse(SqlWriter writer, SqlCall call, int leftPrec, int rightPrec) {
          call.operand(0).unparse(writer, 0, 0);
          writer.keyword("WITH ORDINALITY");
        }
      };

  /// `INTERVAL (x) DAY`.
  public static final SqlOperator INTERVAL =
      new SqlSpecialOperator(
          "INTERVAL",
          SqlKind.INTERVAL,
          200,
          true,
          binding ->
              binding
                  .getTypeFactory()
                  .createTypeWithNullability(
                      binding
                          .getTypeFactory()
                          .createSqlIntervalType(
                              binding.getOperandLiteralValue(1, SqlIntervalQualifier.class)),
                      binding.getOperandType(0).isNullable()),
          InferTypes.ANY_NULLABLE,
          OperandTypes.ANY_ANY) {
        @Override
        public void unparse(SqlWriter writer, SqlCall call, int leftPrec, int rightPrec) {
          writer.keyword("INTERVAL");
          Printing.parenthesized(writer, call.operand(0));
          writer.keyword(((SqlIntervalQualifier) call.operand(1)).getUnit().name());
        }
      };

  /// `INTERVAL (x) DECADE`, of a unit that Calcite has not.
  public static final SqlOperator INTERVAL_WORD =
      new SqlSpecialOperator("INTERVAL", SqlKind.OTHER, 200) {
        @Override
        public void unparse(SqlWriter writer, SqlCall call, int leftPrec, int rightPrec) {
          writer.keyword("INTERVAL");
          Printing.parenthesized(writer, call.operand(0));
          call.operand(1).unparse(writer, 0, 0);
        }
      };

  /// `EXTRACT('timezone' FROM x)`, of a part that Calcite has not.
  public static final SqlOperator EXTRACT_WORD =
      new SqlSpecialOperator("EXTRACT", SqlKind.OTHER, 200) {
        @Override
        public void unparse(SqlWriter writer, SqlCall call, int leftPrec, int rightPrec) {
          writer.keyword("EXTRACT");
          final SqlWriter.Frame frame = writer.startFunCall("");
          call.operand(0).unparse(writer, 0, 0);
          writer.sep("FROM");
          call.operand(1).unparse(writer, 0, 0);
          writer.endFunCall(frame);
        }
      };

  /// `*COLUMNS(..)`: the columns as arguments.
  public static final SqlOperator UNPACK =
      new SqlSpecialOperator("UNPACK", SqlKind.OTHER, 200) {
        @Override
        public void unparse(SqlWriter writer, SqlCall call, int leftPrec, int rightPrec) {
          writer.print("*");
          call.operand(0).unparse(writer, 200, 200);
        }
      };

  /// `[item FOR x, i IN list IF condition]`; the condition may be missing.
  public static final SqlOperator COMPREHENSION =
      new SqlSpecialOperator("LIST COMPREHENSION", SqlKind.OTHER, 200) {
        @Override
        public void unparse(SqlWriter writer, SqlCall call, int leftPrec, int rightPrec) {
          final SqlWriter.Frame frame = writer.startList("[", "]");
          call.operand(0).unparse(writer, 0, 0);
          writer.keyword("FOR");
          Printing.items(writer, (SqlNodeList) call.operand(1));
          writer.keyword("IN");
          call.operand(2).unparse(writer, 0, 0);
          if (call.operandCount() > 3) {
            writer.keyword("IF");
            call.operand(3).unparse(writer, 0, 0);
          }
          writer.endList(frame);
        }
      };

  /// `* LIKE 'x%'` and the like in a SELECT list.
  static SqlOperator starFilter(String words) {
    return new SqlSpecialOperator(words, SqlKind.OTHER, 200) {
      @Override
      public void unparse(SqlWriter writer, SqlCall call, int leftPrec, int rightPrec) {
        call.operand(0).unparse(writer, 0, 0);
        writer.keyword(words);
        call.operand(1).unparse(writer, 0, 0);
      }
    };
  }

  // ---- queries

  /// The ALL of GROUP BY ALL and ORDER BY ALL.
  public static final SqlOperator ALL_COLUMNS =
      new SqlSpecialOperator("ALL", SqlKind.OTHER, 200, true, ANY, null, OperandTypes.NILADIC) {
        @Override
        public void unparse(SqlWriter writer, SqlCall call, int leftPrec, int rightPrec) {
          writer.keyword("ALL");
        }
      };

  /// `LIMIT 10%`.
  public static final SqlPostfixOperator PERCENT =
      new SqlPostfixOperator("%", SqlKind.OTHER, 200, ReturnTypes.ARG0, null, OperandTypes.ANY);

  public static final SqlSetOperator UNION_BY_NAME =
      new SqlSetOperator("UNION BY NAME", SqlKind.UNION, 12, false);
  public static final SqlSetOperator UNION_ALL_BY_NAME =
      new SqlSetOperator("UNION ALL BY NAME", SqlKind.UNION, 12, true);

  /// Whether an item of GROUP BY or ORDER BY is ALL, with or without a direction.
  public static boolean isAllColumns(SqlNode item) {
    SqlNode node = item;
    while (node.getKind() == SqlKind.DESCENDING
        || node.getKind() == SqlKind.NULLS_FIRST
        || node.getKind() == SqlKind.NULLS_LAST) {
      node = ((SqlCall) node).operand(0);
    }
    return node instanceof SqlCall && ((SqlCall) node).getOperator() == ALL_COLUMNS;
  }

  /// Whether a bound of a slice is not given.
  public static boolean isOpen(SqlNode bound) {
    return bound instanceof SqlLiteral && ((SqlLiteral) bound).getValue() == Bound.OPEN;
  }

  /// An operator that is only a sign, such as `~~` or `@>`.
  public static SqlBinaryOperator symbol(String sign) {
    return new SqlBinaryOperator(sign, SqlKind.OTHER, 36, true, ANY, null, OperandTypes.ANY_ANY);
  }

  /// The operators that Calcite must see as its own: the validator knows them by identity, or
  /// DuckDB has a syntax for the name and no function.
  private static final Map<String, SqlOperator> STANDARD =
      Stream.of(
              SqlStdOperatorTable.COUNT,
              SqlStdOperatorTable.SUM,
              SqlStdOperatorTable.MIN,
              SqlStdOperatorTable.MAX,
              SqlStdOperatorTable.AVG,
              SqlStdOperatorTable.COALESCE,
              SqlStdOperatorTable.NULLIF,
              SqlStdOperatorTable.GROUPING,
              SqlStdOperatorTable.GROUPING_ID,
              SqlStdOperatorTable.ROW_NUMBER,
              SqlStdOperatorTable.RANK,
              SqlStdOperatorTable.DENSE_RANK,
              SqlStdOperatorTable.PERCENT_RANK,
              SqlStdOperatorTable.CUME_DIST,
              SqlStdOperatorTable.NTILE,
              SqlStdOperatorTable.LAG,
              SqlStdOperatorTable.LEAD,
              SqlStdOperatorTable.FIRST_VALUE,
              SqlStdOperatorTable.LAST_VALUE,
              SqlStdOperatorTable.NTH_VALUE,
              COLUMNS,
              TRY)
          .collect(Collectors.toUnmodifiableMap(SqlOperator::getName, operator -> operator));

  /// A call of a function by name.
  static SqlCall call(
      SqlIdentifier name, SqlParserPos position, SqlLiteral quantifier, List<SqlNode> arguments) {
    final SqlOperator standard =
        name.isSimple() ? STANDARD.get(name.getSimple().toUpperCase(Locale.ROOT)) : null;
    final SqlOperator operator =
        standard != null && !name.isComponentQuoted(0)
            ? standard
            : new SqlUnresolvedFunction(
                name, null, null, null, null, SqlFunctionCategory.USER_DEFINED_FUNCTION);
    return operator.createCall(quantifier, position, arguments.toArray(new SqlNode[0]));
  }

  /// A call of a name with several parts: of a function in a schema of the engine, or of a function
  /// with a column in front, `x.f(y)` for `f(x, y)`. DuckDB would look into a catalog of the
  /// column's name first, which holds functions of its owner's.
  static SqlCall qualifiedCall(
      SqlIdentifier name, SqlParserPos position, SqlLiteral quantifier, List<SqlNode> arguments) {
    final int last = name.names.size() - 1;
    if (last == 0
        || ENGINE_SCHEMAS.contains(
            name.getComponent(0, last).toString().toLowerCase(Locale.ROOT))) {
      return call(name, position, quantifier, arguments);
    }
    final List<SqlNode> all = new ArrayList<>();
    all.add(name.getComponent(0, last));
    all.addAll(arguments);
    return call(name.getComponent(last), position, quantifier, all);
  }

  /// Where the functions of the engine are.
  public static final Set<String> ENGINE_SCHEMAS =
      Set.of("main", "pg_catalog", "system.main", "system.pg_catalog");

  static SqlCall tableFunction(SqlIdentifier name, SqlParserPos position, List<SqlNode> arguments) {
    return new SqlUnresolvedFunction(
            name, null, null, null, null, SqlFunctionCategory.USER_DEFINED_TABLE_FUNCTION)
        .createCall(position, arguments);
  }

  /// A value: what would print without parentheses, and be part of the query around it, gets them.
  static SqlNode value(SqlNode node) {
    return node.isA(SqlKind.SET_QUERY)
        ? SqlStdOperatorTable.SCALAR_QUERY.createCall(node.getParserPosition(), node)
        : node;
  }

  static List<SqlNode> values(SqlNodeList nodes) {
    return nodes.getList().stream().map(DuckOperators::value).toList();
  }

  /// `(a, b)` and `ROW(a, b)`. One column needs the function: "(a)" is no row.
  static SqlCall row(SqlParserPos position, List<SqlNode> values) {
    return values.size() == 1
        ? SINGLE_ROW.createCall(position, values)
        : SqlStdOperatorTable.ROW.createCall(position, values);
  }

  static SqlCall slice(SqlParserPos position, SqlNode of, SqlNode from, SqlNode to, SqlNode step) {
    final List<SqlNode> operands = new ArrayList<>();
    operands.add(of);
    operands.add(from == null ? SqlLiteral.createSymbol(Bound.OPEN, position) : from);
    operands.add(to == null ? SqlLiteral.createSymbol(Bound.OPEN, position) : to);
    if (step != null) {
      operands.add(step);
    }
    return SLICE.createCall(position, operands);
  }

  /// The name of a collation as a node that nobody takes for a column.
  static SqlNode collation(SqlIdentifier name) {
    return new SqlCollationName(name);
  }

  static SqlOperator nulls(SqlOperator treatment) {
    return treatment.getKind() == SqlKind.IGNORE_NULLS ? IGNORE_NULLS : RESPECT_NULLS;
  }

  private static SqlBinaryOperator binary(
      String name, SqlKind kind, int precedence, SqlReturnTypeInference type) {
    return new SqlBinaryOperator(
        name, kind, precedence, true, type, InferTypes.FIRST_KNOWN, OperandTypes.ANY_ANY);
  }

  private static SqlBinaryOperator comparison(String name, SqlKind kind) {
    return new Comparison(name, kind, 30, ReturnTypes.BOOLEAN_NULLABLE);
  }

  private static SqlOperator word(String word) {
    return new SqlSpecialOperator(
        word, SqlKind.OTHER, 200, true, ANY, null, OperandTypes.VARIADIC) {
      @Override
      public void unparse(SqlWriter writer, SqlCall call, int leftPrec, int rightPrec) {
        writer.keyword(word);
        Printing.list(writer, "(", call.getOperandList(), ")");
      }
    };
  }

  private static SqlOperator pairs(String name, SqlKind kind, String prefix) {
    return new SqlSpecialOperator(name, kind, 200, true, ANY, null, OperandTypes.VARIADIC) {
      @Override
      public void unparse(SqlWriter writer, SqlCall call, int leftPrec, int rightPrec) {
        if (!prefix.isEmpty()) {
          writer.keyword(prefix);
        }
        final SqlWriter.Frame frame = writer.startList("{", "}");
        for (int i = 0; i < call.operandCount(); i += 2) {
          writer.sep(",");
          call.operand(i).unparse(writer, 0, 0);
          writer.print(":");
          writer.setNeedWhitespace(true);
          call.operand(i + 1).unparse(writer, 0, 0);
        }
        writer.endList(frame);
      }
    };
  }

  /// An operator that DuckDB does not chain.
  private static class Comparison extends SqlBinaryOperator {
    Comparison(String name, SqlKind kind, int precedence, SqlReturnTypeInference type) {
      super(name, kind, precedence, true, type, InferTypes.FIRST_KNOWN, OperandTypes.ANY_ANY);
    }

    @Override
    public void unparse(SqlWriter writer, SqlCall call, int leftPrec, int rightPrec) {
      final SqlWriter.Frame frame = writer.startList(SqlWriter.FrameTypeEnum.SIMPLE);
      final SqlNode left = call.operand(0);
      final boolean same =
          left instanceof SqlCall
              && !(left.isA(SqlKind.QUERY))
              && ((SqlCall) left).getOperator().getLeftPrec() == getLeftPrec();
      if (same) {
        Printing.parenthesized(writer, left);
      } else {
        left.unparse(writer, leftPrec, getLeftPrec());
      }
      writer.setNeedWhitespace(true);
      writer.sep(getName());
      writer.setNeedWhitespace(true);
      call.operand(1).unparse(writer, getRightPrec(), rightPrec);
      writer.endList(frame);
    }
  }

  /// The list prints without parentheses: in them it would be the only item of a list.
  private static final class InList extends SqlBinaryOperator {
    InList(String name) {
      super(
          name,
          SqlKind.OTHER_FUNCTION,
          32,
          true,
          ReturnTypes.BOOLEAN_NULLABLE,
          InferTypes.FIRST_KNOWN,
          OperandTypes.ANY_ANY);
    }

    @Override
    public void unparse(SqlWriter writer, SqlCall call, int leftPrec, int rightPrec) {
      call.operand(0).unparse(writer, leftPrec, getRightPrec());
      writer.keyword(getName());
      call.operand(1).unparse(writer, 0, 0);
    }
  }

  /// IGNORE NULLS and RESPECT NULLS print inside the parentheses of the call.
  private static final class NullTreatment extends SqlSpecialOperator {
    NullTreatment(SqlKind kind) {
      super(
          kind == SqlKind.IGNORE_NULLS ? "IGNORE NULLS" : "RESPECT NULLS",
          kind,
          20,
          true,
          ReturnTypes.ARG0,
          null,
          OperandTypes.ANY);
    }

    @Override
    public void unparse(SqlWriter writer, SqlCall call, int leftPrec, int rightPrec) {
      Printing.aggregate(writer, call);
    }

    private SqlOperator standard() {
      return getKind() == SqlKind.IGNORE_NULLS
          ? SqlStdOperatorTable.IGNORE_NULLS
          : SqlStdOperatorTable.RESPECT_NULLS;
    }

    @Override
    public void validateCall(
        SqlCall call,
        SqlValidator validator,
        SqlValidatorScope scope,
        SqlValidatorScope operandScope) {
      standard().validateCall(call, validator, scope, operandScope);
    }

    @Override
    public RelDataType deriveType(SqlValidator validator, SqlValidatorScope scope, SqlCall call) {
      return standard().deriveType(validator, scope, call);
    }
  }
}
