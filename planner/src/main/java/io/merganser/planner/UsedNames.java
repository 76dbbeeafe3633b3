package io.merganser.planner;

import io.merganser.connectors.spi.Names;
import io.merganser.planner.parser.SqlPivotTable;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/// The names that a statement may use columns by.
final class UsedNames extends SqlBasicVisitor<@Nullable Void> {
  private static final Set<String> NAMELESS = Set.of("columns", "unpack");

  private final Set<String> names = new HashSet<>();
  private final Set<String> alone = new HashSet<>();
  private final Set<String> relations = new HashSet<>();
  private boolean nameless;

  private UsedNames() {}

  /// Folded names that occur in the tree; empty if something in it stands for columns that it does
  /// not name: a star, a row as a whole, a join by the names that are common.
  static Set<String> in(SqlNode tree) {
    UsedNames used = new UsedNames();
    tree.accept(used);
    return used.nameless || !Collections.disjoint(used.alone, used.relations)
        ? Set.of()
        : used.names;
  }

  @Override
  public @Nullable Void visit(SqlIdentifier id) {
    nameless |= id.isStar();
    id.names.forEach(name -> names.add(Names.fold(name)));
    if (id.isSimple()) {
      alone.add(Names.fold(id.getSimple()));
    }
    return null;
  }

  @Override
  public @Nullable Void visit(SqlCall call) {
    nameless |=
        call instanceof SqlPivotTable
            || call.getKind() == SqlKind.EXPLICIT_TABLE
            || NAMELESS.contains(Names.fold(call.getOperator().getName()));
    if (call instanceof SqlSelect select && select.getFrom() != null) {
      relation(select.getFrom());
    }
    if (call.getKind() == SqlKind.AS) {
      // An alias uses nothing, unless it names columns by their places.
      nameless |= call.operandCount() > 2;
      return call.operand(0).accept(this);
    }
    return super.visit(call);
  }

  private void relation(SqlNode node) {
    if (node instanceof SqlJoin join) {
      nameless |= join.isNatural();
      relation(join.getLeft());
      relation(join.getRight());
    } else if (node instanceof SqlIdentifier name) {
      relations.add(Names.fold(name.names.get(name.names.size() - 1)));
    } else if (node instanceof SqlCall call
        && call.getKind() == SqlKind.AS
        && call.operand(1) instanceof SqlIdentifier alias) {
      relations.add(Names.fold(alias.getSimple()));
    }
  }
}
