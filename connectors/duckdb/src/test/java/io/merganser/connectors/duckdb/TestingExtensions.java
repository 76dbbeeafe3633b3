package io.merganser.connectors.duckdb;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Where the tests find DuckDB's extensions: the system property `merganser.extensions`, else the
/// folder `extensions` of the repository.
final class TestingExtensions {
  static final String SKIPPED =
      "SKIPPED: the DuckDB extension is not there, run ./merganser extensions fetch";

  private TestingExtensions() {}

  static Path folder() {
    return Optional.ofNullable(System.getProperty("merganser.extensions"))
        .map(Path::of)
        .orElseGet(() -> root(Path.of("").toAbsolutePath()).resolve("extensions"));
  }

  private static Path root(Path folder) {
    Path parent = folder.getParent();
    return Files.isDirectory(folder.resolve("sql-tests")) || parent == null ? folder : root(parent);
  }
}
