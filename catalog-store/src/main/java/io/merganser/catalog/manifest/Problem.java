package io.merganser.catalog.manifest;

/// One thing that is wrong.
///
/// @param path where, e.g. `tenants[0].databases[0].sources[1].alias`
/// @param message what, as a clause that goes on from the path
public record Problem(String path, String message) {
  @Override
  public String toString() {
    return path.isEmpty() ? message : path + ": " + message;
  }
}
