package io.merganser.connectors.spi;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A type of a column, in the words of the hub: `toString` prints what DuckDB reads and
/// [#parse(String)] reads what DuckDB prints. Everything that travels has one of these types;
/// [ArrowTypes] says how it looks on the wire.
public sealed interface DataType {

  /// Reads a type as DuckDB prints it, e.g. `DECIMAL(12,2)` or `STRUCT(a INTEGER, b VARCHAR)[]`.
  ///
  /// @throws IllegalArgumentException if the text is not a type we know
  static DataType parse(String text) {
    return new DataTypeParser(text).parse();
  }

  /// A type without parameters.
  enum Scalar implements DataType {
    BOOLEAN,
    TINYINT,
    SMALLINT,
    INTEGER,
    BIGINT,
    HUGEINT,
    UTINYINT,
    USMALLINT,
    UINTEGER,
    UBIGINT,
    UHUGEINT,
    BIGNUM,
    FLOAT,
    DOUBLE,
    VARCHAR,
    BLOB,
    BIT,
    DATE,
    TIME,
    TIME_NS,
    TIMETZ("TIME WITH TIME ZONE"),
    TIMESTAMP,
    TIMESTAMP_S,
    TIMESTAMP_MS,
    TIMESTAMP_NS,
    TIMESTAMPTZ("TIMESTAMP WITH TIME ZONE"),
    INTERVAL,
    UUID,
    JSON,
    VARIANT,
    GEOMETRY,
    /// The type of a bare `NULL`; DuckDB 1.5 sends it as an INTEGER column.
    NULL("\"NULL\"");

    private final String text;

    Scalar() {
      this.text = name();
    }

    Scalar(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /// Exact decimal; precision 1 to 38, scale 0 to precision.
  record Decimal(int precision, int scale) implements DataType {
    public Decimal {
      if (precision < 1 || precision > 38 || scale < 0 || scale > precision) {
        throw new IllegalArgumentException(
            "no such type: DECIMAL(" + precision + "," + scale + ")");
      }
    }

    @Override
    public String toString() {
      return "DECIMAL(" + precision + "," + scale + ")";
    }
  }

  /// List of any length.
  record ListOf(DataType element) implements DataType {
    @Override
    public String toString() {
      return element + "[]";
    }
  }

  /// List of a fixed length.
  record ArrayOf(DataType element, int size) implements DataType {
    @Override
    public String toString() {
      return element + "[" + size + "]";
    }
  }

  /// Named fields in order; those of a row (`row(1, 'a')`) have no names.
  record Struct(List<Field> fields) implements DataType {
    public Struct {
      fields = List.copyOf(fields);
    }

    /// Whether it is the type of a row.
    public boolean isUnnamed() {
      return fields.stream().anyMatch(field -> field.name().isEmpty());
    }

    @Override
    public String toString() {
      return "STRUCT(" + join(fields) + ")";
    }
  }

  /// Tagged union of named alternatives.
  record Union(List<Field> alternatives) implements DataType {
    public Union {
      alternatives = List.copyOf(alternatives);
    }

    @Override
    public String toString() {
      return "UNION(" + join(alternatives) + ")";
    }
  }

  /// Map from key to value.
  record MapOf(DataType key, DataType value) implements DataType {
    @Override
    public String toString() {
      return "MAP(" + key + ", " + value + ")";
    }
  }

  /// Enumerated strings in their sort order.
  record EnumOf(List<String> values) implements DataType {
    public EnumOf {
      values = List.copyOf(values);
    }

    @Override
    public String toString() {
      return values.stream().map(Names::literal).collect(Collectors.joining(", ", "ENUM(", ")"));
    }
  }

  /// A field of a struct or an alternative of a union.
  record Field(String name, DataType type) {
    @Override
    public String toString() {
      return name.isEmpty() ? type.toString() : Names.quote(name) + " " + type;
    }
  }

  private static String join(List<Field> fields) {
    return fields.stream().map(Field::toString).collect(Collectors.joining(", "));
  }

  /// Recursive descent over DuckDB's type text.
  final class DataTypeParser {
    private final String text;
    private int at;

    DataTypeParser(String text) {
      this.text = text;
    }

    DataType parse() {
      DataType type = type();
      if (at != text.length()) {
        throw unknown();
      }
      return type;
    }

    private DataType type() {
      DataType type = base();
      while (accept("[")) {
        String size = until("]");
        type = size.isEmpty() ? new ListOf(type) : new ArrayOf(type, Integer.parseInt(size));
      }
      return type;
    }

    private DataType base() {
      skipSpaces();
      if (text.startsWith("\"NULL\"", at)) {
        at += 6;
        return Scalar.NULL;
      }
      String word = word();
      return switch (word) {
        case "DECIMAL", "NUMERIC" -> decimal();
        case "STRUCT" -> new Struct(fields(true));
        case "UNION" -> new Union(fields(false));
        case "MAP" -> map();
        case "ENUM" -> enumeration();
        default -> scalar(word);
      };
    }

    private DataType decimal() {
      if (!accept("(")) {
        return new Decimal(18, 3);
      }
      String[] parts = until(")").split(",", -1);
      int scale = parts.length > 1 ? Integer.parseInt(parts[1].trim()) : 0;
      return new Decimal(Integer.parseInt(parts[0].trim()), scale);
    }

    private DataType map() {
      expect("(");
      DataType key = type();
      expect(",");
      DataType value = type();
      expect(")");
      return new MapOf(key, value);
    }

    private DataType enumeration() {
      expect("(");
      List<String> values = new ArrayList<>();
      do {
        skipSpaces();
        values.add(quoted('\''));
      } while (accept(","));
      expect(")");
      return new EnumOf(values);
    }

    private List<Field> fields(boolean mayBeUnnamed) {
      expect("(");
      List<Field> fields = new ArrayList<>();
      do {
        skipSpaces();
        int start = at;
        try {
          fields.add(named());
        } catch (IllegalArgumentException e) {
          if (!mayBeUnnamed) {
            throw e;
          }
          at = start;
          fields.add(new Field("", type()));
        }
      } while (accept(","));
      expect(")");
      return fields;
    }

    private Field named() {
      String name = at < text.length() && text.charAt(at) == '"' ? quoted('"') : fieldName();
      return new Field(name, type());
    }

    private DataType scalar(String word) {
      String name =
          switch (word) {
            case "BOOL", "LOGICAL" -> "BOOLEAN";
            case "INT1" -> "TINYINT";
            case "INT2", "SHORT" -> "SMALLINT";
            case "INT", "INT4", "SIGNED" -> "INTEGER";
            case "INT8", "LONG" -> "BIGINT";
            case "REAL", "FLOAT4" -> "FLOAT";
            case "FLOAT8" -> "DOUBLE";
            case "TEXT", "STRING", "CHAR", "BPCHAR" -> "VARCHAR";
            case "BYTEA", "BINARY", "VARBINARY" -> "BLOB";
            case "DATETIME", "TIMESTAMP_US" -> "TIMESTAMP";
            case "VARINT" -> "BIGNUM";
            default -> word;
          };
      if (name.equals("DOUBLE")) {
        acceptWord("PRECISION");
      }
      if (name.equals("VARCHAR") && accept("(")) {
        until(")");
      }
      if ((name.equals("TIME") || name.equals("TIMESTAMP")) && acceptWord("WITH TIME ZONE")) {
        name += "TZ";
      }
      for (Scalar scalar : Scalar.values()) {
        if (scalar.name().equals(name)) {
          return scalar;
        }
      }
      throw unknown();
    }

    private String word() {
      int start = at;
      while (at < text.length()
          && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
        at++;
      }
      return text.substring(start, at).toUpperCase(Locale.ROOT);
    }

    private String fieldName() {
      int start = at;
      while (at < text.length() && text.charAt(at) != ' ') {
        if (",()".indexOf(text.charAt(at)) >= 0) {
          throw unknown();
        }
        at++;
      }
      return text.substring(start, at);
    }

    private String quoted(char quote) {
      if (at >= text.length() || text.charAt(at) != quote) {
        throw unknown();
      }
      StringBuilder value = new StringBuilder();
      for (at++; at < text.length(); at++) {
        char c = text.charAt(at);
        if (c != quote) {
          value.append(c);
        } else if (at + 1 < text.length() && text.charAt(at + 1) == quote) {
          value.append(quote);
          at++;
        } else {
          at++;
          return value.toString();
        }
      }
      throw unknown();
    }

    private String until(String end) {
      int stop = text.indexOf(end, at);
      if (stop < 0) {
        throw unknown();
      }
      String inside = text.substring(at, stop).trim();
      at = stop + end.length();
      return inside;
    }

    private boolean accept(String token) {
      skipSpaces();
      if (!text.startsWith(token, at)) {
        return false;
      }
      at += token.length();
      return true;
    }

    private boolean acceptWord(String words) {
      skipSpaces();
      if (!text.regionMatches(true, at, words, 0, words.length())) {
        return false;
      }
      at += words.length();
      return true;
    }

    private void expect(String token) {
      if (!accept(token)) {
        throw unknown();
      }
    }

    private void skipSpaces() {
      while (at < text.length() && text.charAt(at) == ' ') {
        at++;
      }
    }

    private IllegalArgumentException unknown() {
      return new IllegalArgumentException("no such type: " + text);
    }
  }
}
