package io.merganser.tests.house;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The files of the project: what git tracks, and what is new and not ignored.
final class Checkout {
  private static final Path ROOT = findRoot();
  private static final List<String> FILES = list();

  private Checkout() {}

  static Path root() {
    return ROOT;
  }

  /// Paths from the root, with slashes.
  static List<String> files() {
    return FILES;
  }

  static List<String> files(Predicate<String> wanted) {
    return FILES.stream().filter(wanted).toList();
  }

  static List<String> javaFiles() {
    return files(file -> file.endsWith(".java"));
  }

  static String read(String file) {
    try {
      return Files.readString(ROOT.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }

  static void write(String file, String text) {
    try {
      Files.writeString(ROOT.resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }

  /// Whether files that are not as they should be are to be written: what `./merganser format`
  /// sets.
  static boolean rewrites() {
    return System.getenv("MERGANSER_REWRITE") != null;
  }

  private static Path findRoot() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("merganser")) || !Files.exists(folder.resolve("pom.xml"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("not within the project");
      }
    }
    return folder;
  }

  private static List<String> list() {
    try {
      Process git =
          // A checkout that somebody else owns is one too: we only list.
          new ProcessBuilder(
                  "git", "-c", "safe.directory=*", "ls-files", "-z", "-co", "--exclude-standard")
              .directory(ROOT.toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String names = new String(git.getInputStream().readAllBytes(), UTF_8);
      if (git.waitFor() != 0 || names.isEmpty()) {
        throw new IllegalStateException("git cannot list the files of " + ROOT);
      }
      return Stream.of(names.split("\0"))
          .distinct()
          .sorted()
          .filter(name -> Files.isRegularFile(ROOT.resolve(name)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
