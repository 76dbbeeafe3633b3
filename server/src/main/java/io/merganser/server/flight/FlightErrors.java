package io.merganser.server.flight;

import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.ErrorCode;
import io.merganser.connectors.spi.QueryException;
import io.merganser.server.ServerError;
import io.merganser.server.query.VisibleErrors;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.apache.arrow.flight.CallStatus;
import org.apache.arrow.flight.ErrorFlightMetadata;
import org.apache.arrow.flight.FlightRuntimeException;

/// What a client of Flight sees of a failure: a gRPC status, and the text `[SQLSTATE] CODE:
/// sentence (line, column); hint`.
///
/// The JDBC driver keeps nothing of a failure but the text, which is why the SQLSTATE opens it. The
/// trailers `sqlstate` and `error-code` carry both for clients that read trailers.
final class FlightErrors {
  /// gRPC sends the text percent-encoded in a header; clients refuse all headers over 8 KiB
  /// together.
  private static final int MOST_ENCODED = 6_000;

  private FlightErrors() {}

  /// Runs a handler; whatever it throws becomes what the client may see.
  static <T> T guard(Supplier<T> handler) {
    try {
      return handler.get();
    } catch (RuntimeException e) {
      throw of(e);
    }
  }

  static FlightRuntimeException of(Throwable failure) {
    return switch (failure) {
      case FlightRuntimeException known -> known;
      default -> of(VisibleErrors.of(failure));
    };
  }

  /// A request that exists in the protocol and is not served.
  static FlightRuntimeException unsupported(String what) {
    return of(new QueryException(ServerError.UNSUPPORTED_REQUEST, what + " is not supported"));
  }

  static QueryException invalid(String message) {
    return new QueryException(ServerError.INVALID_REQUEST, message);
  }

  private static FlightRuntimeException of(QueryException e) {
    ErrorFlightMetadata trailers = new ErrorFlightMetadata();
    trailers.insert("sqlstate", e.code().sqlState());
    trailers.insert("error-code", e.code().name());
    return status(e.code())
        .withDescription(shorten("[" + e.code().sqlState() + "] " + e.render()))
        .withMetadata(trailers)
        .toRuntimeException();
  }

  private static CallStatus status(ErrorCode code) {
    if (code == ConnectorError.STATEMENT_CANCELLED) {
      return CallStatus.CANCELLED;
    }
    if (code == ConnectorError.STATEMENT_TIMEOUT) {
      return CallStatus.TIMED_OUT;
    }
    if (code == ServerError.UNSUPPORTED_REQUEST) {
      return CallStatus.UNIMPLEMENTED;
    }
    // Wrong or missing credentials, and sessions that ended: log in again.
    if (code.sqlState().startsWith("28") || code == ServerError.SESSION_NOT_FOUND) {
      return CallStatus.UNAUTHENTICATED;
    }
    return switch (code.kind()) {
      case USER -> CallStatus.INVALID_ARGUMENT;
      case DENIED -> CallStatus.UNAUTHORIZED;
      case EXTERNAL -> CallStatus.UNAVAILABLE;
      case RESOURCES -> CallStatus.RESOURCE_EXHAUSTED;
      case INTERNAL -> CallStatus.INTERNAL;
    };
  }

  private static String shorten(String text) {
    String shorter = text;
    while (URLEncoder.encode(shorter, StandardCharsets.UTF_8).length() > MOST_ENCODED) {
      int end = shorter.length() * 3 / 4;
      shorter = text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
    }
    return shorter.length() == text.length() ? text : shorter + "…";
  }
}
