package io.merganser.server.avatica;

import io.merganser.connectors.spi.Column;
import io.merganser.connectors.spi.DataType;
import io.merganser.connectors.spi.DataType.Scalar;
import io.merganser.connectors.spi.Names;
import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.TableSchema;
import io.merganser.planner.PlannerError;
import io.merganser.server.metadata.Metadata;
import io.merganser.server.query.EngineThreads;
import io.merganser.server.session.Session;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.calcite.avatica.MetaImpl;
import org.jspecify.annotations.Nullable;

/// The metadata calls of the protocol. The layouts are JDBC's, which Avatica has as classes; calls
/// for things that we do not have answer with nothing in the right columns.
abstract class MetadataMeta extends MetaImpl {
  final AvaticaConnections connections;
  final AvaticaCall call;
  private final Metadata metadata;
  private final EngineThreads threads;

  MetadataMeta(
      Metadata metadata, EngineThreads threads, AvaticaConnections connections, AvaticaCall call) {
    super(null);
    this.metadata = metadata;
    this.threads = threads;
    this.connections = connections;
    this.call = call;
  }

  @Override
  public Map<DatabaseProperty, Object> getDatabaseProperties(ConnectionHandle ch) {
    connections.find(call, ch.id);
    Map<DatabaseProperty, Object> properties = new EnumMap<>(DatabaseProperty.class);
    properties.put(DatabaseProperty.GET_DATABASE_PRODUCT_NAME, "Merganser");
    properties.put(
        DatabaseProperty.GET_DEFAULT_TRANSACTION_ISOLATION, Connection.TRANSACTION_READ_COMMITTED);
    return properties;
  }

  @Override
  public MetaResultSet getCatalogs(ConnectionHandle ch) {
    OpenConnection connection = connections.find(call, ch.id);
    List<String> catalogs = threads.call(() -> metadata.catalogs(connection.session()));
    List<Object> rows = new ArrayList<>();
    catalogs.forEach(catalog -> rows.add(List.of(catalog)));
    return result(ch, connection, MetaCatalog.class, rows);
  }

  @Override
  public MetaResultSet getSchemas(
      ConnectionHandle ch, @Nullable String catalog, Pat schemaPattern) {
    OpenConnection connection = connections.find(call, ch.id);
    List<Metadata.SchemaName> schemas =
        threads.call(() -> metadata.schemas(connection.session(), catalog, schemaPattern.s));
    List<Object> rows = new ArrayList<>();
    schemas.forEach(schema -> rows.add(List.of(schema.schema(), schema.catalog())));
    return result(ch, connection, MetaSchema.class, rows);
  }

  @Override
  public MetaResultSet getTables(
      ConnectionHandle ch,
      @Nullable String catalog,
      Pat schemaPattern,
      Pat tableNamePattern,
      @Nullable List<String> typeList) {
    OpenConnection connection = connections.find(call, ch.id);
    Set<TableSchema.Kind> kinds = EnumSet.noneOf(TableSchema.Kind.class);
    for (TableSchema.Kind kind : TableSchema.Kind.values()) {
      if (typeList == null || typeList.isEmpty() || typeList.contains(kind.name())) {
        kinds.add(kind);
      }
    }
    List<Object> rows = new ArrayList<>();
    if (!kinds.isEmpty()) {
      find(connection.session(), catalog, schemaPattern, tableNamePattern, kinds).stream()
          .sorted(Comparator.comparing(table -> table.kind().name()))
          .forEach(table -> rows.add(row(table)));
    }
    return result(ch, connection, MetaTable.class, rows);
  }

  private static List<@Nullable Object> row(TableSchema table) {
    return Arrays.asList(
        present(table.name().catalog()),
        present(table.name().schema()),
        table.name().table(),
        table.kind().name(),
        table.remarks(),
        null,
        null,
        null,
        null,
        null);
  }

  @Override
  public MetaResultSet getColumns(
      ConnectionHandle ch,
      @Nullable String catalog,
      Pat schemaPattern,
      Pat tableNamePattern,
      Pat columnNamePattern) {
    OpenConnection connection = connections.find(call, ch.id);
    AvaticaTypes types = new AvaticaTypes(call.isJson(), connection.exactTimes());
    Pattern wanted = like(columnNamePattern.s);
    List<Object> rows = new ArrayList<>();
    for (TableSchema table :
        find(connection.session(), catalog, schemaPattern, tableNamePattern, Set.of())) {
      for (int i = 0; i < table.columns().size(); i++) {
        Column column = table.columns().get(i);
        if (wanted.matcher(column.name()).matches()) {
          rows.add(row(table, column, i + 1, types.tell(column.type())));
        }
      }
    }
    return result(ch, connection, MetaColumn.class, rows);
  }

  private static List<@Nullable Object> row(
      TableSchema table, Column column, int position, AvaticaTypes.Told told) {
    boolean isNumber = isNumber(told.type().id);
    return Arrays.asList(
        present(table.name().catalog()),
        present(table.name().schema()),
        table.name().table(),
        column.name(),
        told.type().id,
        column.type().toString(),
        told.precision() == 0 ? null : told.precision(),
        null,
        isNumber ? told.scale() : null,
        isNumber ? 10 : null,
        column.nullable() ? DatabaseMetaData.columnNullable : DatabaseMetaData.columnNoNulls,
        null,
        null,
        null,
        null,
        null,
        position,
        column.nullable() ? "YES" : "NO",
        null,
        null,
        null,
        null,
        "NO",
        "NO");
  }

  @Override
  public MetaResultSet getTableTypes(ConnectionHandle ch) {
    OpenConnection connection = connections.find(call, ch.id);
    List<Object> rows = new ArrayList<>();
    for (TableSchema.Kind kind : TableSchema.Kind.values()) {
      rows.add(List.of(kind.name()));
    }
    return result(ch, connection, MetaTableType.class, rows);
  }

  @Override
  public MetaResultSet getTypeInfo(ConnectionHandle ch) {
    OpenConnection connection = connections.find(call, ch.id);
    AvaticaTypes types = new AvaticaTypes(call.isJson(), connection.exactTimes());
    List<DataType> known = new ArrayList<>(List.of(new DataType.Decimal(38, 0)));
    for (Scalar scalar : Scalar.values()) {
      if (scalar != Scalar.NULL) {
        known.add(scalar);
      }
    }
    List<Object> rows = new ArrayList<>();
    known.stream()
        .sorted(Comparator.comparingInt(type -> types.tell(type).type().id))
        .forEach(type -> rows.add(row(type, types.tell(type))));
    return result(ch, connection, MetaTypeInfo.class, rows);
  }

  private static List<@Nullable Object> row(DataType type, AvaticaTypes.Told told) {
    boolean isNumber = isNumber(told.type().id);
    boolean isDecimal = type instanceof DataType.Decimal;
    String name = isDecimal ? "DECIMAL" : type.toString();
    String quote = isNumber || told.type().id == Types.BOOLEAN ? null : "'";
    return Arrays.asList(
        name,
        told.type().id,
        told.precision(),
        quote,
        quote,
        isDecimal ? "precision,scale" : null,
        (short) DatabaseMetaData.typeNullable,
        type == Scalar.VARCHAR,
        (short) DatabaseMetaData.typeSearchable,
        name.startsWith("U") && isNumber,
        false,
        false,
        name,
        (short) 0,
        (short) (isDecimal ? told.precision() : 0),
        null,
        null,
        isNumber ? 10 : null);
  }

  @Override
  protected <E> MetaResultSet createEmptyResultSet(Class<E> clazz) {
    return MetaResultSet.create(
        "", 0, true, signature(clazz), new Frame(0, true, Collections.emptyList()));
  }

  private static MetaResultSet result(
      ConnectionHandle ch, OpenConnection connection, Class<?> layout, List<Object> rows) {
    // The driver makes a statement of its own of it and closes that; no other may have its number.
    int id = connection.lastStatement().incrementAndGet();
    return MetaResultSet.create(ch.id, id, true, signature(layout), new Frame(0, true, rows));
  }

  private static Signature signature(Class<?> layout) {
    return new Signature(
        fieldMetaData(layout).columns,
        "",
        List.of(),
        Map.of(),
        CursorFactory.LIST,
        StatementType.SELECT);
  }

  private List<TableSchema> find(
      Session session,
      @Nullable String catalog,
      Pat schemaPattern,
      Pat tablePattern,
      Set<TableSchema.Kind> kinds) {
    return threads.call(
        () -> metadata.tables(session, catalog, schemaPattern.s, tablePattern.s, kinds));
  }

  /// A name; null where there is none, as for the datasets of a scope.
  private static @Nullable String present(String name) {
    return name.isEmpty() ? null : name;
  }

  private static boolean isNumber(int jdbcType) {
    return switch (jdbcType) {
      case Types.TINYINT,
          Types.SMALLINT,
          Types.INTEGER,
          Types.BIGINT,
          Types.DECIMAL,
          Types.REAL,
          Types.DOUBLE ->
          true;
      default -> false;
    };
  }

  /// A LIKE pattern as a regular expression; null or empty matches all.
  private static Pattern like(@Nullable String pattern) {
    StringBuilder regex = new StringBuilder();
    boolean escaped = false;
    String text = pattern == null || pattern.isEmpty() ? "%" : pattern;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && !escaped) {
        escaped = true;
      } else {
        regex.append(
            escaped || (c != '%' && c != '_')
                ? Pattern.quote(String.valueOf(c))
                : c == '%' ? ".*" : ".");
        escaped = false;
      }
    }
    return Pattern.compile(
        regex.toString(), Pattern.DOTALL | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  /// Changes where names are looked for; null leaves that part as it is, except that a new catalog
  /// starts without a schema.
  void defaults(OpenConnection connection, @Nullable String catalog, @Nullable String schema) {
    Session session = connection.session();
    String within = catalog;
    if (catalog == null) {
      within = session.defaults().catalog();
    } else if (!catalog.equalsIgnoreCase(session.defaults().catalog())) {
      session.use(named(threads.call(() -> metadata.catalogs(session)), catalog, "catalog"), null);
      within = session.defaults().catalog();
    }
    if (schema == null || schema.equalsIgnoreCase(session.defaults().schema())) {
      return;
    }
    if (within == null) {
      throw new QueryException(
          PlannerError.SCHEMA_NOT_FOUND,
          "the schema `" + schema + "` needs a catalog",
          null,
          "set the catalog too",
          null);
    }
    String of = within;
    List<String> schemas =
        threads.call(() -> metadata.schemas(session, of, null)).stream()
            .map(Metadata.SchemaName::schema)
            .toList();
    session.use(within, named(schemas, schema, "schema"));
  }

  private static String named(List<String> names, String name, String what) {
    return names.stream()
        .filter(name::equalsIgnoreCase)
        .findFirst()
        .orElseThrow(() ->
            new QueryException(
                what.equals("catalog")
                    ? PlannerError.CATALOG_NOT_FOUND
                    : PlannerError.SCHEMA_NOT_FOUND,
                "no " + what + " `" + name + "`",
                null,
                Names.nearest(name, names)
                    .map(nearest -> "did you mean `" + nearest + "`")
                    .orElse(null),
                null));
  }
}
