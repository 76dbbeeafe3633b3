package io.merganser.catalog.audit;

import io.merganser.catalog.audit.AuditRecord.Decision;
import io.merganser.catalog.audit.AuditRecord.Event;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which records to find. What is null does not narrow; names are compared without case.
///
/// @param since the first moment that counts
/// @param until the first moment that counts no more
/// @param relation full name of a table that was used
/// @param before finds records with smaller ids: the page after the one that ended there
public record AuditQuery(
    @Nullable String tenant,
    @Nullable Instant since,
    @Nullable Instant until,
    @Nullable Event event,
    @Nullable Decision decision,
    @Nullable String user,
    @Nullable String database,
    @Nullable String session,
    @Nullable String statement,
    @Nullable String code,
    @Nullable String relation,
    @Nullable Long before,
    int limit) {
  /// Everything, the newest first.
  public static AuditQuery newest(int limit) {
    return new AuditQuery(
        null, null, null, null, null, null, null, null, null, null, null, null, limit);
  }
}
