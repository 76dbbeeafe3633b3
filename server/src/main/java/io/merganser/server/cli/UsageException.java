package io.merganser.server.cli;

/// The user asked for something that cannot be, in words for the user.
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
