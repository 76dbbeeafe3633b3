package io.merganser.catalog.store;

class PostgresAuditTrailTest extends AuditTrailContract {
  PostgresAuditTrailTest() {
    super(TestingDatabase.POSTGRESQL);
  }
}
