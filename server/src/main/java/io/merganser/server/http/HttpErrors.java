package io.merganser.server.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.ErrorCode;
import io.merganser.connectors.spi.QueryException;
import io.merganser.connectors.spi.SourcePosition;
import io.merganser.server.ServerError;
import io.merganser.server.http.values.JsonValues;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/// What a client sees of a failure: a status, and an `error` object with code, SQLSTATE, sentence,
/// position and hint.
public final class HttpErrors {
  private HttpErrors() {}

  public static int status(ErrorCode code) {
    if (isLogin(code)) {
      return 401;
    }
    return switch (code.kind()) {
      case USER -> code == ServerError.DATABASE_NOT_FOUND ? 404 : 400;
      case DENIED -> 403;
      case EXTERNAL -> 502;
      case RESOURCES -> resources(code);
      case INTERNAL -> 500;
    };
  }

  /// Whether logging in (again) is what helps.
  public static boolean isLogin(ErrorCode code) {
    return code.sqlState().startsWith("28") || code == ServerError.SESSION_NOT_FOUND;
  }

  private static int resources(ErrorCode code) {
    if (code == ServerError.REQUEST_TOO_LARGE) {
      return 413;
    }
    if (code == ServerError.TOO_MANY_SESSIONS
        || code == ServerError.TOO_MANY_TENANT_SESSIONS
        || code == ServerError.TOO_MANY_STATEMENTS) {
      return 429;
    }
    if (code == ConnectorError.STATEMENT_TIMEOUT) {
      return 408;
    }
    if (code == ConnectorError.STATEMENT_CANCELLED) {
      return 499;
    }
    // 54: the statement asks for more than it may, at any time. All else may pass.
    return code.sqlState().startsWith("54") ? 400 : 503;
  }

  /// `{"error": {...}}`
  static byte[] body(QueryException e) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JsonValues.generator(bytes)) {
      json.writeStartObject();
      writeMember(json, e);
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /// The member `error` of an object.
  public static void writeMember(JsonGenerator json, QueryException e) throws IOException {
    json.writeObjectFieldStart("error");
    json.writeStringField("code", e.code().name());
    json.writeStringField("sqlState", e.code().sqlState());
    json.writeStringField("message", e.getMessage());
    SourcePosition position = e.position();
    if (position != null) {
      json.writeObjectFieldStart("position");
      json.writeNumberField("line", position.line());
      json.writeNumberField("column", position.column());
      json.writeEndObject();
    }
    String hint = e.hint();
    if (hint != null) {
      json.writeStringField("hint", hint);
    }
    json.writeEndObject();
  }
}
