package io.merganser.server.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import io.merganser.server.http.Exchange;
import io.merganser.server.http.values.JsonValues;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/// Small answers.
final class Answers {
  private Answers() {}

  /// Writes the members of the answer.
  interface Members {
    void write(JsonGenerator json) throws IOException;
  }

  static void json(Exchange exchange, int status, Members members) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JsonValues.generator(bytes)) {
      json.writeStartObject();
      members.write(json);
      json.writeEndObject();
    }
    exchange.respond(status, "application/json", bytes.toByteArray());
  }
}
