package io.merganser.tests.logic;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import net.hydromatic.sqllogictest.SqlTestQueryOutputDescription;
import org.jspecify.annotations.Nullable;

/// The values of a result, row by row, in the form and order that the suite asks for; or why there
/// are none.
record LogicAnswer(List<String> values, @Nullable String failure) {

  static LogicAnswer failed(String reason) {
    return new LogicAnswer(List.of(), reason);
  }

  static LogicAnswer read(ResultSet rows, SqlTestQueryOutputDescription wanted)
      throws SQLException {
    String types = String.valueOf(wanted.columnTypes);
    List<List<String>> all = new ArrayList<>();
    while (rows.next()) {
      List<String> row = new ArrayList<>();
      for (int i = 0; i < types.length(); i++) {
        row.add(text(types.charAt(i), rows.getObject(i + 1)));
      }
      all.add(row);
    }
    return switch (wanted.getOrder()) {
      case NONE -> new LogicAnswer(flat(all), null);
      case ROW -> {
        all.sort(Comparator.comparing(row -> String.join("\n", row)));
        yield new LogicAnswer(flat(all), null);
      }
      case VALUE -> new LogicAnswer(flat(all).stream().sorted().toList(), null);
    };
  }

  private static List<String> flat(List<List<String>> rows) {
    return rows.stream().flatMap(List::stream).toList();
  }

  private static String text(char type, @Nullable Object value) {
    return switch (value) {
      case null -> "NULL";
      case Boolean truth -> truth ? "1" : "0";
      case BigInteger number -> number.toString();
      case BigDecimal number when type == 'I' -> number.toBigInteger().toString();
      case Double number when type == 'I' -> Long.toString(number.longValue());
      case Number number when type == 'R' ->
          String.format(Locale.ROOT, "%.3f", number.doubleValue());
      case String text when text.isEmpty() -> "(empty)";
      default -> value.toString();
    };
  }

  /// Whether it is what the suite has of SQLite and others.
  boolean isAs(SqlTestQueryOutputDescription wanted) {
    if (failure != null || values.size() != wanted.getValueCount()) {
      return false;
    }
    if (wanted.hash == null) {
      return values.equals(wanted.getQueryResults());
    }
    try {
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      values.forEach(value -> md5.update((value + "\n").getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(md5.digest()).equals(wanted.hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return failure != null ? failure : values.size() > 8 ? values.size() + " values" : "" + values;
  }
}
