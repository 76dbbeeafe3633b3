package io.merganser.tests.suite;

import io.merganser.bench.tpcds.TpcdsDuckDb;
import io.merganser.server.cli.demo.TpchDuckDb;
import io.trino.tpch.TpchTable;
import java.nio.file.Files;
import java.nio.file.Path;

/// DuckDB files with the tables of TPC-H and TPC-DS at a small scale. They are made once, kept
/// until the next `clean`, and for reading only: whoever needs more takes a copy.
public final class BenchmarkData {
  private static final double SCALE = 0.01;

  private BenchmarkData() {}

  public static synchronized Path tpch() throws Exception {
    return made("tpch", half -> TpchDuckDb.writeFile(half, TpchTable.getTables(), SCALE));
  }

  public static synchronized Path tpcds() throws Exception {
    return made("tpcds", half -> TpcdsDuckDb.writeFile(half, SCALE));
  }

  private static Path made(String name, Writer writer) throws Exception {
    Path folder = Files.createDirectories(Path.of("target/suite-" + SCALE));
    Path file = folder.resolve(name + ".duckdb");
    if (!Files.exists(file)) {
      Path half = folder.resolve(name + ".half");
      Files.deleteIfExists(half);
      writer.write(half);
      Files.move(half, file);
    }
    return file;
  }

  private interface Writer {
    void write(Path file) throws Exception;
  }
}
