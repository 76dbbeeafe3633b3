package io.merganser.planner.analyze;

import io.merganser.authz.AuthzError;
import io.merganser.authz.EffectiveSet;
import io.merganser.connectors.spi.Names;
import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.TableName;
import io.merganser.connectors.spi.TableSchema;
import io.merganser.planner.Catalogs;
import io.merganser.planner.PlannerErrors;
import io.merganser.planner.PlanningContext;
import io.merganser.planner.SessionView;
import io.merganser.planner.SourceCatalog;
import io.merganser.planner.federate.SourceTable;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlIdentifier;
import org.jspecify.annotations.Nullable;

/// Finds tables by name, and only those the principal sees: hidden and absent are one answer.
final class TableFinder {
  private static final String MAIN = "main";

  private final PlanningContext context;
  private final Catalogs catalogs;
  private final EffectiveSet effectiveSet;

  TableFinder(PlanningContext context) {
    this.context = context;
    this.catalogs = context.catalogs();
    this.effectiveSet = context.effectiveSet();
  }

  /// One part is a table of the default schema; two are a schema of the default catalog and a
  /// table, or a catalog and a table of its only schema; three are the full name.
  SourceTable find(SqlIdentifier name) {
    List<String> parts = name.names;
    Optional<SourceTable> found =
        switch (parts.size()) {
          case 1 -> ofSession(parts.get(0)).or(() -> inDefaults(parts.get(0)));
          case 2 -> inDefaultCatalog(parts.get(0), parts.get(1)).or(() -> byCatalog(parts));
          case 3 -> full(name);
          default -> Optional.empty();
        };
    return found.orElseThrow(() -> notFound(name));
  }

  /// The temporary view that a table is; empty if it is none.
  Optional<SessionView> view(SourceTable table) {
    return table.catalog().ofSession() && table.schema().kind() == TableSchema.Kind.VIEW
        ? context.sessionTables().view(table.schema().name().table())
        : Optional.empty();
  }

  /// What the principal has of a table; null if that is all of it.
  @Nullable Fence fence(SourceTable table, SqlIdentifier name) {
    if (table.catalog().ofSession()) {
      return null;
    }
    try {
      Fence fence = Fence.of(effectiveSet, table.schema());
      if (fence != null && !fence.fixed() && context.settings().changeMeaning()) {
        throw PlannerErrors.policyUnderSettings(
            table.schema().name().toString(), name.getParserPosition());
      }
      return fence;
    } catch (IllegalArgumentException e) {
      throw PlannerErrors.policyInvalid(
          table.schema().name().toString(), name.getParserPosition(), e);
    }
  }

  /// A table that is there, in a catalog that may be written to.
  WriteTarget target(SqlIdentifier name) {
    SourceTable table = find(name);
    view(table)
        .ifPresent(view -> {
          throw PlannerErrors.changedView(view.name(), name.getParserPosition());
        });
    writable(table.catalog(), name);
    return new WriteTarget(table.schema().name(), false, table.catalog().ofSession());
  }

  /// A table, or the name it would have: the engine does nothing then.
  WriteTarget targetIfExists(SqlIdentifier name) {
    try {
      return target(name);
    } catch (QueryException e) {
      if (e.code() != AuthzError.TABLE_NOT_FOUND) {
        throw e;
      }
      return fresh(name);
    }
  }

  /// A table to be made: the schema it is named in, or the default one.
  WriteTarget fresh(SqlIdentifier name) {
    List<String> parts = name.names;
    int count = parts.size();
    if (count > 3) {
      throw notFound(name);
    }
    boolean inCatalog = count == 2 && visible(parts.get(0)).isPresent();
    String catalog = count == 3 || inCatalog ? parts.get(0) : context.defaultCatalog();
    String schema = count == 3 ? parts.get(1) : count == 2 && !inCatalog ? parts.get(0) : null;
    SourceCatalog found = required(catalog, name);
    return new WriteTarget(
        new TableName(
            found.name(), schemaName(found, schema, inCatalog, name), parts.get(count - 1)),
        false,
        found.ofSession());
  }

  /// A table that the session makes for itself: a bare name, or one in `temp`.
  WriteTarget freshOfSession(SqlIdentifier name) {
    List<String> parts = name.names;
    int count = parts.size();
    boolean fits =
        count == 1
            || (parts.get(0).equalsIgnoreCase(SourceCatalog.OF_SESSION)
                && (count == 2 || (count == 3 && parts.get(1).equalsIgnoreCase(MAIN))));
    if (!fits) {
      throw PlannerErrors.unsupported("a temporary table in a schema", name.getParserPosition());
    }
    SourceCatalog catalog = context.sessionTables().open();
    return new WriteTarget(new TableName(catalog.name(), MAIN, parts.get(count - 1)), false, true);
  }

  /// @throws QueryException if a temporary view has the name that a table is to get
  void requireNoView(WriteTarget target, String table, SqlIdentifier name) {
    if (target.ofSession() && context.sessionTables().view(table).isPresent()) {
      throw PlannerErrors.nameOfView(table, name.getParserPosition());
    }
  }

  /// A schema to be made or dropped.
  WriteTarget schema(SqlIdentifier name) {
    List<String> parts = name.names;
    if (parts.size() > 2) {
      throw notFound(name);
    }
    SourceCatalog found =
        required(parts.size() == 2 ? parts.get(0) : context.defaultCatalog(), name);
    if (found.ofSession()) {
      throw PlannerErrors.unsupported("a schema of temporary tables", name.getParserPosition());
    }
    return new WriteTarget(
        new TableName(found.name(), parts.get(parts.size() - 1), WriteTarget.ALL_TABLES),
        true,
        false);
  }

  private SourceCatalog required(@Nullable String catalog, SqlIdentifier name) {
    String wanted = catalog == null ? name.names.get(0) : catalog;
    SourceCatalog found =
        visible(wanted)
            .orElseThrow(() ->
                PlannerErrors.catalogNotFound(
                    wanted, name.getParserPosition(), nearestCatalog(wanted)));
    writable(found, name);
    return found;
  }

  /// As the catalog spells it; the default one where none is given.
  private String schemaName(
      SourceCatalog catalog, @Nullable String schema, boolean inCatalog, SqlIdentifier name) {
    List<String> schemas = visibleSchemas(catalog);
    String wanted = schema != null ? schema : inCatalog ? "main" : context.defaultSchema();
    return schemas.stream()
        .filter(known -> known.equalsIgnoreCase(wanted))
        .findFirst()
        .orElseThrow(() ->
            PlannerErrors.schemaNotFound(
                catalog.name(),
                String.valueOf(wanted),
                name.getParserPosition(),
                Names.nearest(String.valueOf(wanted), schemas)));
  }

  private void writable(SourceCatalog catalog, SqlIdentifier name) {
    if (!catalog.ofSession() && !catalogs.isWritable(catalog.name())) {
      throw PlannerErrors.readOnly(catalog.name(), name.getParserPosition());
    }
  }

  /// What a session makes for itself hides what else has that name.
  private Optional<SourceTable> ofSession(String table) {
    return visible(SourceCatalog.OF_SESSION).flatMap(catalog -> in(catalog, MAIN, table));
  }

  private Optional<SourceTable> inDefaults(String table) {
    String schema = context.defaultSchema();
    return schema == null ? Optional.empty() : inDefaultCatalog(schema, table);
  }

  private Optional<SourceTable> inDefaultCatalog(String schema, String table) {
    String catalog = context.defaultCatalog();
    return catalog == null ? Optional.empty() : visible(catalog).flatMap(c -> in(c, schema, table));
  }

  /// `catalog.table`, as DuckDB has it for a catalog whose default schema is plain.
  private Optional<SourceTable> byCatalog(List<String> parts) {
    return visible(parts.get(0))
        .flatMap(catalog -> {
          List<String> schemas = catalog.metadata().schemas();
          return schemas.size() == 1
              ? in(catalog, schemas.get(0), parts.get(1))
              : in(catalog, "main", parts.get(1)).or(() -> in(catalog, "public", parts.get(1)));
        });
  }

  private Optional<SourceTable> full(SqlIdentifier name) {
    List<String> parts = name.names;
    SourceCatalog catalog =
        visible(parts.get(0))
            .orElseThrow(() ->
                PlannerErrors.catalogNotFound(
                    parts.get(0), name.getParserPosition(), nearestCatalog(parts.get(0))));
    Optional<SourceTable> found = in(catalog, parts.get(1), parts.get(2));
    if (found.isEmpty()) {
      List<String> schemas = visibleSchemas(catalog);
      if (schemas.stream().noneMatch(parts.get(1)::equalsIgnoreCase)) {
        throw PlannerErrors.schemaNotFound(
            catalog.name(),
            parts.get(1),
            name.getParserPosition(),
            Names.nearest(parts.get(1), schemas));
      }
    }
    return found;
  }

  private Optional<SourceTable> in(SourceCatalog catalog, String schema, String table) {
    return catalog
        .metadata()
        .findTable(schema, table)
        .filter(found -> catalog.ofSession() || effectiveSet.sees(found.name()))
        .map(found -> new SourceTable(catalog, found));
  }

  /// Whether the database has such a catalog, seen by the principal or not.
  boolean isCatalog(String name) {
    return catalogs.names().stream().anyMatch(name::equalsIgnoreCase);
  }

  private Optional<SourceCatalog> visible(String catalog) {
    return catalog.equalsIgnoreCase(SourceCatalog.OF_SESSION) || effectiveSet.sees(catalog)
        ? catalogs.find(catalog)
        : Optional.empty();
  }

  private List<String> visibleSchemas(SourceCatalog catalog) {
    return catalog.metadata().schemas().stream()
        .filter(schema -> catalog.ofSession() || effectiveSet.sees(catalog.name(), schema))
        .toList();
  }

  private Optional<String> nearestCatalog(String name) {
    return Names.nearest(name, catalogs.names().stream().filter(effectiveSet::sees).toList());
  }

  private RuntimeException notFound(SqlIdentifier name) {
    return PlannerErrors.tableNotFound(
        String.join(".", name.names), name.getParserPosition(), suggestion(name));
  }

  /// The nearest name among the visible tables of where the name was looked for; reads no other
  /// schema, and whole lists only where they are short.
  private Optional<String> suggestion(SqlIdentifier name) {
    List<String> parts = name.names;
    int count = parts.size();
    String catalog = count == 3 ? parts.get(0) : context.defaultCatalog();
    String schema = count >= 2 ? parts.get(count - 2) : context.defaultSchema();
    if (catalog == null || schema == null) {
      return Optional.empty();
    }
    return visible(catalog)
        .flatMap(found ->
            Names.nearest(
                parts.get(count - 1),
                found.metadata().tables(schema).stream()
                    .filter(table -> effectiveSet.sees(new TableName(found.name(), schema, table)))
                    .toList()));
  }
}
