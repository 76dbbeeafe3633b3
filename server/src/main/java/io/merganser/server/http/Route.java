package io.merganser.server.http;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An address that is served.
///
/// @param method `GET`, `POST` or `DELETE`; what serves GET serves HEAD
/// @param pattern a path whose segments in braces match anything, e.g. `/tenants/{tenant}`
/// @param handling answers on a virtual thread of its own and may wait
public record Route(String method, String pattern, Handling handling) {

  /// Answers one request. What it throws becomes the answer, if none has begun.
  @FunctionalInterface
  public interface Handling {
    void handle(Exchange exchange) throws IOException;
  }

  boolean serves(String asked) {
    return method.equals(asked) || (method.equals("GET") && asked.equals("HEAD"));
  }

  /// The values of the segments in braces, or null if the path is another.
  @Nullable Map<String, String> match(String path) {
    String[] wanted = pattern.split("/", -1);
    String[] given = path.split("/", -1);
    if (wanted.length != given.length) {
      return null;
    }
    Map<String, String> variables = new HashMap<>();
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i].startsWith("{") && !given[i].isEmpty()) {
        variables.put(wanted[i].substring(1, wanted[i].length() - 1), given[i]);
      } else if (!wanted[i].equals(given[i])) {
        return null;
      }
    }
    return variables;
  }
}
