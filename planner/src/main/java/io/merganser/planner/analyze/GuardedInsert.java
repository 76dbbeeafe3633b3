package io.merganser.planner.analyze;

import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.Names;
import io.merganser.connectors.spi.TableSchema;
import io.merganser.planner.PlannerErrors;
import io.merganser.planner.PlanningContext;
import io.merganser.planner.parser.SqlWrite;
import io.merganser.planner.parser.SqlWrite.Part;
import io.merganser.planner.parser.SqlWrite.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;

/// INSERT of columns that may be written, and of rows that the filters let through.
final class GuardedInsert extends GuardedWrite {
  /// What would show, or change, rows that are there already; and names of columns that only the
  /// query itself says.
  private static final Set<String> WHOLE_ONLY =
      Set.of("OR REPLACE", "OR IGNORE", "ON CONFLICT", "BY NAME", "DEFAULT VALUES");

  GuardedInsert(PlanningContext context, SqlWrite write, TableSchema table, SqlIdentifier written) {
    super(context, write, table, written);
  }

  static boolean fits(SqlWrite write) {
    return write.parts().stream().noneMatch(part -> WHOLE_ONLY.contains(part.words()));
  }

  @Override
  SqlWrite rewrite(List<TableReference> references) {
    Part target = part(Role.TARGET);
    Part query = part(Role.QUERY);
    List<Column> columns = columns();
    Set<String> given =
        columns.stream().map(column -> Names.fold(column.name())).collect(Collectors.toSet());
    String condition = condition(given, true);
    SqlWrite.Builder builder =
        new SqlWrite.Builder()
            .words("INSERT")
            .words("INTO")
            .add(target)
            .words("(" + quoted(columns) + ")");
    if (condition == null) {
      builder.add(query);
    } else {
      addChecked(builder, query, columns, condition);
    }
    addReturning(builder, table.name().table(), names());
    return builder.build(write.action(), write.getParserPosition());
  }

  private Part part(Role role) {
    return write.parts().stream()
        .filter(part -> part.role() == role)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("INSERT has a target and a query"));
  }

  private Set<String> names() {
    Set<String> names = new HashSet<>(Set.of(Names.fold(table.name().table())));
    Part alias = after("AS", write.parts());
    if (alias != null) {
      names.add(Names.fold(SqlWrite.name(alias).getSimple()));
    }
    return names;
  }

  private List<Column> columns() {
    Part list = after("(", write.parts());
    if (list == null) {
      List<Column> columns = unnamed();
      columns.forEach(column -> writable(column.name(), written.getParserPosition()));
      return columns;
    }
    List<Column> columns = new ArrayList<>();
    for (SqlNode name : (SqlNodeList) list.node()) {
      columns.add(writable(((SqlIdentifier) name).getSimple(), name.getParserPosition()));
    }
    return columns;
  }

  /// The values become those that the columns hold before the filters are asked. An empty query in
  /// front gives them their names, and has the engine refuse more or fewer than there are columns.
  private void addChecked(
      SqlWrite.Builder builder, Part query, List<Column> columns, String condition) {
    if (query.node().getKind() == SqlKind.VALUES) {
      castValues((SqlCall) query.node(), columns);
    }
    String first = columns.get(0).name();
    String values =
        columns.stream()
            .map(column -> {
              String value = Names.quote(NEW) + "." + Names.quote(column.name());
              return column.name().equals(first) ? checked(condition, value) : value;
            })
            .collect(Collectors.joining(", "));
    String casts =
        columns.stream()
            .map(column -> {
              String name = Names.quote(column.name());
              return "CAST(" + name + " AS " + column.type() + ") AS " + name;
            })
            .collect(Collectors.joining(", "));
    String nulls =
        columns.stream()
            .map(column -> "NULL AS " + Names.quote(column.name()))
            .collect(Collectors.joining(", "));
    builder
        .words(
            "SELECT "
                + values
                + " FROM (SELECT "
                + casts
                + " FROM (SELECT "
                + nulls
                + " WHERE false UNION ALL (")
        .add(query)
        .words(")) AS " + Names.quote(NEW) + ") AS " + Names.quote(NEW));
  }

  /// Each value by itself, as the engine does where they go into columns directly.
  private static void castValues(SqlCall values, List<Column> columns) {
    for (SqlNode row : values.getOperandList()) {
      if (!(row instanceof SqlBasicCall call) || call.operandCount() != columns.size()) {
        throw PlannerErrors.otherColumnCount(columns.size(), row.getParserPosition());
      }
      for (int i = 0; i < columns.size(); i++) {
        SqlNode value = call.operand(i);
        if (value.getKind() == SqlKind.DEFAULT) {
          throw PlannerErrors.unsupported(
              "DEFAULT among the values for a table under a row filter", value.getParserPosition());
        }
        call.setOperand(i, new Converted(value, columns.get(i).type().toString()));
      }
    }
  }
}
