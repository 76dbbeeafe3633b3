package io.merganser.planner.parser;

import java.io.Reader;

/// A text that runs a check of the caller's whenever the lexer asks for more of it, which may end
/// the parsing by an exception.
final class PacedReader extends Reader {
  private static final int MOST_AT_ONCE = 4096;

  private final String text;
  private final Runnable check;
  private int at;

  PacedReader(String text, Runnable check) {
    this.text = text;
    this.check = check;
  }

  @Override
  public int read(char[] buffer, int offset, int length) {
    check.run();
    if (at == text.length()) {
      return -1;
    }
    int count = Math.min(Math.min(length, MOST_AT_ONCE), text.length() - at);
    text.getChars(at, at + count, buffer, offset);
    at += count;
    return count;
  }

  @Override
  public void close() {
    // It holds nothing.
  }
}
