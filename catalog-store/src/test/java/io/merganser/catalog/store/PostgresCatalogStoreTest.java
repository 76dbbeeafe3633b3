package io.merganser.catalog.store;

class PostgresCatalogStoreTest extends CatalogStoreContract {
  PostgresCatalogStoreTest() {
    super(TestingDatabase.POSTGRESQL);
  }
}
