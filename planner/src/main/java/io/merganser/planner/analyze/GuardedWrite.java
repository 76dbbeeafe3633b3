package io.merganser.planner.analyze;

import io.merganser.authz.AuthzError;
import io.merganser.authz.EffectiveSet;
import io.merganser.authz.TablePolicy;
import io.merganser.authz.Verb;
import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.Names;
import io.merganser.connectors.spi.TableName;
import io.merganser.connectors.spi.TableSchema;
import io.merganser.planner.PlannerErrors;
import io.merganser.planner.PlanningContext;
import io.merganser.planner.federate.SourceTable;
import io.merganser.planner.parser.SqlWrite;
import io.merganser.planner.parser.SqlWrite.Part;
import io.merganser.planner.parser.SqlWrite.Role;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// A change of a table of which the principal has a part, as a statement that changes no more than
/// that part.
///
/// What the statement says of rows is computed over the fence, so that it meets no hidden row and
/// no masked value; the rows are found again by their place. What it writes must satisfy the
/// filters, and only columns that may be written are. What cannot be said in this way is left as it
/// is, and needs the whole of the table.
abstract sealed class GuardedWrite permits GuardedInsert, GuardedChange {
  /// The new values of a row.
  static final String NEW = "merganser_new";

  final PlanningContext context;
  final SqlWrite write;
  final TableSchema table;
  final SqlIdentifier written;
  final TablePolicy policy;
  private final Map<String, Column> columns = new TreeMap<>();
  private final Set<String> writable = new HashSet<>();

  GuardedWrite(PlanningContext context, SqlWrite write, TableSchema table, SqlIdentifier written) {
    this.context = context;
    this.write = write;
    this.table = table;
    this.written = written;
    List<String> names = table.columns().stream().map(Column::name).toList();
    this.policy = context.effectiveSet().policy(table.name(), names);
    table.columns().forEach(column -> columns.put(Names.fold(column.name()), column));
    context
        .effectiveSet()
        .writable(table.name(), names)
        .forEach(name -> writable.add(Names.fold(name)));
  }

  /// The guarded form of a statement whose names are resolved.
  ///
  /// @param written the name of its target
  /// @return null where the principal has the whole of the table, lacks the right altogether, or
  ///   the statement has no guarded form
  static @Nullable GuardedWrite of(
      PlanningContext context, SqlWrite write, SourceTable target, SqlIdentifier written) {
    EffectiveSet effectiveSet = context.effectiveSet();
    TableName name = target.schema().name();
    boolean reads = write.readsTarget();
    boolean whole =
        effectiveSet.allowsWhole(Verb.WRITE, name)
            && (!reads || effectiveSet.allowsWhole(Verb.READ, name));
    boolean may =
        effectiveSet.allows(Verb.WRITE, name) && (!reads || effectiveSet.allows(Verb.READ, name));
    if (whole
        || !may
        || target.catalog().ofSession()
        || write.hasTables()
        || target.schema().kind() != TableSchema.Kind.TABLE) {
      return null;
    }
    return switch (write.action()) {
      case INSERT ->
          GuardedInsert.fits(write)
              ? writing(new GuardedInsert(context, write, target.schema(), written))
              : null;
      case UPDATE ->
          GuardedChange.fits(target.schema())
              ? writing(new GuardedChange(context, write, target, written))
              : null;
      case DELETE ->
          GuardedChange.fits(target.schema()) && effectiveSet.allowsRows(Verb.WRITE, name)
              ? new GuardedChange(context, write, target, written)
              : null;
      case MERGE,
          TRUNCATE,
          CREATE_TABLE,
          CREATE_VIEW,
          CREATE_SCHEMA,
          ALTER_TABLE,
          RENAME_TABLE,
          DROP_TABLE,
          DROP_VIEW,
          DROP_SCHEMA ->
          null;
    };
  }

  /// Null where there is no column that may be written.
  private static @Nullable GuardedWrite writing(GuardedWrite write) {
    return write.writable.isEmpty() ? null : write;
  }

  /// The statement that runs. The table is among its references if it reads rows of it.
  abstract SqlWrite rewrite(List<TableReference> references);

  /// The column of that name, if it may be written.
  Column writable(String name, SqlParserPos at) {
    Column column = columns.get(Names.fold(name));
    if (column == null
        || !(policy.columns().contains(column.name()) || writable.contains(Names.fold(name)))) {
      throw PlannerErrors.columnNotFound(name, at);
    }
    if (!writable.contains(Names.fold(name))) {
      throw AuthzError.columnDenied(column.name(), table.name(), PlannerErrors.position(at));
    }
    return column;
  }

  /// Columns that a statement means that names none: those of `SELECT *`, or what may be written
  /// where nothing may be read.
  List<Column> unnamed() {
    List<String> granted = policy.columns();
    return table.columns().stream()
        .filter(column ->
            granted.isEmpty()
                ? writable.contains(Names.fold(column.name()))
                : granted.contains(column.name()))
        .toList();
  }

  /// What must be true for a new row; null where it needs not be looked at.
  ///
  /// @param given folded names of the columns that [#NEW] has the values of
  /// @param complete whether there are no others, so that a filter may read no others
  @Nullable String condition(Set<String> given, boolean complete) {
    if (policy.filters().isEmpty()) {
      return null;
    }
    Policies policies =
        new Policies(
            context.effectiveSet(),
            table.columns(),
            column -> given.contains(Names.fold(column)) ? NEW : Policies.ROW);
    String condition;
    try {
      condition = policies.printAny(policy.filters());
    } catch (IllegalArgumentException e) {
      throw PlannerErrors.policyInvalid(table.name().toString(), written.getParserPosition(), e);
    }
    if (!policies.areFixed() && context.settings().changeMeaning()) {
      throw PlannerErrors.policyUnderSettings(table.name().toString(), written.getParserPosition());
    }
    if (!complete
        && table.computed().stream().map(Names::fold).anyMatch(policies.used()::contains)) {
      // What it will be is not known before the row is changed.
      throw PlannerErrors.unsupported(
          "UPDATE under a row filter of a column that is computed from others",
          written.getParserPosition());
    }
    if (complete && !given.containsAll(policies.used())) {
      throw PlannerErrors.filterWithoutValue(table.name().toString(), written.getParserPosition());
    }
    return policies.used().stream().anyMatch(given::contains) || complete ? condition : null;
  }

  /// Refuses to go on with a row that the filters hide.
  static String checked(String condition, String value) {
    return "CASE WHEN "
        + condition
        + " THEN "
        + value
        + " ELSE error("
        + Names.literal(ConnectorError.ROW_NOT_PERMITTED_TEXT)
        + ") END";
  }

  static String quoted(List<Column> columns) {
    return columns.stream()
        .map(column -> Names.quote(column.name()))
        .collect(Collectors.joining(", "));
  }

  /// The parts of a clause up to the next word that begins one.
  static @Nullable Part after(String word, List<Part> parts) {
    for (int i = 0; i < parts.size() - 1; i++) {
      if (parts.get(i).words().equals(word)) {
        return parts.get(i + 1);
      }
    }
    return null;
  }

  /// Adds what RETURNING gives, if the statement has one.
  ///
  /// @param qualifier of the target's columns there
  void addReturning(SqlWrite.Builder builder, String qualifier, Set<String> names) {
    Part items = after("RETURNING", write.parts());
    if (items != null) {
      builder
          .words("RETURNING")
          .add(
              Role.EXPRESSION,
              new Returned(context, table, policy, qualifier, names).items(items.node()));
    }
  }
}
