package io.merganser.catalog.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.merganser.catalog.CatalogError;
import io.merganser.catalog.manifest.ManifestException;
import io.merganser.catalog.manifest.TestingManifests;
import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Stores that cannot be opened or written say which setting to look at.
class StoreFailureTest {
  @TempDir Path folder;

  @Test
  void makesItsFilesForTheOwnerOnly() throws IOException {
    Path file = folder.resolve("deep/down/store.db");
    CatalogStore.open(StoreSettings.of("jdbc:sqlite:" + file)).close();
    for (Path one : new Path[] {file, Path.of(file + ".key")}) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(one)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void refusesAddressesThatAreNoStore() {
    for (String url : new String[] {"jdbc:mysql://x", "", "jdbc:sqlite:", "jdbc:sqlite::memory:"}) {
      assertUnavailable(url, "store.url");
    }
  }

  @Test
  void refusesFilesThatAreNotSqlite() throws IOException {
    Path file = Files.writeString(folder.resolve("store.db"), "this is no database ".repeat(100));
    assertUnavailable("jdbc:sqlite:" + file, "damaged or not an SQLite database");
  }

  @Test
  void refusesDamagedFiles() throws IOException {
    Path file = folder.resolve("store.db");
    try (CatalogStore store = CatalogStore.open(StoreSettings.of("jdbc:sqlite:" + file))) {
      store.apply(TestingManifests.read(TestingManifests.ACME));
    }
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, 4096, bytes.length, (byte) 0x5a);
    Files.write(file, bytes);
    assertUnavailable("jdbc:sqlite:" + file, "damaged");
  }

  @Test
  void refusesPathsThatCannotBe() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertUnavailable("jdbc:sqlite:" + file + "/store.db", "store.url");
    assertUnavailable("jdbc:sqlite:" + folder, "store.url");
  }

  @Test
  void saysThatAnotherProcessHoldsTheDatabase() throws SQLException {
    String url = "jdbc:sqlite:" + folder.resolve("store.db");
    try (CatalogStore store = CatalogStore.open(StoreSettings.of(url));
        Connection other = DriverManager.getConnection(url);
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      assertThatThrownBy(() -> store.apply(TestingManifests.read(TestingManifests.ACME)))
          .isInstanceOf(QueryException.class)
          .hasMessageContaining("another process holds the database locked");
      statement.execute("ROLLBACK");
      assertThat(store.apply(TestingManifests.read(TestingManifests.ACME))).isNotEmpty();
    }
  }

  @Test
  void refusesToGoOnWithoutItsKeyFile() throws IOException {
    Path file = folder.resolve("store.db");
    StoreSettings settings = StoreSettings.of("jdbc:sqlite:" + file);
    CatalogStore.open(settings).close();
    Files.delete(Path.of(file + ".key"));
    assertUnavailable("jdbc:sqlite:" + file, "store.keyFile");
  }

  @Test
  void saysThatPostgresDoesNotAnswerWithoutPassword() {
    String url = "jdbc:postgresql://127.0.0.1:1/none?user=u&password=hidden-password";
    assertThatThrownBy(() -> CatalogStore.open(StoreSettings.of(url)).close())
        .isInstanceOf(QueryException.class)
        .hasMessageContaining("`store.url`: the database does not answer")
        .message()
        .doesNotContain("hidden-password");
    assertThat(StoreSettings.of(url).toString()).doesNotContain("hidden-password");
  }

  @Test
  void postgresWithoutKeyTakesReferencesOnly() {
    StoreSettings settings = StoreSettings.of(TestingDatabase.POSTGRESQL.newUrl(folder));
    try (CatalogStore store = CatalogStore.open(settings)) {
      assertThatThrownBy(() -> store.apply(TestingManifests.read(TestingManifests.ACME)))
          .isInstanceOf(ManifestException.class)
          .hasMessageContaining("store.keyFile");
      store.apply(
          TestingManifests.read(
              TestingManifests.ACME.replace("value: sales-secret", "externalRef: env:SALES")));
      assertThat(store.tenants()).hasSize(1);
    }
  }

  private void assertUnavailable(String url, String words) {
    assertThatThrownBy(
            () -> CatalogStore.open(new StoreSettings(new Secret(url), null, null)).close())
        .isInstanceOfSatisfying(
            QueryException.class,
            e -> {
              assertThat(e.code()).isEqualTo(CatalogError.STORE_UNAVAILABLE);
              assertThat(e).hasMessageContaining("`store.").hasMessageContaining(words);
            });
  }
}
