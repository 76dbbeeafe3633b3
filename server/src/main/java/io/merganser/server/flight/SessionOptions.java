package io.merganser.server.flight;

import io.merganser.connectors.spi.Names;
import io.merganser.connectors.spi.QueryException;
import io.merganser.planner.PlannerError;
import io.merganser.server.metadata.Metadata;
import io.merganser.server.query.EngineThreads;
import io.merganser.server.session.Session;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flight.NoOpSessionOptionValueVisitor;
import org.apache.arrow.flight.SessionOptionValue;
import org.apache.arrow.flight.SessionOptionValueFactory;
import org.apache.arrow.flight.SetSessionOptionsResult;
import org.apache.arrow.flight.SetSessionOptionsResult.ErrorValue;
import org.jspecify.annotations.Nullable;

/// Session options of Flight: `catalog` and `schema`, where names are looked for. There are no
/// others.
final class SessionOptions {
  private static final String CATALOG = "catalog";
  private static final String SCHEMA = "schema";

  private final EngineThreads threads;
  private final Metadata metadata;

  SessionOptions(EngineThreads threads, Metadata metadata) {
    this.threads = threads;
    this.metadata = metadata;
  }

  /// Changes where names are looked for; null leaves that part as it is, except that a new catalog
  /// starts without a schema.
  ///
  /// @throws QueryException if the principal sees no such catalog or schema
  void use(Session session, @Nullable String catalog, @Nullable String schema) {
    if (catalog == null && schema == null) {
      return;
    }
    String within = catalog == null ? session.defaults().catalog() : findCatalog(session, catalog);
    if (schema == null) {
      session.use(within, null);
    } else if (within == null) {
      throw new QueryException(
          PlannerError.SCHEMA_NOT_FOUND,
          "the schema `" + schema + "` needs a catalog",
          null,
          "set catalog too",
          null);
    } else {
      session.use(within, findSchema(session, within, schema));
    }
  }

  private String findCatalog(Session session, String catalog) {
    List<String> catalogs = threads.call(() -> metadata.catalogs(session));
    return catalogs.stream()
        .filter(catalog::equalsIgnoreCase)
        .findFirst()
        .orElseThrow(() ->
            new QueryException(PlannerError.CATALOG_NOT_FOUND, "no catalog `" + catalog + "`"));
  }

  private String findSchema(Session session, String catalog, String schema) {
    List<Metadata.SchemaName> schemas =
        threads.call(() -> metadata.schemas(session, catalog, null));
    return schemas.stream()
        .map(Metadata.SchemaName::schema)
        .filter(schema::equalsIgnoreCase)
        .findFirst()
        .orElseThrow(() ->
            new QueryException(
                PlannerError.SCHEMA_NOT_FOUND,
                "no schema `" + schema + "` in catalog `" + catalog + "`"));
  }

  /// Sets as many as it can.
  ///
  /// @return why the others could not be set
  Map<String, SetSessionOptionsResult.Error> set(
      Session session, Map<String, SessionOptionValue> values) {
    Map<String, SetSessionOptionsResult.Error> errors = new HashMap<>();
    Map<String, @Nullable String> texts = new HashMap<>();
    values.forEach((name, value) -> {
      String folded = Names.fold(name);
      if (folded.equals(CATALOG) || folded.equals(SCHEMA)) {
        texts.put(folded, value.acceptVisitor(new AsText()));
      } else {
        errors.put(name, new SetSessionOptionsResult.Error(ErrorValue.INVALID_NAME));
      }
    });
    // The catalog first: a schema is looked for within it.
    attempt(CATALOG, errors, () -> use(session, texts.get(CATALOG), null));
    attempt(SCHEMA, errors, () -> use(session, null, texts.get(SCHEMA)));
    return errors;
  }

  private static void attempt(
      String name, Map<String, SetSessionOptionsResult.Error> errors, Runnable change) {
    try {
      change.run();
    } catch (QueryException e) {
      errors.put(name, new SetSessionOptionsResult.Error(ErrorValue.INVALID_VALUE));
    }
  }

  Map<String, SessionOptionValue> get(Session session) {
    Map<String, SessionOptionValue> values = new HashMap<>();
    put(values, CATALOG, session.defaults().catalog());
    put(values, SCHEMA, session.defaults().schema());
    return values;
  }

  private static void put(
      Map<String, SessionOptionValue> values, String name, @Nullable String value) {
    values.put(
        name,
        value == null
            ? SessionOptionValueFactory.makeEmptySessionOptionValue()
            : SessionOptionValueFactory.makeSessionOptionValue(value));
  }

  /// Text, or null for what is empty or no text.
  private static final class AsText extends NoOpSessionOptionValueVisitor<@Nullable String> {
    @Override
    public @Nullable String visit(String value) {
      return value.isBlank() ? null : value;
    }
  }
}
