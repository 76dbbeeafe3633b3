package io.merganser.server.flight;

import io.merganser.connectors.spi.TableSchema;
import io.merganser.server.metadata.Metadata;
import io.merganser.server.query.EngineThreads;
import io.merganser.server.session.Session;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.arrow.flight.FlightProducer.ServerStreamListener;
import org.apache.arrow.flight.sql.FlightSqlProducer.Schemas;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandGetDbSchemas;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandGetTables;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/// Catalogs, schemas, tables and columns as Flight SQL wants them. An empty name narrows nothing:
/// many tools send one where they mean none.
final class MetadataAnswers {
  private final Metadata metadata;
  private final EngineThreads threads;
  private final BufferAllocator allocator;

  MetadataAnswers(Metadata metadata, EngineThreads threads, BufferAllocator allocator) {
    this.metadata = metadata;
    this.threads = threads;
    this.allocator = allocator;
  }

  void catalogs(Session session, ServerStreamListener listener) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    threads
        .call(() -> metadata.catalogs(session))
        .forEach(catalog -> rows.add(AnswerRows.row(catalog)));
    send(Schemas.GET_CATALOGS_SCHEMA, rows, listener);
  }

  void schemas(Session session, CommandGetDbSchemas command, ServerStreamListener listener) {
    String catalog = command.hasCatalog() ? present(command.getCatalog()) : null;
    String pattern =
        command.hasDbSchemaFilterPattern() ? present(command.getDbSchemaFilterPattern()) : null;
    List<List<@Nullable Object>> rows = new ArrayList<>();
    threads
        .call(() -> metadata.schemas(session, catalog, pattern))
        .forEach(schema -> rows.add(AnswerRows.row(schema.catalog(), schema.schema())));
    send(Schemas.GET_SCHEMAS_SCHEMA, rows, listener);
  }

  void tables(Session session, CommandGetTables command, ServerStreamListener listener) {
    boolean columns = command.getIncludeSchema();
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (TableSchema table : find(session, command)) {
      List<@Nullable Object> row =
          AnswerRows.row(
              present(table.name().catalog()),
              present(table.name().schema()),
              table.name().table(),
              table.kind().name());
      if (columns) {
        row.add(ResultSchema.of(table).serializeAsMessage());
      }
      rows.add(row);
    }
    send(columns ? Schemas.GET_TABLES_SCHEMA : Schemas.GET_TABLES_SCHEMA_NO_SCHEMA, rows, listener);
  }

  private List<TableSchema> find(Session session, CommandGetTables command) {
    Set<TableSchema.Kind> kinds = EnumSet.noneOf(TableSchema.Kind.class);
    for (TableSchema.Kind kind : TableSchema.Kind.values()) {
      if (command.getTableTypesList().stream().anyMatch(kind.name()::equalsIgnoreCase)) {
        kinds.add(kind);
      }
    }
    if (kinds.isEmpty() && command.getTableTypesCount() > 0) {
      return List.of();
    }
    String catalog = command.hasCatalog() ? present(command.getCatalog()) : null;
    String schemas =
        command.hasDbSchemaFilterPattern() ? present(command.getDbSchemaFilterPattern()) : null;
    String tables =
        command.hasTableNameFilterPattern() ? present(command.getTableNameFilterPattern()) : null;
    return threads.call(() -> metadata.tables(session, catalog, schemas, tables, kinds));
  }

  void tableTypes(ServerStreamListener listener) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (TableSchema.Kind kind : TableSchema.Kind.values()) {
      rows.add(AnswerRows.row(kind.name()));
    }
    send(Schemas.GET_TABLE_TYPES_SCHEMA, rows, listener);
  }

  void send(
      Schema schema, List<? extends List<@Nullable Object>> rows, ServerStreamListener listener) {
    AnswerRows.send(schema, rows, allocator, listener);
  }

  private static @Nullable String present(String text) {
    return text.isEmpty() ? null : text;
  }
}
