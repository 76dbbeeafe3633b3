package io.merganser.catalog.yaml;

/// Text that is not the YAML we read; both numbers count from 1.
public final class YamlException extends Exception {
  private final int line;
  private final int column;

  YamlException(int line, int column, String message) {
    super(message);
    this.line = line;
    this.column = column;
  }

  public int line() {
    return line;
  }

  public int column() {
    return column;
  }

  /// `line 3, column 5`.
  public String place() {
    return "line " + line + ", column " + column;
  }
}
