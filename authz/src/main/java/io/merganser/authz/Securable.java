package io.merganser.authz;

import io.merganser.connectors.spi.Names;
import io.merganser.connectors.spi.TableName;
import java.util.regex.Pattern;

/// What a grant is about: a table, a schema or a catalog, as three parts of which trailing ones may
/// be `*`. Names are compared without case.
public record Securable(String catalog, String schema, String table) {
  private static final String ANY = "*";
  private static final Pattern PART = Pattern.compile("\"((?:[^\"]|\"\")+)\"|([^.\"]+)");

  public Securable {
    if ((catalog.equals(ANY) && !schema.equals(ANY))
        || (schema.equals(ANY) && !table.equals(ANY))) {
      throw new IllegalArgumentException("a `*` must stand last");
    }
  }

  /// Reads `catalog.schema.table`, `catalog.schema.*`, `catalog.*` or `*`; missing parts are `*`.
  ///
  /// @throws IllegalArgumentException with a sentence that says why not
  public static Securable parse(String text) {
    String[] parts = {ANY, ANY, ANY};
    var matcher = PART.matcher(text);
    int at = 0;
    int count = 0;
    while (at < text.length()) {
      if (count == 3 || !matcher.find(at) || matcher.start() != at) {
        throw new IllegalArgumentException(
            "`"
                + text
                + "` is not of the form catalog.schema.table, catalog.schema.* or catalog.*");
      }
      String quoted = matcher.group(1);
      parts[count++] = quoted == null ? matcher.group(2).trim() : quoted.replace("\"\"", "\"");
      at = matcher.end();
      if (at < text.length()) {
        if (text.charAt(at) != '.' || at + 1 == text.length()) {
          throw new IllegalArgumentException("`" + text + "` is not a dotted name");
        }
        at++;
      }
    }
    if (count == 0) {
      throw new IllegalArgumentException("a grant needs a name or `*`");
    }
    return new Securable(parts[0], parts[1], parts[2]);
  }

  public boolean covers(TableName name) {
    return matches(catalog, name.catalog())
        && matches(schema, name.schema())
        && matches(table, name.table());
  }

  /// Whether the table is covered; of one called `*`, whether something in its schema may be.
  boolean touches(TableName name) {
    return covers(name) || (name.table().equals(ANY) && reaches(name.catalog(), name.schema()));
  }

  /// Whether something within the catalog may be covered.
  public boolean reaches(String catalogName) {
    return matches(catalog, catalogName);
  }

  /// Whether something within the schema may be covered.
  public boolean reaches(String catalogName, String schemaName) {
    return matches(catalog, catalogName) && matches(schema, schemaName);
  }

  /// Whether a `*` stands in the place of the catalog.
  public boolean isAnyCatalog() {
    return catalog.equals(ANY);
  }

  /// Whether everything within the catalog is covered.
  public boolean coversAll(String catalogName) {
    return reaches(catalogName) && schema.equals(ANY);
  }

  /// Whether everything within the schema is covered.
  public boolean coversAll(String catalogName, String schemaName) {
    return reaches(catalogName, schemaName) && table.equals(ANY);
  }

  private static boolean matches(String pattern, String name) {
    return pattern.equals(ANY) || Names.fold(pattern).equals(Names.fold(name));
  }

  @Override
  public String toString() {
    return catalog + "." + schema + "." + table;
  }
}
