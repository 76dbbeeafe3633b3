package io.merganser.connectors.spi;

import org.jspecify.annotations.Nullable;

/// The one exception that crosses modules: a stable code, one sentence, and where it helps a
/// position and a hint. The message is meant for the client: no host, no credential, no class name,
/// no object the principal may not see. What the log needs beyond that is the cause.
public final class QueryException extends RuntimeException {
  private final ErrorCode code;
  private final @Nullable SourcePosition position;
  private final @Nullable String hint;

  public QueryException(
      ErrorCode code,
      String message,
      @Nullable SourcePosition position,
      @Nullable String hint,
      @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.position = position;
    this.hint = hint;
  }

  public QueryException(ErrorCode code, String message) {
    this(code, message, null, null, null);
  }

  public ErrorCode code() {
    return code;
  }

  public @Nullable SourcePosition position() {
    return position;
  }

  public @Nullable String hint() {
    return hint;
  }

  /// Message, position and hint as one line; what protocols with a single text field send.
  public String render() {
    StringBuilder text = new StringBuilder(code.name()).append(": ").append(getMessage());
    if (position != null) {
      text.append(" (line ").append(position.line());
      text.append(", column ").append(position.column()).append(')');
    }
    if (hint != null) {
      text.append("; hint: ").append(hint);
    }
    return text.toString();
  }
}
