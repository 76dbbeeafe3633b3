package io.merganser.server.cli.demo;

import io.trino.tpch.TpchTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// Spreads TPC-H over the engines: Postgres on one thread, the files on another.
final class DemoData {
  private final DemoFolder folder;
  private final double scale;
  private final Consumer<String> progress;

  DemoData(DemoFolder folder, double scale, Consumer<String> progress) {
    this.folder = folder;
    this.scale = scale;
    this.progress = progress;
  }

  static Path crm(DemoFolder folder) {
    return folder.file("crm.sqlite");
  }

  static Path parts(DemoFolder folder) {
    return folder.file("parts.duckdb");
  }

  static Path geo(DemoFolder folder) {
    return folder.file("geo");
  }

  /// Fills the empty folder and the running Postgres.
  void make(DemoPostgres postgres) throws IOException {
    Executor thread = task -> Thread.ofPlatform().name("demo-data").start(task);
    CompletableFuture<Void> inPostgres =
        CompletableFuture.runAsync(() -> makeSales(postgres), thread);
    CompletableFuture<Void> inFiles = CompletableFuture.runAsync(this::makeFiles, thread);
    try {
      CompletableFuture.allOf(inPostgres, inFiles).join();
    } catch (CompletionException e) {
      throw new IOException("the demo's data could not be made: " + e.getCause(), e);
    }
    folder.markComplete(scale);
  }

  private void makeSales(DemoPostgres postgres) {
    try {
      postgres.load(scale);
      progress.accept("sales  Postgres   orders, lineitem");
    } catch (SQLException | IOException e) {
      throw new CompletionException(e);
    }
  }

  private void makeFiles() {
    try {
      SqliteLoad.write(crm(folder), TpchTable.CUSTOMER, "c_custkey", scale);
      progress.accept("crm    SQLite     customer");
      TpchDuckDb.writeFile(
          parts(folder),
          List.of(TpchTable.PART, TpchTable.PART_SUPPLIER, TpchTable.SUPPLIER),
          scale);
      progress.accept("parts  DuckDB     part, partsupp, supplier");
      Path geo = Files.createDirectories(geo(folder));
      TpchDuckDb.writeParquet(geo, List.of(TpchTable.NATION, TpchTable.REGION), scale);
      progress.accept("geo    Parquet    nation, region");
    } catch (SQLException | IOException e) {
      throw new CompletionException(e);
    }
  }
}
