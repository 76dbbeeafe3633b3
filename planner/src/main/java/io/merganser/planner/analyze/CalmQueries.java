package io.merganser.planner.analyze;

import io.merganser.connectors.spi.Names;
import io.merganser.planner.analyze.KnownNames.Name;
import io.merganser.planner.parser.DuckOperators;
import io.merganser.planner.parser.SqlDistinctOn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlSelectKeyword;
import org.jspecify.annotations.Nullable;

/// Reads queries no part of which raises an error, and those that do so only in the items of their
/// outermost SELECT list, where each is computed for exactly the rows that the rest of the query
/// leaves. What it does not know it refuses.
final class CalmQueries implements CannotRaise.Scope {
  private static final Set<String> AGGREGATES = Set.of("count", "sum", "avg", "min", "max");
  private static final Set<JoinType> JOINS =
      Set.of(
          JoinType.INNER,
          JoinType.LEFT,
          JoinType.RIGHT,
          JoinType.FULL,
          JoinType.CROSS,
          JoinType.COMMA);

  private final KnownNames names;
  private final CannotRaise cannotRaise = new CannotRaise(this);

  CalmQueries(KnownNames names) {
    this.names = names;
  }

  /// An item of a SELECT list.
  ///
  /// @param node without its alias
  /// @param name null if it has none but its text; `*` for all columns
  record Output(SqlNode node, @Nullable String name, Name meaning) {
    boolean isStar() {
      return node instanceof SqlIdentifier id && id.isStar();
    }

    /// A column as it is raises nothing, whatever its type.
    boolean isCalm() {
      return meaning.known() != null || (node instanceof SqlIdentifier && !meaning.raising());
    }
  }

  @Override
  public @Nullable Known column(SqlIdentifier name) {
    return names.find(name).known();
  }

  @Override
  public boolean inStatement() {
    return true;
  }

  @Override
  public boolean exists(SqlNode query) {
    return calm(query) != null;
  }

  @Override
  public @Nullable Known query(SqlNode query, boolean single) {
    List<Output> outputs = calm(query);
    if (outputs == null || outputs.size() != 1 || outputs.get(0).isStar()) {
      return null;
    }
    return !single || isOneRow((SqlSelect) query) ? outputs.get(0).meaning.known() : null;
  }

  /// Whether a query has exactly one row, whatever it reads.
  static boolean isOneRow(SqlSelect select) {
    return select.getGroup() == null && select.getHaving() == null && isAggregated(select);
  }

  static boolean isAggregated(SqlSelect select) {
    return select.getGroup() != null || select.getSelectList().stream().anyMatch(CalmQueries::sums);
  }

  /// Whether an expression is over an aggregate.
  private static boolean sums(@Nullable SqlNode node) {
    return switch (node) {
      case SqlNodeList list -> list.stream().anyMatch(CalmQueries::sums);
      case SqlCall call ->
          !call.isA(SqlKind.QUERY)
              && ((call.getOperator() instanceof SqlFunction function
                      && AGGREGATES.contains(Names.fold(function.getName())))
                  || call.getOperandList().stream().anyMatch(CalmQueries::sums));
      case null, default -> false;
    };
  }

  /// Reads a query no part of which raises; null if it is not known to be one.
  @Nullable List<Output> calm(SqlNode query) {
    if (!(query instanceof SqlSelect select) || !isPlain(select)) {
      return null;
    }
    names.enter();
    List<Output> outputs = isCalmFrom(select.getFrom()) ? calmItems(select) : null;
    names.leave();
    return outputs;
  }

  private @Nullable List<Output> calmItems(SqlSelect select) {
    List<Output> outputs = new ArrayList<>();
    for (SqlNode item : select.getSelectList()) {
      Output output = calmItem(item);
      if (output == null) {
        return null;
      }
      outputs.add(output);
    }
    define(outputs);
    return areCalmConditions(select) && isCalmGroup(select.getGroup(), outputs) ? outputs : null;
  }

  private @Nullable Output calmItem(SqlNode item) {
    Output output = output(item);
    return output.isCalm() ? output : null;
  }

  private Output output(SqlNode item) {
    SqlNode node = item;
    String name = null;
    if (item.getKind() == SqlKind.AS && item instanceof SqlBasicCall as) {
      node = as.operand(0);
      name = ((SqlIdentifier) as.operand(1)).getSimple();
    } else if (item instanceof SqlIdentifier id && !id.isStar()) {
      name = id.names.get(id.names.size() - 1);
    }
    Name meaning =
        node instanceof SqlIdentifier id ? names.find(id) : Name.of(cannotRaise.known(node));
    return new Output(node, name, meaning);
  }

  private void define(List<Output> outputs) {
    for (Output output : outputs) {
      if (output.name != null && !isItself(output)) {
        names.define(output.name, output.meaning);
      }
    }
  }

  private static boolean isItself(Output output) {
    return output.node instanceof SqlIdentifier id
        && id.names.get(id.names.size() - 1).equalsIgnoreCase(output.name);
  }

  /// Whether it is SELECT, FROM, WHERE, GROUP BY and HAVING at most, and a DISTINCT.
  private static boolean isPlain(SqlSelect select) {
    return select.getQualify() == null
        && select.getWindowList().isEmpty()
        && select.getOrderList() == null
        && select.getFetch() == null
        && select.getOffset() == null
        && !select.hasHints()
        && SqlDistinctOn.of(select) == null
        && (select.getOperandList().get(0) instanceof SqlNodeList keywords)
        && keywords.stream()
            .allMatch(word ->
                word instanceof SqlLiteral literal
                    && literal.getValue() == SqlSelectKeyword.DISTINCT);
  }

  private boolean areCalmConditions(SqlSelect select) {
    return isCalmCondition(select.getWhere()) && isCalmCondition(select.getHaving());
  }

  private boolean isCalmCondition(@Nullable SqlNode condition) {
    return condition == null || cannotRaise.isCondition(condition);
  }

  private boolean isCalmGroup(@Nullable SqlNodeList group, List<Output> outputs) {
    return group == null || group.stream().allMatch(key -> isCalmKey(key, outputs));
  }

  private boolean isCalmKey(SqlNode key, List<Output> outputs) {
    if (DuckOperators.isAllColumns(key)) {
      return outputs.stream().allMatch(it -> it.isCalm() || sums(it.node));
    }
    if (key instanceof SqlNumericLiteral position) {
      int index = position.intValue(false) - 1;
      return index >= 0
          && index < outputs.size()
          && outputs.stream().limit(index + 1L).noneMatch(Output::isStar)
          && outputs.get(index).isCalm();
    }
    return key instanceof SqlIdentifier name ? !names.find(name).raising() : cannotRaise.holds(key);
  }

  /// Whether the item of an ORDER BY is calm, or one of the query's own.
  boolean isCalmOrder(SqlNode key, List<Output> outputs) {
    return key instanceof SqlNumericLiteral
        || DuckOperators.isAllColumns(key)
        || (key instanceof SqlIdentifier id
            && id.isSimple()
            && outputs.stream().anyMatch(it -> id.getSimple().equalsIgnoreCase(it.name)))
        || cannotRaise.holds(key);
  }

  private boolean isCalmFrom(@Nullable SqlNode from) {
    return switch (from) {
      case null -> true;
      case SqlIdentifier name -> {
        names.addRelation(name.names.get(name.names.size() - 1));
        yield true;
      }
      case RawSql _ -> true;
      case SqlSelect query -> calm(query) != null;
      case SqlJoin join -> isCalmJoin(join);
      case SqlBasicCall as when as.getKind() == SqlKind.AS -> {
        SqlNode relation = as.operand(0);
        if (relation instanceof SqlSelect query) {
          List<Output> outputs = calm(query);
          yield outputs != null && named(as, 2, outputs) != null;
        }
        addRelation(as);
        boolean isTable = relation instanceof SqlIdentifier || relation instanceof RawSql;
        yield isTable && as.operandCount() == 2;
      }
      default -> false;
    };
  }

  private void addRelation(SqlBasicCall as) {
    names.addRelation(((SqlIdentifier) as.operand(1)).getSimple());
  }

  /// Gives the columns of a derived table the names of `AS t (a, b)`, if there are any.
  private @Nullable List<Output> named(SqlBasicCall as, int first, List<Output> outputs) {
    addRelation(as);
    return named(as.getOperandList().subList(first, as.operandCount()), outputs);
  }

  /// The same outputs under other names; null if it is not clear which is which.
  @Nullable List<Output> named(List<? extends SqlNode> as, List<Output> outputs) {
    if (as.isEmpty()) {
      return outputs;
    }
    if (as.size() > outputs.size() || outputs.stream().anyMatch(Output::isStar)) {
      return null;
    }
    List<Output> named = new ArrayList<>(outputs);
    for (int i = 0; i < as.size(); i++) {
      Output output = outputs.get(i);
      String name = ((SqlIdentifier) as.get(i)).getSimple();
      names.define(name, output.meaning);
      named.set(i, new Output(output.node, name, output.meaning));
    }
    return named;
  }

  private boolean isCalmJoin(SqlJoin join) {
    if (join.isNatural()
        || join.getClass() != SqlJoin.class
        || !JOINS.contains(join.getJoinType())
        || !isCalmFrom(join.getLeft())
        || !isCalmFrom(join.getRight())) {
      return false;
    }
    SqlNode condition = join.getCondition();
    return condition instanceof SqlNodeList columns
        ? columns.stream().allMatch(cannotRaise::holds)
        : isCalmCondition(condition);
  }

  /// Reads a query whose items may raise, and nothing else of it; null if it is not known to be
  /// one. Who calls it enters it.
  @Nullable List<Output> outermost(SqlSelect select) {
    Set<String> raisedBelow = new HashSet<>();
    if (!isPlain(select) || !isOutermostFrom(select, raisedBelow)) {
      return null;
    }
    RaisingItems raising =
        new RaisingItems(
            cannotRaise, names, isAggregated(select), select.isDistinct(), select.getHaving());
    List<Output> outputs = new ArrayList<>();
    for (SqlNode item : select.getSelectList()) {
      Output output = output(item);
      if (!output.isCalm()) {
        Name meaning = raising.meaning(output.node);
        if (meaning == null) {
          return null;
        }
        output = new Output(output.node, output.name, meaning);
      }
      outputs.add(output);
    }
    define(outputs);
    boolean holds =
        areCalmConditions(select)
            && isCalmGroup(select.getGroup(), outputs)
            && raising.used().containsAll(raisedBelow);
    return holds ? outputs : null;
  }

  /// A derived table that is all there is may raise in its items too, if all of them that do are
  /// used.
  private boolean isOutermostFrom(SqlSelect select, Set<String> raisedBelow) {
    SqlNode from = select.getFrom();
    boolean alone = select.getWhere() == null && select.getHaving() == null;
    boolean derived =
        from instanceof SqlBasicCall as
            && as.getKind() == SqlKind.AS
            && as.operand(0) instanceof SqlSelect;
    if (!alone || !derived || isCalmFrom(from)) {
      return isCalmFrom(from);
    }
    SqlBasicCall as = (SqlBasicCall) from;
    names.enter();
    List<Output> outputs = outermost(as.operand(0));
    names.leave();
    List<Output> named = outputs == null ? null : named(as, 2, outputs);
    if (named == null) {
      return false;
    }
    for (Output output : named) {
      if (output.meaning.raising()) {
        if (output.name == null) {
          return false;
        }
        raisedBelow.add(Names.fold(output.name));
      }
    }
    return true;
  }
}
