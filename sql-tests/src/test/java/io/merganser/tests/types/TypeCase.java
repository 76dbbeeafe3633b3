package io.merganser.tests.types;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A type, what each protocol says of a column of it, and values.
///
/// In the file a type is a line `## TYPE`. What a protocol says is a line `name: text` before the
/// values. A value is a line with the literal; indented under it stand DuckDB's text of it, and
/// each protocol that has another one.
///
/// @param type as DuckDB writes it
/// @param columns by the protocol's name
public record TypeCase(String type, Map<String, String> columns, List<Value> values) {

  /// A value that is cast to the type.
  ///
  /// @param texts by the protocol's name; `duckdb` is DuckDB's own
  public record Value(String literal, Map<String, String> texts) {}

  public static List<TypeCase> read(Path file) {
    List<TypeCase> cases = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(file)) {
        if (!line.isEmpty()) {
          read(line, cases);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return cases;
  }

  private static void read(String line, List<TypeCase> cases) {
    if (line.startsWith("## ")) {
      cases.add(new TypeCase(line.substring(3), new LinkedHashMap<>(), new ArrayList<>()));
      return;
    }
    TypeCase last = cases.getLast();
    if (line.startsWith("  ")) {
      put(last.values.getLast().texts, line.strip());
    } else if (line.startsWith("@")) {
      put(last.columns, line.substring(1));
    } else {
      last.values.add(new Value(line, new LinkedHashMap<>()));
    }
  }

  private static void put(Map<String, String> map, String line) {
    int colon = line.indexOf(": ");
    map.put(line.substring(0, colon), line.substring(colon + 2));
  }

  /// The case as the file has it.
  String text() {
    StringBuilder text = new StringBuilder("## ").append(type).append('\n');
    columns.forEach(
        (name, column) -> text.append('@').append(name).append(": ").append(column).append('\n'));
    for (Value value : values) {
      text.append('\n').append(value.literal).append('\n');
      value.texts.forEach(
          (name, seen) -> text.append("  ").append(name).append(": ").append(seen).append('\n'));
    }
    return text.append('\n').toString();
  }

  /// Without what was seen: the values, and a null.
  TypeCase bare() {
    return new TypeCase(
        type,
        new LinkedHashMap<>(),
        Stream.concat(
                values.stream().map(Value::literal).filter(literal -> !literal.equals("NULL")),
                Stream.of("NULL"))
            .map(literal -> new Value(literal, new LinkedHashMap<>()))
            .collect(Collectors.toCollection(ArrayList::new)));
  }

  /// Whether parameters are the values, as columns of one row. Parameters are written `$1` or `?`.
  String same(boolean numbered) {
    StringBuilder sql = new StringBuilder("SELECT ");
    for (int i = 0; i < values.size(); i++) {
      sql.append(i == 0 ? "" : ", ");
      sql.append("CAST(").append(numbered ? "$" + (i + 1) : "?").append(" AS ").append(type);
      sql.append(") IS NOT DISTINCT FROM CAST(").append(values.get(i).literal).append(" AS ");
      sql.append(type).append(')');
    }
    return sql.toString();
  }

  /// All values as columns of one row.
  String select() {
    StringBuilder sql = new StringBuilder("SELECT ");
    for (Value value : values) {
      sql.append(sql.length() > "SELECT ".length() ? ", " : "");
      sql.append("CAST(").append(value.literal).append(" AS ").append(type).append(")");
    }
    return sql.toString();
  }
}
