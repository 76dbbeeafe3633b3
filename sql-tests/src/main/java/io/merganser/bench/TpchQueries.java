package io.merganser.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The 22 queries of TPC-H with the parameters of its validation run.
public final class TpchQueries {
  private TpchQueries() {}

  /// In the order of their numbers.
  public static List<String> all() throws IOException {
    try (InputStream in = TpchQueries.class.getResourceAsStream("tpch.sql")) {
      if (in == null) {
        throw new IllegalStateException("tpch.sql is not beside the class");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.substring(0, line.lastIndexOf(';')))
          .toList();
    }
  }
}
