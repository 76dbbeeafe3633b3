package io.merganser.planner.analyze;

import io.merganser.authz.EffectiveSet;
import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.Names;
import io.merganser.planner.parser.MerganserParser;
import io.merganser.planner.parser.SqlContextName;
import io.merganser.planner.print.HubPrinter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/// Reads the filters and masks of a table, as declared, and prints them for the hub.
///
/// Their scope is one row of that table and who asks; nothing of the statement reaches it. What is
/// known of the principal comes in as literals. An attribute and the groups are lists; in `column =
/// attribute` and in IN they stand for their values, and where there is no value the answer is
/// unknown, so that neither IN nor NOT IN lets a row through.
final class Policies extends SqlShuttle {
  /// In front of each column; names the row that a policy is about.
  static final String ROW = "merganser_row";

  private static final String USER = "current_user";

  /// One row in, one value out.
  private static final Set<SqlKind> REFUSED =
      Set.of(
          SqlKind.LAMBDA,
          SqlKind.OVER,
          SqlKind.UNNEST,
          SqlKind.FILTER,
          SqlKind.WITHIN_GROUP,
          SqlKind.ARGUMENT_ASSIGNMENT);

  private static final Set<String> REFUSED_FUNCTIONS = Set.of("unnest", "columns", "unpack");

  private final EffectiveSet effectiveSet;
  private final UnaryOperator<String> qualifier;
  private final Map<String, String> columns = new TreeMap<>();
  private final CannotRaise cannotRaise;
  private final FixedMeaning fixedMeaning;
  private final Set<String> used = new TreeSet<>();
  private boolean fixed = true;

  /// @param columns of the table, granted or not
  Policies(EffectiveSet effectiveSet, List<Column> columns) {
    this(effectiveSet, columns, _ -> ROW);
  }

  /// @param columns of the table, granted or not
  /// @param qualifier what stands before a column, by the column's name
  Policies(EffectiveSet effectiveSet, List<Column> columns, UnaryOperator<String> qualifier) {
    this.effectiveSet = effectiveSet;
    this.qualifier = qualifier;
    columns.forEach(column -> this.columns.put(Names.fold(column.name()), column.name()));
    Map<String, DataType> types =
        columns.stream().collect(Collectors.toMap(Column::name, Column::type));
    this.cannotRaise = CannotRaise.over(types);
    this.fixedMeaning = new FixedMeaning(types);
  }

  /// Folded names of the columns that what was printed so far depends on.
  Set<String> used() {
    return Set.copyOf(used);
  }

  /// Whether what was printed so far means the same whatever a session has set.
  boolean areFixed() {
    return fixed;
  }

  /// Prints one filter or mask. What could raise an error, in which a hidden value might stand, is
  /// NULL where it does: no row, and no value.
  ///
  /// @throws IllegalArgumentException with a sentence that says why not
  String print(String text) {
    SqlNode tree;
    try {
      tree = MerganserParser.parseExpression(text);
    } catch (SqlParseException e) {
      throw new IllegalArgumentException("it is no expression: " + text, e);
    }
    SqlNode resolved = tree.accept(this);
    if (resolved == null) {
      throw new IllegalArgumentException("it is empty");
    }
    fixed = fixed && fixedMeaning.holds(resolved);
    String sql = HubPrinter.print(resolved, List.of());
    return cannotRaise.holds(resolved) ? "(" + sql + ")" : "TRY(" + sql + ")";
  }

  /// Prints what has to be true for a row that these filters let through.
  String printAny(List<String> filters) {
    return filters.stream().map(this::print).collect(Collectors.joining(" OR "));
  }

  @Override
  public @Nullable SqlNode visit(SqlIdentifier id) {
    if (id instanceof SqlContextName && Names.fold(id.getSimple()).equals(USER)) {
      return SqlLiteral.createCharString(effectiveSet.principal().name(), id.getParserPosition());
    }
    String column = id.isSimple() ? columns.get(Names.fold(id.getSimple())) : null;
    if (column == null) {
      throw new IllegalArgumentException("the table has no column `" + id + "`");
    }
    used.add(Names.fold(column));
    return new SqlIdentifier(List.of(qualifier.apply(column), column), id.getParserPosition());
  }

  @Override
  public @Nullable SqlNode visit(SqlDynamicParam param) {
    throw new IllegalArgumentException("a policy has no parameters");
  }

  @Override
  public @Nullable SqlNode visit(SqlCall call) {
    if (isUser(call)) {
      return SqlLiteral.createCharString(effectiveSet.principal().name(), call.getParserPosition());
    }
    List<String> values = valuesOf(call);
    if (values != null) {
      return PrincipalValues.list(values, call.getParserPosition());
    }
    check(call);
    return switch (call.getKind()) {
      case EQUALS -> equal(call);
      case IN, NOT_IN -> in(call);
      default -> super.visit(call);
    };
  }

  private static void check(SqlCall call) {
    if (call.isA(SqlKind.QUERY)) {
      throw new IllegalArgumentException("a policy has no sub-queries");
    }
    boolean isFunction = call.getOperator() instanceof SqlFunction;
    String name = call.getOperator().getName().toLowerCase(Locale.ROOT);
    boolean reviewed =
        isFunction
            ? AllowedFunctions.reviewed().allows(name) && !REFUSED_FUNCTIONS.contains(name)
            : ExpressionKinds.isReviewed(call.getKind());
    if (!reviewed || REFUSED.contains(call.getKind())) {
      throw new IllegalArgumentException(
          "`" + call.getOperator().getName() + "` does not belong into a policy");
    }
  }

  private @Nullable SqlNode equal(SqlCall call) {
    List<String> right = valuesOf(call.operand(1));
    List<String> left = valuesOf(call.operand(0));
    if (right == null && left == null) {
      return super.visit(call);
    }
    SqlNode operand = call.operand(right == null ? 1 : 0);
    return SqlStdOperatorTable.IN.createCall(
        call.getParserPosition(),
        resolved(operand),
        PrincipalValues.literals(
            right == null ? List.copyOf(orNone(left)) : right, call.getParserPosition()));
  }

  private @Nullable SqlNode in(SqlCall call) {
    if (!(call.operand(1) instanceof SqlNodeList list)) {
      throw new IllegalArgumentException("IN takes a list in a policy");
    }
    SqlNodeList expanded = new SqlNodeList(list.getParserPosition());
    for (SqlNode item : list) {
      List<String> values = valuesOf(item);
      if (values == null) {
        expanded.add(resolved(item));
      } else {
        expanded.addAll(PrincipalValues.literals(values, item.getParserPosition()));
      }
    }
    return call.getOperator()
        .createCall(call.getParserPosition(), resolved(call.operand(0)), expanded);
  }

  private SqlNode resolved(SqlNode node) {
    SqlNode resolved = node.accept(this);
    if (resolved == null) {
      throw new IllegalArgumentException("it is empty");
    }
    return resolved;
  }

  private static List<String> orNone(@Nullable List<String> values) {
    return values == null ? List.of() : values;
  }

  /// The values that a principal function stands for; null if it is another node.
  private @Nullable List<String> valuesOf(SqlNode node) {
    return PrincipalValues.values(node, effectiveSet.claims());
  }

  private static boolean isUser(SqlCall call) {
    return call.operandCount() == 0
        && call.getOperator() instanceof SqlFunction
        && call.getOperator().getName().toLowerCase(Locale.ROOT).equals(USER);
  }
}
