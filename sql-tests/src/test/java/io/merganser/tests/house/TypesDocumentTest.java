package io.merganser.tests.house;

import io.merganser.tests.types.TypeCase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// `docs/types.md` tells what the tests of types expect.
class TypesDocumentTest {
  private static final String CASES =
      "sql-tests/src/test/resources/io/merganser/tests/types/types.txt";

  private static final String HEAD =
      """
      # Types

      How each type of DuckDB looks to programs: as Arrow over Flight SQL, through the Flight SQL JDBC
      driver 18.3, through Avatica's JDBC driver 1.28, and as JSON over REST. Types that a driver would
      read wrongly travel as the next wider type that all read exactly, or as text: unsigned integers,
      `UHUGEINT`, `BIGNUM`, `BIT`, `ENUM`, `TIME WITH TIME ZONE`, `UNION`, `VARIANT`, `GEOMETRY`. A null
      is a null everywhere. Casting to `VARCHAR` gives DuckDB's own text of any value.

      What to know of the drivers:

      * **Flight SQL JDBC** cannot give a `TIMESTAMP WITH TIME ZONE` to `getObject(int)`, not even a null:
        use `getTimestamp`, `getObject(int, OffsetDateTime.class)` or the column's name. It moves
        timestamps and times without a zone by the zone of the JVM: start the JVM with
        `-Duser.timezone=UTC`, or read a `java.time.LocalDateTime`. In lists it gives dates as numbers of days and
        zoned timestamps as numbers of microseconds.
      * **Avatica** keeps milliseconds of times and timestamps; with the connection property
        `timestamps=text` they come as text with all digits. It cannot read a null within a list of
        lists. In JSON (`serialization=json`) there is no NaN and no negative zero.
      * **REST** writes decimals, `HUGEINT` and `UBIGINT` as strings, so that no reader loses digits.
        Dates and times are ISO 8601, bytes Base64; NaN and the infinities are strings.
      * **Arrow** has 38 digits: the few `HUGEINT` of 39 travel in the same 16 bytes, and some readers
        take them, some do not.

      Written by `./merganser format` from the expectations of the tests (`TypesTest`).

      ## Columns

      | DuckDB | Arrow | Flight SQL JDBC | Avatica JDBC | REST |
      |---|---|---|---|---|
      """;

  private static final String DIFFERENCES =
      """

      ## Values that do not read as DuckDB writes them

      All other values of the tests, and these where nothing stands, read as DuckDB writes them: among
      them the least and the greatest of each type.

      | type | DuckDB | Arrow | Flight SQL JDBC | Avatica JDBC | REST |
      |---|---|---|---|---|---|
      """;

  @Test
  void documentIsFresh() {
    List<TypeCase> cases = TypeCase.read(Checkout.root().resolve(CASES));
    StringBuilder text = new StringBuilder(HEAD);
    for (TypeCase type : cases) {
      Map<String, String> columns = type.columns();
      row(
          text,
          code(type.type()),
          code(columns.getOrDefault("arrow", "")),
          columns.getOrDefault("flight", "").replace(", null", ""),
          columns
              .getOrDefault("avatica", "")
              .replaceAll("java\\.\\w+\\.", "")
              .replace("[B", "byte[]"),
          columns.getOrDefault("rest", ""));
    }
    text.append(DIFFERENCES);
    for (TypeCase type : cases) {
      for (TypeCase.Value value : type.values()) {
        if (value.texts().size() > 1) {
          row(
              text,
              code(type.type()),
              value.texts().getOrDefault("duckdb", ""),
              value.texts().getOrDefault("arrow", ""),
              value.texts().getOrDefault("flight", ""),
              avatica(value.texts()),
              value.texts().getOrDefault("rest", ""));
        }
      }
    }
    new Document("docs/types.md", text.toString()).assertFresh();
  }

  private static String avatica(Map<String, String> texts) {
    StringBuilder text = new StringBuilder(texts.getOrDefault("avatica", ""));
    texts.forEach((name, seen) -> {
      if (name.startsWith("avatica ")) {
        String reason = seen.replaceAll(".*Remote driver error: ", "").replaceAll(";.*", "");
        text.append(text.isEmpty() ? "" : "; ").append("with ");
        text.append(name.substring("avatica ".length())).append(": ").append(reason);
      }
    });
    return text.toString();
  }

  private static String code(String text) {
    return text.isEmpty() ? "" : "`" + text + "`";
  }

  private static void row(StringBuilder text, String... cells) {
    for (String cell : cells) {
      text.append("| ").append(cell.replace("|", "\\|")).append(' ');
    }
    text.append("|\n");
  }
}
