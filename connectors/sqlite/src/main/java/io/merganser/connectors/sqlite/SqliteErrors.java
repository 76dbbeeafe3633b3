package io.merganser.connectors.sqlite;

import io.merganser.connectors.jdbc.JdbcErrors;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;

/// What SQLite's result codes mean; the driver has no SQLSTATEs.
final class SqliteErrors implements JdbcErrors.Classifier {
  /// The low byte is the code, the rest says more of it.
  private static final int CODE_MASK = 0xff;

  @Override
  public JdbcErrors.@Nullable Kind kind(SQLException failure) {
    int code = failure.getErrorCode() & CODE_MASK;
    if (code == SQLiteErrorCode.SQLITE_INTERRUPT.code) {
      return JdbcErrors.Kind.CANCELLED;
    }
    if (code == SQLiteErrorCode.SQLITE_CANTOPEN.code
        || code == SQLiteErrorCode.SQLITE_NOTADB.code
        || code == SQLiteErrorCode.SQLITE_IOERR.code
        || code == SQLiteErrorCode.SQLITE_PERM.code
        || code == SQLiteErrorCode.SQLITE_AUTH.code
        || code == SQLiteErrorCode.SQLITE_BUSY.code) {
      return JdbcErrors.Kind.UNREACHABLE;
    }
    if (code == SQLiteErrorCode.SQLITE_MISMATCH.code
        || code == SQLiteErrorCode.SQLITE_TOOBIG.code) {
      return JdbcErrors.Kind.DATA;
    }
    return code == 0 ? null : JdbcErrors.Kind.FAILED;
  }

  @Override
  public @Nullable String dataSentence(SQLException failure) {
    return null;
  }
}
