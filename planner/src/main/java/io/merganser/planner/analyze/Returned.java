package io.merganser.planner.analyze;

import io.merganser.authz.TablePolicy;
import io.merganser.connectors.spi.Names;
import io.merganser.connectors.spi.TableName;
import io.merganser.connectors.spi.TableSchema;
import io.merganser.planner.PlannerErrors;
import io.merganser.planner.PlanningContext;
import io.merganser.planner.parser.SqlContextName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/// What RETURNING gives of a row that was changed, for somebody who has a part of the table: the
/// granted columns, and masks in the place of what they mask. The engine binds it against the table
/// itself, so each name in it is resolved here.
final class Returned extends SqlShuttle {
  private static final Set<String> REFUSED = Set.of("columns", "unpack");

  private final TableSchema table;
  private final List<String> granted;
  private final Set<String> names;
  private final Map<String, SqlNode> values = new HashMap<>();
  private boolean masked;

  /// @param qualifier of the table's columns in masks
  /// @param names folded names by which the statement knows the table
  Returned(
      PlanningContext context,
      TableSchema table,
      TablePolicy policy,
      String qualifier,
      Set<String> names) {
    this.table = table;
    this.granted = policy.columns();
    this.names = names;
    Policies policies = new Policies(context.effectiveSet(), table.columns(), _ -> qualifier);
    for (String column : granted) {
      String mask = policy.masks().get(column);
      values.put(
          Names.fold(column),
          mask == null
              ? new SqlIdentifier(column, SqlParserPos.ZERO)
              : new RawSql(policies.print(mask), SqlParserPos.ZERO));
    }
  }

  /// The items with nothing in them that is not granted, under the names that they would have.
  SqlNodeList items(SqlNode written) {
    SqlNodeList items = new SqlNodeList(written.getParserPosition());
    SqlNodeList list = (SqlNodeList) written;
    for (SqlNode item : list) {
      if (item instanceof SqlIdentifier id && id.isStar()) {
        requireTable(id);
        granted.forEach(column -> items.add(named(value(column), column, id.getParserPosition())));
      } else if (item.getKind() == SqlKind.AS) {
        SqlCall alias = (SqlCall) item;
        items.add(
            named(
                resolved(alias.operand(0)),
                ((SqlIdentifier) alias.operand(1)).getSimple(),
                item.getParserPosition()));
      } else {
        items.add(item(item));
      }
    }
    return items;
  }

  /// The engine names a column after its expression; where a mask is in that, we do.
  private SqlNode item(SqlNode item) {
    String text = SubQueryNames.text(item);
    masked = false;
    SqlNode value = resolved(item);
    if (!masked) {
      return value;
    }
    String name = text;
    if (item instanceof SqlIdentifier id) {
      String last = id.names.get(id.names.size() - 1);
      name = granted.stream().filter(last::equalsIgnoreCase).findFirst().orElse(last);
    }
    return named(value, name, item.getParserPosition());
  }

  private SqlNode value(String column) {
    SqlNode value = values.get(Names.fold(column));
    if (value == null) {
      throw new IllegalStateException("a granted column has a value");
    }
    return value;
  }

  private static SqlNode named(SqlNode value, String name, SqlParserPos at) {
    return SqlStdOperatorTable.AS.createCall(
        at, value, new SqlIdentifier(name, at.withQuoting(true)));
  }

  private SqlNode resolved(SqlNode node) {
    SqlNode resolved = node.accept(this);
    if (resolved == null) {
      throw new IllegalStateException("an expression stays one");
    }
    return resolved;
  }

  private void requireTable(SqlIdentifier star) {
    List<String> qualifier = star.names.subList(0, star.names.size() - 1);
    if (!qualifier.isEmpty() && !isTable(qualifier)) {
      throw PlannerErrors.columnNotFound(String.join(".", star.names), star.getParserPosition());
    }
  }

  private boolean isTable(List<String> qualifier) {
    TableName full = table.name();
    int count = qualifier.size();
    if (count == 1) {
      return names.contains(Names.fold(qualifier.get(0)));
    }
    List<String> parts = List.of(full.catalog(), full.schema(), full.table());
    return count <= 3
        && Names.fold(String.join("\0", qualifier))
            .equals(Names.fold(String.join("\0", parts.subList(3 - count, 3))));
  }

  @Override
  public @Nullable SqlNode visit(SqlIdentifier id) {
    if (id instanceof SqlContextName) {
      return id;
    }
    if (id.isStar()) {
      throw PlannerErrors.unsupported(
          "a star within an expression of RETURNING", id.getParserPosition());
    }
    int at = 0;
    for (int count = 1; count < id.names.size(); count++) {
      at = isTable(id.names.subList(0, count)) ? count : at;
    }
    SqlNode value = values.get(Names.fold(id.names.get(at)));
    boolean ambiguous = at == 1 && values.containsKey(Names.fold(id.names.get(0)));
    if (value == null || ambiguous || at < id.names.size() - 1) {
      throw PlannerErrors.columnNotFound(String.join(".", id.names), id.getParserPosition());
    }
    masked |= value instanceof RawSql;
    return value;
  }

  @Override
  public @Nullable SqlNode visit(SqlCall call) {
    if (call.isA(SqlKind.QUERY)
        || call.getKind() == SqlKind.LAMBDA
        || REFUSED.contains(Names.fold(call.getOperator().getName()))) {
      throw PlannerErrors.unsupported(
          "`" + call.getOperator().getName() + "` in RETURNING of a table under a policy",
          call.getParserPosition());
    }
    return super.visit(call);
  }
}
