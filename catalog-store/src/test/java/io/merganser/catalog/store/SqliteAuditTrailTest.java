package io.merganser.catalog.store;

class SqliteAuditTrailTest extends AuditTrailContract {
  SqliteAuditTrailTest() {
    super(TestingDatabase.SQLITE);
  }
}
