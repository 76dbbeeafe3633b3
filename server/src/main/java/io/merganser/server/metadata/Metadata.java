package io.merganser.server.metadata;

import io.merganser.authz.EffectiveSet;
import io.merganser.authz.TablePolicy;
import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.Names;
import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.TableName;
import io.merganser.connectors.spi.TableSchema;
import io.merganser.planner.Catalogs;
import io.merganser.planner.PlanningContext;
import io.merganser.planner.Scope;
import io.merganser.planner.SourceCatalog;
import io.merganser.server.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the principal of a session sees: the same answer that statements get, for the metadata
/// calls of all protocols. Lists are sorted by name. Catalogs whose source failed are listed, and
/// empty. A session in a scope has no catalogs and schemas, and the datasets of the scope for
/// tables, under names of one part; one that cannot be read has no columns. What a session made for
/// itself is in a catalog `temp`, which is there once it has made something. Patterns are SQL LIKE
/// patterns with `\` as escape, without case; null matches all. Does I/O.
public final class Metadata {

  /// A schema and its catalog.
  public record SchemaName(String catalog, String schema) {}

  /// Catalogs in which the principal may see something.
  public List<String> catalogs(Session session) {
    if (session.scope() != null) {
      return List.of();
    }
    PlanningContext context = session.planningContext();
    EffectiveSet effectiveSet = context.effectiveSet();
    Stream<String> own = context.ofSession().stream().map(_ -> SourceCatalog.OF_SESSION);
    return Stream.concat(own, context.catalogs().names().stream().filter(effectiveSet::sees))
        .sorted(String.CASE_INSENSITIVE_ORDER)
        .toList();
  }

  /// @param catalog exact name, null for all
  public List<SchemaName> schemas(
      Session session, @Nullable String catalog, @Nullable String schemaPattern) {
    EffectiveSet effectiveSet = session.planningContext().effectiveSet();
    Pattern pattern = like(schemaPattern);
    List<SchemaName> schemas = new ArrayList<>();
    for (String name : catalogs(session)) {
      if (catalog == null || name.equalsIgnoreCase(catalog)) {
        for (SourceCatalog source : source(session, name).stream().toList()) {
          source.metadata().schemas().stream()
              .filter(schema -> pattern.matcher(schema).matches())
              .filter(schema -> source.ofSession() || effectiveSet.sees(name, schema))
              .sorted(String.CASE_INSENSITIVE_ORDER)
              .forEach(schema -> schemas.add(new SchemaName(name, schema)));
        }
      }
    }
    return schemas;
  }

  /// Tables with their columns.
  ///
  /// @param kinds which kinds to list; empty for all
  public List<TableSchema> tables(
      Session session,
      @Nullable String catalog,
      @Nullable String schemaPattern,
      @Nullable String tablePattern,
      Set<TableSchema.Kind> kinds) {
    PlanningContext context = session.planningContext();
    EffectiveSet effectiveSet = context.effectiveSet();
    Pattern pattern = like(tablePattern);
    Scope scope = context.scope();
    if (scope != null) {
      boolean listed =
          isBlank(catalog)
              && like(schemaPattern).matcher("").matches()
              && (kinds.isEmpty() || kinds.contains(TableSchema.Kind.VIEW))
              && effectiveSet.allows(scope.name());
      return listed ? datasets(session, context, scope, pattern) : List.of();
    }
    List<TableSchema> tables = new ArrayList<>();
    for (SchemaName schema : schemas(session, catalog, schemaPattern)) {
      for (SourceCatalog source : source(session, schema.catalog()).stream().toList()) {
        source.metadata().tables(schema.schema()).stream()
            .filter(table -> pattern.matcher(table).matches())
            .filter(table ->
                source.ofSession()
                    || effectiveSet.sees(new TableName(schema.catalog(), schema.schema(), table)))
            .sorted(String.CASE_INSENSITIVE_ORDER)
            .flatMap(table -> source.metadata().findTable(schema.schema(), table).stream())
            .filter(table -> kinds.isEmpty() || kinds.contains(table.kind()))
            .map(table ->
                source.ofSession() ? own(session, context, table) : visible(table, effectiveSet))
            .forEach(tables::add);
      }
    }
    return tables;
  }

  /// What the session made, under the name that its statements have for it.
  private static TableSchema own(Session session, PlanningContext context, TableSchema table) {
    TableName name = table.name();
    List<Column> columns =
        context
            .sessionTables()
            .view(name.table())
            .map(view -> readable(() -> session.database().planner().columns(context, view)))
            .orElse(table.columns());
    return new TableSchema(
        new TableName(SourceCatalog.OF_SESSION, name.schema(), name.table()),
        table.kind(),
        columns,
        table.unsupported(),
        table.remarks());
  }

  private static List<TableSchema> datasets(
      Session session, PlanningContext context, Scope scope, Pattern pattern) {
    return scope.names().stream()
        .filter(name -> pattern.matcher(name).matches())
        .map(name ->
            new TableSchema(
                new TableName("", "", name),
                TableSchema.Kind.VIEW,
                readable(() -> session.database().planner().columns(context, scope, name)),
                List.of(),
                null))
        .toList();
  }

  /// None of what cannot be read, which must not take the others down with it.
  private static List<Column> readable(Supplier<List<Column>> columns) {
    try {
      return columns.get();
    } catch (QueryException unreadable) {
      return List.of();
    }
  }

  private static boolean isBlank(@Nullable String catalog) {
    return catalog == null || catalog.isEmpty();
  }

  /// The table with the columns that the principal has. Remarks and what could not be carried speak
  /// of all columns, so they go where some are withheld.
  private static TableSchema visible(TableSchema table, EffectiveSet effectiveSet) {
    TablePolicy policy =
        effectiveSet.policy(table.name(), table.columns().stream().map(Column::name).toList());
    return policy.withheld()
        ? new TableSchema(
            table.name(),
            table.kind(),
            table.columns().stream()
                .filter(column -> policy.columns().contains(column.name()))
                .toList(),
            List.of(),
            null)
        : table;
  }

  private static Optional<SourceCatalog> source(Session session, String name) {
    Catalogs catalogs = session.planningContext().catalogs();
    try {
      return catalogs.find(name);
    } catch (QueryException failed) {
      // A source that is down must not take the others' metadata down with it.
      return Optional.empty();
    }
  }

  /// A LIKE pattern as a regular expression.
  private static Pattern like(@Nullable String pattern) {
    if (pattern == null || pattern.isEmpty()) {
      return Pattern.compile(".*", Pattern.DOTALL);
    }
    StringBuilder regex = new StringBuilder();
    boolean escaped = false;
    for (char c : Names.fold(pattern).toCharArray()) {
      if (escaped) {
        regex.append(Pattern.quote(String.valueOf(c)));
        escaped = false;
      } else {
        switch (c) {
          case '\\' -> escaped = true;
          case '%' -> regex.append(".*");
          case '_' -> regex.append('.');
          default -> regex.append(Pattern.quote(String.valueOf(c)));
        }
      }
    }
    return Pattern.compile(
        regex.toString(), Pattern.DOTALL | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }
}
