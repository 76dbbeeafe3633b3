package io.merganser.catalog.store;

class SqliteCatalogStoreTest extends CatalogStoreContract {
  SqliteCatalogStoreTest() {
    super(TestingDatabase.SQLITE);
  }
}
