package io.merganser.tests.house;

import io.merganser.tests.types.TypeCase;
import java.util.ArrayList;
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

  private static final String PARAMETERS =
      """

      ## Values that do not survive the way back

      What is read can be given back as a parameter (`?` or `$1`), and is the value it was: the tests
      do so with all values, and nulls, of all types, and compare. Not so these. `false`: it arrives as
      another value, because the driver lost digits when it read it, or rounds what it sends.

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
    differences(text, cases, "");
    text.append(PARAMETERS);
    differences(text, cases, " as parameter");
    new Document("docs/types.md", text.toString()).assertFresh();
  }

  private static void differences(StringBuilder text, List<TypeCase> cases, String what) {
    for (TypeCase type : cases) {
      for (TypeCase.Value value : type.values()) {
        Map<String, String> texts = value.texts();
        String[] seen = {
          texts.getOrDefault("arrow" + what, ""),
          texts.getOrDefault("flight" + what, ""),
          avatica(texts, what),
          texts.getOrDefault("rest" + what, "")
        };
        if (!String.join("", seen).isEmpty()) {
          row(
              text,
              code(type.type()),
              texts.getOrDefault("duckdb", ""),
              seen[0],
              seen[1],
              seen[2],
              seen[3]);
        }
      }
    }
  }

  /// What Avatica gives, and where its settings make a difference.
  private static String avatica(Map<String, String> texts, String what) {
    List<String> all = new ArrayList<>();
    for (String setting : List.of("", " json", " timestamps=text")) {
      String seen = texts.get("avatica" + setting + what);
      if (seen != null) {
        String reason =
            seen.replaceAll("Error \\d+ \\(\\w+\\) : (Remote driver error: )?", "")
                .replaceAll(";.*", "");
        all.add(setting.isEmpty() ? reason : "with" + setting + ": " + reason);
      }
    }
    return String.join("; ", all);
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
