package io.merganser.connectors.files;

import java.util.Locale;
import java.util.Optional;

/// A format, told by the end of a file's name.
enum FileFormat {
  PARQUET(".parquet"),
  CSV(".csv", ".csv.gz", ".csv.zst", ".tsv", ".tsv.gz", ".tsv.zst"),
  JSON(".json", ".json.gz", ".json.zst"),
  JSON_LINES(".ndjson", ".ndjson.gz", ".ndjson.zst", ".jsonl", ".jsonl.gz", ".jsonl.zst");

  /// Separated by spaces.
  private final String endings;

  FileFormat(String... endings) {
    this.endings = String.join(" ", endings);
  }

  /// What a file's name says.
  ///
  /// @param stem the name without the ending, never empty
  record Reading(FileFormat format, String stem) {}

  static Optional<Reading> of(String fileName) {
    String folded = fileName.toLowerCase(Locale.ROOT);
    for (FileFormat format : values()) {
      for (String ending : format.endings.split(" ", -1)) {
        if (folded.endsWith(ending) && folded.length() > ending.length()) {
          String stem = fileName.substring(0, fileName.length() - ending.length());
          return Optional.of(new Reading(format, stem));
        }
      }
    }
    return Optional.empty();
  }
}
