package io.merganser.server.session;

import io.merganser.connectors.spi.Connector;
import io.merganser.connectors.spi.TableName;
import io.merganser.connectors.spi.TableSchema;
import io.merganser.planner.SessionView;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// What a session made for itself, tables and views together. Of a view it knows the name only: its
/// columns are those of its query at the time.
final class OwnMetadata implements Connector {
  private static final String SCHEMA = "main";

  private final String catalog;
  private final Connector tables;
  private final Supplier<Collection<SessionView>> views;

  OwnMetadata(String catalog, Connector tables, Supplier<Collection<SessionView>> views) {
    this.catalog = catalog;
    this.tables = tables;
    this.views = views;
  }

  @Override
  public void check() {
    tables.check();
  }

  @Override
  public List<String> schemas() {
    return tables.schemas();
  }

  @Override
  public List<String> tables(String schema) {
    return schema.equalsIgnoreCase(SCHEMA)
        ? Stream.concat(tables.tables(schema).stream(), views.get().stream().map(SessionView::name))
            .toList()
        : tables.tables(schema);
  }

  @Override
  public Optional<TableSchema> findTable(String schema, String table) {
    return views.get().stream()
        .filter(view -> schema.equalsIgnoreCase(SCHEMA) && view.name().equalsIgnoreCase(table))
        .findFirst()
        .map(view ->
            new TableSchema(
                new TableName(catalog, SCHEMA, view.name()),
                TableSchema.Kind.VIEW,
                List.of(),
                List.of(),
                null))
        .or(() -> tables.findTable(schema, table));
  }

  @Override
  public OptionalLong rowCount(String schema, String table) {
    return tables.rowCount(schema, table);
  }

  @Override
  public void close() {
    tables.close();
  }
}
