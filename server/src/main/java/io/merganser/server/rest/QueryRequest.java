package io.merganser.server.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.merganser.connectors.spi.QueryException;
import io.merganser.server.ServerError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The body of a request to run a statement.
///
/// @param parameters null, Boolean, BigDecimal, String, or a List of these
/// @param scope that it is to run in; null if the body names none
record QueryRequest(String sql, List<@Nullable Object> parameters, @Nullable String scope) {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final Set<String> MEMBERS = Set.of("sql", "parameters", "scope");

  static QueryRequest read(byte[] body) throws IOException {
    JsonNode node;
    try {
      node = MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      throw malformed("the body is no JSON");
    }
    if (node == null || !node.isObject()) {
      throw malformed("the body is no JSON object");
    }
    for (String name : node.propertyStream().map(Map.Entry::getKey).toList()) {
      if (!MEMBERS.contains(name)) {
        throw malformed("the request has no member `" + name + "`");
      }
    }
    JsonNode sql = node.path("sql");
    JsonNode parameters = node.path("parameters");
    if (!sql.isTextual()) {
      throw malformed("`sql` is no text");
    }
    if (!parameters.isMissingNode() && !parameters.isNull() && !parameters.isArray()) {
      throw malformed("`parameters` is no array");
    }
    JsonNode scope = node.path("scope");
    if (!scope.isMissingNode() && !scope.isNull() && !scope.isTextual()) {
      throw malformed("`scope` is no text");
    }
    return new QueryRequest(sql.textValue(), list(parameters), scope.textValue());
  }

  private static List<@Nullable Object> list(JsonNode array) {
    List<@Nullable Object> values = new ArrayList<>();
    for (JsonNode node : array) {
      values.add(value(node));
    }
    return values;
  }

  private static @Nullable Object value(JsonNode node) {
    return switch (node.getNodeType()) {
      case NULL, MISSING -> null;
      case BOOLEAN -> node.booleanValue();
      case NUMBER -> node.decimalValue();
      case STRING -> node.textValue();
      case ARRAY -> list(node);
      case OBJECT, POJO, BINARY -> node.toString();
    };
  }

  private static QueryException malformed(String message) {
    return new QueryException(
        ServerError.INVALID_REQUEST,
        message,
        null,
        "send {\"sql\": \"SELECT ?\", \"parameters\": [1]}",
        null);
  }
}
