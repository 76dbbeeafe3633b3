package io.merganser.connectors.spi;

import java.nio.file.Path;
import java.util.List;

/// How the hub gets a source under an alias, before it is locked down.
///
/// @param extensions DuckDB extensions to load first, e.g. `postgres_scanner`
/// @param setup statements to run in order; they may hold credentials and are never logged
/// @param teardown statements to run right after `setup`, also when it fails: they drop secrets
/// @param readable files and folders that the hub reads later, when external access is off
public record Attachment(
    List<String> extensions, List<String> setup, List<String> teardown, List<Path> readable) {
  public Attachment {
    extensions = List.copyOf(extensions);
    setup = List.copyOf(setup);
    teardown = List.copyOf(teardown);
    readable = List.copyOf(readable);
  }
}
