package io.merganser.server.metadata;

import io.merganser.authz.EffectiveSet;
import io.merganser.authz.TablePolicy;
import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.Names;
import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.TableName;
import io.merganser.connectors.spi.TableSchema;
import io.merganser.planner.Catalogs;
import io.merganser.planner.SourceCatalog;
import io.merganser.server.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the principal of a session sees: the same answer that statements get, for the metadata
/// calls of all protocols. Lists are sorted by name. Catalogs whose source failed are listed, and
/// empty. Patterns are SQL LIKE patterns with `\` as escape, without case; null matches all. Does
/// I/O.
public final class Metadata {

  /// A schema and its catalog.
  public record SchemaName(String catalog, String schema) {}

  /// Catalogs in which the principal may see something.
  public List<String> catalogs(Session session) {
    EffectiveSet effectiveSet = session.planningContext().effectiveSet();
    return session.planningContext().catalogs().names().stream()
        .filter(effectiveSet::sees)
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
        source(session, name).stream()
            .flatMap(source -> source.metadata().schemas().stream())
            .filter(schema -> pattern.matcher(schema).matches() && effectiveSet.sees(name, schema))
            .sorted(String.CASE_INSENSITIVE_ORDER)
            .forEach(schema -> schemas.add(new SchemaName(name, schema)));
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
    EffectiveSet effectiveSet = session.planningContext().effectiveSet();
    Pattern pattern = like(tablePattern);
    List<TableSchema> tables = new ArrayList<>();
    for (SchemaName schema : schemas(session, catalog, schemaPattern)) {
      Optional<SourceCatalog> source = source(session, schema.catalog());
      if (source.isEmpty()) {
        continue;
      }
      source.get().metadata().tables(schema.schema()).stream()
          .filter(table -> pattern.matcher(table).matches())
          .filter(
              table -> effectiveSet.sees(new TableName(schema.catalog(), schema.schema(), table)))
          .sorted(String.CASE_INSENSITIVE_ORDER)
          .flatMap(table -> source.get().metadata().findTable(schema.schema(), table).stream())
          .filter(table -> kinds.isEmpty() || kinds.contains(table.kind()))
          .map(table -> visible(table, effectiveSet))
          .forEach(tables::add);
    }
    return tables;
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
