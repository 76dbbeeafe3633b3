package io.merganser.tests.federate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/// What a statement gave: columns as `name type`, and rows in the order of their arrival.
public record Answer(List<String> columns, List<List<@Nullable Object>> rows) {
  private static final double TOLERANCE = 1e-11;

  public static Answer of(ArrowReader reader) throws IOException {
    VectorSchemaRoot root = reader.getVectorSchemaRoot();
    List<String> columns = columns(root.getSchema());
    List<List<@Nullable Object>> rows = new ArrayList<>();
    while (reader.loadNextBatch()) {
      collect(root, rows);
    }
    return new Answer(columns, rows);
  }

  static List<String> columns(Schema schema) {
    List<String> columns = new ArrayList<>();
    for (Field field : schema.getFields()) {
      columns.add(field.getName() + " " + type(field));
    }
    return columns;
  }

  private static String type(Field field) {
    return field.getChildren().isEmpty()
        ? field.getType().toString()
        : field.getType() + field.getChildren().stream().map(Answer::type).toList().toString();
  }

  static void collect(VectorSchemaRoot root, List<List<@Nullable Object>> rows) {
    for (int row = 0; row < root.getRowCount(); row++) {
      List<@Nullable Object> values = new ArrayList<>();
      for (FieldVector vector : root.getFieldVectors()) {
        values.add(plain(vector.isNull(row) ? null : vector.getObject(row)));
      }
      rows.add(values);
    }
  }

  private static @Nullable Object plain(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Double number -> number;
      case Float number -> number;
      case byte[] bytes -> HexFormat.of().formatHex(bytes);
      default -> value.toString();
    };
  }

  /// How another answer differs; null if it does not. Doubles may differ in their last digits, for
  /// they were not added up in one order.
  ///
  /// @param ordered whether the order of rows counts
  public @Nullable String difference(Answer other, boolean ordered) {
    if (!columns.equals(other.columns)) {
      return "columns " + other.columns + " instead of " + columns;
    }
    if (rows.size() != other.rows.size()) {
      return other.rows.size() + " rows instead of " + rows.size() + "\n" + sample(other);
    }
    List<List<@Nullable Object>> mine = ordered ? rows : sorted(rows);
    List<List<@Nullable Object>> others = ordered ? other.rows : sorted(other.rows);
    for (int row = 0; row < mine.size(); row++) {
      for (int column = 0; column < columns.size(); column++) {
        if (!same(mine.get(row).get(column), others.get(row).get(column))) {
          return "row " + row + ": " + others.get(row) + " instead of " + mine.get(row);
        }
      }
    }
    return null;
  }

  private String sample(Answer other) {
    return "  there: "
        + other.rows.stream().limit(5).toList()
        + "\n  wanted: "
        + rows.stream().limit(5).toList();
  }

  private static List<List<@Nullable Object>> sorted(List<List<@Nullable Object>> rows) {
    return rows.stream().sorted(Comparator.comparing(Answer::key)).toList();
  }

  private static String key(List<@Nullable Object> row) {
    StringBuilder key = new StringBuilder();
    for (Object value : row) {
      key.append(
              value instanceof Number number && Double.isFinite(number.doubleValue())
                  ? String.format(Locale.ROOT, "%.9e", number.doubleValue())
                  : String.valueOf(value))
          .append('\u0000');
    }
    return key.toString();
  }

  private static boolean same(@Nullable Object one, @Nullable Object other) {
    if (one instanceof Number a && other instanceof Number b) {
      double x = a.doubleValue();
      double y = b.doubleValue();
      return Double.compare(x, y) == 0
          || (x != y && Math.abs(x - y) <= TOLERANCE * Math.max(Math.abs(x), Math.abs(y)));
    }
    return one == null ? other == null : one.equals(other);
  }
}
