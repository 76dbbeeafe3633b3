package io.merganser.planner.analyze;

import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.Names;
import io.merganser.connectors.spi.TableSchema;
import io.merganser.planner.PlannerErrors;
import io.merganser.planner.PlanningContext;
import io.merganser.planner.federate.SourceTable;
import io.merganser.planner.parser.SqlWrite;
import io.merganser.planner.parser.SqlWrite.Part;
import io.merganser.planner.parser.SqlWrite.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.jspecify.annotations.Nullable;

/// UPDATE and DELETE of the rows that the fence shows.
///
/// The fence, the statement's own FROM and its WHERE make a query of places and new values; the
/// table is joined with that by place. The engine binds such a query by itself: no name in it can
/// mean the table that is changed.
final class GuardedChange extends GuardedWrite {
  private final SourceTable target;
  private final String name;
  private final boolean aliased;

  GuardedChange(
      PlanningContext context, SqlWrite write, SourceTable target, SqlIdentifier written) {
    super(context, write, target.schema(), written);
    this.target = target;
    Part alias = after("AS", write.parts());
    this.aliased = alias != null;
    this.name =
        alias == null
            ? written.names.get(written.names.size() - 1)
            : SqlWrite.name(alias).getSimple();
  }

  /// Whether rows of the table can be found again by their place: no column has that name, or is
  /// called what the engine calls it.
  static boolean fits(TableSchema table) {
    return Stream.concat(
            table.columns().stream().map(Column::name),
            table.unsupported().stream().map(TableSchema.Unsupported::column))
        .map(Names::fold)
        .noneMatch(Set.of(Fence.ROWID, Fence.PLACE)::contains);
  }

  /// A value that a column gets.
  ///
  /// @param value null for the column's default
  private record Assignment(Column column, @Nullable SqlNode value) {}

  @Override
  SqlWrite rewrite(List<TableReference> references) {
    List<Assignment> assignments = assignments();
    requireNoWholeRow(assignments);
    List<Column> given =
        assignments.stream().filter(each -> each.value != null).map(Assignment::column).toList();
    boolean deletes = write.action() == SqlWrite.Action.DELETE;
    String row = Names.quote(Policies.ROW);
    SqlWrite.Builder builder =
        new SqlWrite.Builder()
            .words(deletes ? "DELETE FROM" : "UPDATE")
            .add(write.parts().get(1))
            .words("AS " + row);
    if (deletes) {
      builder.words("USING");
    } else {
      builder.words("SET " + assigned(assignments, given)).words("FROM");
    }
    addRows(builder, deletes, assignments, references);
    builder.words(
        "AS "
            + Names.quote(NEW)
            + "("
            + Names.quote(Fence.PLACE)
            + given.stream()
                .map(column -> ", " + Names.quote(column.name()))
                .collect(Collectors.joining())
            + ") WHERE "
            + row
            + "."
            + Names.quote(Fence.ROWID)
            + " = "
            + Names.quote(NEW)
            + "."
            + Names.quote(Fence.PLACE));
    addReturning(builder, Policies.ROW, Set.of(Names.fold(name)));
    return builder.build(write.action(), write.getParserPosition());
  }

  private void addRows(
      SqlWrite.Builder builder,
      boolean deletes,
      List<Assignment> assignments,
      List<TableReference> references) {
    // A row that other tables match several times is deleted once.
    builder.words(
        (deletes ? "(SELECT DISTINCT " : "(SELECT ")
            + Names.quote(name)
            + "."
            + Names.quote(Fence.PLACE));
    for (Assignment assignment : assignments) {
      if (assignment.value != null) {
        builder
            .words(", ")
            .add(
                Role.EXPRESSION,
                new Converted(assignment.value, assignment.column.type().toString()));
      }
    }
    builder.words("FROM").add(Role.TABLE, written);
    TableReference reference =
        new TableReference(
            target,
            name,
            List.copyOf(written.names),
            aliased,
            written.getParserPosition(),
            fence(),
            false,
            builder.last()::replace);
    reference.putFullName();
    references.add(reference);
    if (aliased) {
      builder.words("AS " + Names.quote(name));
    }
    Part from = after(deletes ? "USING" : "FROM", write.parts());
    if (from != null) {
      builder.words(",").add(from);
    }
    Part where = after("WHERE", write.parts());
    if (where != null) {
      builder.words("WHERE").add(where);
    }
    builder.words(")");
  }

  private Fence fence() {
    try {
      Fence fence = Fence.ofChanged(context.effectiveSet(), table);
      if (!fence.fixed() && context.settings().changeMeaning()) {
        throw PlannerErrors.policyUnderSettings(
            table.name().toString(), written.getParserPosition());
      }
      return fence;
    } catch (IllegalArgumentException e) {
      throw PlannerErrors.policyInvalid(table.name().toString(), written.getParserPosition(), e);
    }
  }

  /// What stands in SET. The first column that gets a value brings the condition with it.
  private String assigned(List<Assignment> assignments, List<Column> given) {
    Set<String> names =
        given.stream().map(column -> Names.fold(column.name())).collect(Collectors.toSet());
    Set<String> defaults =
        assignments.stream()
            .filter(each -> each.value == null)
            .map(each -> Names.fold(each.column.name()))
            .collect(Collectors.toSet());
    if (condition(defaults, false) != null) {
      throw PlannerErrors.filterWithoutValue(table.name().toString(), written.getParserPosition());
    }
    String condition = condition(names, false);
    return assignments.stream()
        .map(each -> {
          String column = Names.quote(each.column.name());
          String value = Names.quote(NEW) + "." + column;
          if (condition != null && each.column.equals(given.get(0))) {
            value = checked(condition, value);
          }
          return column + " = " + (each.value == null ? "DEFAULT" : value);
        })
        .collect(Collectors.joining(", "));
  }

  private List<Assignment> assignments() {
    List<Assignment> assignments = new ArrayList<>();
    List<Part> parts = write.parts();
    int at = 0;
    while (at < parts.size() && !parts.get(at).words().equals("SET")) {
      at++;
    }
    // `=` stands behind each column or list of columns, and its value behind that.
    for (at++; at < parts.size() && !isAfterSet(parts.get(at)); at++) {
      if (parts.get(at).words().equals("=")) {
        Part value = parts.get(at + 1);
        Part before = parts.get(at - 1);
        if (before.words().equals(")")) {
          addList(assignments, (SqlNodeList) parts.get(at - 2).node(), value);
        } else {
          assignments.add(assignment(SqlWrite.name(before), nodeOf(value)));
        }
      }
    }
    return assignments;
  }

  private static boolean isAfterSet(Part part) {
    return Set.of("FROM", "WHERE", "RETURNING").contains(part.words());
  }

  private static @Nullable SqlNode nodeOf(Part value) {
    return value.role() == Role.WORDS ? null : value.node();
  }

  private void addList(List<Assignment> assignments, SqlNodeList names, Part value) {
    List<SqlNode> values =
        value.role() != Role.WORDS
                && value.node() instanceof SqlCall call
                && call.getKind() == SqlKind.ROW
            ? call.getOperandList()
            : List.of();
    if (values.size() != names.size()) {
      throw PlannerErrors.unsupported(
          "SET of several columns that is no list of as many values, of a table under a policy,",
          names.getParserPosition());
    }
    for (int i = 0; i < values.size(); i++) {
      assignments.add(assignment((SqlIdentifier) names.get(i), values.get(i)));
    }
  }

  private Assignment assignment(SqlIdentifier column, @Nullable SqlNode value) {
    if (!column.isSimple()) {
      throw PlannerErrors.unsupported("SET of a qualified column", column.getParserPosition());
    }
    return new Assignment(writable(column.getSimple(), column.getParserPosition()), value);
  }

  /// The fence has a column besides those of the table, which nothing may name.
  private void requireNoWholeRow(List<Assignment> assignments) {
    WholeRow rows =
        new WholeRow(name, policy.columns().stream().map(Names::fold).collect(Collectors.toSet()));
    assignments.stream().map(Assignment::value).forEach(rows::refuseIn);
    for (String word : List.of("WHERE", "FROM", "USING")) {
      Part part = after(word, write.parts());
      rows.refuseIn(part == null ? null : part.node());
    }
  }
}
