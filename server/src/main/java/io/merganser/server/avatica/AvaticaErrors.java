package io.merganser.server.avatica;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.google.protobuf.InvalidProtocolBufferException;
import io.merganser.connectors.spi.ErrorCode;
import io.merganser.connectors.spi.QueryException;
import io.merganser.server.ServerError;
import io.merganser.server.query.VisibleErrors;
import org.apache.calcite.avatica.AvaticaSeverity;
import org.apache.calcite.avatica.NoSuchConnectionException;
import org.apache.calcite.avatica.remote.AvaticaRuntimeException;

/// What a client of Avatica sees of a failure. The protocol sends the stack trace of whatever was
/// thrown, so all that is thrown here has none.
final class AvaticaErrors {
  private AvaticaErrors() {}

  static RuntimeException of(Throwable failure) {
    return switch (failure) {
      case Gone gone -> gone;
      case Told told -> told;
      case JsonProcessingException _, InvalidProtocolBufferException _ -> malformed();
      default -> new Told(VisibleErrors.of(failure));
    };
  }

  /// A request that is not one of the protocol; what is wrong with it nobody needs to know.
  static RuntimeException malformed() {
    return new Told(
        new QueryException(
            ServerError.INVALID_REQUEST, "the request is none of Avatica's protocol"));
  }

  static QueryException unsupported(String message, String hint) {
    return new QueryException(ServerError.UNSUPPORTED_REQUEST, message, null, hint, null);
  }

  /// The connection ended, or never was. The driver opens another if it has
  /// `transparent_reconnection=true`.
  static final class Gone extends NoSuchConnectionException {
    Gone(String connectionId) {
      super(connectionId);
    }

    @Override
    public String getMessage() {
      return "the connection has ended; connect again";
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }

    @Override
    public String toString() {
      return getMessage();
    }
  }

  /// A failure with its SQLSTATE. The number is one for each kind, since JDBC wants some number.
  static final class Told extends AvaticaRuntimeException {
    Told(QueryException failure) {
      super(
          failure.render(),
          number(failure.code()),
          failure.code().sqlState(),
          AvaticaSeverity.ERROR);
    }

    private static int number(ErrorCode code) {
      return switch (code.kind()) {
        case USER -> 1001;
        case DENIED -> 1002;
        case EXTERNAL -> 1003;
        case RESOURCES -> 1004;
        case INTERNAL -> 1005;
      };
    }

    @Override
    public String getMessage() {
      return getErrorMessage();
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }

    @Override
    public String toString() {
      return getErrorMessage();
    }
  }
}
