package io.merganser.connectors.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.merganser.connectors.spi.Cancellation;
import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.QueryException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdbcErrorsTest {
  private final JdbcErrors errors =
      new JdbcErrors("sales", JdbcErrors.bySqlState(SQLException::getMessage));

  @ParameterizedTest
  @CsvSource({
    "08001, SOURCE_UNREACHABLE, source `sales` does not answer",
    "53300, SOURCE_UNREACHABLE, source `sales` does not answer",
    "57P01, SOURCE_UNREACHABLE, source `sales` does not answer",
    "28P01, SOURCE_UNREACHABLE, source `sales` refused the login",
    "22012, DATA_ERROR, source `sales` refused a value: division by zero",
    "57014, SOURCE_FAILED, source `sales` cancelled its part of the statement",
    "42501, SOURCE_FAILED, source `sales` failed to run its part of the statement (SQLSTATE 42501)"
  })
  void tellsTheKindByTheState(String state, ConnectorError code, String message) {
    QueryException translated =
        errors.translate(new SQLException("Division by zero.\n at host:5432", state), null);
    assertThat(translated.code()).isEqualTo(code);
    assertThat(translated).hasMessage(message);
  }

  @Test
  void looksBehindWhatThePoolThrows() {
    SQLException refused = new SQLException("password for bob at host", "28P01");
    QueryException translated =
        errors.translate(new SQLTransientConnectionException("no connection", refused), null);
    assertThat(translated).hasMessage("source `sales` refused the login");
  }

  @Test
  void takesAnyFailureAfterACancellationForTheCancellation() {
    Cancellation cancellation = new Cancellation();
    cancellation.cancel(ConnectorError.STATEMENT_TIMEOUT);
    QueryException translated =
        errors.translate(new SQLException("connection closed", "08006"), cancellation);
    assertThat(translated.code()).isEqualTo(ConnectorError.STATEMENT_TIMEOUT);
  }
}
