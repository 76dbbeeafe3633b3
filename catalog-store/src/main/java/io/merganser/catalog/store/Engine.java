package io.merganser.catalog.store;

import com.zaxxer.hikari.HikariConfig;
import io.merganser.catalog.CatalogError;
import io.merganser.connectors.spi.QueryException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// What the two databases under the store do differently.
enum Engine {
  /// A file beside the server. Write-ahead log, synced at each commit; one writer at a time.
  SQLITE("BEGIN IMMEDIATE", "BEGIN", "", "classpath:db/sqlite"),
  /// Shared by several servers; writers queue for the row that holds the version.
  POSTGRESQL(
      "BEGIN",
      "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
      " FOR UPDATE",
      "classpath:db/postgresql");

  /// The setting that most failures have to do with.
  static final String URL_SETTING = "store.url";

  private static final String BUSY_MILLIS = "5000";

  private final String beginWrite;
  private final String beginRead;
  private final String lock;
  private final String migrations;

  Engine(String beginWrite, String beginRead, String lock, String migrations) {
    this.beginWrite = beginWrite;
    this.beginRead = beginRead;
    this.lock = lock;
    this.migrations = migrations;
  }

  String beginWrite() {
    return beginWrite;
  }

  String beginRead() {
    return beginRead;
  }

  /// Appended to the query of the row that holds the version.
  String lock() {
    return lock;
  }

  /// Where the part of the schema is that only this one understands.
  String migrations() {
    return migrations;
  }

  static Engine of(String url) {
    if (url.startsWith(StoreSettings.SQLITE)) {
      return SQLITE;
    }
    if (url.startsWith(StoreSettings.POSTGRESQL)) {
      return POSTGRESQL;
    }
    throw CatalogError.storeUnavailable(
        URL_SETTING,
        "it begins neither with `jdbc:sqlite:` nor with `jdbc:postgresql:`",
        "the store is kept in SQLite or in PostgreSQL",
        null);
  }

  /// The file of an SQLite store, made if need be: readable by its owner only, as it holds hashes
  /// of passwords. Null for PostgreSQL.
  @Nullable Path prepareFile(String url) {
    if (this == POSTGRESQL) {
      return null;
    }
    String name = url.substring(StoreSettings.SQLITE.length()).replaceFirst("\\?.*", "");
    if (name.isBlank() || name.startsWith(":") || name.startsWith("file:")) {
      throw CatalogError.storeUnavailable(
          URL_SETTING, "it names no file", "write `jdbc:sqlite:` and a path", null);
    }
    try {
      Path file = Path.of(name).toAbsolutePath();
      Path parent = file.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      if (!Files.exists(file)) {
        Files.createFile(file, StoreKey.ownerOnly(file));
      }
      if (!Files.isRegularFile(file) || !Files.isWritable(file)) {
        throw CatalogError.storeUnavailable(
            URL_SETTING, "the file cannot be written", "check who owns it", null);
      }
      return file;
    } catch (FileAlreadyExistsException e) {
      throw CatalogError.storeUnavailable(
          URL_SETTING, "what should be its directory is a file", "choose another path", e);
    } catch (IOException | InvalidPathException e) {
      throw CatalogError.storeUnavailable(
          URL_SETTING, "the file cannot be made", "check the directory and who may write to it", e);
    }
  }

  HikariConfig pool(String url) {
    HikariConfig pool = new HikariConfig();
    pool.setPoolName("catalog-store");
    pool.setJdbcUrl(url);
    pool.setMaximumPoolSize(4);
    pool.setMinimumIdle(1);
    pool.setConnectionTimeout(10_000);
    pool.setInitializationFailTimeout(1);
    Properties properties = new Properties();
    if (this == SQLITE) {
      properties.setProperty("journal_mode", "WAL");
      properties.setProperty("synchronous", "FULL");
      properties.setProperty("foreign_keys", "true");
      properties.setProperty("busy_timeout", BUSY_MILLIS);
    } else {
      properties.setProperty("connectTimeout", "5");
      properties.setProperty("socketTimeout", "30");
      properties.setProperty("ApplicationName", "merganser");
    }
    pool.setDataSourceProperties(properties);
    return pool;
  }

  /// The one wording of what a database says when it fails.
  static QueryException unavailable(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLiteException sqlite) {
        return unavailable(sqlite, failure);
      }
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        return unavailable(sql, failure);
      }
    }
    return CatalogError.storeUnavailable(
        URL_SETTING, "it cannot be opened", "the log has what the database says", failure);
  }

  private static QueryException unavailable(SQLiteException sqlite, Throwable failure) {
    // Extended codes carry the primary one in their low byte.
    int primary = sqlite.getResultCode().code & 0xff;
    String hint = "the log has what SQLite says";
    if (primary == SQLiteErrorCode.SQLITE_BUSY.code
        || primary == SQLiteErrorCode.SQLITE_LOCKED.code) {
      return CatalogError.storeUnavailable(
          URL_SETTING, "another process holds the database locked", "only one may", failure);
    }
    if (primary == SQLiteErrorCode.SQLITE_CORRUPT.code
        || primary == SQLiteErrorCode.SQLITE_NOTADB.code) {
      return CatalogError.storeUnavailable(
          URL_SETTING,
          "the file is damaged or not an SQLite database",
          "restore it from a backup",
          failure);
    }
    if (primary == SQLiteErrorCode.SQLITE_READONLY.code
        || primary == SQLiteErrorCode.SQLITE_PERM.code
        || primary == SQLiteErrorCode.SQLITE_CANTOPEN.code) {
      return CatalogError.storeUnavailable(
          URL_SETTING, "the file or its directory cannot be written", "check who owns it", failure);
    }
    if (primary == SQLiteErrorCode.SQLITE_FULL.code
        || primary == SQLiteErrorCode.SQLITE_IOERR.code) {
      return CatalogError.storeUnavailable(URL_SETTING, "the disk is full or fails", hint, failure);
    }
    return CatalogError.storeUnavailable(
        URL_SETTING, "the database refuses what it is asked", hint, failure);
  }

  private static QueryException unavailable(SQLException sql, Throwable failure) {
    String state = String.valueOf(sql.getSQLState());
    String why = "the database refuses what it is asked";
    if (state.startsWith("08") || state.startsWith("57P")) {
      why = "the database does not answer";
    } else if (state.startsWith("28")) {
      why = "the database does not accept the login";
    } else if (state.equals("3D000")) {
      why = "the server has no such database";
    }
    return CatalogError.storeUnavailable(
        URL_SETTING, why, "the log has what the database says", failure);
  }
}
