package io.merganser.server.query;

import io.merganser.connectors.spi.QueryException;
import io.merganser.server.ServerError;

/// What one result may have; [Long#MAX_VALUE] for no limit.
///
/// @param bytes of its columns in memory, before any protocol writes them
public record ResultLimits(long rows, long bytes) {
  public static final ResultLimits NONE = new ResultLimits(Long.MAX_VALUE, Long.MAX_VALUE);

  /// @throws QueryException [ServerError#TOO_MANY_ROWS] or [ServerError#RESULT_TOO_LARGE]
  void check(long soManyRows, long soManyBytes) {
    if (soManyRows > rows) {
      throw new QueryException(
          ServerError.TOO_MANY_ROWS,
          "the result has more than " + rows + " rows",
          null,
          "add a LIMIT, or have limits.rows raised",
          null);
    }
    if (soManyBytes > bytes) {
      throw new QueryException(
          ServerError.RESULT_TOO_LARGE,
          "the result has more than " + bytes + " bytes",
          null,
          "ask for fewer rows or columns, or have limits.resultBytes raised",
          null);
    }
  }
}
