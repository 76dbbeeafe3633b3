package io.merganser.catalog.audit;

import java.time.Instant;
import java.util.List;

/// The record of what happened, in the catalog store. Records are added, and removed only by age;
/// none is changed, and the database itself refuses both. Safe for use from any thread.
///
/// Every method throws a [QueryException][io.merganser.connectors.spi.QueryException] with
/// [STORE_UNAVAILABLE][io.merganser.catalog.CatalogError#STORE_UNAVAILABLE] if the store does not
/// answer.
public interface AuditTrail {

  /// Adds all or none; when this returns, they survive a power cut.
  void append(List<AuditRecord> records);

  /// The newest first.
  List<Entry> find(AuditQuery query);

  /// Removes what is older.
  ///
  /// @return how many records
  int prune(Instant before);

  /// A record that is kept.
  ///
  /// @param id grows in the order in which records were added
  record Entry(long id, AuditRecord record) {}
}
