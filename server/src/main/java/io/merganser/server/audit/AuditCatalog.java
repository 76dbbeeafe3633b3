package io.merganser.server.audit;

import io.merganser.catalog.audit.AuditTrail;
import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.DirectConnector;
import io.merganser.connectors.spi.FragmentContext;
import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.RemoteDialect;
import io.merganser.connectors.spi.RemoteQuery;
import io.merganser.connectors.spi.ResultStream;
import io.merganser.connectors.spi.TableName;
import io.merganser.connectors.spi.TableSchema;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The audit trail of one tenant as a catalog that each of its databases has:
/// `system.audit.records`.
///
/// It hands over columns, the newest record first and as long as somebody reads, and computes
/// nothing. Who may read it is for grants to say: superusers, and whoever was granted the table by
/// name. What belongs to other tenants, or to none, is not in it.
public final class AuditCatalog implements DirectConnector {
  public static final String NAME = "system";
  private static final String SCHEMA = "audit";
  private static final String TABLE = "records";

  private final AuditTrail trail;
  private final String tenant;

  public AuditCatalog(AuditTrail trail, String tenant) {
    this.trail = trail;
    this.tenant = tenant;
  }

  @Override
  public void check() {
    // It is there for as long as the server is.
  }

  @Override
  public List<String> schemas() {
    return List.of(SCHEMA);
  }

  @Override
  public List<String> tables(String schema) {
    return schema.equalsIgnoreCase(SCHEMA) ? List.of(TABLE) : List.of();
  }

  @Override
  public Optional<TableSchema> findTable(String schema, String table) {
    return schema.equalsIgnoreCase(SCHEMA) && table.equalsIgnoreCase(TABLE)
        ? Optional.of(
            new TableSchema(
                new TableName(NAME, SCHEMA, TABLE),
                TableSchema.Kind.TABLE,
                AuditColumn.columns(),
                List.of(),
                "Logins, statements, denials and changes of what is declared"))
        : Optional.empty();
  }

  @Override
  public OptionalLong rowCount(String schema, String table) {
    return OptionalLong.empty();
  }

  @Override
  public RemoteDialect dialect() {
    return RemoteDialect.ofScans();
  }

  @Override
  public Object computeContext() {
    return this;
  }

  @Override
  public ResultStream execute(RemoteQuery query, FragmentContext context) {
    context.cancellation().throwIfCancelled();
    AuditReader reader =
        new AuditReader(trail, tenant, AuditColumn.of(query), query.rowType(), context);
    return ResultStream.of(
        reader,
        e ->
            new QueryException(
                ConnectorError.SOURCE_FAILED, "the audit trail cannot be read", null, null, e),
        () -> {});
  }

  @Override
  public void close() {
    // The store is closed by whoever opened it.
  }
}
