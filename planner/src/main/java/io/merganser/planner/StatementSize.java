package io.merganser.planner;

import io.merganser.connectors.spi.Names;
import io.merganser.planner.parser.SqlDuckLambda;
import io.merganser.planner.parser.SqlWrite;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// Measures a parse tree against the limits, before anybody resolves its names.
///
/// Besides what is counted there is what it becomes: each use of a common table expression is a
/// copy of it to a planner, and DuckDB writes some forms out with an argument in them several
/// times, so that a text of a line can keep its binder busy for hours. The factors below were
/// measured on 1.5.5 by nesting each form in itself.
final class StatementSize {
  /// How often an argument occurs in what DuckDB makes of a call.
  private static final Map<String, Integer> COPIES =
      Map.ofEntries(
          Map.entry("nullif", 2),
          Map.entry("split_part", 2),
          Map.entry("fmod", 2),
          Map.entry("array_to_string", 2),
          Map.entry("array_to_string_comma_default", 2),
          Map.entry("json_group_array", 2),
          Map.entry("json_group_object", 2),
          Map.entry("round_even", 3),
          Map.entry("roundbankers", 3));

  private static final int COPIES_BY_BETWEEN = 3;
  private static final int COPIES_BY_LAMBDA = 2;

  /// A sub-query in an expression is bound again on each level that it might belong to.
  private static final int COPIES_BY_SUB_QUERY = 3;

  /// Above this it does not matter any more.
  private static final long HUGE = Long.MAX_VALUE >> 8;

  private final StatementLimits limits;

  /// Sizes of calls by identity: the parser writes `CASE x WHEN 1 … WHEN 2 …` out as `x = 1`, `x =
  /// 2`, with one `x` in several places.
  private final IdentityHashMap<SqlNode, Long> shared = new IdentityHashMap<>();

  private int nodes;
  private int joins;
  private int unions;

  private StatementSize(StatementLimits limits) {
    this.limits = limits;
  }

  /// @throws io.merganser.connectors.spi.QueryException [PlannerError#STATEMENT_TOO_COMPLEX], with
  ///   the limit that the statement goes beyond
  static void check(SqlNode statement, StatementLimits limits) {
    StatementSize size = new StatementSize(limits);
    long written = size.write(statement, Map.of(), 0);
    if (written - size.nodes > limits.expansion()) {
      throw PlannerErrors.tooLarge(
          "repeated CTEs and nested short forms, written out, add more than "
              + limits.expansion()
              + " nodes to it",
          "limits.statementExpansion",
          null);
    }
  }

  private long write(SqlNode statement, Map<String, CommonTable> tables, int depth) {
    if (!(statement instanceof SqlWrite write)) {
      return expression(statement, tables, depth);
    }
    Map<String, CommonTable> inScope = new HashMap<>(tables);
    List<CommonTable> mine = new ArrayList<>();
    long total = 1;
    for (SqlWrite.Part part : write.parts()) {
      SqlNode node = part.node();
      if (part.role() == SqlWrite.Role.WITH) {
        commonTables((SqlNodeList) node, inScope, mine, depth);
      } else {
        total = plus(total, node == null ? 0 : from(node, inScope, depth));
      }
    }
    return plus(total, unused(mine));
  }

  /// Each of these returns how many nodes there are in it once all is written out.
  private long expression(@Nullable SqlNode node, Map<String, CommonTable> tables, int depth) {
    if (node == null) {
      return 0;
    }
    Long known = shared.get(node);
    if (known != null) {
      return known;
    }
    count(node, depth);
    long size = size(node, tables, depth);
    if (node instanceof SqlCall) {
      shared.put(node, size);
    }
    return size;
  }

  private long size(SqlNode node, Map<String, CommonTable> tables, int depth) {
    return switch (node) {
      case SqlNodeList list -> {
        long total = 1;
        for (SqlNode item : list) {
          total = plus(total, expression(item, tables, depth));
        }
        yield total;
      }
      case SqlWith with -> with(with, tables, depth);
      case SqlSelect select -> select(select, tables, depth);
      case SqlCall call -> call(call, tables, depth);
      default -> 1;
    };
  }

  private long with(SqlWith with, Map<String, CommonTable> outer, int depth) {
    Map<String, CommonTable> tables = new HashMap<>(outer);
    List<CommonTable> mine = new ArrayList<>();
    commonTables(with.withList, tables, mine, depth);
    return plus(plus(1, query(with.body, tables, depth)), unused(mine));
  }

  /// Puts the tables of a WITH into what is in scope.
  private void commonTables(
      SqlNodeList items, Map<String, CommonTable> inScope, List<CommonTable> mine, int depth) {
    for (SqlNode node : items) {
      SqlWithItem item = (SqlWithItem) node;
      CommonTable table = new CommonTable(query(item.query, inScope, depth + 1));
      inScope.put(Names.fold(item.name.getSimple()), table);
      mine.add(table);
    }
  }

  private static long unused(List<CommonTable> tables) {
    long total = 0;
    for (CommonTable table : tables) {
      total = plus(total, table.used ? 0 : table.size);
    }
    return total;
  }

  private long select(SqlSelect select, Map<String, CommonTable> tables, int depth) {
    columns(select.getSelectList().size(), select.getParserPosition());
    long total = 1;
    for (int i = 0; i < select.operandCount(); i++) {
      SqlNode operand = select.getOperandList().get(i);
      if (operand != null) {
        total =
            plus(
                total,
                i == SqlSelect.FROM_OPERAND
                    ? from(operand, tables, depth + 1)
                    : expression(operand, tables, depth + 1));
      }
    }
    return total;
  }

  private long query(SqlNode query, Map<String, CommonTable> tables, int depth) {
    return query instanceof SqlIdentifier
        ? from(query, tables, depth)
        : expression(query, tables, depth);
  }

  private long from(SqlNode node, Map<String, CommonTable> tables, int depth) {
    return switch (node) {
      case SqlIdentifier name -> {
        count(name, depth);
        CommonTable table = name.isSimple() ? tables.get(Names.fold(name.getSimple())) : null;
        yield table == null ? 1 : table.use();
      }
      case SqlJoin join -> {
        count(join, depth);
        joins(join.getParserPosition());
        long both =
            plus(from(join.getLeft(), tables, depth), from(join.getRight(), tables, depth + 1));
        yield plus(plus(1, both), expression(join.getCondition(), tables, depth + 1));
      }
      case SqlCall call when !call.isA(SqlKind.QUERY) -> {
        count(call, depth);
        long total = 1;
        for (int i = 0; i < call.operandCount(); i++) {
          SqlNode operand = call.getOperandList().get(i);
          total =
              plus(
                  total,
                  i == 0 && operand != null
                      ? from(operand, tables, depth + 1)
                      : expression(operand, tables, depth + 1));
        }
        yield total;
      }
      default -> expression(node, tables, depth);
    };
  }

  private long call(SqlCall call, Map<String, CommonTable> tables, int depth) {
    SqlKind kind = call.getKind();
    if (kind == SqlKind.UNION || kind == SqlKind.INTERSECT || kind == SqlKind.EXCEPT) {
      unions(call.getParserPosition());
    }
    if (kind == SqlKind.ROW) {
      columns(call.operandCount(), call.getParserPosition());
    }
    long total = 1;
    for (int i = 0; i < call.operandCount(); i++) {
      SqlNode operand = call.getOperandList().get(i);
      if (operand == null) {
        continue;
      }
      // A chain is one level: engines read it without recursion.
      boolean chain = operand.getKind() == kind && isChain(kind);
      long size =
          kind == SqlKind.EXPLICIT_TABLE
              ? from(operand, tables, depth + 1)
              : expression(operand, tables, chain ? depth : depth + 1);
      total = plus(total, times(size, copies(call, i, operand)));
    }
    return total;
  }

  private static boolean isChain(SqlKind kind) {
    return switch (kind) {
      case AND, OR, UNION, INTERSECT, EXCEPT -> true;
      default -> false;
    };
  }

  private static int copies(SqlCall call, int index, SqlNode operand) {
    if (call instanceof SqlDuckLambda) {
      return COPIES_BY_LAMBDA;
    }
    if (operand.isA(SqlKind.QUERY) && !call.isA(SqlKind.QUERY)) {
      return COPIES_BY_SUB_QUERY;
    }
    return switch (call.getKind()) {
      case BETWEEN -> index == 0 ? COPIES_BY_BETWEEN : 1;
      default -> COPIES.getOrDefault(Names.fold(call.getOperator().getName()), 1);
    };
  }

  private void count(SqlNode node, int depth) {
    nodes++;
    if (nodes > limits.nodes()) {
      throw PlannerErrors.tooLarge(
          "it has more than " + limits.nodes() + " nodes",
          "limits.statementNodes",
          node.getParserPosition());
    }
    if (depth > limits.depth()) {
      throw PlannerErrors.tooLarge(
          "it nests deeper than " + limits.depth() + " levels",
          "limits.statementDepth",
          node.getParserPosition());
    }
  }

  private void joins(SqlParserPos at) {
    joins++;
    if (joins > limits.joins()) {
      throw PlannerErrors.tooLarge(
          "it has more than " + limits.joins() + " joins", "limits.statementJoins", at);
    }
  }

  private void unions(SqlParserPos at) {
    unions++;
    if (unions > limits.unions()) {
      throw PlannerErrors.tooLarge(
          "it has more than " + limits.unions() + " set operations", "limits.statementUnions", at);
    }
  }

  private void columns(int columns, SqlParserPos at) {
    if (columns > limits.columns()) {
      throw PlannerErrors.tooLarge(
          "a row of it has more than " + limits.columns() + " columns",
          "limits.statementColumns",
          at);
    }
  }

  private static long plus(long a, long b) {
    return Math.min(HUGE, a + b);
  }

  private static long times(long size, int copies) {
    return size > HUGE / copies ? HUGE : size * copies;
  }

  /// What a common table expression comes to, wherever it is used.
  private static final class CommonTable {
    private final long size;
    private boolean used;

    CommonTable(long size) {
      this.size = size;
    }

    long use() {
      used = true;
      return size;
    }
  }
}
