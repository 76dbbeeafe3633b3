package io.merganser.connectors.sqlite;

import io.merganser.connectors.spi.DataType.Scalar;
import java.util.Locale;

/// What a declared type is to the hub: SQLite's rules of affinity with what DuckDB's
/// `sqlite_scanner` adds for dates, times and decimals, in its order, so that a catalog looks alike
/// in both modes.
final class SqliteTypes {
  private SqliteTypes() {}

  static Scalar typeOf(String declared) {
    String type = declared.toLowerCase(Locale.ROOT);
    if (containsAny(type, "int", "bool")) {
      return Scalar.BIGINT;
    }
    if (containsAny(type, "char", "clob", "text")) {
      return Scalar.VARCHAR;
    }
    if (type.isEmpty() || type.contains("blob")) {
      return Scalar.BLOB;
    }
    if (containsAny(type, "real", "floa", "doub")) {
      return Scalar.DOUBLE;
    }
    if (type.equals("date")) {
      return Scalar.DATE;
    }
    if (type.contains("time")) {
      return Scalar.TIMESTAMP;
    }
    return containsAny(type, "dec", "num") ? Scalar.DOUBLE : Scalar.VARCHAR;
  }

  private static boolean containsAny(String type, String... words) {
    for (String word : words) {
      if (type.contains(word)) {
        return true;
      }
    }
    return false;
  }
}
