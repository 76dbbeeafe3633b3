package io.merganser.server.database;

import org.jspecify.annotations.Nullable;

/// How a source is.
///
/// @param mode `attach` or `direct` while it is ready
/// @param reason why it failed
public record SourceState(
    String alias, String type, Status status, @Nullable String mode, @Nullable String reason) {

  /// Ready for statements, failed with a reason, or switched off.
  public enum Status {
    READY,
    FAILED,
    DISABLED
  }
}
