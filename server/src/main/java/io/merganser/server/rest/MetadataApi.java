package io.merganser.server.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.TableSchema;
import io.merganser.server.http.Authenticator;
import io.merganser.server.http.Exchange;
import io.merganser.server.metadata.Metadata;
import io.merganser.server.query.EngineThreads;
import io.merganser.server.session.Session;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/// What a user sees of catalogs, schemas, tables and columns. The parameter `catalog` is an exact
/// name, `schema` and `table` are LIKE patterns; all may be left out.
public final class MetadataApi {
  private final Authenticator authenticator;
  private final EngineThreads threads;
  private final Metadata metadata;

  public MetadataApi(Authenticator authenticator, EngineThreads threads, Metadata metadata) {
    this.authenticator = authenticator;
    this.threads = threads;
    this.metadata = metadata;
  }

  void catalogs(Exchange exchange) throws IOException {
    Session session = session(exchange);
    List<String> catalogs = threads.call(() -> metadata.catalogs(session));
    Answers.json(
        exchange,
        200,
        json -> {
          json.writeArrayFieldStart("catalogs");
          for (String catalog : catalogs) {
            json.writeStartObject();
            json.writeStringField("catalog", catalog);
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  void schemas(Exchange exchange) throws IOException {
    Session session = session(exchange);
    List<Metadata.SchemaName> schemas =
        threads.call(
            () -> metadata.schemas(session, exchange.query("catalog"), exchange.query("schema")));
    Answers.json(
        exchange,
        200,
        json -> {
          json.writeArrayFieldStart("schemas");
          for (Metadata.SchemaName schema : schemas) {
            json.writeStartObject();
            json.writeStringField("catalog", schema.catalog());
            json.writeStringField("schema", schema.schema());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  void tables(Exchange exchange) throws IOException {
    List<TableSchema> tables = find(exchange);
    Answers.json(
        exchange,
        200,
        json -> {
          json.writeArrayFieldStart("tables");
          for (TableSchema table : tables) {
            json.writeStartObject();
            name(json, table);
            json.writeStringField("type", table.kind().name());
            String remarks = table.remarks();
            if (remarks != null) {
              json.writeStringField("remarks", remarks);
            }
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  void columns(Exchange exchange) throws IOException {
    List<TableSchema> tables = find(exchange);
    Answers.json(
        exchange,
        200,
        json -> {
          json.writeArrayFieldStart("columns");
          for (TableSchema table : tables) {
            for (Column column : table.columns()) {
              json.writeStartObject();
              name(json, table);
              json.writeStringField("column", column.name());
              json.writeStringField("type", column.type().toString());
              json.writeBooleanField("nullable", column.nullable());
              json.writeEndObject();
            }
          }
          json.writeEndArray();
        });
  }

  private List<TableSchema> find(Exchange exchange) {
    Session session = session(exchange);
    return threads.call(() ->
        metadata.tables(
            session,
            exchange.query("catalog"),
            exchange.query("schema"),
            exchange.query("table"),
            Set.of()));
  }

  private static void name(JsonGenerator json, TableSchema table) throws IOException {
    if (!table.name().catalog().isEmpty()) {
      // The datasets of a scope have neither.
      json.writeStringField("catalog", table.name().catalog());
      json.writeStringField("schema", table.name().schema());
    }
    json.writeStringField("table", table.name().table());
  }

  private Session session(Exchange exchange) {
    return authenticator.authenticate(
        exchange, exchange.variable("tenant"), exchange.variable("database"));
  }
}
