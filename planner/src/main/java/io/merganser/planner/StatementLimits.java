package io.merganser.planner;

/// Bounds on a statement, held before anything looks at its meaning.
///
/// @param bytes of the text in UTF-8
public record StatementLimits(long bytes) {
  public static final StatementLimits DEFAULT = new StatementLimits(1 << 20);
}
