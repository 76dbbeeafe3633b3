package io.merganser.server.flight;

import static org.assertj.core.api.Assertions.assertThat;

import io.merganser.authz.AuthzError;
import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.ErrorCode;
import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.SourcePosition;
import io.merganser.server.ServerError;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.FlightStatusCode;
import org.junit.jupiter.api.Test;

class FlightErrorsTest {
  private static FlightStatusCode status(ErrorCode code) {
    return FlightErrors.of(new QueryException(code, "it went wrong")).status().code();
  }

  @Test
  void theTextHasStateCodePositionAndHint() {
    FlightRuntimeException seen =
        FlightErrors.of(
            new QueryException(
                AuthzError.TABLE_NOT_FOUND,
                "no table `x`",
                new SourcePosition(1, 15),
                "did you mean `y`",
                null));
    assertThat(seen)
        .hasMessage(
            "[42P01] TABLE_NOT_FOUND: no table `x` (line 1, column 15); hint: did you mean `y`");
    assertThat(seen.status().metadata().get("sqlstate")).isEqualTo("42P01");
    assertThat(seen.status().metadata().get("error-code")).isEqualTo("TABLE_NOT_FOUND");
  }

  @Test
  void everyKindHasItsStatus() {
    assertThat(status(AuthzError.TABLE_NOT_FOUND)).isEqualTo(FlightStatusCode.INVALID_ARGUMENT);
    assertThat(status(AuthzError.PERMISSION_DENIED)).isEqualTo(FlightStatusCode.UNAUTHORIZED);
    assertThat(status(ServerError.AUTHENTICATION_REQUIRED))
        .isEqualTo(FlightStatusCode.UNAUTHENTICATED);
    assertThat(status(ServerError.SESSION_NOT_FOUND)).isEqualTo(FlightStatusCode.UNAUTHENTICATED);
    assertThat(status(ServerError.UNSUPPORTED_REQUEST)).isEqualTo(FlightStatusCode.UNIMPLEMENTED);
    assertThat(status(ConnectorError.SOURCE_UNREACHABLE)).isEqualTo(FlightStatusCode.UNAVAILABLE);
    assertThat(status(ServerError.SERVER_BUSY)).isEqualTo(FlightStatusCode.RESOURCE_EXHAUSTED);
    assertThat(status(ConnectorError.STATEMENT_CANCELLED)).isEqualTo(FlightStatusCode.CANCELLED);
    assertThat(status(ConnectorError.STATEMENT_TIMEOUT)).isEqualTo(FlightStatusCode.TIMED_OUT);
    assertThat(status(ConnectorError.ENGINE_FAILED)).isEqualTo(FlightStatusCode.INTERNAL);
  }

  @Test
  void ourOwnFaultsShowOnlyAnIdentifier() {
    for (RuntimeException fault :
        new RuntimeException[] {
          new IllegalStateException("/secret/path"),
          new QueryException(ConnectorError.ENGINE_FAILED, "/secret/path")
        }) {
      assertThat(FlightErrors.of(fault))
          .hasMessageStartingWith("[XX000] INTERNAL_ERROR: ")
          .hasMessageNotContaining("secret")
          .hasNoCause();
    }
  }

  @Test
  void aLongTextIsCutToWhatHeadersMayHold() {
    String text = "ß😀".repeat(5_000);
    String seen =
        String.valueOf(
            FlightErrors.of(new QueryException(ServerError.INVALID_REQUEST, text)).getMessage());
    assertThat(seen.length()).isBetween(400, 3_000);
    assertThat(seen).endsWith("…");
    assertThat(seen.codePoints()).noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
  }
}
