package io.merganser.connectors.spi;

/// A stable code of an error. Each module has one enum of them; `docs/errors.md` lists all. A code
/// that was released is never renamed and never used for something else.
public interface ErrorCode {

  /// Upper case with underscores, unique over all modules.
  String name();

  /// Five characters, PostgreSQL's where it has one.
  String sqlState();

  ErrorKind kind();
}
