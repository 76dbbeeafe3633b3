package io.merganser.planner.analyze;

import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.Names;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/// Which names of columns may be meant at a place of the text: a column goes before a word of the
/// same name, such as `user`.
///
/// Columns of sub-queries are not derived: there, a name that the text gives to something, or that
/// a table found so far has, is taken for one.
final class ColumnNames {
  private final SqlNode statement;
  private final Deque<Scope> open = new ArrayDeque<>();
  private final Set<String> found = new HashSet<>();
  private @Nullable Set<String> given;

  /// What the tables of one FROM have.
  private static final class Scope {
    private final Set<String> columns = new HashSet<>();
    private final boolean ofOrder;
    private boolean derived;

    Scope(boolean ofOrder) {
      this.ofOrder = ofOrder;
    }
  }

  ColumnNames(SqlNode statement) {
    this.statement = statement;
  }

  void enter() {
    open.push(new Scope(false));
  }

  /// What ORDER BY sees besides is what the query before it saw.
  void enterOrder() {
    open.push(new Scope(true));
  }

  void leave() {
    Scope ended = open.pop();
    Scope around = open.peek();
    if (around != null && around.ofOrder) {
      around.columns.addAll(ended.columns);
      around.derived |= ended.derived;
    }
  }

  /// The columns of a table that was found.
  void add(List<Column> table) {
    table.forEach(column -> found.add(Names.fold(column.name())));
    Scope scope = open.peek();
    if (scope != null) {
      table.forEach(column -> scope.columns.add(Names.fold(column.name())));
    }
  }

  /// Something whose columns are not known.
  void addDerived() {
    Scope scope = open.peek();
    if (scope != null) {
      scope.derived = true;
    }
  }

  /// The names that a SELECT list gives are columns to the clauses behind it.
  void addAliases(SqlNodeList items) {
    Scope scope = open.peek();
    if (scope != null) {
      items.forEach(item -> GivenNames.collect(item, scope.columns));
    }
  }

  /// Whether a word is the name of a column of where it stands. One of a query around it goes
  /// behind the word.
  boolean mayBe(String name) {
    String folded = Names.fold(name);
    Scope scope = open.peek();
    return scope != null
        && (scope.columns.contains(folded)
            || (scope.derived && (found.contains(folded) || given().contains(folded))));
  }

  private Set<String> given() {
    Set<String> known = given;
    if (known == null) {
      Set<String> collected = new HashSet<>();
      statement.accept(new GivenNames(collected));
      given = collected;
      known = collected;
    }
    return known;
  }

  /// Collects aliases.
  private static final class GivenNames extends SqlBasicVisitor<@Nullable Void> {
    private final Set<String> names;

    GivenNames(Set<String> names) {
      this.names = names;
    }

    static void collect(SqlNode item, Set<String> names) {
      if (item.getKind() == SqlKind.AS) {
        ((SqlCall) item).getOperandList().stream().skip(1).forEach(new GivenNames(names)::add);
      }
    }

    @Override
    public @Nullable Void visit(SqlCall call) {
      collect(call, names);
      if (call instanceof SqlWithItem item && item.columnList != null) {
        add(item.columnList);
      }
      return super.visit(call);
    }

    private void add(SqlNode node) {
      switch (node) {
        case SqlIdentifier name -> names.add(Names.fold(name.names.getFirst()));
        case SqlNodeList list -> list.forEach(this::add);
        default -> {}
      }
    }
  }
}
