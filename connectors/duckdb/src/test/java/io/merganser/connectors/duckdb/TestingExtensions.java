package io.merganser.connectors.duckdb;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Where the tests find DuckDB's extensions: the system property `merganser.extensions`, else the
/// folder `extensions` of the repository.
final class TestingExtensions {
  private TestingExtensions() {}

  /// The folder, or the test is skipped and says why.
  static Path folderWith(String extension) {
    Path folder = folder();
    boolean there = new ExtensionFolder(folder).find(extension).isPresent();
    String reason = "no " + extension + " in " + folder + ": run ./merganser extensions fetch";
    if (!there) {
      System.out.println("SKIPPED a test of attached sources: " + reason);
    }
    assumeTrue(there, reason);
    return folder;
  }

  private static Path folder() {
    return Optional.ofNullable(System.getProperty("merganser.extensions"))
        .map(Path::of)
        .orElseGet(() -> root(Path.of("").toAbsolutePath()).resolve("extensions"));
  }

  private static Path root(Path folder) {
    Path parent = folder.getParent();
    return Files.isDirectory(folder.resolve("sql-tests")) || parent == null ? folder : root(parent);
  }
}
