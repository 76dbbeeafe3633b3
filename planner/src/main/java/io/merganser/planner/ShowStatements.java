package io.merganser.planner;

import io.merganser.authz.EffectiveSet;
import io.merganser.connectors.spi.Names;
import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.TableName;
import io.merganser.planner.parser.SqlShow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// SHOW and USE, answered from what the principal sees.
final class ShowStatements {
  private final PlanningContext context;
  private final EffectiveSet effectiveSet;

  private ShowStatements(PlanningContext context) {
    this.context = context;
    this.effectiveSet = context.effectiveSet();
  }

  static AnalyzedStatement show(PlanningContext context, SqlShow show, StatementLimits limits) {
    ShowStatements statements = new ShowStatements(context);
    SqlIdentifier target = show.target();
    Scope scope = context.scope();
    if (scope != null) {
      return AnalyzedStatement.Show.of("table_name", scope.names());
    }
    return switch (show.kind()) {
      case CATALOGS, DATABASES -> AnalyzedStatement.Show.of("catalog_name", statements.catalogs());
      case SCHEMAS -> AnalyzedStatement.Show.of("schema_name", statements.schemas(target));
      case TABLES -> AnalyzedStatement.Show.of("table_name", statements.tables(target));
      case ALL_TABLES -> AnalyzedStatement.Show.of("table_name", statements.allTables());
      case SETTINGS -> SettingStatements.all(context.settings(), limits);
      case COLUMNS ->
          throw new IllegalStateException("the columns of a table are those of its query");
    };
  }

  static AnalyzedStatement use(PlanningContext context, SqlIdentifier target) {
    ShowStatements statements = new ShowStatements(context);
    List<String> parts = target.names;
    Optional<SourceCatalog> catalog = statements.visible(parts.get(0));
    String current = context.defaultCatalog();
    if (parts.size() == 1 && catalog.isEmpty() && current != null) {
      SourceCatalog found = statements.require(current, target);
      return new AnalyzedStatement.Use(name(found), statements.schema(found, parts.get(0), target));
    }
    SourceCatalog found = statements.require(parts.get(0), target);
    return new AnalyzedStatement.Use(
        name(found),
        parts.size() == 1
            ? statements.onlySchema(found)
            : statements.schema(found, parts.get(1), target));
  }

  /// With that of the session, once it has made something.
  private List<String> catalogs() {
    return Stream.concat(
            context.ofSession().stream().map(_ -> SourceCatalog.OF_SESSION),
            context.catalogs().names().stream().filter(effectiveSet::sees))
        .sorted(String.CASE_INSENSITIVE_ORDER)
        .toList();
  }

  private List<String> schemas(@Nullable SqlIdentifier target) {
    String name = target == null ? context.defaultCatalog() : target.names.get(0);
    if (name == null) {
      return catalogs().stream()
          .flatMap(each -> reachable(each).stream())
          .flatMap(each -> schemasOf(each).stream().map(schema -> name(each) + "." + schema))
          .toList();
    }
    return schemasOf(target == null ? requireDefault(name) : require(name, target));
  }

  private List<String> tables(@Nullable SqlIdentifier target) {
    if (target == null) {
      String catalog = context.defaultCatalog();
      String schema = context.defaultSchema();
      if (catalog == null || schema == null) {
        return allTables();
      }
      SourceCatalog current = requireDefault(catalog);
      return Stream.concat(
              context.ofSession().stream()
                  .filter(own -> !own.equals(current))
                  .flatMap(own -> tablesOf(own, "main").stream()),
              tablesOf(current, schema).stream())
          .toList();
    }
    if (target.names.size() == 1) {
      Optional<SourceCatalog> catalog = visible(target.getSimple());
      String current = context.defaultCatalog();
      if (catalog.isEmpty() && current != null) {
        SourceCatalog found = requireDefault(current);
        return tablesOf(found, schema(found, target.getSimple(), target));
      }
      SourceCatalog found = require(target.getSimple(), target);
      return schemasOf(found).stream().flatMap(schema -> tablesOf(found, schema).stream()).toList();
    }
    SourceCatalog found = require(target.names.get(0), target);
    return tablesOf(found, schema(found, target.names.get(1), target));
  }

  private List<String> allTables() {
    List<String> tables = new ArrayList<>();
    for (String catalog : catalogs()) {
      for (SourceCatalog found : reachable(catalog).stream().toList()) {
        for (String schema : schemasOf(found)) {
          tablesOf(found, schema)
              .forEach(table -> tables.add(catalog + "." + schema + "." + table));
        }
      }
    }
    return tables;
  }

  /// What statements call a catalog.
  private static String name(SourceCatalog catalog) {
    return catalog.ofSession() ? SourceCatalog.OF_SESSION : catalog.name();
  }

  private List<String> schemasOf(SourceCatalog catalog) {
    return catalog.metadata().schemas().stream()
        .filter(schema -> catalog.ofSession() || effectiveSet.sees(catalog.name(), schema))
        .sorted(String.CASE_INSENSITIVE_ORDER)
        .toList();
  }

  private List<String> tablesOf(SourceCatalog catalog, String schema) {
    return catalog.metadata().tables(schema).stream()
        .filter(table ->
            catalog.ofSession() || effectiveSet.sees(new TableName(catalog.name(), schema, table)))
        .sorted(String.CASE_INSENSITIVE_ORDER)
        .toList();
  }

  private String schema(SourceCatalog catalog, String name, SqlIdentifier at) {
    List<String> schemas = schemasOf(catalog);
    return schemas.stream()
        .filter(name::equalsIgnoreCase)
        .findFirst()
        .orElseThrow(() ->
            PlannerErrors.schemaNotFound(
                catalog.name(), name, at.getParserPosition(), Names.nearest(name, schemas)));
  }

  /// The schema that `USE catalog` means: the only one, or the one such sources put things in.
  private @Nullable String onlySchema(SourceCatalog catalog) {
    List<String> schemas = schemasOf(catalog);
    if (schemas.size() == 1) {
      return schemas.get(0);
    }
    return schemas.stream()
        .filter(schema -> schema.equals("main") || schema.equals("public"))
        .findFirst()
        .orElse(null);
  }

  private SourceCatalog require(String name, SqlIdentifier at) {
    return visible(name)
        .orElseThrow(() ->
            PlannerErrors.catalogNotFound(
                name, at.getParserPosition(), Names.nearest(name, catalogs())));
  }

  private SourceCatalog requireDefault(String name) {
    return visible(name)
        .orElseThrow(
            () -> PlannerErrors.catalogNotFound(name, SqlParserPos.ZERO, Optional.empty()));
  }

  private Optional<SourceCatalog> visible(String name) {
    return name.equalsIgnoreCase(SourceCatalog.OF_SESSION) || effectiveSet.sees(name)
        ? context.catalogs().find(name)
        : Optional.empty();
  }

  /// A catalog for a list of all: one whose source failed is left out instead of failing the list.
  private Optional<SourceCatalog> reachable(String name) {
    try {
      return visible(name);
    } catch (QueryException failed) {
      return Optional.empty();
    }
  }
}
