package io.merganser.connectors.spi;

import java.nio.file.Path;
import java.util.Map;

/// What a source was declared with.
///
/// @param alias the catalog name
/// @param options plain options of the manifest
/// @param secrets resolved secrets by name
/// @param baseDirectory what relative paths in options are relative to
public record SourceConfig(
    String alias,
    boolean readOnly,
    Map<String, String> options,
    Map<String, Secret> secrets,
    Path baseDirectory) {
  public SourceConfig {
    options = Map.copyOf(options);
    secrets = Map.copyOf(secrets);
  }
}
