package io.merganser.tests.house;

import io.merganser.authz.AuthzError;
import io.merganser.catalog.CatalogError;
import io.merganser.connectors.spi.ConnectorError;
import io.merganser.connectors.spi.ErrorCode;
import io.merganser.planner.PlannerError;
import io.merganser.server.ServerError;
import io.merganser.server.http.HttpErrors;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// All error codes, and the document that lists them. What a code means is its comment in the
/// source, so that there is one text to keep right.
final class ErrorCatalog {
  static final List<Chapter> CHAPTERS =
      List.of(
          new Chapter("The statement", PlannerError.values()),
          new Chapter("Rights", AuthzError.values()),
          new Chapter("Sources and engines", ConnectorError.values()),
          new Chapter("The catalog: logins, manifests, secrets", CatalogError.values()),
          new Chapter("The server: sessions, limits, requests", ServerError.values()));

  private static final String HEAD =
      """
      # Errors

      Every error has a code that stays: once released it is never renamed and never used for
      something else. Beside it stand an SQLSTATE (PostgreSQL's where it has one), one sentence, often a
      position in the statement, and a hint that says what to do.

      | protocol | where they are |
      |---|---|
      | Flight SQL | the text `[SQLSTATE] CODE: sentence`, and the trailers `sqlstate` and `error-code` |
      | Avatica JDBC | `SQLException.getSQLState()`; the text is `CODE: sentence` |
      | REST | the HTTP status, and `{"error": {"code", "sqlState", "message", "position", "hint"}}` |

      The kind says whose doing it is: `USER` – the statement or request; `DENIED` – the rights of who
      asks; `EXTERNAL` – a source or another system, so that trying again may help; `RESOURCES` – a
      limit, or somebody cancelled; `INTERNAL` – us: the client sees an id, the log has the rest.

      Written from the sources by `./merganser format`.
      """;

  private static final Pattern CONSTANT =
      Pattern.compile("((?:^ +///.*\\n)+) +([A-Z][A-Z0-9_]*)\\(\"", Pattern.MULTILINE);

  private ErrorCatalog() {}

  static Stream<ErrorCode> codes() {
    return CHAPTERS.stream().flatMap(chapter -> Stream.of(chapter.codes));
  }

  static Document document() {
    StringBuilder text = new StringBuilder(HEAD);
    for (Chapter chapter : CHAPTERS) {
      Map<String, String> meanings = chapter.meanings();
      text.append("\n## ").append(chapter.title).append("\n\n");
      text.append("| code | SQLSTATE | kind | HTTP | what it means |\n|---|---|---|---|---|\n");
      for (ErrorCode code : chapter.codes) {
        text.append("| `").append(code.name()).append("` | ").append(code.sqlState());
        text.append(" | ").append(code.kind()).append(" | ").append(HttpErrors.status(code));
        text.append(" | ").append(meanings.getOrDefault(code.name(), "")).append(" |\n");
      }
    }
    return new Document("docs/errors.md", text.toString());
  }

  /// The codes of one module.
  @SuppressWarnings("ArrayRecordComponent")
  record Chapter(String title, ErrorCode[] codes) {

    /// The comments of the enum's constants, by name.
    Map<String, String> meanings() {
      String path = codes[0].getClass().getName().replace('.', '/') + ".java";
      String file = Checkout.files(name -> name.endsWith("/src/main/java/" + path)).getFirst();
      Map<String, String> meanings = new HashMap<>();
      Matcher constant = CONSTANT.matcher(Checkout.read(file));
      while (constant.find()) {
        meanings.put(constant.group(2), constant.group(1).replaceAll(" *\\n? +/// ?", " ").strip());
      }
      return meanings;
    }
  }
}
