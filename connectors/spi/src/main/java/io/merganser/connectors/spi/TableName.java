package io.merganser.connectors.spi;

/// The three-part name of a table, as the source spells it.
///
/// Names are compared without case, as DuckDB does; the spelling is kept for printing.
public record TableName(String catalog, String schema, String table) {

  @Override
  public boolean equals(Object other) {
    return other instanceof TableName(String c, String s, String t)
        && c.equalsIgnoreCase(catalog)
        && s.equalsIgnoreCase(schema)
        && t.equalsIgnoreCase(table);
  }

  @Override
  public int hashCode() {
    return Names.fold(toString()).hashCode();
  }

  @Override
  public String toString() {
    return catalog + "." + schema + "." + table;
  }
}
