package io.merganser.catalog.store;

import io.merganser.connectors.spi.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// The databases that a store can be in: real ones.
enum TestingDatabase {
  SQLITE {
    @Override
    String newUrl(Path folder) {
      return "jdbc:sqlite:" + folder.resolve("store.db");
    }
  },
  POSTGRESQL {
    @Override
    String newUrl(Path folder) {
      String name = "store" + COUNT.incrementAndGet();
      try (Connection connection = Server.INSTANCE.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE DATABASE " + name);
        return Server.INSTANCE.getJdbcUrl("postgres", name);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  };

  private static final AtomicInteger COUNT = new AtomicInteger();

  /// An address at which there is no store yet.
  abstract String newUrl(Path folder);

  /// Settings that see every change at once.
  StoreSettings newSettings(Path folder) {
    return settings(newUrl(folder), folder);
  }

  static StoreSettings settings(String url, Path folder) {
    return new StoreSettings(new Secret(url), folder.resolve("store.key"), null, Duration.ZERO);
  }

  /// One server for all tests; it ends with the JVM.
  private static final class Server {
    static final EmbeddedPostgres INSTANCE = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder().start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
