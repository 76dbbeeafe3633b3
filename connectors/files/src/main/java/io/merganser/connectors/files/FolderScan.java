package io.merganser.connectors.files;

import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.QueryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Finds the tables of a folder. Left aside: hidden files, links that lead out of the folder,
/// linked folders, names that DuckDB would read as a pattern, and in folders what starts with `_`
/// (the bookkeeping of those who write such folders).
final class FolderScan {
  private static final int MAX_FILES = 100_000;

  private final String alias;
  private final Path root;
  private final Map<String, DataTable> tables = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private int files;

  private FolderScan(String alias, Path root) {
    this.alias = alias;
    this.root = root;
  }

  /// The files of one table, all of one format, sorted.
  ///
  /// @param origin what it is called in the folder
  /// @param partitioned whether all lie in `key=value` folders
  record DataTable(String origin, FileFormat format, List<Path> files, boolean partitioned) {
    DataTable {
      files = List.copyOf(files);
    }
  }

  /// Tables by name.
  ///
  /// @param root a real path
  static Map<String, DataTable> scan(String alias, Path root) {
    FolderScan scan = new FolderScan(alias, root);
    for (Path entry : scan.list(root)) {
      scan.visit(entry);
    }
    return scan.tables;
  }

  /// Whether DuckDB would take a path for a pattern.
  static boolean readsAsPattern(Path path) {
    return path.toString().chars().anyMatch(c -> "*?[]{}\\".indexOf(c) >= 0);
  }

  private void visit(Path entry) {
    String name = entry.getFileName().toString();
    if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
      folder(entry).ifPresent(table -> add(name, table));
      return;
    }
    FileFormat.of(name)
        .ifPresent(reading ->
            inside(entry)
                .ifPresent(file ->
                    add(
                        reading.stem(),
                        new DataTable(name, reading.format(), List.of(file), false))));
  }

  private void add(String name, DataTable table) {
    DataTable other = tables.putIfAbsent(name, table);
    if (other != null) {
      throw misconfigured(
          "`"
              + other.origin
              + "` and `"
              + table.origin
              + "` would both be the table `"
              + name
              + "`");
    }
  }

  private Optional<DataTable> folder(Path folder) {
    List<Path> found = new ArrayList<>();
    Set<FileFormat> formats = new HashSet<>();
    collect(folder, found, formats);
    String name = folder.getFileName().toString();
    if (formats.size() > 1) {
      throw misconfigured("the folder `" + name + "` holds files of several formats");
    }
    return formats.stream()
        .findFirst()
        .map(format -> {
          boolean partitioned =
              found.stream()
                  .allMatch(file -> folder.relativize(file).toString().matches(".*=.*/.*"));
          return new DataTable(name, format, found.stream().sorted().toList(), partitioned);
        });
  }

  private void collect(Path folder, List<Path> found, Set<FileFormat> formats) {
    for (Path entry : list(folder)) {
      String name = entry.getFileName().toString();
      if (name.startsWith("_")) {
        continue;
      }
      if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
        collect(entry, found, formats);
        continue;
      }
      Optional<FileFormat.Reading> reading = FileFormat.of(name);
      if (reading.isPresent()) {
        inside(entry)
            .ifPresent(file -> {
              found.add(file);
              formats.add(reading.get().format());
            });
      }
    }
  }

  /// The file behind an entry, if it is one and lies in the folder.
  private Optional<Path> inside(Path entry) {
    try {
      Path file = entry.toRealPath();
      boolean ours = file.startsWith(root) && Files.isRegularFile(file) && !readsAsPattern(file);
      if (ours && ++files > MAX_FILES) {
        throw misconfigured("it holds more than " + MAX_FILES + " files");
      }
      return ours ? Optional.of(file) : Optional.empty();
    } catch (IOException e) {
      // A link to nowhere, or a file deleted meanwhile.
      return Optional.empty();
    }
  }

  private List<Path> list(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> !entry.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new QueryException(
          ConnectorError.SOURCE_UNREACHABLE,
          "a folder of source `" + alias + "` cannot be read",
          null,
          null,
          e);
    }
  }

  private QueryException misconfigured(String what) {
    return new QueryException(
        ConnectorError.SOURCE_MISCONFIGURED, "option `path` of source `" + alias + "`: " + what);
  }
}
