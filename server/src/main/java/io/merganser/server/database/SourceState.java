package io.merganser.server.database;

import io.merganser.server.database.DatabaseSpec.SourceSpec;
import org.jspecify.annotations.Nullable;

/// How a source is.
///
/// @param mode `attach` or `direct` while it is ready
/// @param reason why it failed
public record SourceState(
    String alias, String type, Status status, @Nullable String mode, @Nullable String reason) {

  static SourceState failed(SourceSpec spec, @Nullable String reason) {
    return new SourceState(spec.config().alias(), spec.type(), Status.FAILED, null, reason);
  }

  static SourceState ready(SourceSpec spec, String mode) {
    return new SourceState(spec.config().alias(), spec.type(), Status.READY, mode, null);
  }

  static SourceState disabled(SourceSpec spec) {
    return new SourceState(spec.config().alias(), spec.type(), Status.DISABLED, null, null);
  }

  /// Ready for statements, failed with a reason, or switched off.
  public enum Status {
    READY,
    FAILED,
    DISABLED
  }
}
