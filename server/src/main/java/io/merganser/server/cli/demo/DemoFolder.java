package io.merganser.server.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The folder of a demo: ours alone while we run, and either complete or made anew.
///
/// A marker names it as ours from the first moment, and says that it is complete as the last thing;
/// a demo killed half-way is thus made anew, and a folder that is not ours is never emptied.
final class DemoFolder implements AutoCloseable {
  /// Goes up when what is made changes, so that an older folder is made anew.
  private static final String FORMAT = "1";

  private static final String MARKER = ".merganser-demo";

  private final Path path;
  private final FileChannel lock;

  private DemoFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /// Takes the folder; it is there afterwards.
  ///
  /// @throws DemoException if it belongs to somebody else or another demo runs in it
  static DemoFolder take(Path path) throws IOException {
    try {
      Files.createDirectories(path);
    } catch (FileAlreadyExistsException e) {
      throw new DemoException("`" + path + "` is a file; --data wants a folder", e);
    }
    Path marker = path.resolve(MARKER);
    if (!Files.exists(marker)) {
      try (Stream<Path> files = Files.list(path)) {
        if (files.findAny().isPresent()) {
          throw new DemoException(
              "`" + path + "` holds files that no demo made; choose another folder with --data");
        }
      }
      Files.writeString(marker, "incomplete\n");
    }
    FileChannel channel =
        FileChannel.open(
            path.resolve(MARKER + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!lock(channel)) {
      channel.close();
      throw new DemoException(
          "another demo runs in `" + path + "`; stop it, or choose another folder with --data");
    }
    return new DemoFolder(path, channel);
  }

  /// The system takes the lock back when the process ends, however it ends.
  private static boolean lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      // Ours already, in this very process.
      return false;
    }
  }

  Path path() {
    return path;
  }

  Path file(String name) {
    return path.resolve(name);
  }

  /// Whether all the data is there, made at this scale.
  boolean isComplete(double scale) throws IOException {
    return Files.readString(path.resolve(MARKER)).equals(complete(scale));
  }

  /// Whether all the data is there; how much of it does not matter.
  boolean isComplete() throws IOException {
    return Files.readString(path.resolve(MARKER)).startsWith("complete " + FORMAT + " ");
  }

  /// The scale of the complete data.
  double scale() throws IOException {
    String marker = Files.readString(path.resolve(MARKER)).strip();
    return Double.parseDouble(marker.substring(marker.lastIndexOf(' ') + 1));
  }

  /// Throws away what is there, from here on it is incomplete.
  void empty() throws IOException {
    Files.writeString(path.resolve(MARKER), "incomplete\n");
    try (Stream<Path> files = Files.list(path)) {
      for (Path file : files.toList()) {
        if (!file.getFileName().toString().startsWith(MARKER)) {
          delete(file);
        }
      }
    }
  }

  void markComplete(double scale) throws IOException {
    Files.writeString(path.resolve(MARKER), complete(scale));
  }

  private static String complete(double scale) {
    return "complete " + FORMAT + " scale " + scale + "\n";
  }

  private static void delete(Path file) throws IOException {
    List<Path> leavesFirst;
    try (Stream<Path> tree = Files.walk(file)) {
      leavesFirst = tree.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : leavesFirst) {
      Files.deleteIfExists(path);
    }
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
